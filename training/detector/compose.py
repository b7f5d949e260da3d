"""Pastes sprites onto a backdrop and keeps the exact truth: kind, finish, box and visible share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from layouts import Placement
from sprites import OPAQUE, SpriteLibrary, alpha_box

LEAST_VISIBLE = 0.5
"""An object that would hide more than this of another one (or start off more hidden) is left out."""


@dataclass(frozen=True)
class Truth:
    """One drawn object; the box is in pixels: left, top, right, bottom, clipped to the picture."""

    kind: str
    finish: str | None
    box: tuple[float, float, float, float]
    visible: float


class Canvas:
    """A picture in the making and which object each pixel belongs to."""

    def __init__(self, backdrop: np.ndarray):
        self.pixels = backdrop
        self._owner = np.zeros(backdrop.shape[:2], np.int16)
        self._drawn: list[Placement] = []
        self._area: list[int] = [0]
        self._boxes: list[tuple[float, float, float, float]] = []

    def paste(self, placement: Placement, rgba: np.ndarray) -> bool:
        """Draw a sprite centred on its placement; False where it would hide too much or be too hidden."""
        side = self.pixels.shape[0]
        height, width = rgba.shape[:2]
        left = round(placement.x * side - width / 2)
        top = round(placement.y * side - height / 2)
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(side, left + width), min(side, top + height)
        if x1 - x0 < 3 or y1 - y0 < 3:
            return False
        part = rgba[y0 - top : y1 - top, x0 - left : x1 - left]
        whole = int((rgba[..., 3] >= OPAQUE).sum())
        inside = part[..., 3] >= OPAQUE
        if whole == 0 or inside.sum() < 0.75 * whole or self._hides(inside, x0, y0, x1, y1):
            return False
        box = alpha_box(part[..., 3])
        if box is None:
            return False
        alpha = part[..., 3:].astype(np.float32) / 255
        under = self.pixels[y0:y1, x0:x1].astype(np.float32)
        mixed = under + (part[..., :3].astype(np.float32) - under) * alpha
        self.pixels[y0:y1, x0:x1] = (mixed + 0.5).astype(np.uint8)
        self._drawn.append(placement)
        self._area.append(whole)
        self._boxes.append((box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0))
        self._owner[y0:y1, x0:x1][inside] = len(self._drawn)
        return True

    def _hides(self, inside: np.ndarray, x0: int, y0: int, x1: int, y1: int) -> bool:
        covered = np.bincount(self._owner[y0:y1, x0:x1][inside], minlength=len(self._area))
        if not covered[1:].any():
            return False
        seen = np.bincount(self._owner.ravel(), minlength=len(self._area))
        area = np.asarray(self._area)
        hit = np.flatnonzero(covered[1:]) + 1
        return bool(((seen[hit] - covered[hit]) < LEAST_VISIBLE * area[hit]).any())

    def shade(self, placement: Placement, opacity: np.ndarray, colour: np.ndarray) -> None:
        """Darken the ground under an object: `opacity` is a square centred on its placement."""
        side = self.pixels.shape[0]
        around = opacity.shape[0]
        left, top = round(placement.x * side - around / 2), round(placement.y * side - around / 2)
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(side, left + around), min(side, top + around)
        if x1 <= x0 or y1 <= y0:
            return
        part = opacity[y0 - top : y1 - top, x0 - left : x1 - left, None]
        under = self.pixels[y0:y1, x0:x1].astype(np.float32)
        self.pixels[y0:y1, x0:x1] = (under + (colour - under) * part + 0.5).astype(np.uint8)

    def truths(self) -> list[Truth]:
        """What was drawn, in painter's order."""
        seen = np.bincount(self._owner.ravel(), minlength=len(self._area))
        return [
            Truth(p.kind, p.finish, box, float(seen[i + 1] / self._area[i + 1]))
            for i, (p, box) in enumerate(zip(self._drawn, self._boxes, strict=True))
        ]


def compose(
    backdrop: np.ndarray, placements: Sequence[Placement], library: SpriteLibrary, rng: Generator
) -> tuple[np.ndarray, list[Truth]]:
    """Draw all placements that leave their neighbours visible; gives the picture and its truth."""
    canvas = Canvas(backdrop)
    strength = 0.0 if rng.random() < 0.12 else float(rng.uniform(0.7, 1.1))
    colour = rng.uniform(45, 90, 3).astype(np.float32)
    side = backdrop.shape[0]
    for placement in placements:
        sprite = library.pick(placement.kind, placement.finish, rng)
        wide = max(4, round(placement.size * side))
        opacity = sprite.cast(wide, placement.mirrored)
        before = canvas.pixels.copy()
        if opacity is not None:
            canvas.shade(placement, opacity * strength, colour)
        if not canvas.paste(placement, sprite.drawn(wide, placement.mirrored, rng)):
            canvas.pixels = before
    return canvas.pixels, canvas.truths()
