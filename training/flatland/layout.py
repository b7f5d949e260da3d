"""Lays a spec out: blocks are placed relative to their neighbours, clusters are packed, all in units.

Chases run to the left: the pursued ahead on the left, the pursuers behind on the right, their speed lines trailing
at the far right, everyone facing left. Those who play face each other.
"""
from __future__ import annotations

from random import Random

from .blocks import Block, block_of, overlaps, ring_around
from .spec import Spec, flies
from .world import VERB_PROP

AIR = 0.14
"""Least distance between blocks, in units."""
DEPTH = ("in-front-of", "behind")


def _prop(kind: str, side: float) -> Block:
    return Block(kind, None, None, -1, side, 0.0, side, side, [(side / 2, side / 2)])


def _push(block: Block, placed: list[Block], dx: int, dy: int) -> None:
    """Moves `block` along (dx, dy) until it is clear of everything placed."""
    for _ in range(8):
        hit = next((other for other in placed if overlaps(block, other, AIR * 0.7)), None)
        if hit is None:
            return
        if dx > 0:
            block.x = hit.right + AIR
        elif dx < 0:
            block.x = hit.x - AIR - block.w
        elif dy > 0:
            block.y = hit.bottom + AIR
        else:
            block.y = hit.y - AIR - block.h


def _set_beside(anchor: Block, block: Block, side: int, gap: float, stand: bool) -> None:
    block.x = anchor.right + gap if side > 0 else anchor.x - gap - block.w
    block.y = anchor.bottom - block.h if stand else anchor.y + (anchor.h - block.h) / 2


def _vertical(anchor: Block, block: Block, side: int, gap: float) -> None:
    block.y = anchor.bottom + gap if side > 0 else anchor.y - gap - block.h
    block.x = anchor.x + (anchor.w - block.w) / 2


def _chase(a: Block, b: Block, placed: list[Block]) -> Block:
    """b runs ahead on the left, a follows, speed lines trail on the right; all face left."""
    b.x, b.y = a.x - 0.4 - b.w, a.bottom - b.h
    _push(b, placed, -1, 0)
    lines = _prop(VERB_PROP["chasing"], 0.8 * a.side)
    lines.x, lines.y = a.right + 0.12, a.y + (a.h - lines.h) / 2
    _push(lines, [*placed, b], 1, 0)
    a.facing = b.facing = "left"
    return lines


def _jump(a: Block, b: Block, placed: list[Block]) -> Block:
    """a in the air above b, the arc of the jump to their right."""
    _vertical(a, b, 1, 0.35)
    _push(b, placed, 0, 1)
    arc = _prop(VERB_PROP["jumping-over"], 0.9)
    arc.x = max(a.right, b.right if b.right < a.right + 1.2 else a.right) + 0.12
    arc.y = a.y + a.h * 0.5
    _push(arc, [*placed, b], 1, 0)
    return arc


def _play(a: Block, b: Block, placed: list[Block], way: int, lone: bool) -> Block:
    """a and b side by side on one baseline, a ball between them, each looking at the other."""
    ball = _prop(VERB_PROP["playing-with"], 0.7)
    for block, anchor in ((ball, a), (b, ball)):
        block.x = anchor.right + 0.15 if way > 0 else anchor.x - 0.15 - block.w
        block.y = a.bottom - block.h
        _push(block, [*placed, ball] if block is b else placed, way, 0)
    if lone:
        a.facing, b.facing = ("right", "left") if way > 0 else ("left", "right")
    return ball


def _attach(
    rng: Random, link: str, a: Block, b: Block, placed: list[Block], stand: bool, lone: bool
) -> list[Block]:
    """Places b so that "a link b" holds; returns the prop blocks the link brings along."""
    if link == "chasing":
        return [_chase(a, b, placed)]
    if link == "jumping-over":
        return [_jump(a, b, placed)]
    sideways = rng.choice((-1, 1))
    if link == "playing-with":
        return [_play(a, b, placed, sideways if len(placed) > 1 else 1, lone)]
    side = 1 if link in ("left-of", "on-top-of", "behind") else -1
    if link in DEPTH:
        _vertical(a, b, side, rng.choice((0.04, 0.08)))
        _push(b, [other for other in placed if other is not a], sideways, 0)
    elif link == "next-to":
        _set_beside(a, b, sideways, rng.choice((0.12, 0.2)) * max(a.side, b.side), stand or rng.random() < 0.5)
        _push(b, placed, sideways, 0)
    elif link in ("left-of", "right-of"):
        _set_beside(a, b, side, rng.choice((0.3, 0.45, 0.6)), stand)
        _push(b, placed, side, 0)
    else:
        _vertical(a, b, side, rng.choice((0.12, 0.2)))
        _push(b, placed, 0, side)
    return []


def _ring(rng: Random, spec: Spec, outer: int, inner: int) -> list[Block]:
    """One group in a ring around another."""
    plain = all(group.size is None for group in spec.groups)
    middle = block_of(rng, inner, spec.groups[inner], False, 1, rng.choice((1.0, 1.3, 1.6)) if plain else 1.0, plain)
    sample = block_of(rng, outer, spec.groups[outer], False, 9, 1.0, False)
    return [ring_around(outer, spec.groups[outer], middle, sample.side, sample.side * rng.choice((0.08, 0.16))), middle]


def _apart(rng: Random, spec: Spec, first: int, second: int, stand: bool, ratio: float) -> list[Block]:
    """Two groups far from each other: along the longer way of the canvas, or from corner to corner."""
    plain = all(group.size is None for group in spec.groups)
    a = block_of(rng, first, spec.groups[first], False, 1, 1.0, plain)
    b = block_of(rng, second, spec.groups[second], False, 1, 1.0, plain)
    one, other = (a, b) if rng.random() < 0.5 else (b, a)
    stretch = rng.choice((0.9, 1.2, 1.6))
    across, down = one.w + other.w, one.h + other.h
    slanted = not stand and rng.random() < 0.5
    if slanted:
        other.x, other.y = one.x + one.w + stretch * across * 0.5 * ratio, one.y + one.h + stretch * down * 0.5 / ratio
        if rng.random() < 0.5:
            other.x = -other.x - other.w + one.w
    elif ratio >= 0.9:
        _set_beside(one, other, 1, stretch * across, stand)
    else:
        _vertical(one, other, 1, stretch * down)
    return [a, b]


def _three(rng: Random, spec: Spec, mid: int, one: int, other: int, stand: bool, ratio: float) -> list[Block]:
    """A group between two others, in a row or (no floor) in a column."""
    plain = all(group.size is None for group in spec.groups)
    blocks = {i: block_of(rng, i, spec.groups[i], False, 1, 1.0, plain) for i in (mid, one, other)}
    middle = blocks[mid]
    upright = not stand and rng.random() < (0.15 if ratio > 1.1 else 0.6 if ratio < 0.9 else 0.3)
    way = 1 if rng.random() < 0.7 else -1
    gap = rng.choice((0.2, 0.35))
    for index, side in ((one, -way), (other, way)):
        if upright:
            _vertical(middle, blocks[index], side, gap)
        else:
            _set_beside(middle, blocks[index], side, gap, stand)
    return [blocks[i] for i in sorted(blocks)]


def _cluster(rng: Random, spec: Spec, indices: list[int], stand: bool, ratio: float) -> list[Block]:
    links = spec.links[indices[0] : indices[-1]] if len(indices) > 1 else []
    if links and links[0] in ("around", "surrounded"):
        outer, inner = (indices[0], indices[1]) if links[0] == "around" else (indices[1], indices[0])
        return _ring(rng, spec, outer, inner)
    if links and links[0] == "far-from":
        return _apart(rng, spec, indices[0], indices[1], stand, ratio)
    if links and links[0] == "between":
        return _three(rng, spec, indices[0], indices[1], indices[2], stand, ratio)
    if links and links[0] == "amid":
        return _three(rng, spec, indices[2], indices[0], indices[1], stand, ratio)
    biggest = max(group.count for group in spec.groups)
    plain = all(group.size is None for group in spec.groups)
    blocks: list[Block] = []
    everything: list[Block] = []
    for position, index in enumerate(indices):
        around = links[max(0, position - 1) : position + 1]
        wide = any(link in VERB_PROP or link in DEPTH for link in around)
        block = block_of(rng, index, spec.groups[index], wide, biggest, 1.0, plain)
        for link, is_subject in zip(around, (False, True) if position else (True,)):
            if link in DEPTH:
                near = is_subject == (link == "in-front-of")
                block = _scaled(block, 1.2 if near else 0.85)
        if position:
            props = _attach(rng, links[position - 1], blocks[-1], block, everything, stand, len(links) == 1)
            everything += [*props, block]
        else:
            everything.append(block)
        blocks.append(block)
    return everything


def _scaled(block: Block, factor: float) -> Block:
    block.side *= factor
    block.gap *= factor
    block.w *= factor
    block.h *= factor
    block.offsets = [(x * factor, y * factor) for x, y in block.offsets]
    return block


def _bounds(blocks: list[Block]) -> tuple[float, float, float, float]:
    return (
        min(b.x for b in blocks), min(b.y for b in blocks),
        max(b.right for b in blocks), max(b.bottom for b in blocks),
    )


def _pack(rng: Random, clusters: list[list[Block]], stand: bool, ratio: float) -> list[Block]:
    """Sets clusters side by side or one below the other, whichever leaves larger objects (mostly)."""
    if len(clusters) == 1:
        return clusters[0]
    if len(clusters) > 2 and rng.random() < 0.6 and not stand:
        head = _pack(rng, clusters[:2], stand, ratio)
        return _pack(rng, [head, _pack(rng, clusters[2:], stand, ratio)], stand, ratio)
    sizes = [(x1 - x0, y1 - y0) for x0, y0, x1, y1 in map(_bounds, clusters)]
    gap = rng.choice((0.3, 0.45))
    total_w, total_h = sum(w for w, _ in sizes), sum(h for _, h in sizes)
    tallest, widest = max(h for _, h in sizes), max(w for w, _ in sizes)
    row = max((total_w + gap * (len(sizes) - 1)) / ratio, tallest)
    column = max(total_h + gap * (len(sizes) - 1), widest / ratio)
    horizontal = stand or row <= column * rng.choice((0.85, 1.1, 1.3))
    cursor = 0.0
    packed: list[Block] = []
    for blocks, (w, h) in zip(clusters, sizes):
        x0, y0, _, _ = _bounds(blocks)
        if horizontal:
            dx, dy = cursor - x0, (tallest - h if stand else (tallest - h) / 2) - y0
            cursor += w + gap
        else:
            dx, dy = (widest - w) / 2 - x0, cursor - y0
            cursor += h + gap
        for block in blocks:
            block.x += dx
            block.y += dy
        packed += blocks
    return packed


def arrange(rng: Random, spec: Spec, stand: bool, floor: bool, ratio: float) -> list[Block]:
    """One random arrangement in units, unfitted and unchecked.

    `stand`: neighbours share a baseline; `floor`: what flies hangs above; `ratio`: width / height of the canvas.
    """
    runs = spec.clusters
    clusters = [_cluster(rng, spec, indices, stand, ratio) for indices in runs]
    if not floor or len(runs) == 1:
        return _pack(rng, clusters, stand, ratio)
    airy = [blocks for blocks, indices in zip(clusters, runs) if flies(spec, indices)]
    standing = [blocks for blocks, indices in zip(clusters, runs) if not flies(spec, indices)]
    if not airy or not standing:
        return _pack(rng, clusters, stand, ratio)
    above, below = _pack(rng, airy, False, ratio * 2), _pack(rng, standing, stand, ratio)
    ax0, _, ax1, ay1 = _bounds(above)
    bx0, by0, bx1, _ = _bounds(below)
    gap = rng.choice((0.25, 0.4))
    shift = rng.choice((-0.3, 0.0, 0.3)) * abs((bx1 - bx0) - (ax1 - ax0))
    for block in above:
        block.x += (bx0 + bx1) / 2 - (ax0 + ax1) / 2 + shift
        block.y += by0 - gap - ay1
    return [*below, *above]


def wants_floor(spec: Spec) -> bool:
    """Whether some link asks for a floor to stand on (depth, chasing, playing, jumping)."""
    return any(link in DEPTH or link in VERB_PROP for link in spec.links)
