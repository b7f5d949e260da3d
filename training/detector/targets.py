"""Turns truth boxes into what the network is asked for: heatmaps and the cells that answer for boxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from model import STRIDE
from compose import Picture

SPREAD = 0.54
"""Share of an object's extent over which its centre's Gaussian falls off (TTFNet, Liu et al. 2020)."""


@dataclass(frozen=True)
class Targets:
    """Truth of a batch. Cells are rows `picture, y, x`; boxes are pixel distances from cell centres."""

    heat: Tensor
    cells: Tensor
    edges: Tensor
    backdrop: Tensor


@dataclass(frozen=True)
class Batch:
    """Bytes [n,side,side,3] and what they show."""

    images: Tensor
    targets: Targets
    count: int


def _bump(plane: np.ndarray, box: np.ndarray, cx: int, cy: int) -> None:
    """Raise an elliptic Gaussian around the centre cell, sized by the box."""
    size = plane.shape[0]
    reach = [max(1, int(SPREAD * (box[i + 2] - box[i]) / STRIDE / 2)) for i in (0, 1)]
    x0, x1 = max(0, cx - reach[0]), min(size, cx + reach[0] + 1)
    y0, y1 = max(0, cy - reach[1]), min(size, cy + reach[1] + 1)
    sx, sy = (2 * reach[0] + 1) / 6, (2 * reach[1] + 1) / 6
    gx = np.exp(-((np.arange(x0, x1) - cx) ** 2) / (2 * sx * sx))
    gy = np.exp(-((np.arange(y0, y1) - cy) ** 2) / (2 * sy * sy))
    patch = plane[y0:y1, x0:x1]
    np.maximum(patch, gy[:, None] * gx, out=patch)


class TargetMaker:
    """Collects one batch's truth."""

    def __init__(self, pictures: int, side: int):
        self.cells_wide = side // STRIDE
        self.heat = np.zeros((pictures, 1, self.cells_wide, self.cells_wide), np.float32)
        self.cells: list[tuple[int, int, int]] = []
        self.edges: list[tuple[float, float, float, float]] = []

    def add(self, picture: int, boxes: np.ndarray, rng: Generator) -> None:
        """Truth of one picture: boxes [m,4] (left, top, right, bottom in pixels)."""
        last = self.cells_wide - 1
        for box in boxes:
            cx = min(last, int((box[0] + box[2]) / 2 / STRIDE))
            cy = min(last, int((box[1] + box[3]) / 2 / STRIDE))
            _bump(self.heat[picture, 0], box, cx, cy)
            self._positive(picture, box, cx, cy)
            if min(box[2] - box[0], box[3] - box[1]) >= 5 * STRIDE:
                dx, dy = rng.integers(-1, 2, 2)
                self._positive(picture, box, min(last, max(0, cx + dx)), min(last, max(0, cy + dy)))

    def _positive(self, picture: int, box: np.ndarray, cx: int, cy: int) -> None:
        px, py = (cx + 0.5) * STRIDE, (cy + 0.5) * STRIDE
        self.cells.append((picture, cy, cx))
        self.edges.append((px - box[0], py - box[1], box[2] - px, box[3] - py))

    def targets(self, backdrops: list[int]) -> Targets:
        """Everything collected, as tensors."""
        return Targets(
            torch.from_numpy(self.heat),
            torch.tensor(self.cells, dtype=torch.long).reshape(-1, 3),
            torch.tensor(np.asarray(self.edges), dtype=torch.float32).reshape(-1, 4),
            torch.tensor(backdrops, dtype=torch.long),
        )


def batch_of(pictures: list[Picture], rng: Generator) -> Batch:
    """Pictures of one size as a batch, half of them mirrored."""
    side = pictures[0].pixels.shape[0]
    images = np.empty((len(pictures), side, side, 3), np.uint8)
    maker, count = TargetMaker(len(pictures), side), 0
    for index, picture in enumerate(pictures):
        boxes = np.asarray([truth.box for truth in picture.truths], np.float32).reshape(-1, 4)
        mirrored = rng.random() < 0.5
        images[index] = picture.pixels[:, ::-1] if mirrored else picture.pixels
        if mirrored:
            boxes = np.stack((side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]), 1)
        maker.add(index, boxes, rng)
        count += len(boxes)
    return Batch(torch.from_numpy(images), maker.targets([p.backdrop for p in pictures]), count)
