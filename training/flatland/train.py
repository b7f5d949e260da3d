"""Trains the layout model, on a GPU if there is one: `python -m training.flatland.train --minutes 60`.

Batches are fresh scenes (never repeated), the schedule is warm-up, constant, linear cool-down over the
last part of the wall-clock budget; an exponential moving average of the weights is kept beside them.
`--start FILE` begins with another world's checkpoint, or a smaller model's: rows of words, kinds and finishes are copied by name.
Checkpoints hold weights, averages, optimiser, configuration and vocabulary, so a run resumes and exports
at any time.
"""
from __future__ import annotations

import argparse
import copy
import json
import time
from pathlib import Path
from random import Random
from typing import Callable

import torch
from torch import Tensor, nn

from .data import batches
from .evaluate import Case, dev_specs, measure, synthetic_specs
from .growth import widened
from .model import LayoutModel, Size
from .tokens import Vocabulary, config

HERE = Path(__file__).resolve().parent
PEAK_RATE = 1.5e-3
MUON_RATE = 1.0
"""Learning rate of the matrices inside blocks, against that of the rest."""
WARMUP_STEPS = 200
COOLDOWN = 0.55
"""Share of the budget in which the learning rate falls to a fiftieth."""
REPORT_EVERY, SAVE_EVERY = 100, 500


def rate_at(step: int, spent: float, peak: float = PEAK_RATE) -> float:
    """Learning rate after `step` steps, `spent` (0..1) of the wall-clock budget being used."""
    warm = min(1.0, (step + 1) / WARMUP_STEPS)
    cool = min(1.0, max(0.02, (1.0 - spent) / COOLDOWN))
    return peak * warm * cool


class Optimiser:
    """Muon (Jordan et al. 2024) for the matrices inside blocks and heads, AdamW for everything else."""

    def __init__(self, model: nn.Module) -> None:
        hidden, matrices, rest = [], [], []
        for name, p in model.named_parameters():
            if p.ndim == 2 and (name.startswith("blocks.") or ".hidden." in name):
                hidden.append(p)
            elif p.ndim >= 2 and "steps" not in name:
                matrices.append(p)
            else:
                rest.append(p)
        groups = [{"params": matrices, "weight_decay": 0.02}, {"params": rest, "weight_decay": 0.0}]
        self.parts: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.98), fused=True),
            torch.optim.Muon(hidden, lr=PEAK_RATE, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"),
        ]

    def step(self, rate: float) -> None:
        for part, scale in zip(self.parts, (1.0, MUON_RATE)):
            for group in part.param_groups:
                group["lr"] = rate * scale
            part.step()

    def zero_grad(self) -> None:
        for part in self.parts:
            part.zero_grad()

    def state_dict(self) -> list[dict[str, object]]:
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, state: list[dict[str, object]]) -> None:
        for part, saved in zip(self.parts, state, strict=True):
            part.load_state_dict(saved)


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, step: int) -> None:
    """Moves the averaged weights towards the model's (horizon grows to a thousand steps)."""
    keep = min(0.999, (1 + step) / (20 + step))
    for kept, current in zip(average.parameters(), model.parameters(), strict=True):
        kept.lerp_(current, 1 - keep)


class Run:
    """One training run: everything a checkpoint holds."""

    def __init__(self, vocabulary: Vocabulary, size: Size, seed: int) -> None:
        torch.manual_seed(seed)
        self.vocabulary, self.size, self.seed = vocabulary, size, seed
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = LayoutModel(size).to(self.device)
        self.average = copy.deepcopy(self.model)
        self.optimiser = Optimiser(self.model)
        self.step = self.scenes = 0
        self.earlier_seconds = 0.0
        self.started = time.monotonic()

    @staticmethod
    def resume(path: Path) -> "Run":
        saved = torch.load(path, weights_only=False, map_location="cpu")
        run = Run(Vocabulary(saved["config"]["vocabulary"]), Size(**saved["config"]["model"]), saved["seed"])
        run.model.load_state_dict(saved["model"])
        run.average.load_state_dict(saved["average"])
        run.optimiser.load_state_dict(saved["optimiser"])
        run.step, run.scenes, run.earlier_seconds = saved["step"], saved["scenes"], saved["seconds"]
        return run

    @property
    def seconds(self) -> float:
        """Wall-clock time of this and of resumed runs."""
        return self.earlier_seconds + time.monotonic() - self.started

    def save(self, path: Path) -> None:
        """Replaces the checkpoint at once, so that a crash leaves the old or the new one."""
        state = {
            "config": config(self.vocabulary, self.size.as_dict()), "model": self.model.state_dict(),
            "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict(),
            "step": self.step, "scenes": self.scenes, "seconds": self.seconds, "seed": self.seed,
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def learn(self, ids: Tensor, objects: Tensor, lengths: Tensor, rate: float) -> list[Tensor]:
        """One step; returns the six cross-entropies."""
        ids, objects, lengths = (tensor.to(self.device) for tensor in (ids, objects, lengths))
        with torch.autocast(self.device, dtype=torch.bfloat16):
            loss, parts = self.model.loss(ids, objects, lengths)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step(rate)
        follow(self.average, self.model, self.step)
        self.step += 1
        self.scenes += len(ids)
        return parts

    def measured(self, suite: list[Case]) -> dict[str, float]:
        """Scores of the averaged weights."""
        return measure(copy.deepcopy(self.average).cpu(), self.vocabulary, suite, 1.0, seed=5)

    def begin_with(self, path: Path) -> None:
        """Copies what another checkpoint's weights share by name: embeddings and heads row by row, the rest whole.

        A model of twice the width takes every channel twice (growth.py), blocks that the other has not begin by doing
        nothing: before its first step it draws as the other did.
        """
        saved = torch.load(path, weights_only=False, map_location="cpu")
        own, other = config(self.vocabulary, self.size.as_dict()), saved["config"]
        rows = {"words.weight": ("vocabulary",)}
        for i, name in enumerate(("kinds", "finishes", None, None, "sizeBins")):
            for part in (f"fields.{i}.weight", f"heads.{i}.logits.weight", f"heads.{i}.logits.bias"):
                rows[part] = (name,)
        state = self.model.state_dict()
        weights = saved["average"]
        if self.size.width == 2 * other["model"]["width"]:
            weights = widened(weights, Size(**other["model"]), self.seed)
        for name in state:
            block = int(name.split(".")[1]) if name.startswith("blocks.") else -1
            if block >= other["model"]["layers"] and name.endswith(("out.weight", "down.weight", "down.bias")):
                state[name].zero_()
        for name, tensor in weights.items():
            target = state.get(name)
            if target is None or target.shape[1:] != tensor.shape[1:]:
                continue
            key = rows.get(name, (None,))[0]
            if key == "sizeBins":
                target[: len(tensor)] = tensor
            elif key is not None:
                _copy_rows(target, own[key], tensor, other[key])
            elif target.shape == tensor.shape:
                target.copy_(tensor)
        self.model.load_state_dict(state)
        self.average.load_state_dict(state)


def _copy_rows(target: Tensor, names: list[str], source: Tensor, other_names: list[str]) -> None:
    """Copies rows whose names both have; new names begin with the mean of the old rows, plus a little chance."""
    index = {name: i for i, name in enumerate(other_names)}
    mean, spread = source.mean(0, keepdim=True)[0], source.std(0, keepdim=True)[0] if source.ndim > 1 else 0.0
    for i, name in enumerate(names):
        if name in index:
            target[i] = source[index[name]]
        else:
            target[i] = mean + torch.randn_like(target[i]) * spread if source.ndim > 1 else mean


def train(
    run: Run, arguments: argparse.Namespace, suites: dict[str, list[Case]], say: Callable[[dict[str, object]], None]
) -> None:
    """Trains until the budget is spent; saves, reports and measures on the way."""
    budget = arguments.minutes * 60
    for batch in batches(run.vocabulary, run.seed + 1000 * run.step, arguments.batch):
        parts = run.learn(*batch, rate_at(run.step, run.seconds / budget, arguments.rate))
        done = run.seconds >= budget or run.step >= arguments.steps
        if run.step % REPORT_EVERY == 0:
            say({"step": run.step, "scenes": run.scenes, "seconds": round(run.seconds),
                 "losses": [round(part.item(), 3) for part in parts]})
        if run.step % SAVE_EVERY == 0 or done:
            run.save(arguments.out)
        if run.step % arguments.evaluate_every == 0 or done:
            for name, suite in suites.items():
                say({"step": run.step, "suite": name, **run.measured(suite)})
        if done:
            return


def arguments_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="wall-clock budget, resumed runs counted in")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="peak learning rate")
    parser.add_argument("--steps", type=int, default=10**9, help="stop after so many steps")
    parser.add_argument("--out", type=Path, default=HERE / "checkpoints" / "flatland.pt")
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--heads", type=int, default=5)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--evaluate-every", type=int, default=1000, help="steps")
    parser.add_argument("--start", type=Path, help="checkpoint of another world or size to begin with")
    parser.add_argument("--prompts", type=Path, help="JSON lines with a GenEval2-like `prompt`, to measure on")
    return parser.parse_args()


def main() -> None:
    arguments = arguments_of()
    torch.set_num_threads(arguments.threads)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    if arguments.out.exists():
        run = Run.resume(arguments.out)
    else:
        vocabulary = Vocabulary.build()
        size = Size(len(vocabulary.words), arguments.width, arguments.layers, arguments.heads)
        run = Run(vocabulary, size, arguments.seed)
        if arguments.start:
            run.begin_with(arguments.start)
    suites = {"synthetic": synthetic_specs(Random(99), 150)}
    if arguments.prompts:
        suites["prompts"] = dev_specs(arguments.prompts)[::4]
    with arguments.out.with_suffix(".jsonl").open("a", encoding="utf-8") as log:

        def say(entry: dict[str, object]) -> None:
            line = json.dumps(entry)
            print(line, flush=True)
            log.write(line + "\n")
            log.flush()

        say({"parameters": sum(p.numel() for p in run.model.parameters()), "batch": arguments.batch,
             "seed": run.seed, **run.size.as_dict()})
        train(run, arguments, suites, say)


if __name__ == "__main__":
    main()
