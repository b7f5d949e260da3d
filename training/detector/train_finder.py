"""Trains the finder: `python train_finder.py --bank DIR --backdrops DIR --run DIR --minutes 15`.

Pictures are made as they are needed; each is seen a few times, mirrored or not, before it is replaced. Wall time
sets the length: the learning rate follows a cosine over `--minutes`. Interrupted runs go on from `checkpoint.pt`;
`--start` begins anew from the weights of another run, whose heads may be others: only what fits is taken over.
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

from bank import Bank
from compose import Picture, SceneMaker
from ema import Average
from losses import finder_losses
from model import Architecture, Finder, to_input
from targets import Batch, batch_of
from world import load_world

WARMUP_STEPS = 60
REPORT_EVERY = 20
SAVE_SECONDS = 60


@dataclass
class Progress:
    """Where a run stands; saved in its checkpoint."""

    step: int = 0
    pictures: int = 0
    seconds: float = 0.0


class Replay:
    """The latest pictures, drawn from at random."""

    def __init__(self, maker: SceneMaker, size: int, fresh: int):
        self.maker, self.fresh, self.next = maker, fresh, 0
        self.pictures = [maker.picture() for _ in range(size)]

    def draw(self, count: int, rng: np.random.Generator) -> Batch:
        """A batch after `fresh` of the oldest were replaced."""
        for _ in range(self.fresh):
            self.pictures[self.next % len(self.pictures)] = self.maker.picture()
            self.next += 1
        chosen: list[Picture] = [self.pictures[i] for i in rng.integers(0, len(self.pictures), count)]
        return batch_of(chosen, rng)


class Trainer:
    """One training run in a folder."""

    def __init__(self, args: argparse.Namespace):
        self.args, self.world, self.progress = args, load_world(), Progress()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = Finder(Architecture(len(self.world.backdrops)))
        self.model = self.model.to(self.device, memory_format=torch.channels_last)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=args.rate, weight_decay=0.02)
        self.path = args.run / "checkpoint.pt"
        self.average = Average(self.model, 0.995)
        if self.path.is_file():
            saved = torch.load(self.path, weights_only=True, map_location=self.device)
            self.model.load_state_dict(saved["model"])
            self.average.load(saved["average"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.progress = Progress(**saved["progress"])
        elif args.start is not None:
            self._adopt(torch.load(args.start, weights_only=True, map_location=self.device)["average"])
        seed = args.seed * 1_000_003 + self.progress.step
        self.maker = SceneMaker(Bank(args.bank), args.backdrops, self.world, seed, args.side)

    def _adopt(self, other: dict) -> None:
        own = self.model.state_dict()
        fitting = {name: value for name, value in other.items() if name in own and own[name].shape == value.shape}
        self.model.load_state_dict({**own, **fitting})
        self.average = Average(self.model, 0.995)
        print(f"{len(fitting)} of {len(own)} parts taken over", flush=True)

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        pending = self.path.with_suffix(".pending")
        torch.save(
            {
                "model": self.model.state_dict(),
                "average": self.average.state,
                "optimizer": self.optimizer.state_dict(),
                "progress": vars(self.progress),
                "architecture": self.model.shape.to_json(),
                "backdrops": list(self.world.backdrops),
            },
            pending,
        )
        pending.replace(self.path)

    def learning_rate(self) -> float:
        """Linear warm-up over steps, cosine over the run's time."""
        done = min(1.0, self.progress.seconds / (self.args.minutes * 60))
        warm = min(1.0, (self.progress.step + 1) / WARMUP_STEPS)
        return self.args.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))

    def advance(self, batch: Batch) -> list[float]:
        """One optimiser step; gives the losses for the log."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        targets = type(batch.targets)(*(part.to(self.device) for part in vars(batch.targets).values()))
        with torch.autocast(self.device, torch.bfloat16):
            logits, cells, backdrops = self.model(to_input(batch.images.to(self.device)))
            losses = finder_losses(self.model, logits, cells, backdrops, targets, batch.count)
        self.optimizer.zero_grad(set_to_none=True)
        losses.total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimizer.step()
        self.average.update(self.model, self.progress.step)
        self.progress.step += 1
        self.progress.pictures += batch.images.shape[0]
        return [losses.heat.item(), losses.box.item(), losses.backdrop.item()]

    def run(self) -> None:
        """Train until the time is used up."""
        log: deque[list[float]] = deque(maxlen=REPORT_EVERY)
        rng = np.random.default_rng(self.args.seed + self.progress.step)
        replay = Replay(self.maker, self.args.replay, self.args.fresh)
        last = saved = time.monotonic()
        while self.progress.seconds < self.args.minutes * 60:
            log.append(self.advance(replay.draw(self.args.batch, rng)))
            now = time.monotonic()
            self.progress.seconds += now - last
            last = now
            if self.progress.step % REPORT_EVERY == 0:
                heat, box, backdrop = np.mean(log, axis=0)
                p = self.progress
                print(
                    f"{p.seconds / 60:6.1f} min  step {p.step}  {p.pictures} pictures  heat {heat:.3f}  "
                    f"box {box:.3f}  backdrop {backdrop:.3f}  lr {self.learning_rate():.2e}",
                    flush=True,
                )
            if now - saved > SAVE_SECONDS:
                self.save()
                saved = now
        self.save()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="written by bank.py")
    parser.add_argument("--backdrops", type=Path, required=True, help="pictures of backdrops")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint to take fitting weights from")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--side", type=int, default=256, help="pixels of the pictures, a multiple of 32")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--replay", type=int, default=300, help="pictures kept to draw from")
    parser.add_argument("--fresh", type=int, default=5, help="pictures made anew for each batch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    (args.run / "arguments.json").write_text(json.dumps(vars(args), default=str, indent=1), "utf-8")
    Trainer(args).run()


if __name__ == "__main__":
    main()
