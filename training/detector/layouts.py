"""Where objects stand in training scenes: wilder than any engine's layouts.

The finder must see what is there, not what a tidy scene would hold, so these layouts know nothing of
prompts: kinds, finishes, sizes, overlaps and counts are drawn freely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.random import Generator

from bank import Bank
from world import NATURAL

SMALLEST = 0.035
"""Smallest side of an object as a fraction of the picture's shorter side."""
LARGEST = 0.62
ALONE = (0.4, 0.95)
"""Sides of one thing, or two, that fill a picture."""
MOST = 24
"""Most objects in one picture."""
NATURAL_SHARE = 0.3


@dataclass(frozen=True)
class Placement:
    """One object to draw: its centre in fractions of width and height, its side of the shorter of them."""

    kind: str
    finish: str
    x: float
    y: float
    size: float
    mirrored: bool = False


@dataclass(frozen=True)
class Library:
    """The sprites of one figure set and style, as layouts ask for them."""

    bank: Bank
    figures: int
    style: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """Everything that can be drawn."""
        return self.bank.kinds

    def random_finish(self, kind: str, rng: Generator) -> str:
        """A finish of that kind: natural colours for a fixed share, otherwise uniform."""
        names = list(self.bank.looks(kind, self.figures, self.style))
        if NATURAL in names and (len(names) == 1 or rng.random() < NATURAL_SHARE):
            return NATURAL
        return names[int(rng.integers(len(names)))]

    def sprite(self, kind: str, finish: str, rng: Generator) -> int:
        """A sprite of that kind, in that finish where there is one."""
        looks = self.bank.looks(kind, self.figures, self.style)
        found = looks.get(finish) or looks.get(NATURAL) or next(iter(looks.values()))
        return found[int(rng.integers(len(found)))]


def wild_layout(library: Library, aspect: float, rng: Generator) -> list[Placement]:
    """Objects of one random scene in painter's order; `aspect` is width divided by height."""
    roll = rng.random()
    if roll < 0.15:
        return _alone(library, rng)
    if roll < 0.45:
        return _scattered(library, rng)
    if roll < 0.8:
        return _rows(library, aspect, rng)
    return _scattered(library, rng)[: int(rng.integers(1, 8))] + _rows(library, aspect, rng, most=9)


def _count(rng: Generator, most: int) -> int:
    """Small counts often, large ones sometimes."""
    return int(min(most, 1 + rng.geometric(0.16)))


def _size(count: int, rng: Generator) -> float:
    """Log-uniform side; crowded pictures hold smaller objects."""
    upper = min(LARGEST, 1.25 / math.sqrt(count))
    lower = max(SMALLEST, upper * 0.16)
    return float(math.exp(rng.uniform(math.log(lower), math.log(upper))))


def _alone(library: Library, rng: Generator) -> list[Placement]:
    """One large thing, sometimes with small company."""
    kind = str(rng.choice(library.kinds))
    size = float(rng.uniform(*ALONE))
    x, y = (float(v) for v in 0.5 + rng.normal(0, 0.12, 2).clip(-0.3, 0.3) * (1 - size))
    large = Placement(kind, library.random_finish(kind, rng), x, y, size, bool(rng.random() < 0.5))
    if rng.random() < 0.5:
        return [large]
    return [large, *_scattered(library, rng)[: int(rng.integers(1, 4))]]


def _scattered(library: Library, rng: Generator) -> list[Placement]:
    """Objects anywhere, of a few kinds or all kinds, finishes shared by a kind or free."""
    count = _count(rng, MOST)
    kinds = rng.choice(library.kinds, size=count if rng.random() < 0.3 else int(rng.integers(1, 6)))
    shared = {kind: library.random_finish(kind, rng) for kind in kinds}
    free, base, even = rng.random() < 0.6, _size(count, rng), rng.random() < 0.5
    placements = []
    for _ in range(count):
        kind = str(rng.choice(kinds))
        finish = library.random_finish(kind, rng) if free else shared[kind]
        size = base * float(rng.uniform(0.85, 1.15)) if even else _size(count, rng)
        size = min(LARGEST, max(SMALLEST, size))
        reach = size * 0.5 * float(rng.uniform(0.7, 1.0))
        x, y = rng.uniform(reach, 1 - reach, size=2)
        placements.append(Placement(kind, finish, float(x), float(y), size, bool(rng.random() < 0.4)))
    return placements


def _rows(library: Library, aspect: float, rng: Generator, most: int = MOST) -> list[Placement]:
    """A group of one kind in rows, from loose to overlapping: the case where counting goes wrong."""
    across, down = max(1.0, aspect), max(1.0, 1 / aspect)
    count = _count(rng, most)
    columns = int(rng.integers(1, count + 1))
    rows = -(-count // columns)
    kind = str(rng.choice(library.kinds))
    other = str(rng.choice(library.kinds)) if rng.random() < 0.2 else kind
    finish, mixed = library.random_finish(kind, rng), rng.random() < 0.35
    pitch = float(rng.uniform(0.55, 1.35))
    room = min(across / (1 + (columns - 1) * pitch), down / (1 + (rows - 1) * pitch), LARGEST)
    size = room * float(rng.uniform(0.45, 0.98))
    if size < SMALLEST:
        return _scattered(library, rng)
    width, height = size * (1 + (columns - 1) * pitch), size * (1 + (rows - 1) * pitch)
    left, top = rng.uniform(0, across - width), rng.uniform(0, down - height)
    jitter, mirror = size * float(rng.uniform(0, 0.2)), rng.random() < 0.4
    placements = []
    for i in range(count):
        dx, dy = rng.uniform(-jitter, jitter, size=2)
        this = other if other != kind and rng.random() < 0.4 else kind
        worn = library.random_finish(this, rng) if mixed or this != kind else finish
        x = left + size / 2 + (i % columns) * size * pitch + dx
        y = top + size / 2 + (i // columns) * size * pitch + dy
        turned = mirror and bool(rng.random() < 0.5)
        grown = size * float(rng.uniform(0.9, 1.1))
        placements.append(Placement(this, worn, float(x / across), float(y / down), grown, turned))
    return placements
