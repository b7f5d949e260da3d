"""From pixels to objects with both networks: the same steps the app's reader takes (electron/inference/vision)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from classifier import Classifier
from crops import CROP, GREY, MARGIN
from model import STRIDE, Finder, edges

MOST = 64
"""Peaks the finder's graph gives."""
CLASSIFIED = 40
"""Boxes looked at closely at most."""
SIDES = (320, 160)
"""Squares the picture is searched in: the second for things that fill it."""
FIND_THRESHOLD = 0.12
FIND_OVERLAP = 0.7
SAME_KIND_OVERLAP = 0.6
TRIANGLE = Image.Resampling.BILINEAR


class FinderGraph(nn.Module):
    """The exported finder: bytes [n,s,s,3] -> scores [n,MOST], boxes [n,MOST,4] in pixels, backdrops [n,…]."""

    def __init__(self, finder: Finder):
        super().__init__()
        self.finder = finder

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        pixels = (image.permute(0, 3, 1, 2).float() - 127.5) / 127.5
        logits, cells, backdrops = self.finder(pixels)
        heat = logits.sigmoid()
        peaks = heat * (F.max_pool2d(heat, 3, 1, 1) == heat).to(heat.dtype)
        scores, cell = peaks.flatten(1).topk(MOST, dim=1)
        index = cell.unsqueeze(1).expand(-1, cells.shape[1], -1)
        found = cells.flatten(2).gather(2, index).transpose(1, 2).reshape(-1, cells.shape[1])
        reach = edges(self.finder.box(found)).reshape(-1, MOST, 4)
        row = torch.div(cell, heat.shape[3], rounding_mode="floor")
        column = cell - row * heat.shape[3]
        centre = (torch.stack((column, row), 2).to(heat.dtype) + 0.5) * STRIDE
        boxes = torch.cat((centre - reach[..., :2], centre + reach[..., 2:]), 2)
        return scores, boxes, backdrops.softmax(1)


class ClassifierGraph(nn.Module):
    """The exported classifier: bytes [n,64,64,3] -> probabilities of kinds (and nothing), finishes and facings, edges."""

    def __init__(self, classifier: Classifier):
        super().__init__()
        self.classifier = classifier

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        kind, finish, facing, box = self.classifier((crops.permute(0, 3, 1, 2).float() - 127.5) / 127.5)
        return kind.softmax(1), finish.softmax(1), facing.softmax(1), box


@dataclass(frozen=True)
class Found:
    """One box and what the networks say of it; the box is in pixels: left, top, right, bottom."""

    box: np.ndarray
    score: float
    kinds: np.ndarray
    finishes: np.ndarray
    facings: np.ndarray

    @property
    def kind(self) -> int:
        """The likeliest kind that is one."""
        return int(self.kinds[:-1].argmax())


def overlap(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """IoU of one box with several [m,4]."""
    low, high = np.maximum(one[:2], others[:, :2]), np.minimum(one[2:], others[:, 2:])
    shared = (high - low).clip(0).prod(axis=1)
    area = (one[2:] - one[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(axis=1)
    return shared / np.maximum(area - shared, 1e-6)


def framed(picture: Image.Image, region: tuple[float, float, float, float], side: int) -> tuple[np.ndarray, float, int, int]:
    """A region scaled to fill a square's longer side, the rest grey; also the scale and where it was put."""
    left, top, right, bottom = region
    scale = side / max(right - left, bottom - top)
    w, h = (min(side, max(1, round(length * scale))) for length in (right - left, bottom - top))
    x0, y0, x1, y1 = max(0.0, left), max(0.0, top), min(picture.width, right), min(picture.height, bottom)
    tx0, ty0 = round((x0 - left) * scale), round((y0 - top) * scale)
    tx1, ty1 = max(tx0 + 1, min(w, round((x1 - left) * scale))), max(ty0 + 1, min(h, round((y1 - top) * scale)))
    small = np.asarray(picture.resize((tx1 - tx0, ty1 - ty0), TRIANGLE, box=(x0, y0, x1, y1)))
    filled = np.pad(small, ((ty0, max(0, h - ty1)), (tx0, max(0, w - tx1)), (0, 0)), mode="edge")[:h, :w]
    square = np.full((side, side, 3), GREY, np.uint8)
    x, y = (side - w) // 2, (side - h) // 2
    square[y : y + h, x : x + w] = filled
    return square, scale, x, y


def _distinct(boxes: np.ndarray) -> list[int]:
    """Boxes that are no repetitions of earlier ones."""
    kept: list[int] = []
    for i, box in enumerate(boxes):
        if not kept or overlap(box, boxes[kept]).max() <= FIND_OVERLAP:
            kept.append(i)
    return kept


class Eyes:
    """Both networks on one picture at a time."""

    def __init__(self, finder: Finder, classifier: Classifier):
        self.finder, self.classifier = FinderGraph(finder).eval(), ClassifierGraph(classifier).eval()

    @torch.inference_mode()
    def look(self, pixels: np.ndarray) -> tuple[list[Found], np.ndarray]:
        """Everything found in RGB bytes, and the probabilities of the backdrops."""
        picture = Image.fromarray(pixels)
        searches = [self._search(picture, side) for side in SIDES]
        backdrops = searches[0][2]
        scores, boxes = (np.concatenate([search[i] for search in searches]) for i in (0, 1))
        order = np.argsort(-scores, kind="stable")
        scores, boxes = scores[order], boxes[order]
        kept: list[int] = []
        for i, score in enumerate(scores):
            if score < FIND_THRESHOLD or len(kept) >= CLASSIFIED:
                break
            thin = (boxes[i, 2:] - boxes[i, :2]).min() < 2
            if not thin and not (kept and overlap(boxes[i], boxes[kept]).max() > FIND_OVERLAP):
                kept.append(i)
        if not kept:
            return [], backdrops
        edges = self._closer(picture, boxes[kept])
        order = _distinct(edges)
        edges = edges[order]
        kinds, finishes, facings, _ = self._classified(picture, edges)
        found = [
            Found(edges[n], float(scores[kept[i]]), kinds[n], finishes[n], facings[n]) for n, i in enumerate(order)
        ]
        return found, backdrops

    def _search(self, picture: Image.Image, side: int) -> tuple[np.ndarray, ...]:
        square, scale, x, y = framed(picture, (0, 0, picture.width, picture.height), side)
        scores, boxes, backdrops = (out[0].numpy() for out in self.finder(torch.from_numpy(square[None])))
        boxes = (boxes - (x, y, x, y)) / scale
        return scores, boxes.clip(0, np.tile((picture.width, picture.height), 2)), backdrops

    def _closer(self, picture: Image.Image, boxes: np.ndarray) -> np.ndarray:
        """The boxes as the classifier corrects them."""
        within = self._classified(picture, boxes)[3]
        grown = MARGIN * np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        longest = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) + 2 * grown
        middle = np.stack(((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2), 1)
        corner = np.tile(middle - longest[:, None] / 2, (1, 2))
        edges = corner + within * longest[:, None]
        edges = edges.clip(0, np.tile((picture.width, picture.height), 2))
        thin = (edges[:, 2:] - edges[:, :2]).min(1) < 2
        return np.where(thin[:, None], boxes, edges)

    def _classified(self, picture: Image.Image, boxes: np.ndarray) -> tuple[np.ndarray, ...]:
        crops = np.stack([self._crop(picture, box) for box in boxes])
        return tuple(out.numpy() for out in self.classifier(torch.from_numpy(crops)))

    def _crop(self, picture: Image.Image, box: np.ndarray) -> np.ndarray:
        grown = MARGIN * max(box[2] - box[0], box[3] - box[1])
        region = (box[0] - grown, box[1] - grown, box[2] + grown, box[3] + grown)
        return framed(picture, region, CROP)[0]
