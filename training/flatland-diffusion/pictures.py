"""Pictures of scenes, pasted from the renderer's sprites as the detector's training pictures are."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "detector"))

from compose import compose  # noqa: E402
from layouts import Placement  # noqa: E402
from scenes import sample  # noqa: E402
from sprites import SpriteLibrary  # noqa: E402

TRIES = 20


class Pictures:
    """Draws scenes of a level, each with what it shows."""

    def __init__(self, sprites: Path, side: int):
        self.side = side
        self._library = SpriteLibrary(sprites)
        self._grounds = {
            kind: [self._ground(path) for path in sorted((sprites / "backdrops").glob(f"{kind}-*.png"))]
            for kind in ("plain", "ground")
        }

    def _ground(self, path: Path) -> np.ndarray:
        picture = Image.open(path).convert("RGB")
        return np.asarray(picture.resize((self.side, self.side), Image.Resampling.LANCZOS))

    def draw(self, seed: int, level: int):
        """RGB bytes [side,side,3], the wish and the scene; the same for the same seed."""
        for attempt in range(TRIES):
            rng = Random(seed * 64 + attempt)
            spec, scene = sample(rng, level)
            placements = [
                Placement(thing.kind, thing.finish, thing.x, thing.y, thing.size)
                for thing in scene.painters_order()
            ]
            if any(one.finish not in self._library.finishes(one.kind) for one in placements):
                continue
            stream = np.random.default_rng(rng.getrandbits(48))
            ground = self._backdrop(rng, level, scene.backdrop)
            pixels, truths = compose(ground, placements, self._library, stream)
            if len(truths) == len(placements):
                return pixels, spec, scene
        raise RuntimeError(f"No scene of level {level} could be drawn from seed {seed}.")

    def _backdrop(self, rng: Random, level: int, kind: str) -> np.ndarray:
        """The first level stands on one pale colour, the others where their scene says."""
        grounds = self._grounds[kind]
        if level > 0 and grounds:
            return rng.choice(grounds).copy()
        colour = np.asarray([rng.randint(225, 252) for _ in range(3)], np.uint8)
        return np.broadcast_to(colour, (self.side, self.side, 3)).copy()
