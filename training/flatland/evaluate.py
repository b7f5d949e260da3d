"""Measures the model: exact counts, finishes, relations, placements, sizes, arrangements, facing, backdrops, regions.

`python training/flatland/evaluate.py --prompts FILE.jsonl` measures the exported model in models/flatland;
each line of FILE has a `prompt` in GenEval2's terse grammar. Held-out synthetic captions (terse, explicit and
free) are measured too, a part of them on wide and tall canvases. The boxes judged are the scene's own squares; the
app's verifier looks at pixels instead. Prints one JSON line for each suite and temperature.
"""
from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from random import Random
from dataclasses import replace

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch

from training.flatland.captions import terse
from training.flatland.explicit import explicit
from training.flatland.exported import ExportedModel
from training.flatland.free import free
from training.flatland.generate import scenes_for
from training.flatland.model import LayoutModel, Size
from training.flatland.placement import arrangement_holds, region_holds, size_holds
from training.flatland.sampler import can_be_large, link_holds, sample_example
from training.flatland.scene import RATIOS, Scene
from training.flatland.spec import BETWEEN, AMID, PAIRS, Group, Spec
from training.flatland.tokens import Vocabulary
from training.flatland.world import (
    BACKDROP_WORDS, FINISHES, NOUNS, NUMBER_WORDS, PLURALS, RELATION_PHRASES, REPOSITORY, VERB_PHRASES, VERB_PROP,
)

Case = tuple[str, Spec]
TOPICS = (
    "counts", "finishes", "relations", "placements", "sizes", "arrangements", "facing", "backdrops", "regions", "clean",
)
VAGUE = ("some ", "a few ", "several ", "many ", "a bunch of ")
"""Words that leave a number open: such captions cannot be measured."""
_COUNTS = {word: count for count, word in NUMBER_WORDS.items()} | {"a": 1, "an": 1}
_KINDS = {PLURALS[noun]: noun for noun in NOUNS} | {noun + "s": noun for noun in NOUNS} | {n: n for n in NOUNS}
_LINKS = {phrases[0]: link for link, phrases in (RELATION_PHRASES | VERB_PHRASES).items()}
_GROUP = re.compile(rf"({'|'.join(_COUNTS)}) (?:({'|'.join(FINISHES)}) )?([a-z]+)")
_SEPARATOR = re.compile(rf",? and (?=(?:{'|'.join(_COUNTS)}) )| ({'|'.join(_LINKS)}) ")


def parse(prompt: str) -> Spec:
    """Reads a GenEval2 prompt; raises ValueError on anything else."""
    parts = _SEPARATOR.split(prompt.strip())
    groups: list[Group] = []
    for text in parts[::2]:
        match = _GROUP.fullmatch(text)
        if match is None or match[3] not in _KINDS:
            raise ValueError(f"not in the terse grammar: {text!r} of {prompt!r}")
        groups.append(Group(_KINDS[match[3]], _COUNTS[match[1]], match[2]))
    return Spec(groups, [_LINKS[link] if link else "and" for link in parts[1::2]])


def dev_specs(path: Path) -> list[Case]:
    prompts = [json.loads(line)["prompt"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [(prompt, parse(prompt)) for prompt in prompts]


def synthetic_specs(rng: Random, count: int, style: str = "mixed") -> list[Case]:
    """Held-out cases without filler: "terse", "explicit" or "free" captions, or all three in turn."""
    cases: list[Case] = []
    while len(cases) < count:
        spec, scene = sample_example(rng)
        way = ("terse", "explicit", "free")[len(cases) % 3] if style == "mixed" else style
        text = terse(rng, spec, 0.0) if way == "terse" else (
            explicit(rng, spec, scene) if way == "explicit" else free(rng, spec, scene))
        if any(text.startswith(vague) or f" {vague}" in text for vague in VAGUE):
            continue
        if spec.backdrop is not None:
            text += f" {rng.choice(BACKDROP_WORDS[spec.backdrop])}"
        cases.append((text, spec))
    return cases


def assign(spec: Spec, scene: Scene) -> Scene:
    """Marks which group each object belongs to: by kind, then finish, where kinds repeat."""
    objects = []
    for o in scene.objects:
        fitting = [i for i, g in enumerate(spec.groups) if g.kind == o.kind and g.text == o.text]
        exact = [i for i in fitting if spec.groups[i].finish == o.finish]
        objects.append(replace(o, group=(exact or fitting or [-1])[0]))
    return replace(scene, objects=objects)


def judge(spec: Spec, scene: Scene) -> dict[str, list[bool]]:
    """Verdicts by topic: one a group for its own attributes, one a link, one for backdrop, place and strays."""
    placed = assign(spec, scene)
    ratio = RATIOS[scene.aspect]
    props = [o.kind for o in placed.objects]
    verdicts: dict[str, list[bool]] = {topic: [] for topic in TOPICS}
    for i, group in enumerate(spec.groups):
        members = [o for o in placed.objects if o.group == i]
        boxes = placed.boxes_of(i)
        verdicts["counts"].append(len(members) == group.count)
        if group.finish:
            verdicts["finishes"].append(bool(members) and all(o.finish == group.finish for o in members))
        if group.facing:
            verdicts["facing"].append(bool(members) and all(o.facing == group.facing for o in members))
        if group.arrangement and group.count > 1:
            verdicts["arrangements"].append(arrangement_holds(group.arrangement, boxes, ratio))
        if group.size and can_be_large(spec):
            verdicts["sizes"].append(size_holds(group.size, boxes, placed.boxes_beside(i), ratio))
    for i, link in enumerate(spec.links):
        if link in ("and", BETWEEN[1], AMID[1]):
            continue
        holds = link_holds(spec, placed, i, slack=0.0, margin=0.0) and (
            link not in VERB_PROP or VERB_PROP[link] in props)
        verdicts["placements" if link in (*PAIRS, *BETWEEN, *AMID) else "relations"].append(holds)
    if spec.backdrop is not None:
        verdicts["backdrops"].append(scene.backdrop == spec.backdrop)
    if spec.place is not None:
        verdicts["regions"].append(region_holds(spec.place, [placed.box_of(o) for o in placed.objects if o.group >= 0]))
    verdicts["clean"].append(all(o.group >= 0 or o.kind in VERB_PROP.values() for o in placed.objects))
    return verdicts


def score(cases: list[Case], scenes: list[Scene]) -> dict[str, float]:
    """Shares of right verdicts by topic (absent topics are left out), and of prompts with everything right."""
    tallies: dict[str, list[bool]] = {**{topic: [] for topic in TOPICS}, "whole": []}
    for (_, spec), scene in zip(cases, scenes, strict=True):
        verdicts = judge(spec, scene)
        for name, values in verdicts.items():
            tallies[name] += values
        tallies["whole"].append(all(all(values) for values in verdicts.values()))
    shares = {name: round(sum(values) / len(values), 3) for name, values in tallies.items() if values}
    return {"prompts": len(cases), **shares}


def framed(cases: list[Case]) -> list[tuple[str, str]]:
    """Prompts with their canvases, as the samplers take them."""
    return [(prompt, spec.aspect) for prompt, spec in cases]


def measure(
    model: LayoutModel, vocabulary: Vocabulary, cases: list[Case], temperature: float, seed: int
) -> dict[str, float]:
    """Scores scenes sampled from a model that is still in training."""
    model.eval()
    scenes = scenes_for(model, vocabulary, framed(cases), temperature, seed)
    model.train()
    return {"temperature": temperature, **score(cases, scenes)}


def load(checkpoint: Path, weights: str = "average") -> tuple[LayoutModel, Vocabulary, dict[str, object]]:
    """Reads a checkpoint's vocabulary and its weights: the moving "average", or the "model" as last stepped."""
    saved = torch.load(checkpoint, weights_only=False, map_location="cpu")
    model = LayoutModel(Size(**saved["config"]["model"]))
    model.load_state_dict(saved[weights])
    return model.eval(), Vocabulary(saved["config"]["vocabulary"]), saved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=Path, help="JSON lines with a GenEval2-like `prompt`")
    parser.add_argument("--model", type=Path, default=REPOSITORY / "models" / "flatland")
    parser.add_argument("--temperatures", type=float, nargs="+", default=[1.0, 0.7])
    parser.add_argument("--synthetic", type=int, default=300, help="held-out captions of each style")
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    model = ExportedModel(arguments.model)
    suites = {style: synthetic_specs(Random(99), arguments.synthetic, style) for style in ("terse", "explicit", "free")}
    if arguments.prompts:
        suites["prompts"] = dev_specs(arguments.prompts)
    for name, cases in suites.items():
        for temperature in arguments.temperatures:
            scenes = model.scenes_for(framed(cases), temperature, arguments.seed)
            print(json.dumps({"suite": name, "temperature": temperature, **score(cases, scenes)}), flush=True)


if __name__ == "__main__":
    main()
