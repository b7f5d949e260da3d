"""Whole pictures for the finder: sprites on a backdrop, letterboxed to a square, with exact boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from backdrops import Backdrops
from bank import FIRST, FLAT, SECOND, Bank
from degrade import degrade
from layouts import Library, Placement, wild_layout
from paint import Thing, paste, shade
from sprites import OPAQUE
from world import World

LEAST_VISIBLE = 0.5
"""An object that would hide more than this of another one (or start off more hidden) is left out."""
LEAST_INSIDE = 0.75
GREY = 127
ASPECTS = (1.0, 4 / 3, 3 / 4, 16 / 9, 9 / 16)
SQUARE_SHARE = 0.55
STYLED_SHARE = 0.45
SECOND_SHARE = 0.12


@dataclass(frozen=True)
class Truth:
    """One drawn object; the box is in pixels: left, top, right, bottom, clipped to the picture."""

    kind: str
    finish: str
    box: tuple[float, float, float, float]
    visible: float


class Canvas:
    """A picture in the making and which object each pixel belongs to."""

    def __init__(self, bank: Bank, backdrop: np.ndarray):
        self.bank, self.pixels = bank, backdrop
        self._owner = np.zeros(backdrop.shape[:2], np.int16)
        self._drawn: list[tuple[Placement, np.ndarray]] = []
        self._area, self._seen = [0], [backdrop.shape[0] * backdrop.shape[1]]

    def add(self, placement: Placement, sprite: int, strength: float, colour: np.ndarray) -> bool:
        """Draw an object with its shadow; False where it would hide too much or be too hidden."""
        height, width = self.pixels.shape[:2]
        side = max(4.0, placement.size * min(width, height))
        left, top = placement.x * width - side / 2, placement.y * height - side / 2
        thing = Thing(sprite, left, top, side, placement.mirrored)
        before = self.pixels.copy()
        shade(self.bank, self.pixels, thing, strength, colour)
        drawn = paste(self.bank, self.pixels, thing)
        if drawn is not None and self._fits(placement, thing, *drawn):
            return True
        self.pixels = before
        return False

    def _fits(self, placement: Placement, thing: Thing, rows: slice, columns: slice, alpha: np.ndarray) -> bool:
        inside = alpha >= OPAQUE
        covered_share = (self.bank.pixels[thing.sprite][::4, ::4, 3] >= OPAQUE).mean()
        whole, shown = covered_share * thing.side**2, int(inside.sum())
        if shown < max(6, LEAST_INSIDE * whole):
            return False
        hidden = np.bincount(self._owner[rows, columns][inside], minlength=len(self._area))
        for other in np.flatnonzero(hidden[1:]) + 1:
            if self._seen[other] - hidden[other] < LEAST_VISIBLE * self._area[other]:
                return False
        self._seen = [seen - int(lost) for seen, lost in zip(self._seen, hidden, strict=True)] + [shown]
        self._area.append(shown)
        ys, xs = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
        box = (xs[0] + columns.start, ys[0] + rows.start, xs[-1] + 1 + columns.start, ys[-1] + 1 + rows.start)
        self._drawn.append((placement, np.asarray(box, np.float32)))
        self._owner[rows, columns][inside] = len(self._drawn)
        return True

    def truths(self) -> list[Truth]:
        """What was drawn, in painter's order."""
        return [
            Truth(p.kind, p.finish, tuple(float(v) for v in box), self._seen[i + 1] / self._area[i + 1])
            for i, (p, box) in enumerate(self._drawn)
        ]


@dataclass(frozen=True)
class Picture:
    """Bytes [side,side,3], what is in it (boxes in its pixels), and the backdrop's class (-1: none of them)."""

    pixels: np.ndarray
    truths: list[Truth]
    backdrop: int


class SceneMaker:
    """Draws random pictures with their truth from one random stream."""

    def __init__(self, bank: Bank, backdrops: Path, world: World, seed: int, side: int):
        self.rng, self.bank, self.side = np.random.default_rng(seed), bank, side
        self.styles = [style for style in world.styles if style in bank.styles and style != FLAT]
        self.backdrops = Backdrops(backdrops, world.backdrops)

    def picture(self) -> Picture:
        """One letterboxed picture."""
        rng = self.rng
        aspect = 1.0 if rng.random() < SQUARE_SHARE else float(rng.choice(ASPECTS))
        width = self.side if aspect >= 1 else round(self.side * aspect)
        height = self.side if aspect <= 1 else round(self.side / aspect)
        style = str(rng.choice(self.styles)) if self.styles and rng.random() < STYLED_SHARE else FLAT
        library = Library(self.bank, SECOND if rng.random() < SECOND_SHARE else FIRST, style)
        field, label = self.backdrops.draw((width, height), style, rng)
        pixels, truths = compose(field, wild_layout(library, aspect, rng), library, rng)
        return _letterboxed(degrade(pixels, rng), truths, label, self.side)


def compose(
    field: np.ndarray, placements: Sequence[Placement], library: Library, rng: Generator
) -> tuple[np.ndarray, list[Truth]]:
    """Draw all placements that leave their neighbours visible; gives the picture and its truth."""
    canvas = Canvas(library.bank, field)
    strength = 0.0 if rng.random() < 0.2 else float(rng.uniform(0.7, 1.1))
    colour = rng.uniform(20, 90, 3).astype(np.float32)
    for placement in placements:
        canvas.add(placement, library.sprite(placement.kind, placement.finish, rng), strength, colour)
    return canvas.pixels, canvas.truths()


def _letterboxed(pixels: np.ndarray, truths: list[Truth], backdrop: int, side: int) -> Picture:
    height, width = pixels.shape[:2]
    x, y = (side - width) // 2, (side - height) // 2
    square = np.full((side, side, 3), GREY, np.uint8)
    square[y : y + height, x : x + width] = pixels
    moved = [Truth(t.kind, t.finish, (t.box[0] + x, t.box[1] + y, t.box[2] + x, t.box[3] + y), t.visible) for t in truths]
    return Picture(square, moved, backdrop)
