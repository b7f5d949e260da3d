"""Where objects stand in training scenes: wilder than any engine's layouts.

The detector must see what is there, not what a tidy scene would hold, so these layouts know nothing of
prompts: kinds, finishes, sizes, overlaps and counts are drawn freely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.random import Generator

from sprites import SpriteLibrary

SMALLEST = 0.035
"""Smallest side of an object as a fraction of the picture."""
LARGEST = 0.62
MOST = 24
"""Most objects in one picture."""
NATURAL_SHARE = 0.3


@dataclass(frozen=True)
class Placement:
    """One object to draw: its square's centre and side are fractions of the picture."""

    kind: str
    finish: str | None
    x: float
    y: float
    size: float
    mirrored: bool = False


def random_finish(kind: str, library: SpriteLibrary, rng: Generator) -> str | None:
    """A finish of that kind: natural colours for a fixed share, otherwise uniform."""
    finishes = [finish for finish in library.finishes(kind) if finish is not None]
    has_natural = None in library.finishes(kind)
    if not finishes or (has_natural and rng.random() < NATURAL_SHARE):
        return None
    return finishes[int(rng.integers(len(finishes)))]


def wild_layout(library: SpriteLibrary, rng: Generator) -> list[Placement]:
    """Objects of one random scene in painter's order."""
    roll = rng.random()
    if roll < 0.35:
        return _scattered(library, rng)
    if roll < 0.75:
        return _rows(library, rng)
    return _scattered(library, rng)[: int(rng.integers(1, 8))] + _rows(library, rng, most=9)


def _count(rng: Generator, most: int) -> int:
    """Small counts often, large ones sometimes."""
    return int(min(most, 1 + rng.geometric(0.16)))


def _size(count: int, rng: Generator) -> float:
    """Log-uniform side; crowded pictures hold smaller objects."""
    upper = min(LARGEST, 1.25 / math.sqrt(count))
    lower = max(SMALLEST, upper * 0.16)
    return float(math.exp(rng.uniform(math.log(lower), math.log(upper))))


def _scattered(library: SpriteLibrary, rng: Generator) -> list[Placement]:
    """Objects anywhere, of a few kinds or all kinds, finishes shared by a kind or free."""
    count = _count(rng, MOST)
    kinds = rng.choice(library.kinds, size=int(rng.integers(1, 6)))
    if rng.random() < 0.3:
        kinds = rng.choice(library.kinds, size=count)
    shared = {kind: random_finish(kind, library, rng) for kind in kinds}
    free, base, even = rng.random() < 0.6, _size(count, rng), rng.random() < 0.5
    placements = []
    for _ in range(count):
        kind = str(rng.choice(kinds))
        finish = random_finish(kind, library, rng) if free else shared[kind]
        size = base * float(rng.uniform(0.85, 1.15)) if even else _size(count, rng)
        size = min(LARGEST, max(SMALLEST, size))
        reach = size * 0.5 * float(rng.uniform(0.7, 1.0))
        x, y = rng.uniform(reach, 1 - reach, size=2)
        placements.append(Placement(kind, finish, float(x), float(y), size, bool(rng.random() < 0.3)))
    return placements


def _rows(library: SpriteLibrary, rng: Generator, most: int = MOST) -> list[Placement]:
    """A group of one kind in rows, from loose to overlapping: the case where counting goes wrong."""
    count = _count(rng, most)
    columns = int(rng.integers(1, count + 1))
    rows = -(-count // columns)
    kind = str(rng.choice(library.kinds))
    other = str(rng.choice(library.kinds)) if rng.random() < 0.2 else kind
    finish, mixed = random_finish(kind, library, rng), rng.random() < 0.35
    pitch = float(rng.uniform(0.55, 1.35))
    room = min(1 / (1 + (columns - 1) * pitch), 1 / (1 + (rows - 1) * pitch), LARGEST)
    size = room * float(rng.uniform(0.45, 0.98))
    if size < SMALLEST:
        return _scattered(library, rng)
    width, height = size * (1 + (columns - 1) * pitch), size * (1 + (rows - 1) * pitch)
    left, top = rng.uniform(0, 1 - width), rng.uniform(0, 1 - height)
    jitter, mirror = size * float(rng.uniform(0, 0.2)), rng.random() < 0.2
    placements = []
    for i in range(count):
        dx, dy = rng.uniform(-jitter, jitter, size=2)
        this = other if other != kind and rng.random() < 0.4 else kind
        worn = random_finish(this, library, rng) if mixed or this != kind else finish
        placements.append(
            Placement(
                this,
                worn,
                float(left + size / 2 + (i % columns) * size * pitch + dx),
                float(top + size / 2 + (i // columns) * size * pitch + dy),
                size * float(rng.uniform(0.9, 1.1)),
                mirror and bool(rng.random() < 0.5),
            )
        )
    return placements
