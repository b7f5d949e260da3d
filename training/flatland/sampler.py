"""Samples training scenes: `sample_scene(rng)` for pictures, `sample_example(rng)` for captioning.

Layouts obey the geometry rules with a margin after quantisation to the model's bins, keep clear of
the edges and never overlap by accident. About 0.4 ms a scene.
"""
from __future__ import annotations

from dataclasses import replace
from random import Random

from .blocks import Block
from .geometry import relation_holds
from .layout import arrange, groups_wanting_ground
from .scene import Scene, SceneObject, position_bin, position_of, size_bin, size_of
from .spec import Spec, sample_spec

EDGE = 0.03
"""Nothing comes nearer to the canvas's edge than this."""
FLOOR = 0.56
"""On `ground`, what stands on the floor has its base below this line (the horizon lies above)."""
SLACK = 0.008
TRIES = 24

def _cap(rng: Random, total: int) -> float:
    """Largest side of an ordinary object: a lone one may fill half of the picture."""
    if total == 1:
        return rng.choice((0.42, 0.48, 0.54))
    return {2: 0.4, 3: 0.36, 4: 0.34}.get(total, 0.32)


def _fit(rng: Random, spec: Spec, blocks: list[Block], ground: bool) -> tuple[Scene, float]:
    """Scales and shifts an arrangement into the canvas and quantises it; also returns the unit's size."""
    x0, y0 = min(b.x for b in blocks), min(b.y for b in blocks)
    x1, y1 = max(b.right for b in blocks), max(b.bottom for b in blocks)
    w, h = x1 - x0, y1 - y0
    room = 1 - 2 * EDGE - 0.03
    total = sum(group.count for group in spec.groups)
    cap = _cap(rng, total) / max([1.0, *(b.side for b in blocks if b.kind != "lettering")])
    unit = min(room / w, room / h, cap) * rng.choice((0.9, 0.96, 1.0))
    spare_x, spare_y = 1 - 2 * EDGE - w * unit, 1 - 2 * EDGE - h * unit
    left = EDGE + spare_x * rng.choice((0.5, 0.5, 0.5, 0.35, 0.65))
    top = EDGE + spare_y * (rng.uniform(0.72, 0.95) if ground else rng.choice((0.5, 0.5, 0.42, 0.58)))
    loose = rng.random() < 0.15
    objects: list[SceneObject] = []
    for block in sorted(blocks, key=lambda b: b.group if b.group >= 0 else 99):
        size = size_of(size_bin(block.side * unit))
        sway = block.gap * unit * 0.22 if loose and block.group >= 0 and sum(block.rows) > 1 else 0.0
        for cx, cy in block.cells():
            x = left + (cx - x0) * unit + (rng.uniform(-sway, sway) if sway else 0.0)
            y = top + (cy - y0) * unit + (rng.uniform(-sway, sway) if sway else 0.0)
            x, y = position_of(position_bin(x)), position_of(position_bin(y))
            objects.append(SceneObject(block.kind, block.finish, x, y, size, block.text, block.group))
    return Scene("ground" if ground else "plain", objects), unit


def overlap_free(scene: Scene, tolerance: float = 0.011) -> bool:
    """True when no two objects' squares cover each other by more than about one bin."""
    objects = scene.objects
    for i, a in enumerate(objects):
        for b in objects[:i]:
            reach = (a.size + b.size) / 2 - tolerance
            if abs(a.x - b.x) < reach and abs(a.y - b.y) < reach:
                return False
    return True


def inside(scene: Scene) -> bool:
    """True when every object keeps the canvas's margin (within one bin)."""
    low, high = EDGE - 0.006, 1 - EDGE + 0.006
    return all(
        low <= o.x - o.size / 2 and o.x + o.size / 2 <= high
        and low <= o.y - o.size / 2 and o.y + o.size / 2 <= high
        for o in scene.objects
    )


def relations_hold(spec: Spec, scene: Scene, slack: float = SLACK) -> bool:
    """True when every link of the spec is visible in the boxes alone."""
    for i, link in enumerate(spec.links):
        if link == "and":
            continue
        a, b = scene.boxes_of(i), scene.boxes_of(i + 1)
        if link == "jumping-over":
            if not relation_holds("on-top-of", a, b, slack):
                return False
        elif link == "chasing":
            if not relation_holds("right-of", a, b, slack):
                return False
        elif link == "playing-with":
            if not (relation_holds("left-of", a, b, slack) or relation_holds("right-of", a, b, slack)):
                return False
        elif not relation_holds(link, a, b, slack):
            return False
    return True


def stands_well(spec: Spec, scene: Scene) -> bool:
    """On ground, whoever is not on top of something (or lettering) stands below the horizon."""
    lifted = {i for i, link in enumerate(spec.links) if link in ("on-top-of", "jumping-over")}
    lifted |= {i + 1 for i, link in enumerate(spec.links) if link == "under"}
    for index, group in enumerate(spec.groups):
        if index in lifted or group.kind == "lettering":
            continue
        if any(box.y + box.h < FLOOR for box in scene.boxes_of(index)):
            return False
    return True


def lay_out(rng: Random, spec: Spec) -> Scene | None:
    """Lays a spec out; None when no valid arrangement was found (crossed relations, too crowded)."""
    wants_ground = groups_wanting_ground(spec)
    best: tuple[float, Scene] | None = None
    largest = max(group.count for group in spec.groups)
    for attempt in range(TRIES):
        ground = wants_ground if attempt < 8 else False
        if not wants_ground and attempt < 3:
            ground = rng.random() < 0.35
        stand = ground or rng.random() < 0.3
        scene, unit = _fit(rng, spec, arrange(rng, spec, stand), ground)
        if best is not None and unit <= best[0]:
            continue
        if not (inside(scene) and overlap_free(scene) and relations_hold(spec, scene)):
            continue
        if ground and not stands_well(spec, scene):
            continue
        best = (unit, scene)
        if unit >= min(0.26, 1.15 / (2 + len(spec.groups) + largest * 0.5)) and attempt >= 1:
            break
        if attempt >= 7 and unit >= 0.13:
            break
    if best is None or best[0] < 0.085:
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
