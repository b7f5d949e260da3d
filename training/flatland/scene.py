"""A scene in fractions of the canvas, and the bins the model speaks in."""
from __future__ import annotations

from dataclasses import dataclass

from .geometry import Box

POSITION_BINS = 96
SIZE_BINS = 48
SIZE_STEP = 1 / 80
"""Size bin b stands for (b + 1) * SIZE_STEP of the canvas: 0.0125 to 0.6."""


@dataclass(frozen=True)
class SceneObject:
    """One object: centre (x, y) and side of its square, in fractions of the canvas."""

    kind: str
    finish: str | None
    x: float
    y: float
    size: float
    text: str | None = None
    group: int = -1
    """Index of the prompt's group it belongs to; -1 for props."""

    @property
    def box(self) -> Box:
        half = self.size / 2
        return Box(self.x - half, self.y - half, self.size, self.size)


@dataclass(frozen=True)
class Scene:
    """`objects` in prompt order (group by group); use `painters_order` before drawing."""

    backdrop: str
    objects: list[SceneObject]

    def painters_order(self) -> list[SceneObject]:
        """Farthest first: by where the object stands; lettering last, on top of everything."""
        return sorted(self.objects, key=lambda o: (o.kind == "lettering", o.y + o.size / 2))

    def boxes_of(self, group: int) -> list[Box]:
        return [o.box for o in self.objects if o.group == group]


def position_bin(value: float) -> int:
    return min(POSITION_BINS - 1, max(0, int(value * POSITION_BINS)))


def position_of(bin_: int) -> float:
    return (bin_ + 0.5) / POSITION_BINS


def size_bin(value: float) -> int:
    """Rounds down, so that quantised neighbours never grow into each other."""
    return min(SIZE_BINS - 1, max(0, int(value / SIZE_STEP + 1e-6) - 1))


def size_of(bin_: int) -> float:
    return (bin_ + 1) * SIZE_STEP
