"""What stands behind the objects: quiet colours, horizons, exported backdrops and distractors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw


class Backdrops:
    """Backdrops exported by the renderer (may be none), and made-up ones."""

    def __init__(self, folder: Path | None, side: int):
        self.side = side
        paths = sorted(folder.glob("*.png")) if folder is not None and folder.is_dir() else []
        self._exported = [
            np.asarray(Image.open(path).convert("RGB").resize((side, side), Image.Resampling.LANCZOS))
            for path in paths
        ]

    def draw(self, rng: Generator) -> np.ndarray:
        """RGB bytes [side,side,3]; exported ones more often than not where there are any."""
        if self._exported and rng.random() < 0.65:
            picture = self._exported[int(rng.integers(len(self._exported)))]
            return picture[:, ::-1].copy() if rng.random() < 0.5 else picture.copy()
        return _made_up(self.side, rng)


def _colour(rng: Generator) -> np.ndarray:
    """Mostly pale, as illustrations' grounds are; sometimes any colour."""
    low = 190 if rng.random() < 0.75 else 20
    return rng.integers(low, 253, 3).astype(np.float32)


def _made_up(side: int, rng: Generator) -> np.ndarray:
    top, bottom = _colour(rng), _colour(rng)
    ramp = np.linspace(0, 1, side, dtype=np.float32)[:, None, None]
    roll = rng.random()
    if roll < 0.4:
        field = np.broadcast_to(top, (side, side, 3)).copy()
    elif roll < 0.6:
        field = np.broadcast_to(top + (bottom - top) * ramp, (side, side, 3)).copy()
    else:
        horizon = float(rng.uniform(0.3, 0.8))
        field = np.broadcast_to(np.where(ramp < horizon, top, bottom), (side, side, 3)).copy()
    picture = Image.fromarray(field.clip(0, 255).astype(np.uint8))
    if rng.random() < 0.35:
        _distract(picture, rng)
    pixels = np.asarray(picture).copy()
    if rng.random() < 0.15:
        grain = rng.normal(0, rng.uniform(2, 10), (side // 4, side // 4, 1)).repeat(4, 0).repeat(4, 1)
        pixels = (pixels + grain).clip(0, 255).astype(np.uint8)
    return pixels


def _distract(picture: Image.Image, rng: Generator) -> None:
    """Plain shapes that are none of the known kinds."""
    pen = ImageDraw.Draw(picture)
    side = picture.width
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
