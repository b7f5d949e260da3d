"""A scene in fractions of the canvas, and the bins the model speaks in."""
from __future__ import annotations

from dataclasses import dataclass

from .geometry import Box

POSITION_BINS = 96
SIZE_BINS = 72
SIZE_STEP = 1 / 80
"""Size bin b stands for (b + 1) * SIZE_STEP of the canvas's shorter side: 0.0125 to 0.9."""
FACINGS = ("none", "left", "right")
ASPECTS = ("1:1", "4:3", "3:4", "16:9", "9:16")
RATIOS: dict[str, float] = {name: int(name.split(":")[0]) / int(name.split(":")[1]) for name in ASPECTS}


def canvas_of(aspect: str) -> tuple[float, float]:
    """Width and height of a canvas in units of its shorter side."""
    ratio = RATIOS[aspect]
    return max(1.0, ratio), max(1.0, 1 / ratio)


@dataclass(frozen=True, slots=True)
class SceneObject:
    """One object: centre (x, y) in fractions of width and height, side of its square in shorter sides."""

    kind: str
    finish: str | None
    x: float
    y: float
    size: float
    text: str | None = None
    group: int = -1
    """Index of the prompt's group it belongs to; -1 for props."""
    facing: str | None = None
    """Where it looks: "left", "right", or None for as its figure was drawn."""


@dataclass(frozen=True)
class Scene:
    """`objects` in prompt order (group by group); use `painters_order` before drawing."""

    backdrop: str
    objects: list[SceneObject]
    aspect: str = "1:1"

    def box_of(self, o: SceneObject) -> Box:
        """The object's square in fractions of the canvas."""
        width, height = canvas_of(self.aspect)
        w, h = o.size / width, o.size / height
        return Box(o.x - w / 2, o.y - h / 2, w, h)

    def painters_order(self) -> list[SceneObject]:
        """Farthest first: by where the object stands; lettering last, on top of everything."""
        height = canvas_of(self.aspect)[1]
        return sorted(self.objects, key=lambda o: (o.kind == "lettering", o.y + o.size / height / 2))

    def boxes_of(self, group: int) -> list[Box]:
        return [self.box_of(o) for o in self.objects if o.group == group]

    def boxes_beside(self, group: int) -> list[Box]:
        """Boxes of every counted object outside a group (no props, no lettering)."""
        return [self.box_of(o) for o in self.objects if o.group not in (group, -1) and o.kind != "lettering"]


def position_bin(value: float) -> int:
    return min(POSITION_BINS - 1, max(0, int(value * POSITION_BINS)))


def position_of(bin_: int) -> float:
    return (bin_ + 0.5) / POSITION_BINS


def size_bin(value: float) -> int:
    """Rounds down, so that quantised neighbours never grow into each other."""
    return min(SIZE_BINS - 1, max(0, int(value / SIZE_STEP + 1e-6) - 1))


def size_of(bin_: int) -> float:
    return (bin_ + 1) * SIZE_STEP
