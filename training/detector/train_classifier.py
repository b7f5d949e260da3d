"""Trains the crop classifier: `python train_classifier.py --bank DIR --run DIR --minutes 25`.

Crops are made as they are needed; each is seen a few times before it is replaced. Wall time sets the length: the learning rate follows a cosine over
`--minutes`. Interrupted runs go on from `checkpoint.pt`; `--start` begins anew from another run's averaged weights.
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
from torch import Tensor
from torch.nn import functional as F

from bank import Bank
from classifier import Classifier, Shape
from crops import UNKNOWN, CropMaker, Crops, Fields, Mistakes
from ema import Average
from model import to_input
from world import load_world

WARMUP_STEPS = 200
REPORT_EVERY = 50
SAVE_SECONDS = 60
SMOOTHING = 0.03
FINISH_WEIGHT = 0.7
FACING_WEIGHT = 0.3
BOX_WEIGHT = 4.0


@dataclass
class Progress:
    """Where a run stands; saved in its checkpoint."""

    step: int = 0
    crops: int = 0
    seconds: float = 0.0


class Replay:
    """The latest crops, drawn from at random: each serves a few times, mirrored or not, before it is replaced."""

    def __init__(self, maker: CropMaker, size: int, fresh: int):
        self.maker, self.fresh, self.next = maker, fresh, 0
        self.crops = maker.batch(size)
        self.lettering = maker.kind_of["lettering"]

    def draw(self, count: int, rng: np.random.Generator) -> Crops:
        """`count` crops after `fresh` of the oldest were replaced."""
        new, pool = self.maker.batch(self.fresh), self.crops
        places = (self.next + np.arange(self.fresh)) % len(pool.kind)
        self.next = int(places[-1]) + 1
        for old, young in zip(parts(pool), parts(new), strict=True):
            old[places] = young
        chosen = rng.integers(0, len(pool.kind), count)
        images, kind, finish, facing, box = (part[chosen] for part in parts(pool))
        turned = np.flatnonzero((rng.random(count) < 0.5) & (kind != self.lettering))
        images[turned] = images[turned, :, ::-1]
        facing[turned] = np.where(facing[turned] == UNKNOWN, UNKNOWN, 1 - facing[turned])
        box[turned] = np.stack((1 - box[turned, 2], box[turned, 1], 1 - box[turned, 0], box[turned, 3]), 1)
        return Crops(images, kind, finish, facing, box)


def parts(crops: Crops) -> tuple[np.ndarray, ...]:
    """Images and labels, in the order `Crops` has them."""
    return crops.images, crops.kind, crops.finish, crops.facing, crops.box


def entropy(logits: Tensor, wanted: Tensor, smoothing: float = SMOOTHING) -> Tensor:
    """Cross-entropy over the labels that are known; 0 where none is."""
    if bool((wanted == UNKNOWN).all()):
        return logits.sum() * 0
    return F.cross_entropy(logits.float(), wanted, ignore_index=UNKNOWN, label_smoothing=smoothing)


def hit(logits: Tensor, wanted: Tensor) -> float:
    """Share of the known labels that are met."""
    known = wanted != UNKNOWN
    return float((logits.argmax(1) == wanted)[known].float().mean()) if bool(known.any()) else math.nan


class Trainer:
    """One training run in a folder."""

    def __init__(self, args: argparse.Namespace):
        self.args, self.world, self.progress = args, load_world(), Progress()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        shape = Shape(len(self.world.kinds), len(self.world.finishes))
        self.model = Classifier(shape).to(self.device, memory_format=torch.channels_last)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=args.rate, weight_decay=0.03)
        self.average = Average(self.model, 0.998)
        self.path = args.run / "checkpoint.pt"
        if self.path.is_file():
            self._resume(torch.load(self.path, weights_only=True, map_location=self.device))
        elif args.start is not None:
            self.model.load_state_dict(adopted(self.model, torch.load(args.start, weights_only=True), self.world))
            self.average = Average(self.model, 0.998)
        maker_seed = args.seed * 1_000_003 + self.progress.step
        mistakes = Mistakes(args.backdrops, args.negatives)
        self.maker = CropMaker(Bank(args.bank), Fields(args.backdrops), self.world, maker_seed, mistakes)

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
                "shape": self.model.shape.to_json(),
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
        return self.args.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))

    def advance(self, crops: Crops) -> list[float]:
        """One optimiser step; gives loss, the three hit rates and how far edges are off."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        wanted = [torch.from_numpy(part).to(self.device) for part in (crops.kind, crops.finish, crops.facing)]
        pixels = to_input(torch.from_numpy(crops.images).to(self.device))
        with torch.autocast(self.device, torch.bfloat16):
            kind, finish, facing, box = self.model(pixels)
        edges = torch.from_numpy(crops.box).to(self.device)
        placed = ~edges[:, 0].isnan()
        off = (box.float() - edges)[placed].abs().mean() if bool(placed.any()) else box.sum() * 0
        loss = (
            entropy(kind, wanted[0])
            + FINISH_WEIGHT * entropy(finish, wanted[1])
            + FACING_WEIGHT * entropy(facing, wanted[2])
            + BOX_WEIGHT * off
        )
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.average.update(self.model, self.progress.step)
        self.progress.step += 1
        self.progress.crops += len(crops.kind)
        return [loss.item(), hit(kind, wanted[0]), hit(finish, wanted[1]), hit(facing, wanted[2]), off.item()]

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
                self._report(np.nanmean(log, axis=0))
            if now - saved > SAVE_SECONDS:
                self.save()
                saved = now
        self.save()

    def _report(self, means: np.ndarray) -> None:
        loss, kind, finish, facing, off = means
        p = self.progress
        print(
            f"{p.seconds / 60:6.1f} min  step {p.step}  {p.crops} crops  loss {loss:.3f}  kind {kind:.4f}  "
            f"finish {finish:.4f}  facing {facing:.4f}  edges {off:.4f}  lr {self.learning_rate():.2e}",
            flush=True,
        )


def adopted(model: Classifier, saved: dict, world) -> dict[str, Tensor]:
    """Averaged weights of another run, its classes moved to this world's order; new classes start as they are."""
    own, other = model.state_dict(), saved["average"]
    for name, names, before in (
        ("kind", [*world.kinds, None], [*saved["kinds"], None]),
        ("finish", list(world.finishes), saved["finishes"]),
    ):
        for part in ("weight", "bias"):
            target, source = own[f"{name}.{part}"].clone(), other[f"{name}.{part}"]
            for index, label in enumerate(names):
                if label in before:
                    target[index] = source[before.index(label)]
            other[f"{name}.{part}"] = target
    return {**own, **other}


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="written by bank.py")
    parser.add_argument("--backdrops", type=Path, required=True, help="pictures of backdrops")
    parser.add_argument("--negatives", type=Path, help="written by mine.py: what finders mistake for objects")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint whose averaged weights to begin from")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--replay", type=int, default=6000, help="crops kept to draw from")
    parser.add_argument("--fresh", type=int, default=48, help="crops made anew for each batch")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    (args.run / "arguments.json").write_text(json.dumps(vars(args), default=str, indent=1), "utf-8")
    Trainer(args).run()


if __name__ == "__main__":
    main()
