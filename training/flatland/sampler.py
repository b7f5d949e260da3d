"""Samples training scenes: `sample_scene(rng)` for pictures, `sample_example(rng)` for captioning.

Layouts obey the rules of geometry.py and placement.py with a margin after quantisation to the model's bins, keep
clear of the edges, never overlap by accident and rest near the canvas's optical centre. About a millisecond a scene.
"""
from __future__ import annotations

from dataclasses import replace
from random import Random

from .blocks import Block
from .geometry import relation_holds
from .layout import arrange, wants_floor
from .placement import arrangement_holds, is_between, placement_holds, region_holds, size_holds
from .scene import RATIOS, Scene, SceneObject, canvas_of, position_bin, position_of, size_bin, size_of
from .spec import AMID, BETWEEN, PAIRS, Spec, flies, sample_spec
from .world import FLOORS

EDGE = 0.035
"""Nothing comes nearer to the canvas's edge than this (in shorter sides)."""
FLOOR = 0.56
"""On backdrops with a floor, what stands has its base below this line (the horizon lies above)."""
SLACK = 0.008
MARGIN = 0.06
TRIES = 20
LONE = {"tiny": (0.1, 0.12, 0.1375), "small": (0.19, 0.22, 0.25), "large": (0.5, 0.54), "huge": (0.68, 0.74)}
"""Side of the objects of a picture's only group, if it has a size."""
HANGING = ("circle", "pile", "column", "grid")
"""Arrangements of which only the lowest must stand below the horizon."""
_REACH = {"left": (0.0, 0.54), "right": (0.46, 1.0), "top": (0.0, 0.54), "bottom": (0.46, 1.0)}


def _cap(rng: Random, total: int) -> float:
    """Largest side of an ordinary object: a lone one may fill half of the picture."""
    if total == 1:
        return rng.choice((0.44, 0.5, 0.54))
    return {2: 0.4, 3: 0.36, 4: 0.34}.get(total, 0.32)


def _frame(spec: Spec) -> tuple[float, float, float, float]:
    """Left, top, right and bottom (in shorter sides) of where the scene may lie: all of the canvas or its place."""
    width, height = canvas_of(spec.aspect)
    left, right, top, bottom = 0.0, 1.0, 0.0, 1.0
    for word in (spec.place or "").split("-"):
        if word in ("left", "right"):
            left, right = _REACH[word]
        elif word in ("top", "bottom"):
            top, bottom = _REACH[word]
    return left * width, top * height, right * width, bottom * height


def _fit(rng: Random, spec: Spec, blocks: list[Block], backdrop: str, least: float) -> tuple[float, Scene] | None:
    """Scales and shifts an arrangement into the canvas and quantises it; None if its unit is no larger than `least`."""
    width, height = canvas_of(spec.aspect)
    fx0, fy0, fx1, fy1 = _frame(spec)
    x0, y0 = min(b.x for b in blocks), min(b.y for b in blocks)
    x1, y1 = max(b.right for b in blocks), max(b.bottom for b in blocks)
    w, h = x1 - x0, y1 - y0
    room_x, room_y = fx1 - fx0 - 2 * EDGE, fy1 - fy0 - 2 * EDGE
    most = min((room_x - 0.03) / w, (room_y - 0.03) / h)
    lone = spec.groups[0].size if len(spec.groups) == 1 else None
    if lone is not None:
        unit = min(most, rng.choice(LONE[lone]) / blocks[0].side)
    else:
        total = sum(group.count for group in spec.groups)
        cap = _cap(rng, total) / max([1.0, *(b.side for b in blocks if b.kind != "lettering")])
        if any(group.size == "huge" or group.size == "large" for group in spec.groups):
            cap *= 1.6
        unit = min(most, cap) * rng.choice((0.9, 0.96, 1.0))
    if unit <= least:
        return None
    left = _start(rng, fx0, room_x, w * unit, _balance(blocks, x0, w, unit, True))
    if backdrop in FLOORS:
        spare = room_y - h * unit
        top = fy0 + EDGE + spare * rng.uniform(0.72, 0.92)
    else:
        top = _start(rng, fy0, room_y, h * unit, _balance(blocks, y0, h, unit, False))
    loose = rng.random() < 0.12
    objects: list[SceneObject] = []
    for block in sorted(blocks, key=lambda b: b.group if b.group >= 0 else 99):
        size = size_of(size_bin(block.side * unit))
        sway = block.gap * unit * 0.22 if loose and block.form == "rows" and len(block.offsets) > 1 else 0.0
        dx, dy = left + (block.x - x0) * unit, top + (block.y - y0) * unit
        for cx, cy in block.offsets:
            x, y = dx + cx * unit, dy + cy * unit
            if sway:
                x, y = x + rng.uniform(-sway, sway), y + rng.uniform(-sway, sway)
            objects.append(SceneObject(
                block.kind, block.finish, position_of(position_bin(x / width)), position_of(position_bin(y / height)),
                size, block.text, block.group, block.facing,
            ))
    return unit, Scene(backdrop, objects, spec.aspect)


def _balance(blocks: list[Block], start: float, length: float, unit: float, across: bool) -> float:
    """How far (in shorter sides) the weight of all blocks lies beyond the middle of their bounds."""
    weight = moment = 0.0
    for block in blocks:
        heft = len(block.offsets) * block.side**2
        weight += heft
        moment += heft * ((block.x + block.w / 2) if across else (block.y + block.h / 2))
    return (moment / weight - start - length / 2) * unit


def _start(rng: Random, origin: float, room: float, length: float, beyond: float) -> float:
    """Where bounds begin, so that bounds and weight together are centred; sometimes a little off, never outside."""
    spare = room - length
    start = spare / 2 - 0.5 * beyond + spare * rng.choice((0.0, 0.0, 0.0, -0.08, 0.08))
    return origin + EDGE + min(spare, max(0.0, start))


def overlap_free(spec: Spec, scene: Scene, tolerance: float = 0.012) -> bool:
    """True when no two objects' squares cover each other by more than about one bin; piles touch."""
    width, height = canvas_of(scene.aspect)
    piled = {i for i, group in enumerate(spec.groups) if group.arrangement == "pile"}
    points = [(o.x * width, o.y * height, o.size, o.group) for o in scene.objects]
    slip_x, slip_y = tolerance * width, tolerance * height
    for i, (ax, ay, a, group) in enumerate(points):
        for bx, by, b, other in points[:i]:
            reach = (a + b) / 2
            if abs(ax - bx) < reach - slip_x and abs(ay - by) < reach - slip_y:
                if group != other or group not in piled:
                    return False
    return True


def inside(scene: Scene) -> bool:
    """True when every object keeps the canvas's margin (within one bin)."""
    width, height = canvas_of(scene.aspect)
    low = EDGE - 0.006 * max(width, height)
    for o in scene.objects:
        x, y, half = o.x * width, o.y * height, o.size / 2
        if x - half < low or y - half < low or x + half > width - low or y + half > height - low:
            return False
    return True


def link_holds(spec: Spec, scene: Scene, i: int, slack: float = SLACK, margin: float = MARGIN) -> bool:
    """True when link i of the spec is visible in the boxes alone."""
    link, ratio = spec.links[i], RATIOS[scene.aspect]
    if link == "and" or link == BETWEEN[1] or link == AMID[1]:
        return True
    a, b = scene.boxes_of(i), scene.boxes_of(i + 1)
    if link == BETWEEN[0]:
        return is_between(a, b, scene.boxes_of(i + 2), ratio, margin)
    if link == AMID[0]:
        return is_between(scene.boxes_of(i + 2), a, b, ratio, margin)
    if link in PAIRS:
        if link == "surrounded":
            return placement_holds("around", b, a, ratio, margin)
        return placement_holds(link, a, b, ratio, margin)
    if link == "jumping-over":
        return relation_holds("on-top-of", a, b, slack)
    if link == "chasing":
        return relation_holds("right-of", a, b, slack)
    if link == "playing-with":
        return relation_holds("left-of", a, b, slack) or relation_holds("right-of", a, b, slack)
    return relation_holds(link, a, b, slack)


def relations_hold(spec: Spec, scene: Scene, slack: float = SLACK, margin: float = MARGIN) -> bool:
    """True when every link of the spec is visible in the boxes alone."""
    return all(link_holds(spec, scene, i, slack, margin) for i in range(len(spec.links)))


def can_be_large(spec: Spec) -> bool:
    """False for several things alone that are to be so large that the canvas cannot hold them side by side."""
    group = spec.groups[0]
    return not (len(spec.groups) == 1 and group.size in ("large", "huge") and group.count > 1)


def attributes_hold(spec: Spec, scene: Scene, margin: float = MARGIN) -> bool:
    """True when sizes, arrangements and the place asked for are visible in the boxes alone."""
    ratio = RATIOS[scene.aspect]
    for i, group in enumerate(spec.groups):
        if group.size is None and group.arrangement is None:
            continue
        boxes = scene.boxes_of(i)
        if group.arrangement and group.count > 1 and not arrangement_holds(group.arrangement, boxes, ratio):
            return False
        if group.size and can_be_large(spec):
            if not size_holds(group.size, boxes, scene.boxes_beside(i), ratio, margin):
                return False
    if spec.place is None:
        return True
    return region_holds(spec.place, [scene.box_of(o) for o in scene.objects if o.group >= 0], 0.04)


def stands_well(spec: Spec, scene: Scene) -> bool:
    """Where there is a floor, whoever neither flies nor is on top of something stands below the horizon."""
    lifted: set[int] = set()
    lowest_only: set[int] = set()
    for i, link in enumerate(spec.links):
        if link in ("on-top-of", "jumping-over"):
            lifted.add(i)
        elif link == "under":
            lifted.add(i + 1)
        elif link in ("around", "surrounded"):
            lowest_only |= {i, i + 1}
    runs = spec.clusters
    if len(runs) > 1:
        lifted |= {cluster[0] for cluster in runs if flies(spec, cluster)}
    for index, group in enumerate(spec.groups):
        if index in lifted or group.kind == "lettering":
            continue
        bases = [box.y + box.h for box in scene.boxes_of(index)]
        if index in lowest_only or group.arrangement in HANGING:
            bases = [max(bases)]
        if min(bases) < FLOOR:
            return False
    return True


def valid(spec: Spec, scene: Scene) -> bool:
    """Whether a scene keeps every promise."""
    return (
        inside(scene) and relations_hold(spec, scene) and attributes_hold(spec, scene)
        and (scene.backdrop not in FLOORS or stands_well(spec, scene)) and overlap_free(spec, scene)
    )


def _backdrop(rng: Random, spec: Spec, attempt: int) -> str:
    """The backdrop asked for; else the ground for what needs a floor (if that works) and now and then."""
    if spec.backdrop is not None:
        return spec.backdrop
    if spec.place is None and (wants_floor(spec) and attempt < 7 or attempt < 3 and rng.random() < 0.22):
        return "ground"
    return "plain"


def lay_out(rng: Random, spec: Spec) -> Scene | None:
    """Lays a spec out; None when no valid arrangement was found (crossed relations, too crowded)."""
    best: tuple[float, Scene] | None = None
    largest = max(group.count for group in spec.groups)
    frame = _frame(spec)
    ratio = (frame[2] - frame[0]) / (frame[3] - frame[1])
    good = min(0.26, 1.15 / (2 + len(spec.groups) + largest * 0.5))
    if spec.place or any(group.size in ("large", "huge") for group in spec.groups):
        good *= 0.6
    for attempt in range(TRIES):
        if best is not None and attempt >= 5 and best[0] >= 0.1:
            break
        if best is None and attempt == 9 and not wants_floor(spec):
            break
        backdrop = _backdrop(rng, spec, attempt)
        floor = backdrop in FLOORS
        stand = floor or rng.random() < 0.3
        fitted = _fit(rng, spec, arrange(rng, spec, stand, floor, ratio), backdrop, best[0] if best else 0.06)
        if fitted is None or not valid(spec, fitted[1]):
            continue
        best, unit = fitted, fitted[0]
        if attempt >= 1 and unit >= good or attempt >= 3 and unit >= 0.13:
            break
    least = 0.06 if any(group.size for group in spec.groups) or spec.place else 0.08
    if best is None or best[0] < least or min(o.size for o in best[1].objects) < 0.05:
        return None
    return best[1]


def sample_example(rng: Random) -> tuple[Spec, Scene]:
    """Draws a spec and a scene that fulfils it."""
    while True:
        spec = sample_spec(rng)
        scene = lay_out(rng, spec)
        if scene is not None:
            return spec, scene


def sample_scene(rng: Random) -> Scene:
    """Draws a scene only, objects in painter's order (for compositing pictures)."""
    _, scene = sample_example(rng)
    return replace(scene, objects=scene.painters_order())
