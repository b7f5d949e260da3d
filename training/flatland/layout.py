"""Lays a spec out: blocks are placed relative to their neighbours, clusters are packed, all is fitted.

Everything in the finished icons faces left, so whoever chases runs to the left: the pursued on the
left, the pursuers behind it on the right, their speed lines trailing at the far right.
"""
from __future__ import annotations

from random import Random

from .blocks import Block, block_of, overlaps
from .spec import Spec
from .world import VERB_PROP

AIR = 0.14
"""Least distance between blocks, in units."""
DEPTH = ("in-front-of", "behind")


def _prop(kind: str, side: float) -> Block:
    return Block(kind, None, None, -1, (1,), side, 0.0)


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


def _beside(rng: Random, anchor: Block, block: Block, side: int, stand: bool) -> None:
    gap = rng.choice((0.3, 0.45, 0.6))
    block.x = anchor.right + gap if side > 0 else anchor.x - gap - block.w
    block.y = anchor.bottom - block.h if stand else anchor.y + (anchor.h - block.h) / 2


def _vertical(anchor: Block, block: Block, side: int, gap: float) -> None:
    block.y = anchor.bottom + gap if side > 0 else anchor.y - gap - block.h
    block.x = anchor.x + (anchor.w - block.w) / 2


def _chase(a: Block, b: Block, placed: list[Block]) -> Block:
    """b runs ahead on the left, a follows, speed lines trail on the right."""
    b.x, b.y = a.x - 0.4 - b.w, a.bottom - b.h
    _push(b, placed, -1, 0)
    lines = _prop(VERB_PROP["chasing"], 0.8 * a.side)
    lines.x, lines.y = a.right + 0.12, a.y + (a.h - lines.h) / 2
    _push(lines, [*placed, b], 1, 0)
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


def _play(a: Block, b: Block, placed: list[Block], way: int) -> Block:
    """a and b side by side on one baseline, a ball between them."""
    ball = _prop(VERB_PROP["playing-with"], 0.7)
    for block, anchor in ((ball, a), (b, ball)):
        block.x = anchor.right + 0.15 if way > 0 else anchor.x - 0.15 - block.w
        block.y = a.bottom - block.h
        _push(block, [*placed, ball] if block is b else placed, way, 0)
    return ball


def _attach(rng: Random, link: str, a: Block, b: Block, placed: list[Block], stand: bool) -> list[Block]:
    """Places b so that "a link b" holds; returns the prop blocks the link brings along."""
    if link == "chasing":
        return [_chase(a, b, placed)]
    if link == "jumping-over":
        return [_jump(a, b, placed)]
    sideways = rng.choice((-1, 1))
    if link == "playing-with":
        return [_play(a, b, placed, sideways if len(placed) > 1 else 1)]
    side = 1 if link in ("left-of", "on-top-of", "behind") else -1
    if link in DEPTH:
        _vertical(a, b, side, rng.choice((0.04, 0.08)))
        _push(b, [other for other in placed if other is not a], sideways, 0)
    elif link in ("left-of", "right-of"):
        _beside(rng, a, b, side, stand)
        _push(b, placed, side, 0)
    else:
        _vertical(a, b, side, rng.choice((0.12, 0.2)))
        _push(b, placed, 0, side)
    return []


def _cluster(rng: Random, spec: Spec, indices: list[int], stand: bool) -> list[Block]:
    biggest = max(group.count for group in spec.groups)
    links = spec.links[indices[0] : indices[-1]] if len(indices) > 1 else []
    blocks: list[Block] = []
    everything: list[Block] = []
    for position, index in enumerate(indices):
        around = links[max(0, position - 1) : position + 1]
        wide = any(link in VERB_PROP or link in DEPTH for link in around)
        block = block_of(rng, index, spec.groups[index], wide, biggest)
        for link, is_subject in zip(around, (False, True) if position else (True,)):
            if link in DEPTH:
                near = is_subject == (link == "in-front-of")
                factor = 1.2 if near else 0.85
                block.side *= factor
                block.gap *= factor
        if position:
            props = _attach(rng, links[position - 1], blocks[-1], block, everything, stand)
            everything += [*props, block]
        else:
            everything.append(block)
        blocks.append(block)
    return everything


def _bounds(blocks: list[Block]) -> tuple[float, float, float, float]:
    return (
        min(b.x for b in blocks), min(b.y for b in blocks),
        max(b.right for b in blocks), max(b.bottom for b in blocks),
    )


def _pack(rng: Random, clusters: list[list[Block]], stand: bool) -> list[Block]:
    """Sets clusters side by side or one below the other, whichever leaves larger objects (mostly)."""
    if len(clusters) == 1:
        return clusters[0]
    sizes = [(x1 - x0, y1 - y0) for x0, y0, x1, y1 in map(_bounds, clusters)]
    gap = rng.choice((0.3, 0.45))
    row = max(sum(w for w, _ in sizes) + gap * (len(sizes) - 1), max(h for _, h in sizes))
    column = max(sum(h for _, h in sizes) + gap * (len(sizes) - 1), max(w for w, _ in sizes))
    horizontal = stand or row <= column * rng.choice((0.8, 1.1, 1.4))
    if len(clusters) > 2 and rng.random() < 0.6 and not stand:
        head = _pack(rng, clusters[:2], stand)
        return _pack(rng, [head, _pack(rng, clusters[2:], stand)], stand)
    cursor = 0.0
    packed: list[Block] = []
    tallest, widest = max(h for _, h in sizes), max(w for w, _ in sizes)
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


def arrange(rng: Random, spec: Spec, stand: bool) -> list[Block]:
    """One random arrangement in units, unfitted and unchecked. `stand`: neighbours share a baseline."""
    return _pack(rng, [_cluster(rng, spec, indices, stand) for indices in spec.clusters], stand)


def groups_wanting_ground(spec: Spec) -> bool:
    """Whether some link asks for a floor to stand on (depth, chasing, playing, jumping)."""
    return any(link in DEPTH or link in VERB_PROP for link in spec.links)
