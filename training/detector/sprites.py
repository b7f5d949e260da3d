"""Pictures of single objects, as the renderer draws them, to paste into training scenes.

training/sprites/export-sprites.ts writes the folder read here: square RGBA images named
`<kind>__<finish|natural>.png`, signs under lettering/, a second icon set under noto/, shadows under
shadows/ and `meta.json`, which lists them all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image

LARGEST = 192
"""Sprites are kept at most this many pixels wide; scenes are 256 wide, so more would be waste."""
SHADOW_SIDES = 1.6
"""Side of a shadow's square in sides of its object's square."""
OPAQUE = 24
"""Alpha (of 255) from which a pixel belongs to the object."""
FILTERS = (
    Image.Resampling.BOX,
    Image.Resampling.BILINEAR,
    Image.Resampling.HAMMING,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
)


@dataclass(frozen=True)
class Sprite:
    """One object in one finish on a transparent canvas."""

    kind: str
    finish: str | None
    image: Image.Image
    shadow: Image.Image | None
    """Its ground shadow on a larger canvas with the same centre; None where it throws none."""
    shadow_strength: float

    def drawn(self, side: int, mirrored: bool, rng: Generator) -> np.ndarray:
        """RGBA bytes [side,side,4] of the object."""
        chosen = FILTERS[int(rng.integers(len(FILTERS)))]
        pixels = np.asarray(self.image.resize((side, side), chosen))
        return pixels[:, ::-1] if mirrored else pixels

    def cast(self, side: int, mirrored: bool) -> np.ndarray | None:
        """Opacity 0..1 of the shadow of the object drawn `side` pixels wide, on a larger square."""
        if self.shadow is None:
            return None
        around = round(side * SHADOW_SIDES)
        small = np.asarray(self.shadow.resize((around, around), Image.Resampling.BILINEAR))
        opacity = small.astype(np.float32) * (self.shadow_strength / 255)
        return opacity[:, ::-1] if mirrored else opacity


class SpriteLibrary:
    """All sprites of one icon set, found by kind and finish; `second` chooses the set under noto/."""

    def __init__(self, folder: Path, second: bool = False):
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        strength: dict[str, float] = meta["shadow"]["strength"]
        shadows = {path.stem: path for path in (folder / "shadows").glob("*.png")}
        self._found: dict[tuple[str, str | None], list[Sprite]] = {}
        for key in meta["bounds"]:
            parent, _, name = key.rpartition("/")
            if (parent == "noto") != second:
                continue
            stem, _, look = name.partition("__")
            kind = "lettering" if parent == "lettering" else stem
            finish = None if look == "natural" else look
            shadow = shadows.get(f"noto-{kind}" if second else kind)
            sprite = Sprite(
                kind,
                finish,
                _small(folder / f"{key}.png"),
                None if shadow is None else _small(shadow).getchannel("A"),
                strength.get(look, 1.0),
            )
            self._found.setdefault((kind, finish), []).append(sprite)
        self.kinds = tuple(sorted({kind for kind, _ in self._found}))

    def finishes(self, kind: str) -> tuple[str | None, ...]:
        """The finishes a kind was exported in, None (natural) included where it exists."""
        return tuple(finish for found, finish in self._found if found == kind)

    def pick(self, kind: str, finish: str | None, rng: Generator) -> Sprite:
        """A random variant of that kind and finish; raises KeyError where there is none."""
        variants = self._found[(kind, finish)]
        return variants[int(rng.integers(len(variants)))]


def _small(path: Path) -> Image.Image:
    image = Image.open(path).convert("RGBA")
    image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


def alpha_box(alpha: np.ndarray) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom (exclusive) of the opaque pixels; None where there are none."""
    rows = np.flatnonzero((alpha >= OPAQUE).any(axis=1))
    columns = np.flatnonzero((alpha >= OPAQUE).any(axis=0))
    if rows.size == 0 or columns.size == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
