"""What words for size, arrangement and place mean, decided from boxes: the mirror of shared/flatland/placement.ts.

Boxes are in fractions of the image; `aspect` is width / height. Every rule takes a `margin`: by how much (a share
of the limit) it must hold better than just barely, so that training layouts survive rendering and detection.
"""
from __future__ import annotations

from math import atan2, hypot, pi
from typing import NamedTuple, Sequence

from .geometry import Box

PLACEMENTS = ("next-to", "far-from", "around")
ALONE = {"tiny": 0.16, "small": 0.28, "large": 0.42, "huge": 0.58}
AGAINST = {"tiny": 0.55, "small": 0.78, "large": 1.28, "huge": 1.75}
NEIGHBOURLY = 0.8
FAR = 0.45
OFF_CENTRE = 0.04
CENTRAL = 0.17
IN_LINE = 0.4


class Thing(NamedTuple):
    """Centre and sides in units of the image's shorter side."""

    x: float
    y: float
    w: float
    h: float


def things(boxes: Sequence[Box], aspect: float) -> list[Thing]:
    across, down = max(1.0, aspect), max(1.0, 1 / aspect)
    return [Thing((b.x + b.w / 2) * across, (b.y + b.h / 2) * down, b.w * across, b.h * down) for b in boxes]


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)


def side_of(group: Sequence[Thing]) -> float:
    return _median([max(t.w, t.h) for t in group])


def centre_of(group: Sequence[Thing]) -> tuple[float, float]:
    return _mean([t.x for t in group]), _mean([t.y for t in group])


def size_holds(
    size: str, group: Sequence[Box], others: Sequence[Box], aspect: float = 1.0, margin: float = 0.0
) -> bool:
    """Whether a group is `size` against everything else in the picture, or alone against the image."""
    if not group:
        return False
    side = side_of(things(group, aspect))
    measure = side / side_of(things(others, aspect)) if others else side
    limit = (AGAINST if others else ALONE)[size]
    return measure <= limit * (1 - margin) if size in ("tiny", "small") else measure >= limit * (1 + margin)


def _gap(a: Thing, b: Thing) -> float:
    across = max(0.0, abs(a.x - b.x) - (a.w + b.w) / 2)
    down = max(0.0, abs(a.y - b.y) - (a.h + b.h) / 2)
    return hypot(across, down)


def placement_holds(
    placement: str, subject: Sequence[Box], object_: Sequence[Box], aspect: float = 1.0, margin: float = 0.0
) -> bool:
    """Whether two groups stand "next-to", "far-from", or the first all "around" the second."""
    if not subject or not object_:
        return False
    a, b = things(subject, aspect), things(object_, aspect)
    if placement == "next-to":
        gap = min(_gap(one, other) for one in a for other in b)
        return gap <= NEIGHBOURLY * max(side_of(a), side_of(b)) * (1 - margin)
    (ax, ay), (bx, by) = centre_of(a), centre_of(b)
    if placement == "far-from":
        diagonal = hypot(max(1.0, aspect), max(1.0, 1 / aspect))
        return hypot(ax - bx, ay - by) >= FAR * diagonal * (1 + margin)
    if placement == "around":
        return len(a) >= 3 and _surrounds(a, bx, by)
    raise ValueError(f"unknown placement {placement!r}")


def is_between(
    group: Sequence[Box], one: Sequence[Box], other: Sequence[Box], aspect: float = 1.0, margin: float = 0.0
) -> bool:
    """Whether a group's middle lies between those of two others, near the line that joins them."""
    if not group or not one or not other:
        return False
    (gx, gy), (ax, ay), (bx, by) = (centre_of(things(boxes, aspect)) for boxes in (group, one, other))
    length = hypot(bx - ax, by - ay)
    if length == 0:
        return False
    along = ((gx - ax) * (bx - ax) + (gy - ay) * (by - ay)) / length**2
    aside = abs((gx - ax) * (by - ay) - (gy - ay) * (bx - ax)) / length
    return 0.2 * (1 + margin) <= along <= 1 - 0.2 * (1 + margin) and aside <= 0.35 * length * (1 - margin)


def region_holds(region: str, group: Sequence[Box], margin: float = 0.0) -> bool:
    """Whether the middle of a group lies in a region; `margin` is a fraction of the image here."""
    if not group:
        return False
    x = _mean([b.x + b.w / 2 for b in group]) - 0.5
    y = _mean([b.y + b.h / 2 for b in group]) - 0.5
    if region == "centre":
        return abs(x) <= CENTRAL - margin and abs(y) <= CENTRAL - margin
    beyond = OFF_CENTRE + margin
    return not (
        ("left" in region and x > -beyond) or ("right" in region and x < beyond)
        or ("top" in region and y > -beyond) or ("bottom" in region and y < beyond)
    )


def _widest_gap(group: Sequence[Thing], x: float, y: float) -> float:
    angles = sorted(atan2(t.y - y, t.x - x) for t in group)
    return max((angles[i + 1] if i + 1 < len(angles) else angles[0] + 2 * pi) - a for i, a in enumerate(angles))


def _surrounds(group: Sequence[Thing], x: float, y: float) -> bool:
    return _widest_gap(group, x, y) <= max(2 * pi / 2.4, 1.7 * 2 * pi / len(group))


def _in_circle(group: Sequence[Thing]) -> bool:
    if len(group) < 3:
        return False
    x, y = centre_of(group)
    radii = [hypot(t.x - x, t.y - y) for t in group]
    radius = _mean(radii)
    return radius >= 0.7 * side_of(group) and _spread(radii) <= 0.5 * radius and _surrounds(group, x, y)


def _rows(group: Sequence[Thing]) -> list[list[Thing]]:
    side = side_of(group)
    rows: list[list[Thing]] = []
    for t in sorted(group, key=lambda thing: thing.y):
        if rows and t.y - rows[-1][-1].y < side / 2:
            rows[-1].append(t)
        else:
            rows.append([t])
    return rows


def _in_grid(group: Sequence[Thing]) -> bool:
    rows = _rows(group)
    lengths = [len(row) for row in rows]
    if len(group) < 4 or len(rows) < 2 or min(lengths) < 2 or _spread(lengths) > 1:
        return False
    close = side_of(group) / 2
    lined = sum(
        any(abs(one.x - t.x) <= close for other in rows if other is not row for one in other)
        for row in rows for t in row
    )
    return lined >= 0.7 * len(group)


def _in_pile(group: Sequence[Thing]) -> bool:
    rows = _rows(group)
    if len(group) < 3 or len(rows) < 2:
        return False
    close = 0.25 * side_of(group)
    return all(
        len(above) < len(row) and all(any(_gap(one, other) <= close for other in row) for one in above)
        for above, row in zip(rows, rows[1:])
    )


def arrangement_holds(arrangement: str, group: Sequence[Box], aspect: float = 1.0) -> bool:
    """Whether things stand in a row, a column, a circle, a grid or a pile; false for too few of them."""
    if len(group) < 2:
        return False
    found = things(group, aspect)
    side = side_of(found)
    xs, ys = [t.x for t in found], [t.y for t in found]
    if arrangement == "row":
        return _spread(ys) <= IN_LINE * side and _spread(xs) >= side / 2
    if arrangement == "column":
        return _spread(xs) <= IN_LINE * side and _spread(ys) >= side / 2
    if arrangement == "circle":
        return _in_circle(found)
    if arrangement == "grid":
        return _in_grid(found)
    if arrangement == "pile":
        return _in_pile(found)
    raise ValueError(f"unknown arrangement {arrangement!r}")
