"""What stands behind the objects: backdrops as the renderer draws them, made-up grounds and distractors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

UNKNOWN = -1
EXPORTED_SHARE = 0.72
KEPT = 384
"""Longer side exported backdrops are kept at, in pixels."""


class Backdrops:
    """Backdrops exported by the renderer, named `<backdrop>-…png` in a folder, a style's in a folder of its own."""

    def __init__(self, folder: Path, names: tuple[str, ...]):
        self._styled: dict[str, list[tuple[Image.Image, int]]] = {}
        for path in sorted(folder.rglob("*.png")):
            label = next((i for i, name in enumerate(names) if path.stem.startswith(f"{name}-")), UNKNOWN)
            picture = Image.open(path).convert("RGB")
            picture.thumbnail((KEPT, KEPT), Image.Resampling.LANCZOS)
            self._styled.setdefault("flat" if path.parent == folder else path.parent.name, []).append((picture, label))

    def draw(self, size: tuple[int, int], style: str, rng: Generator) -> tuple[np.ndarray, int]:
        """RGB bytes of that width and height, and the backdrop's class; exported ones more often than not."""
        exported = self._styled.get(style) or self._styled.get("flat", [])
        if not exported or rng.random() > EXPORTED_SHARE:
            return _made_up(size, rng), UNKNOWN
        near = [one for one in exported if abs(_ratio(one[0].size) / _ratio(size) - 1) < 0.1] or exported
        picture, label = near[int(rng.integers(len(near)))]
        pixels = np.array(picture.resize(size, Image.Resampling.BILINEAR))
        return (pixels[:, ::-1].copy() if rng.random() < 0.5 else pixels), label


def _ratio(size: tuple[int, int]) -> float:
    return size[0] / size[1]


def _colour(rng: Generator) -> np.ndarray:
    """Mostly pale, as illustrations' grounds are; sometimes any colour."""
    low = 190 if rng.random() < 0.6 else 10
    return rng.integers(low, 253, 3).astype(np.float32)


def _made_up(size: tuple[int, int], rng: Generator) -> np.ndarray:
    width, height = size
    top, bottom = _colour(rng), _colour(rng)
    ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    roll = rng.random()
    if roll < 0.4:
        field = np.broadcast_to(top, (height, width, 3))
    elif roll < 0.6:
        field = np.broadcast_to(top + (bottom - top) * ramp, (height, width, 3))
    else:
        horizon = float(rng.uniform(0.3, 0.8))
        field = np.broadcast_to(np.where(ramp < horizon, top, bottom), (height, width, 3))
    picture = Image.fromarray(field.clip(0, 255).astype(np.uint8))
    if rng.random() < 0.35:
        _distract(picture, rng)
    return np.array(picture)


def _distract(picture: Image.Image, rng: Generator) -> None:
    """Plain shapes that are none of the known kinds."""
    pen = ImageDraw.Draw(picture)
    side = min(picture.size)
    for _ in range(int(rng.integers(1, 7))):
        x, y = rng.uniform(0, side, 2)
        w, h = rng.uniform(side * 0.03, side * 0.35, 2)
        colour = tuple(int(v) for v in _colour(rng))
        roll = rng.random()
        if roll < 0.3:
            pen.ellipse((x, y, x + w, y + h), fill=colour)
        elif roll < 0.55:
            pen.rectangle((x, y, x + w, y + h), fill=colour)
        elif roll < 0.75:
            pen.line((x, y, x + w, y + h * rng.uniform(-1, 1)), fill=colour, width=int(rng.integers(1, 5)))
        else:
            pen.polygon([(x, y + h), (x + w, y + h), (x + w * rng.random(), y)], fill=colour)
