"""Groups as blocks of equal cells, measured in units of an ordinary object's side."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from random import Random

from .spec import FACTORS, Group

ROWS: dict[int, list[tuple[int, ...]]] = {
    1: [(1,)],
    2: [(2,), (1, 1)],
    3: [(3,), (1, 2), (2, 1), (1, 1, 1)],
    4: [(4,), (2, 2), (1, 1, 1, 1)],
    5: [(5,), (3, 2), (2, 3), (2, 1, 2)],
    6: [(6,), (3, 3), (2, 2, 2)],
    7: [(7,), (4, 3), (3, 4), (2, 3, 2)],
}
ROW_WEIGHTS: dict[int, tuple[float, ...]] = {
    1: (1,), 2: (0.8, 0.2), 3: (0.55, 0.15, 0.15, 0.15), 4: (0.4, 0.5, 0.1), 5: (0.3, 0.35, 0.2, 0.15),
    6: (0.25, 0.45, 0.3), 7: (0.2, 0.35, 0.2, 0.25),
}
GRIDS: dict[int, list[tuple[int, ...]]] = {4: [(2, 2)], 5: [(3, 2)], 6: [(3, 3), (2, 2, 2)], 7: [(4, 3)]}
PILES: dict[int, list[tuple[int, ...]]] = {3: [(1, 2)], 4: [(1, 3)], 5: [(2, 3)], 6: [(1, 2, 3)], 7: [(3, 4)]}
PILE_ACROSS, PILE_DOWN = 0.94, 0.88
"""Distance of a pile's neighbours, in sides: they touch."""


@dataclass
class Block:
    """A rectangle of one group's cells (or one prop). x, y: its left top corner, in units, y down."""

    kind: str
    finish: str | None
    text: str | None
    group: int
    side: float
    gap: float
    w: float
    h: float
    offsets: list[tuple[float, float]]
    """Centres of the cells, from the left top corner."""
    facing: str | None = None
    form: str = "rows"
    x: float = 0.0
    y: float = 0.0

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def cells(self) -> list[tuple[float, float]]:
        """Centres of the cells, in the order they are written."""
        return [(self.x + dx, self.y + dy) for dx, dy in self.offsets]


def overlaps(a: Block, b: Block, air: float = 0.0) -> bool:
    """Whether two blocks come closer than `air` units."""
    return a.x < b.right + air and b.x < a.right + air and a.y < b.bottom + air and b.y < a.bottom + air


def in_rows(rows: tuple[int, ...], side: float, across: float, down: float, flush: bool = False):
    """Width, height and centres of rows of cells at the given pitches; short rows are centred or flush left."""
    widest = max(rows)
    width, height = (widest - 1) * across + side, (len(rows) - 1) * down + side
    offsets = [
        ((0.0 if flush else (widest - n) * across / 2) + c * across + side / 2, r * down + side / 2)
        for r, n in enumerate(rows) for c in range(n)
    ]
    return width, height, offsets


def in_ring(count: int, side: float, radius_x: float, radius_y: float, start: float):
    """Width, height and centres of cells evenly spread on an ellipse, clockwise from angle `start`."""
    points = [
        (radius_x * cos(start + 2 * pi * i / count), radius_y * sin(start + 2 * pi * i / count)) for i in range(count)
    ]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left + side, max(y for _, y in points) - top + side
    return width, height, [(x - left + side / 2, y - top + side / 2) for x, y in points]


def _clear(points: list[tuple[float, float]], side: float, air: float, inner_w: float, inner_h: float) -> bool:
    """Whether cells around the origin keep clear of each other and of a rectangle in the middle."""
    reach = side + air
    for i, (x, y) in enumerate(points):
        if abs(x) < (inner_w + side) / 2 + air and abs(y) < (inner_h + side) / 2 + air:
            return False
        for u, v in points[:i]:
            if abs(x - u) < reach and abs(y - v) < reach:
                return False
    return True


@lru_cache(maxsize=4096)
def _stretch(count: int, air: float, inner_w: float, inner_h: float) -> tuple[float, float]:
    """Smallest radii, in sides, of a ring of `count` cells around an inner rectangle (0 by 0 for none)."""
    rx, ry = max(0.8, inner_w / 2 + 0.55), max(0.8, inner_h / 2 + 0.55)
    rx, ry = max(rx, 0.8 * ry), max(ry, 0.8 * rx)
    while True:
        turn = 2 * pi / count
        points = [(rx * cos(turn * i - pi / 2), ry * sin(turn * i - pi / 2)) for i in range(count)]
        if _clear(points, 1.0, air, inner_w, inner_h):
            return rx, ry
        rx, ry = rx + 0.05, ry + 0.05


def circle(count: int, side: float, gap: float):
    """Width, height and centres of a circle's cells, from the top, clockwise."""
    radius = _stretch(count, round(gap / side, 2), -2.0, -2.0)[0] * side
    return in_ring(count, side, radius, radius, -pi / 2)


def ring_around(index: int, group: Group, inner: Block, side: float, gap: float) -> Block:
    """A group in a ring around another's block, which keeps its place in the middle."""
    rx, ry = _stretch(group.count, round(gap / side, 2), round(inner.w / side, 2), round(inner.h / side, 2))
    width, height, offsets = in_ring(group.count, side, rx * side, ry * side, -pi / 2)
    block = Block(group.kind, group.finish, group.text, index, side, gap, width, height, offsets, group.facing, "ring")
    block.x = inner.x + inner.w / 2 - width / 2
    block.y = inner.y + inner.h / 2 + (min(y for _, y in _ring_points(group.count, ry * side))) - side / 2
    return block


def _ring_points(count: int, radius: float) -> list[tuple[float, float]]:
    return [(radius * cos(2 * pi * i / count - pi / 2), radius * sin(2 * pi * i / count - pi / 2)) for i in range(count)]


def block_of(rng: Random, index: int, group: Group, wide: bool, biggest: int, scale: float = 1.0, plain: bool = True):
    """Makes a group's block. `wide` asks for rows (verbs, depth); `biggest` is the largest group's count.

    `plain` says that no group was given a size, so that lone things may stand out a little.
    """
    side = FACTORS[group.size]
    if group.kind == "lettering":
        side = rng.choice((1.4, 1.7, 2.0))
    elif plain and group.count == 1 and biggest > 2:
        side = rng.choice((1.0, 1.2, 1.2, 1.35))
    side *= scale
    gap = side * rng.choice((0.1, 0.16, 0.22))
    form = "rows"
    if group.arrangement == "circle":
        shape = circle(group.count, side, gap)
        form = "ring"
    elif group.arrangement == "pile":
        shape = in_rows(rng.choice(PILES[group.count]), side, side * PILE_ACROSS, side * PILE_DOWN)
        form = "pile"
    elif group.arrangement == "grid":
        shape = in_rows(rng.choice(GRIDS[group.count]), side, side + gap, side + gap, flush=True)
        form = "grid"
    else:
        options = ROWS[group.count]
        if group.arrangement == "row":
            rows: tuple[int, ...] = (group.count,)
        elif group.arrangement == "column":
            rows, form = (1,) * group.count, "column"
        elif wide:
            rows = options[0] if group.count <= 4 or rng.random() < 0.25 else options[1]
        else:
            rows = rng.choices(options, ROW_WEIGHTS[group.count])[0]
        shape = in_rows(rows, side, side + gap, side + gap)
    width, height, offsets = shape
    return Block(group.kind, group.finish, group.text, index, side, gap, width, height, offsets, group.facing, form)
