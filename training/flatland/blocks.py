"""Groups as blocks: rows of equal cells, measured in units of an ordinary object's side."""
from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .spec import Group

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


@dataclass
class Block:
    """A rectangle of one group's cells (or one prop). x, y: its left top corner, in units, y down."""

    kind: str
    finish: str | None
    text: str | None
    group: int
    rows: tuple[int, ...]
    side: float
    gap: float
    x: float = 0.0
    y: float = 0.0

    @property
    def w(self) -> float:
        return max(self.rows) * (self.side + self.gap) - self.gap

    @property
    def h(self) -> float:
        return len(self.rows) * (self.side + self.gap) - self.gap

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def cells(self) -> list[tuple[float, float]]:
        """Centres of the cells, row by row; short rows are centred."""
        pitch = self.side + self.gap
        centres: list[tuple[float, float]] = []
        for r, n in enumerate(self.rows):
            start = self.x + (self.w - (n * pitch - self.gap)) / 2
            centres += [(start + c * pitch + self.side / 2, self.y + r * pitch + self.side / 2) for c in range(n)]
        return centres


def overlaps(a: Block, b: Block, air: float = 0.0) -> bool:
    """Whether two blocks come closer than `air` units."""
    return a.x < b.right + air and b.x < a.right + air and a.y < b.bottom + air and b.y < a.bottom + air


def block_of(rng: Random, index: int, group: Group, wide: bool, biggest: int) -> Block:
    """Makes a group's block. `wide` asks for rows (verbs, depth); `biggest` is the largest group's count."""
    options = ROWS[group.count]
    if wide:
        rows = options[0] if group.count <= 4 or rng.random() < 0.25 else options[1]
    else:
        rows = rng.choices(options, ROW_WEIGHTS[group.count])[0]
    side = 1.0
    if group.kind == "lettering":
        side = rng.choice((1.4, 1.7, 2.0))
    elif group.count == 1 and biggest > 1:
        side = rng.choice((1.0, 1.2, 1.4, 1.4))
    elif group.count <= 3 and biggest > 4:
        side = rng.choice((1.0, 1.15))
    return Block(group.kind, group.finish, group.text, index, rows, side, side * rng.choice((0.1, 0.16, 0.22)))
