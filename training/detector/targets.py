"""Turns truth boxes into what the network is asked for: heatmaps and the cells that answer for boxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from model import STRIDE
from shards import Shard

SPREAD = 0.54
"""Share of an object's extent over which its centre's Gaussian falls off (TTFNet, Liu et al. 2020)."""
LEAST_SHARE = 0.4
"""Objects a crop leaves less of than this are neither wanted nor punished."""
LEAST_PIXELS = 5.0
CROP_TRIES = 4
"""Random crops looked at before one is taken: empty ground teaches little."""


@dataclass(frozen=True)
class Targets:
    """Truth of a batch. Cells are rows `picture, y, x`; boxes are pixel distances from cell centres."""

    heat: Tensor
    ignore: Tensor
    cells: Tensor
    edges: Tensor
    kind: Tensor
    finish: Tensor


@dataclass(frozen=True)
class Batch:
    """Bytes [n,side,side,3] and what they show."""

    images: Tensor
    targets: Targets
    count: int


def crop_rows(rows: np.ndarray, left: int, top: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Objects of a crop in its own pixels: those to be found, and those cut too far to judge."""
    if rows.shape[0] == 0:
        return rows, rows
    whole = (rows[:, 4] - rows[:, 2]) * (rows[:, 5] - rows[:, 3])
    cut = rows.copy()
    cut[:, 2:6:2] = (rows[:, 2:6:2] - left).clip(0, side)
    cut[:, 3:6:2] = (rows[:, 3:6:2] - top).clip(0, side)
    area = (cut[:, 4] - cut[:, 2]) * (cut[:, 5] - cut[:, 3])
    wide = np.minimum(cut[:, 4] - cut[:, 2], cut[:, 5] - cut[:, 3]) >= LEAST_PIXELS
    found = (area >= LEAST_SHARE * whole) & wide
    return cut[found], cut[(area > 0) & ~found]


def _bump(plane: np.ndarray, row: np.ndarray, cx: int, cy: int) -> None:
    """Raise an elliptic Gaussian around the centre cell, sized by the box."""
    size = plane.shape[0]
    reach = [max(1, int(SPREAD * (row[i + 4] - row[i + 2]) / STRIDE / 2)) for i in (0, 1)]
    x0, x1 = max(0, cx - reach[0]), min(size, cx + reach[0] + 1)
    y0, y1 = max(0, cy - reach[1]), min(size, cy + reach[1] + 1)
    sx, sy = (2 * reach[0] + 1) / 6, (2 * reach[1] + 1) / 6
    gx = np.exp(-((np.arange(x0, x1) - cx) ** 2) / (2 * sx * sx))
    gy = np.exp(-((np.arange(y0, y1) - cy) ** 2) / (2 * sy * sy))
    patch = plane[y0:y1, x0:x1]
    np.maximum(patch, gy[:, None] * gx, out=patch)


class TargetMaker:
    """Collects one batch's truth."""

    def __init__(self, pictures: int, kinds: int, side: int):
        self.cells_wide = side // STRIDE
        self.heat = np.zeros((pictures, kinds, self.cells_wide, self.cells_wide), np.float32)
        self.ignore = np.zeros(self.heat.shape, np.bool_)
        self.cells: list[tuple[int, int, int]] = []
        self.edges: list[tuple[float, float, float, float]] = []
        self.kind: list[int] = []
        self.finish: list[int] = []

    def add(self, picture: int, rows: np.ndarray, unjudged: np.ndarray, rng: Generator) -> None:
        """Truth of one picture: rows as in `Shard.picture`, in painter's order."""
        last = self.cells_wide - 1
        for row in unjudged:
            x0, y0, x1, y1 = (int(v) // STRIDE for v in row[2:6])
            self.ignore[picture, int(row[0]), y0 : y1 + 1, x0 : x1 + 1] = True
        for row in rows:
            cx = min(last, int((row[2] + row[4]) / 2 / STRIDE))
            cy = min(last, int((row[3] + row[5]) / 2 / STRIDE))
            _bump(self.heat[picture, int(row[0])], row, cx, cy)
            self._positive(picture, row, cx, cy)
            if min(row[4] - row[2], row[5] - row[3]) >= 5 * STRIDE:
                dx, dy = rng.integers(-1, 2, 2)
                self._positive(picture, row, min(last, max(0, cx + dx)), min(last, max(0, cy + dy)))

    def _positive(self, picture: int, row: np.ndarray, cx: int, cy: int) -> None:
        px, py = (cx + 0.5) * STRIDE, (cy + 0.5) * STRIDE
        self.cells.append((picture, cy, cx))
        self.edges.append((px - row[2], py - row[3], row[4] - px, row[5] - py))
        self.kind.append(int(row[0]))
        self.finish.append(int(row[1]))

    def targets(self) -> Targets:
        """Everything collected, as tensors."""
        return Targets(
            torch.from_numpy(self.heat),
            torch.from_numpy(self.ignore),
            torch.tensor(self.cells, dtype=torch.long).reshape(-1, 3),
            torch.tensor(self.edges, dtype=torch.float32).reshape(-1, 4),
            torch.tensor(self.kind, dtype=torch.long),
            torch.tensor(self.finish, dtype=torch.long),
        )


def choose_crop(rows: np.ndarray, whole: int, side: int, rng: Generator) -> tuple[int, int]:
    """Left and top of the crop that shows the most uncut objects, out of a few random ones."""
    best, most = (0, 0), -1
    for left, top in rng.integers(0, whole - side + 1, (1 if whole == side else CROP_TRIES, 2)):
        inside = (rows[:, 2:4] >= (left, top)).all(1) & (rows[:, 4:6] <= (left + side, top + side)).all(1)
        if inside.sum() > most:
            best, most = (int(left), int(top)), int(inside.sum())
    return best


def sample_batch(shards: list[Shard], size: int, side: int, kinds: int, rng: Generator) -> Batch:
    """Random pictures from random shards, cropped to `side` pixels where that is less than they have."""
    images = np.empty((size, side, side, 3), np.uint8)
    maker, count = TargetMaker(size, kinds, side), 0
    for index in range(size):
        shard = shards[int(rng.integers(len(shards)))]
        pixels, rows = shard.picture(int(rng.integers(shard.images.shape[0])))
        left, top = choose_crop(rows, pixels.shape[0], side, rng)
        images[index] = pixels[top : top + side, left : left + side]
        found, unjudged = crop_rows(rows, left, top, side)
        maker.add(index, found, unjudged, rng)
        count += len(found)
    return Batch(torch.from_numpy(images), maker.targets(), count)
