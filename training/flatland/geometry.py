"""What the spatial words mean, decided from boxes: the mirror of shared/flatland/geometry.ts.

Every rule takes a `slack`: how much better than just barely (fractions of the image) it must hold,
so that training layouts survive quantisation, rendering and detection.
"""
from __future__ import annotations

from typing import NamedTuple, Sequence

MARGIN = 0.02
CROSSING = 0.25
STACK_OVERLAP = 0.25
DEPTH_STEP = 0.05
DEPTH_GAP = 0.12
DEPTH_FACING = 0.3


class Box(NamedTuple):
    """Left, top, width and height in fractions of the image."""

    x: float
    y: float
    w: float
    h: float


class Extent(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float
    centre_x: float
    centre_y: float
    base: float


def extent_of(boxes: Sequence[Box]) -> Extent:
    n = len(boxes)
    return Extent(
        min(b.x for b in boxes),
        max(b.x + b.w for b in boxes),
        min(b.y for b in boxes),
        max(b.y + b.h for b in boxes),
        sum(b.x + b.w / 2 for b in boxes) / n,
        sum(b.y + b.h / 2 for b in boxes) / n,
        sum(b.y + b.h for b in boxes) / n,
    )


def _beside(a: Extent, b: Extent, slack: float) -> bool:
    crossing = a.right - b.left
    narrower = min(a.right - a.left, b.right - b.left)
    return a.centre_x < b.centre_x - MARGIN - slack and crossing <= CROSSING * narrower - slack


def _stacked(upper: Extent, lower: Extent, slack: float) -> bool:
    overlap = min(upper.bottom, lower.bottom) - max(upper.top, lower.top)
    shorter = min(upper.bottom - upper.top, lower.bottom - lower.top)
    return upper.centre_y < lower.centre_y - MARGIN - slack and overlap <= STACK_OVERLAP * shorter - slack


def _before(front: Extent, back: Extent, slack: float) -> bool:
    facing = min(front.right, back.right) - max(front.left, back.left)
    narrower = min(front.right - front.left, back.right - back.left)
    return (
        front.base > back.base + DEPTH_STEP + slack
        and front.top - back.bottom <= DEPTH_GAP - slack
        and facing >= DEPTH_FACING * narrower + slack
    )


def relation_holds(relation: str, subject: Sequence[Box], object_: Sequence[Box], slack: float = 0.0) -> bool:
    """Says whether group `subject` stands in `relation` (an id of world.json) to group `object_`."""
    if not subject or not object_:
        return False
    a, b = extent_of(subject), extent_of(object_)
    if relation == "left-of":
        return _beside(a, b, slack)
    if relation == "right-of":
        return _beside(b, a, slack)
    if relation == "on-top-of":
        return _stacked(a, b, slack)
    if relation == "under":
        return _stacked(b, a, slack)
    if relation == "in-front-of":
        return _before(a, b, slack)
    if relation == "behind":
        return _before(b, a, slack)
    raise ValueError(f"unknown relation {relation!r}")
