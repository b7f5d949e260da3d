"""Draws sprites of a bank and their shadows onto pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bank import FLAT, OVERHANG, SIDE, Bank
from sprites import SHADOW_SIDES

TRIANGLE = Image.Resampling.BILINEAR


@dataclass(frozen=True)
class Thing:
    """One sprite on a picture: where its square lies, in pixels."""

    sprite: int
    left: float
    top: float
    side: float
    mirrored: bool


def window(
    canvas: np.ndarray, left: float, top: float, side: float
) -> tuple[int, int, int, int, tuple[float, float, float, float]] | None:
    """The pixels a square covers, and which part of it (in fractions) they show; None outside the canvas."""
    height, width = canvas.shape[:2]
    x0, y0 = max(0, round(left)), max(0, round(top))
    x1, y1 = min(width, round(left + side)), min(height, round(top + side))
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    edges = ((x0 - left) / side, (y0 - top) / side, (x1 - left) / side, (y1 - top) / side)
    a, b, c, d = (min(1.0, max(0.0, edge)) for edge in edges)
    return None if c - a < 1e-3 or d - b < 1e-3 else (x0, y0, x1, y1, (a, b, c, d))


def paste(bank: Bank, canvas: np.ndarray, thing: Thing) -> tuple[slice, slice, np.ndarray] | None:
    """Draw a thing onto RGB bytes; gives the rows and columns it covers and its opacity there (bytes)."""
    found = window(canvas, thing.left, thing.top, thing.side)
    if found is None:
        return None
    x0, y0, x1, y1, (a, b, c, d) = found
    if thing.mirrored:
        a, c = 1 - c, 1 - a
    image = bank.image(thing.sprite)
    small = image.resize((x1 - x0, y1 - y0), TRIANGLE, box=(a * SIDE, b * SIDE, c * SIDE, d * SIDE))
    rgba = np.asarray(small)
    if thing.mirrored:
        rgba = rgba[:, ::-1]
    keep = 255 - rgba[..., 3:].astype(np.uint16)
    canvas[y0:y1, x0:x1] = rgba[..., :3] + ((canvas[y0:y1, x0:x1] * keep + 127) // 255).astype(np.uint8)
    return slice(y0, y1), slice(x0, x1), rgba[..., 3]


def shade(bank: Bank, canvas: np.ndarray, thing: Thing, strength: float, colour: np.ndarray) -> None:
    """Darken the ground under a thing; `colour` is RGB, `strength` 1 as the renderer does."""
    entry = bank.entries[thing.sprite]
    if entry.shadow < 0 or strength == 0:
        return
    side = thing.side * SHADOW_SIDES / (1 if entry.style == FLAT else OVERHANG)
    grown = (side - thing.side) / 2
    found = window(canvas, thing.left - grown, thing.top - grown, side)
    if found is None:
        return
    x0, y0, x1, y1, box = found
    shadow = Image.fromarray(bank.shadows[entry.shadow])
    unit = shadow.width
    if thing.mirrored:
        shadow = shadow.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    small = shadow.resize((x1 - x0, y1 - y0), TRIANGLE, box=tuple(edge * unit for edge in box))
    opacity = np.asarray(small)[..., None].astype(np.uint16) * round(strength * entry.shadow_strength * 255) // 255
    opacity = opacity.clip(0, 255)
    shaded = canvas[y0:y1, x0:x1] * (255 - opacity) + colour.astype(np.uint16) * opacity
    canvas[y0:y1, x0:x1] = shaded // 255
