"""Trains one of the judge's networks: `python train.py reader|searcher --data DIR --run DIR --minutes 25`.

Wall time sets the length: the rate rises, then falls along a line. Interrupted runs go on from `checkpoint.pt`;
`--start` begins anew from another run's averaged weights.
"""

from __future__ import annotations

import argparse
import copy
import math
import sys
import time
from collections import deque
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "detector"))

from world import World, load_world  # noqa: E402

from data import UNKNOWN, Shards, Votes, reader_batch, searcher_batch  # noqa: E402
from networks import Reader, ReaderShape, Searcher, SearcherShape  # noqa: E402

REPORT_EVERY = 25
SAVE_SECONDS = 60
SIDES, SHARES = (256, 320, 448), (0.5, 0.35, 0.15)
PIXELS = 10 * 320 * 320
"""Pixels in a searcher's batch."""


class Task:
    """What is trained: a network and the loss of one batch of its data, with numbers for the log."""

    names: tuple[str, ...]

    def __init__(self, network: nn.Module, shards: Shards, world: World):
        self.network, self.shards, self.world = network, shards, world

    def loss(self, rng: np.random.Generator) -> tuple[Tensor, list[float]]:
        raise NotImplementedError


def _known(logits: Tensor, wanted: Tensor) -> tuple[Tensor, float]:
    """Cross-entropy and hit rate over known labels."""
    known = wanted != UNKNOWN
    if not bool(known.any()):
        return logits.sum() * 0, math.nan
    loss = F.cross_entropy(logits.float()[known], wanted[known], label_smoothing=0.05)
    return loss, float((logits.argmax(1) == wanted)[known].float().mean())


class Reading(Task):
    """Kinds, finishes and facings of crops."""

    names = ("loss", "kind", "finish", "facing")
    count = 96

    def loss(self, rng: np.random.Generator) -> tuple[Tensor, list[float]]:
        kinds = self.world.kinds
        batch = reader_batch(self.shards, self.count, len(kinds), kinds.index("lettering"), rng)
        with torch.autocast("cpu", torch.bfloat16):
            answers = self.network(batch.pixels.contiguous(memory_format=torch.channels_last))
        scored = [_known(a, w) for a, w in zip(answers, (batch.kind, batch.finish, batch.facing), strict=True)]
        total = scored[0][0] + 0.6 * scored[1][0] + 0.25 * scored[2][0]
        return total, [total.item(), *(hit for _, hit in scored)]


class Searching(Task):
    """Votes of pixels and backdrops."""

    names = ("thing", "middle", "box", "backdrop")

    def loss(self, rng: np.random.Generator) -> tuple[Tensor, list[float]]:
        side = int(rng.choice(SIDES, p=SHARES))
        votes = searcher_batch(self.shards, max(2, PIXELS // side**2), side, rng)
        with torch.autocast("cpu", torch.bfloat16):
            cells, backdrop = self.network(votes.pixels.contiguous(memory_format=torch.channels_last))
        parts = [*_votes(cells.float(), votes), _known(backdrop, votes.backdrop)[0]]
        total = 1.5 * parts[0] + parts[1] + 2 * parts[2] + 0.2 * parts[3]
        return total, [part.item() for part in parts]


def _votes(cells: Tensor, votes: Votes) -> list[Tensor]:
    thing = F.binary_cross_entropy_with_logits(cells[:, 0], votes.thing)
    mine = votes.weight > 0
    if not bool(mine.any()):
        return [thing, thing * 0, thing * 0]
    weight = votes.weight[mine] / votes.weight[mine].sum()
    middle = F.binary_cross_entropy_with_logits(cells[:, 1][mine], votes.middle[mine], reduction="none")
    wanted = votes.edges.permute(0, 2, 3, 1)[mine]
    logs = cells[:, 2:].permute(0, 2, 3, 1)[mine] + math.log(24)
    found = logs.clamp(-3, 6.3).exp()
    inner, outer = torch.minimum(found, wanted), torch.maximum(found, wanted)
    shared = (inner[:, 0] + inner[:, 2]) * (inner[:, 1] + inner[:, 3])
    area = [(box[:, 0] + box[:, 2]) * (box[:, 1] + box[:, 3]) for box in (found, wanted, outer)]
    union = area[0] + area[1] - shared
    giou = shared / union - (area[2] - union) / area[2]
    far = (logs - wanted.log()).abs().mean(1)
    return [thing, (weight * middle).sum(), (weight * (1 - giou + 0.2 * far)).sum()]


def build(part: str, world: World) -> nn.Module:
    """A fresh network."""
    if part == "reader":
        return Reader(ReaderShape(len(world.kinds), len(world.finishes)))
    return Searcher(SearcherShape(len(world.backdrops)))


class Run:
    """One training run in a folder."""

    def __init__(self, args: argparse.Namespace):
        self.args, self.world = args, load_world()
        self.network = build(args.part, self.world).to(memory_format=torch.channels_last)
        self.mean = copy.deepcopy(self.network).requires_grad_(False)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=args.rate, weight_decay=0.05, betas=(0.9, 0.98))
        self.path, self.step, self.seconds = args.run / "checkpoint.pt", 0, 0.0
        if self.path.is_file():
            saved = torch.load(self.path, weights_only=True)
            self.network.load_state_dict(saved["model"])
            self.mean.load_state_dict(saved["average"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.seconds = saved["step"], saved["seconds"]
        elif args.start is not None:
            self.network.load_state_dict(torch.load(args.start, weights_only=True)["average"])
            self.mean.load_state_dict(self.network.state_dict())
        task = Reading if args.part == "reader" else Searching
        self.task = task(self.network, Shards(args.data), self.world)

    def rate(self) -> float:
        """Up over 100 steps, then down along a line to a hundredth."""
        done = min(1.0, self.seconds / (60 * self.args.minutes))
        return self.args.rate * min(1.0, (self.step + 1) / 100) * max(0.01, 1 - done)

    def save(self) -> None:
        """Write the checkpoint whole or not at all."""
        pending = self.path.with_suffix(".pending")
        torch.save(
            {
                "model": self.network.state_dict(),
                "average": self.mean.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "shape": self.network.shape.to_json(),
                "kinds": list(self.world.kinds),
                "finishes": list(self.world.finishes),
                "backdrops": list(self.world.backdrops),
                "step": self.step,
                "seconds": self.seconds,
            },
            pending,
        )
        pending.replace(self.path)

    def follow(self) -> None:
        """Move the averaged weights."""
        keep = min(0.997, (1 + self.step) / (12 + self.step))
        with torch.no_grad():
            for mean, value in zip(self.mean.state_dict().values(), self.network.state_dict().values(), strict=True):
                if mean.is_floating_point():
                    mean.lerp_(value, 1 - keep)
                else:
                    mean.copy_(value)

    def train(self) -> None:
        """Until the time is used up."""
        rng = np.random.default_rng([self.args.seed, self.step])
        log: deque[list[float]] = deque(maxlen=REPORT_EVERY)
        last = saved = time.monotonic()
        while self.seconds < 60 * self.args.minutes:
            for group in self.optimizer.param_groups:
                group["lr"] = self.rate()
            loss, numbers = self.task.loss(rng)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 3.0)
            self.optimizer.step()
            self.follow()
            self.step += 1
            log.append(numbers)
            now = time.monotonic()
            self.seconds, last = self.seconds + now - last, now
            if self.step % REPORT_EVERY == 0:
                means = "  ".join(f"{n} {v:.4f}" for n, v in zip(self.task.names, np.nanmean(log, 0), strict=True))
                print(f"{self.seconds / 60:6.1f} min  step {self.step}  {means}  lr {self.rate():.1e}", flush=True)
            if now - saved > SAVE_SECONDS:
                self.save()
                saved = now
        self.save()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("reader", "searcher"))
    parser.add_argument("--data", type=Path, required=True, help="shards written by scenes.py")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint whose averaged weights to begin from")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=4099)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    Run(args).train()


if __name__ == "__main__":
    main()
