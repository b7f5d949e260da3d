"""Training pictures on disk: folders of `images.npy` (bytes [n,side,side,3]) and `objects.npy`.

A row of `objects.npy` (float32) is: picture, kind, finish (-1: not to be judged), left, top, right,
bottom (pixels), visible share. A generator keeps the newest shards; a trainer reads whatever is there.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from compose import Truth
from world import World

UNJUDGED = ("speed-lines", "jump-arc")
"""Props that take no finish."""


def object_rows(picture: int, truths: list[Truth], world: World) -> list[list[float]]:
    """Rows of `objects.npy` for one picture."""
    return [
        [
            picture,
            world.kind_index(truth.kind),
            -1 if truth.kind in UNJUDGED else world.finish_index(truth.finish),
            *truth.box,
            truth.visible,
        ]
        for truth in truths
    ]


def write_shard(folder: Path, number: int, images: np.ndarray, rows: list[list[float]], keep: int) -> None:
    """Write one shard so that readers never see half of it, then drop all but the newest `keep`."""
    pending = folder / f".pending-{number:06d}"
    pending.mkdir(parents=True, exist_ok=True)
    np.save(pending / "images.npy", images)
    np.save(pending / "objects.npy", np.asarray(rows, np.float32).reshape(-1, 8))
    pending.rename(folder / f"shard-{number:06d}")
    for old in shard_folders(folder)[:-keep]:
        shutil.rmtree(old, ignore_errors=True)


def shard_folders(folder: Path) -> list[Path]:
    """Complete shards, oldest first."""
    return sorted(folder.glob("shard-*"))


@dataclass(frozen=True)
class Shard:
    """One shard, its pictures mapped from disk."""

    images: np.ndarray
    objects: np.ndarray

    @staticmethod
    def open(folder: Path) -> Shard:
        """Map a shard; raises FileNotFoundError where the generator has just dropped it."""
        images = np.load(folder / "images.npy", mmap_mode="r")
        return Shard(images, np.load(folder / "objects.npy"))

    def picture(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """Bytes [side,side,3] and that picture's object rows without the first column."""
        rows = self.objects[self.objects[:, 0] == index, 1:]
        return np.asarray(self.images[index]), rows
