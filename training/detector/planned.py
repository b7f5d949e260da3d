"""Layouts of the bundled engine's own scenes, from the sampler in training/flatland."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from numpy.random import Generator

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flatland.sampler import sample_scene  # noqa: E402

from layouts import Placement  # noqa: E402
from sprites import SpriteLibrary  # noqa: E402

RESTYLED_SHARE = 0.15
"""Share of objects given another finish than planned: an engine errs, and the detector must see it."""


def planned_layout(library: SpriteLibrary, rng: Generator) -> list[Placement]:
    """Objects of one engine scene, as far as the library can draw them, in painter's order."""
    stream = random.Random(int(rng.integers(2**48)))
    placements = []
    for thing in sample_scene(stream).objects:
        finishes = library.finishes(thing.kind)
        if not finishes:
            continue
        finish = thing.finish if thing.finish in finishes else finishes[0]
        if rng.random() < RESTYLED_SHARE:
            finish = finishes[int(rng.integers(len(finishes)))]
        placements.append(Placement(thing.kind, finish, thing.x, thing.y, thing.size))
    return placements
