"""Trains the detector on shards that `generate.py` keeps writing: `python train.py --data DIR --run DIR`.

Wall time, not epochs, sets the length: the learning rate follows a cosine over `--minutes`. Interrupted
runs go on from `checkpoint.pt`; `--start` begins a new run from another run's averaged weights.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ema import Average
from losses import detector_losses
from model import Architecture, Detector, to_input
from shards import Shard, shard_folders
from targets import Batch, sample_batch
from world import load_world

CROP_SIDE = 160
CROP_UNTIL = 0.85
"""Share of the time during which crops are used: two fifths of the work, same scale of objects."""
CROP_SHARE = 0.7
"""The other early batches are whole, since crops seldom hold the largest objects."""
WARMUP_STEPS = 150
REPORT_EVERY = 25
SAVE_SECONDS = 120


@dataclass
class Progress:
    """Where a run stands; saved in its checkpoint."""

    step: int = 0
    pictures: int = 0
    seconds: float = 0.0


class ShardPool:
    """Maps the newest shards and looks for newer ones every few steps."""

    def __init__(self, folder: Path, newest: int):
        self.folder, self.newest = folder, newest
        self._open: dict[str, Shard] = {}

    def refresh(self) -> list[Shard]:
        """The newest shards that are there now; waits while there are none."""
        while True:
            kept: dict[str, Shard] = {}
            for path in shard_folders(self.folder)[-self.newest :]:
                try:
                    kept[path.name] = self._open.get(path.name) or Shard.open(path)
                except FileNotFoundError:
                    continue
            if kept:
                self._open = kept
                return list(kept.values())
            time.sleep(2.0)


class Trainer:
    """One training run in a folder."""

    def __init__(self, args: argparse.Namespace):
        world = load_world()
        self.args, self.world, self.progress = args, world, Progress()
        self.model = Detector(Architecture(len(world.kinds), len(world.finishes)))
        self.model = self.model.to(memory_format=torch.channels_last)
        self.average = Average(self.model, 0.998)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=args.rate, weight_decay=0.02)
        self.rng = np.random.default_rng(args.seed)
        self.path = args.run / "checkpoint.pt"
        if self.path.is_file():
            self._resume(torch.load(self.path, weights_only=True))
        elif args.start is not None:
            self.model.load_state_dict(torch.load(args.start, weights_only=True)["average"])
            self.average = Average(self.model, 0.998)

    def _resume(self, saved: dict) -> None:
        self.model.load_state_dict(saved["model"])
        self.average.load(saved["average"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.progress = Progress(**saved["progress"])

    def save(self) -> None:
        """Write the checkpoint whole or not at all; the vocabulary travels with the weights."""
        pending = self.path.with_suffix(".pending")
        torch.save(
            {
                "model": self.model.state_dict(),
                "average": self.average.state,
                "optimizer": self.optimizer.state_dict(),
                "progress": vars(self.progress),
                "architecture": self.model.shape.to_json(),
                "kinds": list(self.world.kinds),
                "finishes": list(self.world.finishes),
            },
            pending,
        )
        pending.replace(self.path)

    def learning_rate(self) -> float:
        """Linear warm-up over steps, cosine over the run's time."""
        done = min(1.0, self.progress.seconds / (self.args.minutes * 60))
        warm = min(1.0, (self.progress.step + 1) / WARMUP_STEPS)
        return self.args.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))

    def next_batch(self, shards: list[Shard]) -> Batch:
        """Mostly crops in the early part of a run, whole pictures afterwards."""
        early = self.progress.seconds < self.args.crop_until * self.args.minutes * 60
        side = CROP_SIDE if early and self.rng.random() < CROP_SHARE else shards[0].images.shape[1]
        return sample_batch(shards, self.args.batch, side, len(self.world.kinds), self.rng)

    def advance(self, batch: Batch) -> list[float]:
        """One optimiser step; gives the losses for the log."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        with torch.autocast("cpu", torch.bfloat16):
            logits, features = self.model(to_input(batch.images))
            losses = detector_losses(self.model, logits, features, batch.targets, batch.count)
        self.optimizer.zero_grad(set_to_none=True)
        losses.total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimizer.step()
        self.average.update(self.model, self.progress.step)
        self.progress.step += 1
        self.progress.pictures += batch.images.shape[0]
        return [losses.heat.item(), losses.kind.item(), losses.box.item(), losses.finish.item()]

    def run(self) -> None:
        """Train until the time is used up."""
        pool = ShardPool(self.args.data, self.args.newest)
        log: deque[list[float]] = deque(maxlen=REPORT_EVERY)
        shards, saved, last = pool.refresh(), time.monotonic(), time.monotonic()
        while self.progress.seconds < self.args.minutes * 60:
            if self.progress.step % 40 == 0:
                shards = pool.refresh()
            log.append(self.advance(self.next_batch(shards)))
            now = time.monotonic()
            self.progress.seconds += now - last
            last = now
            if self.progress.step % REPORT_EVERY == 0:
                heat, kind, box, finish = np.mean(log, axis=0)
                p = self.progress
                print(
                    f"{p.seconds / 60:6.1f} min  step {p.step}  {p.pictures} pictures  "
                    f"heat {heat:.3f}  kind {kind:.3f}  box {box:.3f}  finish {finish:.3f}  lr {self.learning_rate():.2e}",
                    flush=True,
                )
            if now - saved > SAVE_SECONDS:
                self.save()
                saved = now
        self.save()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint whose averaged weights to begin from")
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--crop-until", type=float, default=CROP_UNTIL)
    parser.add_argument("--newest", type=int, default=90, help="how many of the newest shards to draw from")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    (args.run / "arguments.json").write_text(json.dumps(vars(args), default=str, indent=1), "utf-8")
    Trainer(args).run()


if __name__ == "__main__":
    main()
