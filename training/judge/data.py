"""From shards of pictures to the two networks' batches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from networks import READER_SIDE, STEP

UNKNOWN = -1
CONTEXT = 1.35
"""Side of a reader's crop in longer sides of the box."""
NOTHING_SHARE = 0.12


class Shards:
    """All shards of a folder, mapped from disk."""

    def __init__(self, folder: Path):
        self.parts = []
        for path in sorted(folder.glob("shard-*")):
            images = np.load(path / "images.npy", mmap_mode="r")
            owners, objects = np.load(path / "owners.npy", mmap_mode="r"), np.load(path / "objects.npy")
            by_picture = np.searchsorted(objects[:, 0], np.arange(len(images) + 1))
            self.parts.append((images, owners, objects, by_picture, np.load(path / "backdrops.npy")))
        if not self.parts:
            raise FileNotFoundError(f"No shards in {folder}.")

    def picture(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
        """A random picture: pixels, owners, object rows (kind, finish, facing, box, visible), backdrop."""
        images, owners, objects, starts, backdrops = self.parts[int(rng.integers(len(self.parts)))]
        index = int(rng.integers(len(images)))
        rows = objects[starts[index] : starts[index + 1], 1:]
        return images[index], owners[index], rows, int(backdrops[index])


def cut(pixels: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Bytes [80,80,4]: the square round a box (left, top, right, bottom) and, fourth, where in it the box lies."""
    side = CONTEXT * max(box[2] - box[0], box[3] - box[1], 4.0)
    left, top = (box[0] + box[2] - side) / 2, (box[1] + box[3] - side) / 2
    height, width = pixels.shape[:2]
    scale = READER_SIDE / side
    out = np.full((READER_SIDE, READER_SIDE, 4), 236, np.uint8)
    x0, y0 = max(0.0, left), max(0.0, top)
    x1, y1 = min(float(width), left + side), min(float(height), top + side)
    tx0, ty0 = round((x0 - left) * scale), round((y0 - top) * scale)
    tx1, ty1 = max(tx0 + 1, round((x1 - left) * scale)), max(ty0 + 1, round((y1 - top) * scale))
    ix0, iy0, ix1, iy1 = int(x0), int(y0), int(np.ceil(x1)), int(np.ceil(y1))
    part = Image.fromarray(np.ascontiguousarray(pixels[iy0:iy1, ix0:ix1]))
    region = (x0 - ix0, y0 - iy0, x1 - ix0, y1 - iy0)
    small = part.resize((tx1 - tx0, ty1 - ty0), Image.Resampling.BILINEAR, box=region)
    fits = np.asarray(small)[: READER_SIDE - ty0, : READER_SIDE - tx0]
    out[ty0 : ty0 + fits.shape[0], tx0 : tx0 + fits.shape[1], :3] = fits
    out[..., 3] = 0
    bx0, by0, bx1, by1 = ((box - (left, top, left, top)) * scale).round().astype(int).clip(0, READER_SIDE)
    out[by0:by1, bx0:bx1, 3] = 255
    return out


@dataclass(frozen=True)
class Crops:
    """Floats [n,4,80,80] in 0..1 and labels, UNKNOWN where there is nothing to say."""

    pixels: Tensor
    kind: Tensor
    finish: Tensor
    facing: Tensor


def _overlap(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    low, high = np.maximum(box[:2], boxes[:, :2]), np.minimum(box[2:], boxes[:, 2:])
    shared = (high - low).clip(0).prod(1)
    return shared / ((box[2:] - box[:2]).prod() + (boxes[:, 2:] - boxes[:, :2]).prod(1) - shared)


def _nothing(boxes: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray | None:
    """A box that fits no thing: anywhere, a part of one, or two at once."""
    roll = rng.random()
    one = boxes[int(rng.integers(len(boxes)))]
    w, h = one[2:] - one[:2]
    if roll < 0.4:
        x, y = rng.uniform(0, size - 8, 2)
        box = np.asarray([x, y, min(size, x + w), min(size, y + h)])
    elif roll < 0.7:
        x, y = one[:2] + rng.uniform(-0.2, 0.7, 2) * (w, h)
        box = np.asarray([x, y, x + w * rng.uniform(0.25, 0.6), y + h * rng.uniform(0.25, 0.6)])
    else:
        other = boxes[int(rng.integers(len(boxes)))]
        box = np.concatenate((np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])))
    box = box.clip(0, size)
    if min(box[2:] - box[:2]) < 6 or _overlap(box, boxes).max() > 0.3:
        return None
    return box


def reader_batch(shards: Shards, count: int, nothing: int, mirrorless: int, rng: np.random.Generator) -> Crops:
    """`count` crops; `nothing` is the class of no thing, `mirrorless` the kind that is never mirrored."""
    pixels = np.empty((count, READER_SIDE, READER_SIDE, 4), np.uint8)
    labels = np.full((3, count), UNKNOWN, np.int64)
    at = 0
    while at < count:
        picture, _, rows, _ = shards.picture(rng)
        if not len(rows):
            continue
        for index in rng.permutation(len(rows))[: min(6, count - at)]:
            box = rows[index, 3:7].astype(np.float64)
            size = np.tile(box[2:] - box[:2], 2)
            label = rows[index, :3]
            wander = float(rng.choice((0.03, 0.07, 0.14), p=(0.6, 0.25, 0.15)))
            box = box + rng.normal(0, wander, 4).clip(-2 * wander - 0.01, 2 * wander + 0.01) * size
            if rng.random() < NOTHING_SHARE:
                empty = _nothing(rows[:, 3:7].astype(np.float64), len(picture), rng)
                if empty is not None:
                    box, label = empty, np.asarray([nothing, UNKNOWN, UNKNOWN])
            crop = cut(picture, box)
            if rng.random() < 0.3:
                side = int(rng.integers(20, 64))
                crop[..., :3] = _blurred(crop[..., :3], side)
            label = label.astype(np.int64)
            if rng.random() < 0.5 and label[0] != mirrorless:
                crop = crop[:, ::-1]
                label[2] = UNKNOWN if label[2] == UNKNOWN else 1 - label[2]
            pixels[at], labels[:, at] = crop, label
            at += 1
    floats = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    gain = torch.from_numpy(rng.uniform(0.93, 1.07, (count, 3, 1, 1)).astype(np.float32))
    floats[:, :3] = (floats[:, :3] * gain).clamp(0, 1)
    return Crops(floats, *(torch.from_numpy(part) for part in labels))


def _blurred(rgb: np.ndarray, side: int) -> np.ndarray:
    """As if the thing had been only so many pixels wide."""
    small = Image.fromarray(np.ascontiguousarray(rgb)).resize((side, side), Image.Resampling.BOX)
    return np.asarray(small.resize((READER_SIDE, READER_SIDE), Image.Resampling.BILINEAR))


@dataclass(frozen=True)
class Votes:
    """Floats [n,3,s,s] in 0..1; per cell: is it a thing, how central, its edges (pixels) and weight; backdrops."""

    pixels: Tensor
    thing: Tensor
    middle: Tensor
    edges: Tensor
    weight: Tensor
    backdrop: Tensor


def searcher_batch(shards: Shards, count: int, side: int, rng: np.random.Generator) -> Votes:
    """Whole pictures at another size with every cell's vote."""
    cells = side // STEP
    pixels = np.empty((count, side, side, 3), np.uint8)
    thing = np.zeros((count, cells, cells), np.float32)
    middle, weight = np.zeros_like(thing), np.zeros_like(thing)
    edges = np.ones((count, 4, cells, cells), np.float32)
    backdrops = np.empty(count, np.int64)
    centre = (np.arange(cells) + 0.5) * STEP
    for n in range(count):
        picture, owners, rows, backdrops[n] = shards.picture(rng)
        scale = side / len(picture)
        flipped = rng.random() < 0.5
        pixels[n] = np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BILINEAR))
        nearest = ((np.arange(cells) + 0.5) * len(owners) / cells).astype(int)
        owner = owners[np.ix_(nearest, nearest)]
        boxes = rows[:, 3:7] * scale
        if flipped:
            pixels[n], owner = pixels[n][:, ::-1].copy(), owner[:, ::-1]
            boxes = np.stack((side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]), 1)
        thing[n] = owner > 0
        ys, xs = np.nonzero(owner)
        if len(ys) == 0:
            continue
        index = owner[ys, xs].astype(int) - 1
        mine = boxes[index]
        reach = np.stack((centre[xs] - mine[:, 0], centre[ys] - mine[:, 1], mine[:, 2] - centre[xs], mine[:, 3] - centre[ys]))
        reach = reach.clip(0.7)
        edges[n][:, ys, xs] = reach
        ratio = np.minimum(reach[0], reach[2]) / np.maximum(reach[0], reach[2])
        ratio *= np.minimum(reach[1], reach[3]) / np.maximum(reach[1], reach[3])
        middle[n, ys, xs] = np.sqrt(ratio)
        area = np.bincount(index, minlength=len(rows)).clip(1)
        weight[n, ys, xs] = 1 / area[index] ** 0.75
    return Votes(
        torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255,
        torch.from_numpy(thing),
        torch.from_numpy(middle),
        torch.from_numpy(edges),
        torch.from_numpy(weight),
        torch.from_numpy(backdrops),
    )
