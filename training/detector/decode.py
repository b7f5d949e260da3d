"""From the network's maps to objects: the same steps the exported graph and its reader take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from model import STRIDE, Detector, edges

MOST = 100
"""Peaks kept per picture."""
SAME_KIND_OVERLAP = 0.6
"""IoU from which the weaker of two boxes of one kind is the same object seen twice."""
ANY_KIND_OVERLAP = 0.8
"""IoU from which the weaker of two boxes of different kinds is a second opinion on one object."""


class Reader(nn.Module):
    """The exported graph: bytes in, the strongest peaks with kind, box and finish probabilities out."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Bytes [n,h,w,3] -> scores [n,100], kinds [n,100], boxes [n,100,4] (pixels), finishes."""
        pixels = (image.permute(0, 3, 1, 2).float() - 127.5) / 127.5
        logits, cells = self.detector(pixels)
        heat = logits.sigmoid()
        peaks = heat * (F.max_pool2d(heat, 3, 1, 1) == heat).to(heat.dtype)
        area = heat.shape[2] * heat.shape[3]
        scores, where = peaks.flatten(1).topk(MOST, dim=1)
        kinds = torch.div(where, area, rounding_mode="floor")
        cell = where - kinds * area
        index = cell.unsqueeze(1).expand(-1, cells.shape[1], -1)
        found = cells.flatten(2).gather(2, index).transpose(1, 2).reshape(-1, cells.shape[1])
        reach = edges(self.detector.box(found)).reshape(-1, MOST, 4)
        row = torch.div(cell, heat.shape[3], rounding_mode="floor")
        column = cell - row * heat.shape[3]
        centre = (torch.stack((column, row), 2).to(heat.dtype) + 0.5) * STRIDE
        boxes = torch.cat((centre - reach[..., :2], centre + reach[..., 2:]), 2)
        finishes = self.detector.finish(found).softmax(1).reshape(-1, MOST, self.detector.shape.finishes)
        return scores, kinds.to(torch.int32), boxes, finishes


@dataclass(frozen=True)
class Found:
    """One detected object; the box is in pixels: left, top, right, bottom."""

    kind: int
    score: float
    box: np.ndarray
    finishes: np.ndarray


def overlap(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """IoU of one box with several [m,4]."""
    low = np.maximum(one[:2], others[:, :2])
    high = np.minimum(one[2:], others[:, 2:])
    shared = (high - low).clip(0).prod(axis=1)
    area = (one[2:] - one[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(axis=1)
    return shared / np.maximum(area - shared, 1e-6)


def read_objects(
    scores: np.ndarray, kinds: np.ndarray, boxes: np.ndarray, finishes: np.ndarray, side: int, threshold: float
) -> list[Found]:
    """Peaks of one picture, strongest first, above a threshold and without repetitions."""
    kept: list[Found] = []
    for score, kind, box, finish in zip(scores, kinds, boxes.clip(0, side), finishes, strict=True):
        if score < threshold:
            break
        if kept:
            shares = overlap(box, np.stack([found.box for found in kept]))
            same = np.array([found.kind == kind for found in kept])
            if (shares > np.where(same, SAME_KIND_OVERLAP, ANY_KIND_OVERLAP)).any():
                continue
        kept.append(Found(int(kind), float(score), box, finish))
    return kept
