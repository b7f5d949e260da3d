"""Pictures of scenes, pasted from the renderer's sprites as the detector's training pictures are."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "detector"))

from bank import FIRST, FLAT, Bank  # noqa: E402
from paint import Thing, paste, shade  # noqa: E402
from scenes import SceneObject, sample  # noqa: E402
from world import NATURAL  # noqa: E402

TRIES = 20
GROWN, NEARER = 1.5, 0.5
SHADE = np.asarray([52, 48, 66], np.float32)
"""Colour of the ground in a shadow."""


class Pictures:
    """Draws scenes of a level, each with what it shows, from a bank of sprites and a folder of backdrops."""

    def __init__(self, bank: Path, backdrops: Path, side: int):
        self.side = side
        self._bank = Bank(bank)
        self._grounds = {
            kind: [self._ground(path) for path in sorted(backdrops.glob(f"{kind}-?.png"))] for kind in ("plain", "ground")
        }

    def _ground(self, path: Path) -> np.ndarray:
        picture = Image.open(path).convert("RGB")
        return np.asarray(picture.resize((self.side, self.side), Image.Resampling.LANCZOS))

    def draw(self, seed: int, level: int):
        """RGB bytes [side,side,3], the wish and the scene; the same for the same seed."""
        for attempt in range(TRIES):
            rng = Random(seed * 64 + attempt)
            spec, scene = sample(rng, level)
            things = scene.painters_order()
            found = [self._sprite(thing.kind, thing.finish) for thing in things]
            if None in found:
                continue
            pixels = self._backdrop(rng, level, scene.backdrop)
            for thing, sprite in zip(things, found, strict=True):
                square = self._square(sprite, thing, level)
                shade(self._bank, pixels, square, 1.0, SHADE)
                paste(self._bank, pixels, square)
            return pixels, spec, scene
        raise RuntimeError(f"No scene of level {level} could be drawn from seed {seed}.")

    def _square(self, sprite: int, thing: SceneObject, level: int) -> Thing:
        """Where it goes; a thing of the first level is drawn larger, and nearer to the middle."""
        grown, drawn = (GROWN, NEARER) if level == 0 else (1.0, 1.0)
        side = thing.size * grown * self.side
        x, y = (0.5 + (at - 0.5) * drawn for at in (thing.x, thing.y))
        return Thing(sprite, x * self.side - side / 2, y * self.side - side / 2, side, False)

    def _sprite(self, kind: str, finish: str | None) -> int | None:
        found = self._bank.looks(kind, FIRST, FLAT).get(finish or NATURAL)
        return None if found is None else found[0]

    def _backdrop(self, rng: Random, level: int, kind: str) -> np.ndarray:
        """The first level stands on one pale colour, the others where their scene says."""
        grounds = self._grounds.get(kind) or self._grounds["plain"]
        if level > 0 and grounds:
            return rng.choice(grounds).copy()
        colour = np.asarray([rng.randint(225, 252) for _ in range(3)], np.uint8)
        return np.broadcast_to(colour, (self.side, self.side, 3)).copy()
