"""Measures the model: exact counts, finishes, relations and whole prompts, from the scenes it samples.

`python training/flatland/evaluate.py --prompts FILE.jsonl` measures the exported model in models/flatland;
each line of FILE has a `prompt` in GenEval2's terse grammar. Held-out synthetic captions, terse and
explicit, are measured too. The boxes judged are the scene's own squares; the app's verifier looks at
pixels instead. Prints one JSON line for each suite and temperature.
"""
from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from random import Random

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch

from training.flatland.captions import terse
from training.flatland.explicit import explicit
from training.flatland.exported import ExportedModel
from training.flatland.generate import scenes_for
from training.flatland.model import LayoutModel, Size
from training.flatland.sampler import relations_hold, sample_example
from training.flatland.scene import Scene, SceneObject
from training.flatland.spec import Group, Spec
from training.flatland.tokens import Vocabulary
from training.flatland.world import (
    FINISHES, NOUNS, NUMBER_WORDS, PLURALS, RELATION_PHRASES, REPOSITORY, VERB_PHRASES, VERB_PROP,
)

Case = tuple[str, Spec]
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
    """Held-out cases without filler: "terse" captions, "explicit" ones, or alternately both."""
    cases: list[Case] = []
    while len(cases) < count:
        spec, scene = sample_example(rng)
        is_terse = style == "terse" or (style == "mixed" and len(cases) % 2 == 0)
        cases.append((terse(rng, spec, 0.0) if is_terse else explicit(rng, spec, scene), spec))
    return cases


def assign(spec: Spec, scene: Scene) -> Scene:
    """Marks which group each object belongs to: by kind, then finish, where kinds repeat."""
    objects: list[SceneObject] = []
    for o in scene.objects:
        fitting = [i for i, g in enumerate(spec.groups) if g.kind == o.kind and g.text == o.text]
        exact = [i for i in fitting if spec.groups[i].finish == o.finish]
        group = (exact or fitting or [-1])[0]
        objects.append(SceneObject(o.kind, o.finish, o.x, o.y, o.size, o.text, group))
    return Scene(scene.backdrop, objects)


def judge(spec: Spec, scene: Scene) -> dict[str, list[bool]]:
    """Verdicts: one a group for counts and finishes, one a link for relations and verbs, one for strays."""
    placed = assign(spec, scene)
    members = [[o for o in placed.objects if o.group == i] for i in range(len(spec.groups))]
    props = [o.kind for o in placed.objects]
    counts = [len(m) == g.count for m, g in zip(members, spec.groups)]
    finishes = [bool(m) and all(o.finish == g.finish for o in m) for m, g in zip(members, spec.groups) if g.finish]
    relations: list[bool] = []
    for i, link in enumerate(spec.links):
        if link == "and":
            continue
        only = Spec(spec.groups, ["and"] * i + [link] + ["and"] * (len(spec.links) - i - 1))
        holds = relations_hold(only, placed, slack=0.0)
        relations.append(holds and (link not in VERB_PROP or VERB_PROP[link] in props))
    stray = all(o.group >= 0 or o.kind in VERB_PROP.values() for o in placed.objects)
    return {"counts": counts, "finishes": finishes, "relations": relations, "clean": [stray]}


def score(cases: list[Case], scenes: list[Scene]) -> dict[str, float]:
    """Accuracies over all groups and links, and the share of prompts with everything right."""
    tallies: dict[str, list[bool]] = {"counts": [], "finishes": [], "relations": [], "clean": [], "whole": []}
    for (_, spec), scene in zip(cases, scenes, strict=True):
        verdicts = judge(spec, scene)
        for name, values in verdicts.items():
            tallies[name] += values
        tallies["whole"].append(all(all(values) for values in verdicts.values()))
    shares = {name: round(sum(values) / max(1, len(values)), 4) for name, values in tallies.items()}
    return {"prompts": len(cases), **shares}


def measure(
    model: LayoutModel, vocabulary: Vocabulary, cases: list[Case], temperature: float, seed: int
) -> dict[str, float]:
    """Scores scenes sampled from a model that is still in training."""
    model.eval()
    scenes = scenes_for(model, vocabulary, [prompt for prompt, _ in cases], temperature, seed)
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
    suites = {style: synthetic_specs(Random(99), arguments.synthetic, style) for style in ("terse", "explicit")}
    if arguments.prompts:
        suites["prompts"] = dev_specs(arguments.prompts)
    for name, cases in suites.items():
        for temperature in arguments.temperatures:
            scenes = model.scenes_for([prompt for prompt, _ in cases], temperature, arguments.seed)
            print(json.dumps({"suite": name, "temperature": temperature, **score(cases, scenes)}), flush=True)


if __name__ == "__main__":
    main()
