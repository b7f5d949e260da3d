"""Trains the layout model on this machine's CPU: `python -m training.flatland.train --minutes 60`.

Batches are fresh scenes (never repeated), the schedule is warm-up, constant, linear cool-down over the
last part of the wall-clock budget; the weights kept are an exponential moving average. Checkpoints hold
weights, averages, optimiser, configuration and vocabulary, so a run resumes and exports at any time.
"""
from __future__ import annotations

import argparse
import copy
import json
import time
from pathlib import Path
from random import Random

import torch
from torch import nn

from .data import batches
from .evaluate import dev_specs, measure, synthetic_specs
from .model import LayoutModel, Size
from .tokens import Vocabulary, config

HERE = Path(__file__).resolve().parent
PEAK_RATE = 1.5e-3
WARMUP_STEPS = 200
COOLDOWN = 0.55
"""Share of the budget in which the learning rate falls to a fiftieth."""


def rate_at(step: int, spent: float) -> float:
    """Learning rate after `step` steps, `spent` (0..1) of the wall-clock budget being used."""
    warm = min(1.0, (step + 1) / WARMUP_STEPS)
    cool = min(1.0, max(0.02, (1.0 - spent) / COOLDOWN))
    return PEAK_RATE * warm * cool


def optimiser_of(model: nn.Module) -> torch.optim.AdamW:
    """AdamW with weight decay on matrices only."""
    matrices = [p for n, p in model.named_parameters() if p.ndim >= 2 and "steps" not in n]
    rest = [p for n, p in model.named_parameters() if p.ndim < 2 or "steps" in n]
    groups = [{"params": matrices, "weight_decay": 0.02}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.98), fused=True)


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, step: int) -> None:
    """Moves the averaged weights towards the model's (horizon grows to a thousand steps)."""
    keep = min(0.999, (1 + step) / (20 + step))
    for kept, current in zip(average.parameters(), model.parameters()):
        kept.lerp_(current, 1 - keep)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="wall-clock budget of the whole run")
    parser.add_argument("--out", type=Path, default=HERE / "checkpoints" / "flatland.pt")
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--evaluate-every", type=int, default=1000, help="steps")
    parser.add_argument("--prompts", type=Path, help="JSON lines with a GenEval2-like `prompt`, to measure on")
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    saved = torch.load(arguments.out, weights_only=False) if arguments.out.exists() else None
    vocabulary = Vocabulary(saved["config"]["vocabulary"]) if saved else Vocabulary.build()
    size = Size(len(vocabulary.words), arguments.width, arguments.layers, arguments.heads)
    if saved:
        size = Size(**saved["config"]["model"])
    model = LayoutModel(size)
    average = copy.deepcopy(model)
    optimiser = optimiser_of(model)
    step = scenes = 0
    spent_before = 0.0
    if saved:
        model.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        step, scenes, spent_before = saved["step"], saved["scenes"], saved["seconds"]
    log = arguments.out.with_suffix(".jsonl").open("a", encoding="utf-8")
    suites = {"synthetic": synthetic_specs(Random(99), 96)}
    if arguments.prompts:
        suites["prompts"] = dev_specs(arguments.prompts)[::4]

    def say(entry: dict[str, object]) -> None:
        line = json.dumps(entry)
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    def save() -> None:
        state = {
            "config": config(vocabulary, size.as_dict()), "model": model.state_dict(),
            "average": average.state_dict(), "optimiser": optimiser.state_dict(),
            "step": step, "scenes": scenes, "seconds": spent(), "seed": arguments.seed,
        }
        partial = arguments.out.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(arguments.out)

    started = time.monotonic()

    def spent() -> float:
        return spent_before + time.monotonic() - started

    say({"parameters": sum(p.numel() for p in model.parameters()), "vocabulary": len(vocabulary.words),
         "batch": arguments.batch, "seed": arguments.seed, **size.as_dict()})
    budget = arguments.minutes * 60
    for ids, objects, lengths in batches(vocabulary, arguments.seed + 1000 * step, arguments.batch):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, spent() / budget)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, parts = model.loss(ids, objects, lengths)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        follow(average, model, step)
        step += 1
        scenes += len(ids)
        done = spent() >= budget
        if step % 100 == 0:
            say({"step": step, "scenes": scenes, "seconds": round(spent()), "losses": [round(p, 3) for p in parts]})
        if step % 500 == 0 or done:
            save()
        if step % arguments.evaluate_every == 0 or done:
            for name, suite in suites.items():
                say({"step": step, "suite": name, **measure(average, vocabulary, suite, 1.0, seed=5)})
        if done:
            break


if __name__ == "__main__":
    main()
