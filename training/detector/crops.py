"""Crops of single objects, composed straight from sprites: what the classifier learns from.

A crop is what the product cuts out of a picture: the finder's box, a little enlarged, scaled so that its longer
side fills a square, the rest of the square grey (electron/inference/vision/crops.ts). Neighbours intrude, boxes are
off by a little, pictures are small or slightly spoilt, figures are mirrored. Some crops show nothing, a part of a
thing, or two things: the classifier has to say so, since finders err.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

from bank import FIRST, FLAT, SECOND, Bank
from paint import TRIANGLE, Thing, paste, shade
from world import NATURAL, World

CROP = 64
MARGIN = 0.12
"""How much of its longer side a box is enlarged by on each side."""
GREY = 127
UNKNOWN = -1
"""A label that is not asked for."""
NOTHING_SHARE = 0.12
MISTAKEN_SHARE = 0.35
"""Of the crops that show nothing: those a finder took for something."""
NATURAL_SHARE = 0.22
SECOND_SHARE = 0.15
STYLED_SHARE = 0.45
FIELD_SIDE = 224
"""Longer side backdrops are kept at, in pixels; they are soft."""


@dataclass(frozen=True)
class Crops:
    """A batch: bytes [n,CROP,CROP,3] and the labels, UNKNOWN where there is nothing to say."""

    images: np.ndarray
    kind: np.ndarray
    finish: np.ndarray
    facing: np.ndarray
    box: np.ndarray
    """Left, top, right and bottom of the thing in fractions of the crop, float32 [n,4]; nan where there is none."""


class Fields:
    """Grounds to put crops on: pictures of backdrops, scaled so that any patch of them may be seen."""

    def __init__(self, folder: Path):
        self._pictures = [_small(path) for path in sorted(folder.glob("*.png"))]

    def patch(self, side: tuple[int, int], rng: Generator) -> np.ndarray:
        """RGB [h,w,3] of any part of any backdrop, or a plain wash."""
        if not self._pictures or rng.random() < 0.3:
            return _wash(side, rng)
        picture = self._pictures[int(rng.integers(len(self._pictures)))]
        wide = min(picture.size) * float(rng.uniform(0.05, 0.8))
        scale = wide / max(side)
        w, h = side[0] * scale, side[1] * scale
        x, y = rng.uniform(0, picture.width - w), rng.uniform(0, picture.height - h)
        small = picture.resize(side, TRIANGLE, box=(x, y, x + w, y + h))
        return np.array(small)[:, :: -1 if rng.random() < 0.5 else 1]


class Mistakes:
    """Places in backdrops that a finder took for objects (mine.py)."""

    def __init__(self, folder: Path, noted: Path | None):
        found = {} if noted is None else json.loads(noted.read_text("utf-8"))
        self._pictures = [Image.open(folder / name).convert("RGB") for name in found]
        self._places = [(n, box) for n, boxes in enumerate(found.values()) for box in boxes]

    def __len__(self) -> int:
        return len(self._places)

    def crop(self, rng: Generator) -> np.ndarray:
        """One of them as the product cuts it out, a little off."""
        n, box = self._places[int(rng.integers(len(self._places)))]
        picture = self._pictures[n]
        edges = np.asarray(box) * np.tile(picture.size, 2)
        edges = edges + rng.normal(0, 0.05, 4) * np.tile(edges[2:] - edges[:2], 2)
        region = _grown(edges)
        low = np.floor(region[:2]).astype(int)
        high = np.maximum(low + 4, np.ceil(region[2:]).astype(int))
        columns = np.arange(low[0], high[0]).clip(0, picture.width - 1)
        rows = np.arange(low[1], high[1]).clip(0, picture.height - 1)
        return np.asarray(picture)[rows[:, None], columns]


def _small(path: Path) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    picture.thumbnail((FIELD_SIDE, FIELD_SIDE), Image.Resampling.LANCZOS)
    return picture


def _wash(side: tuple[int, int], rng: Generator) -> np.ndarray:
    low = 185 if rng.random() < 0.6 else 10
    top, bottom = rng.integers(low, 256, 3), rng.integers(low, 256, 3)
    if rng.random() < 0.5:
        bottom = top
    ramp = np.linspace(0, 1, side[1], dtype=np.float32)[:, None, None]
    if rng.random() < 0.4:
        ramp = (ramp > rng.uniform(0.2, 0.8)).astype(np.float32)
    field = top + (bottom - top) * ramp
    return np.broadcast_to(field, (side[1], side[0], 3)).astype(np.uint8)


def _grown(edges: np.ndarray) -> np.ndarray:
    """The region that is cut out for a box."""
    margin = MARGIN * max(edges[2] - edges[0], edges[3] - edges[1])
    return edges + (-margin, -margin, margin, margin)


def _within(box: np.ndarray, edges: np.ndarray, mirrored: bool) -> np.ndarray:
    """Where a thing lies in the crop that is cut out for `edges`, in fractions of the crop."""
    left, top, right, bottom = _grown(edges)
    longest = max(right - left, bottom - top)
    border = np.asarray((longest - (right - left), longest - (bottom - top))) / 2
    found = (box - np.tile((left, top), 2) + np.tile(border, 2)) / longest
    return found if not mirrored else np.asarray((1 - found[2], found[1], 1 - found[0], found[3]))


class CropMaker:
    """Draws batches; one per process."""

    def __init__(self, bank: Bank, fields: Fields, world: World, seed: int, mistakes: Mistakes | None = None):
        self.bank, self.fields, self.world, self.mistakes = bank, fields, world, mistakes
        self.rng = np.random.default_rng(seed)
        self.kind_of = {name: index for index, name in enumerate(world.kinds)}
        self.nothing = len(world.kinds)
        self._kinds = [kind for kind in world.kinds if kind in bank.kinds]

    def batch(self, size: int) -> Crops:
        """`size` crops; kinds uniformly drawn."""
        images = np.empty((size, CROP, CROP, 3), np.uint8)
        labels = np.full((3, size), UNKNOWN, np.int64)
        boxes = np.full((size, 4), np.nan, np.float32)
        for index in range(size):
            images[index], labels[:, index], boxes[index] = self.crop()
        return Crops(images, *labels, boxes)

    def crop(self) -> tuple[np.ndarray, tuple[int, int, int], np.ndarray]:
        """One crop, its kind, finish and facing (0 left, 1 right), and where in it the thing is."""
        rng = self.rng
        style = FLAT
        if rng.random() < STYLED_SHARE:
            style = self.world.styles[int(rng.integers(len(self.world.styles)))]
        kind = self._kinds[int(rng.integers(len(self._kinds)))]
        sprite = self._sprite(kind, style)
        if rng.random() < NOTHING_SHARE:
            return self._nothing(sprite, style), (self.nothing, UNKNOWN, UNKNOWN), np.full(4, np.nan)
        mirrored = bool(rng.random() < 0.5) and kind != "lettering"
        entry = self.bank.entries[sprite]
        box = np.asarray(entry.box)
        extent = box[2:] - box[:2]
        noise = float(rng.choice((0.03, 0.07, 0.13), p=(0.55, 0.25, 0.2)))
        edges = box + rng.normal(0, noise, 4).clip(-0.25, 0.25) * np.tile(extent, 2)
        image = self._draw(sprite, style, mirrored, edges, neighbours=True)
        finish = UNKNOWN if kind in ("speed-lines", "jump-arc") else self.world.finish_index(entry.finish)
        labels = (self.kind_of[kind], finish, self._facing(entry.kind, mirrored))
        return image, labels, _within(box, edges, mirrored)

    def _facing(self, kind: str, mirrored: bool) -> int:
        drawn = self.world.facing.get(kind)
        if drawn is None:
            return UNKNOWN
        return int((drawn == "right") != mirrored)

    def _sprite(self, kind: str, style: str) -> int:
        rng = self.rng
        looks = self.bank.looks(kind, SECOND if rng.random() < SECOND_SHARE else FIRST, style)
        names = list(looks)
        name = NATURAL
        if NATURAL not in looks or (len(names) > 1 and rng.random() > NATURAL_SHARE):
            name = names[int(rng.integers(len(names)))]
        found = looks[name]
        return found[int(rng.integers(len(found)))]

    def _nothing(self, sprite: int, style: str) -> np.ndarray:
        """A known mistake, ground alone, a small part of a thing, a thing far too small for its box, or two things side by side."""
        rng = self.rng
        if self.mistakes and rng.random() < MISTAKEN_SHARE:
            return _framed(_spoilt(self.mistakes.crop(rng), rng), rng)
        box = np.asarray(self.bank.entries[sprite].box)
        w, h = box[2:] - box[:2]
        roll = rng.random()
        if roll < 0.3:
            away = rng.choice((-1, 1), 2) * rng.uniform(1.05, 1.6, 2) * (w, h)
            return self._draw(sprite, style, False, box + np.tile(away, 2), neighbours=rng.random() < 0.3)
        if roll < 0.6:
            part = rng.uniform(0.22, 0.42, 2) * (w, h)
            corner = box[:2] + rng.uniform(0, 1, 2) * ((w, h) - part)
            return self._draw(sprite, style, False, np.concatenate([corner, corner + part]), neighbours=False)
        if roll < 0.75:
            grown = rng.uniform(2.3, 3.5)
            middle = (box[:2] + box[2:]) / 2 + rng.normal(0, 0.25, 2) * (w, h)
            half = np.asarray((w, h)) * grown / 2
            return self._draw(sprite, style, False, np.concatenate([middle - half, middle + half]), neighbours=False)
        across = rng.random() < 0.5
        step = np.asarray((w, 0.0) if across else (0.0, h)) * rng.uniform(0.85, 1.1)
        twin = sprite if rng.random() < 0.7 else self._sprite(str(rng.choice(self._kinds)), style)
        edges = np.concatenate([box[:2], box[2:] + step]) if rng.random() < 0.6 else box + np.tile(step / 2, 2)
        return self._draw(sprite, style, False, edges, neighbours=False, twin=(twin, step))

    def _draw(
        self,
        sprite: int,
        style: str,
        mirrored: bool,
        edges: np.ndarray,
        neighbours: bool,
        twin: tuple[int, np.ndarray] | None = None,
    ) -> np.ndarray:
        """The region round `edges` (in sides of the sprite's square, before mirroring) as the product cuts it."""
        rng = self.rng
        if mirrored:
            edges = np.asarray([1 - edges[2], edges[1], 1 - edges[0], edges[3]])
        left, top, right, bottom = _grown(edges)
        longest = max(right - left, bottom - top)
        pixels = CROP if rng.random() < 0.6 else int(np.exp(rng.uniform(np.log(17), np.log(CROP))))
        scale = pixels / longest
        size = (max(4, round((right - left) * scale)), max(4, round((bottom - top) * scale)))
        field = self.fields.patch(size, rng)
        main = Thing(sprite, -left * scale, -top * scale, scale, mirrored)
        things = [main]
        if twin is not None:
            other, (dx, dy) = twin
            things.append(Thing(other, main.left + dx * scale, main.top + dy * scale, scale, False))
        if neighbours:
            things = self._crowd(main, style)
        canvas = np.array(field)
        strength = 0.0 if rng.random() < 0.3 else float(rng.uniform(0.6, 1.1))
        colour = rng.uniform(20, 90, 3).astype(np.float32)
        for thing in things:
            shade(self.bank, canvas, thing, strength, colour)
            paste(self.bank, canvas, thing)
        return _framed(_spoilt(canvas, rng), rng)

    def _crowd(self, main: Thing, style: str) -> list[Thing]:
        """The thing and what stands near it, in painter's order; what stands before it leaves most of it visible."""
        rng = self.rng
        behind: list[Thing] = []
        before: list[Thing] = []
        entry = self.bank.entries[main.sprite]
        for _ in range(int(rng.choice((0, 1, 2, 3), p=(0.42, 0.3, 0.18, 0.1)))):
            like = rng.random()
            kind = entry.kind if like < 0.5 else self._kinds[int(rng.integers(len(self._kinds)))]
            sprite = main.sprite if like < 0.35 else self._sprite(kind, style)
            ratio = float(np.exp(rng.normal(0, 0.12 if like < 0.5 else 0.4)))
            angle = rng.uniform(0, 2 * np.pi)
            distance = main.side * (1 + ratio) / 2 * rng.uniform(0.55, 1.15)
            side = main.side * ratio
            x = main.left + main.side / 2 + np.cos(angle) * distance - side / 2
            y = main.top + main.side / 2 + np.sin(angle) * distance - side / 2
            thing = Thing(sprite, x, y, side, bool(rng.random() < 0.3))
            if rng.random() < 0.5 and distance > main.side * (1 + ratio) / 2 * 0.7:
                before.append(thing)
            else:
                behind.append(thing)
        return [*behind, main, *before]


def _spoilt(canvas: np.ndarray, rng: Generator) -> np.ndarray:
    """What may happen to a picture on its way: light, blur, noise, JPEG; mostly nothing."""
    roll = rng.random()
    if roll < 0.5:
        return canvas
    if roll < 0.7:
        gain = rng.uniform(0.9, 1.08) * rng.uniform(0.97, 1.03, 3)
        return (canvas * gain + rng.uniform(-8, 8)).clip(0, 255).astype(np.uint8)
    if roll < 0.8:
        return np.asarray(Image.fromarray(canvas).filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 0.9)))))
    if roll < 0.9:
        return (canvas + rng.normal(0, rng.uniform(2, 8), canvas.shape)).clip(0, 255).astype(np.uint8)
    buffer = BytesIO()
    Image.fromarray(canvas).save(buffer, "JPEG", quality=int(rng.integers(45, 95)))
    return np.asarray(Image.open(buffer))


def _framed(canvas: np.ndarray, rng: Generator) -> np.ndarray:
    """Scaled to fill the square's longer side, centred on grey; seldom cut by the picture's edge."""
    if rng.random() < 0.08:
        canvas = _at_an_edge(canvas, rng)
    height, width = canvas.shape[:2]
    scale = CROP / max(height, width)
    w, h = max(1, round(width * scale)), max(1, round(height * scale))
    if (w, h) != (width, height):
        canvas = np.asarray(Image.fromarray(canvas).resize((w, h), TRIANGLE))
    framed = np.full((CROP, CROP, 3), GREY, np.uint8)
    x, y = (CROP - w) // 2, (CROP - h) // 2
    framed[y : y + h, x : x + w] = canvas
    return framed


def _at_an_edge(canvas: np.ndarray, rng: Generator) -> np.ndarray:
    """Pixels beyond the picture repeat its edge, as far as a box's margin reaches over it."""
    cut = canvas.copy()
    along = int(rng.integers(2))
    lines = np.moveaxis(cut, along, 0)
    if rng.random() < 0.5:
        lines = lines[::-1]
    lost = max(1, round(len(lines) * rng.uniform(0.02, 0.14)))
    lines[:lost] = lines[lost]
    return cut
