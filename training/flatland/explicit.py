"""The explicit grammar: one clause a group, with its region, exact count, finish and arrangement.

PHRASES.md publishes these templates for those who write prompts (refiners, skills); keep them in step.
"""
from __future__ import annotations

from random import Random

from .geometry import Extent, extent_of
from .scene import Scene, canvas_of
from .spec import Group, Spec
from .world import (
    ARRANGEMENT_PHRASES, COLOURS, FACING_PHRASES, MATERIALS, NUMBER_WORDS, PLACEMENT_PHRASES, PLURALS,
    RELATION_PHRASES, SIZE_WORDS,
)

ROW_WORDS = {1: "a row", 2: "two rows", 3: "three rows", 4: "four rows"}
VERB_CLAUSES = {
    "chasing": ("{a} chasing {b} on one baseline, with speed lines behind {them}",
                "{a} running after {b}, side by side on the ground, speed lines trailing behind {them}",
                "{a} chasing {b}, {b_the} on the left, {them} on the right, with speed lines"),
    "jumping-over": ("{a} jumping over {b}, high above {b_the}, with a jump arc",
                     "{a} in the air above {b}, jumping over {b_the} along a jump arc",
                     "{a} leaping over {b}, with a jump arc"),
    "playing-with": ("{a} playing with {b}, side by side with a ball between them",
                     "{a} and {b} side by side, playing with a ball between them",
                     "{a} playing with {b} around a ball"),
}


def regions_of(extent: Extent, depth: str | None) -> list[str]:
    """Every region phrase that is true of a group's extent, the most telling first."""
    e, found = extent, []
    if depth == "near":
        found += ["in the foreground, lower half", "in the foreground, lower half", "in the foreground"]
    if depth == "far":
        found += ["in the background, upper half", "in the background, upper half", "in the background"]
    left, right = e.right <= 0.53, e.left >= 0.47
    upper, lower = e.bottom <= 0.54, e.top >= 0.46
    if left and upper:
        found += ["in the upper left", "in the upper left corner"]
    if right and upper:
        found += ["in the upper right", "in the upper right corner"]
    if left and lower:
        found += ["in the lower left", "in the lower left corner"]
    if right and lower:
        found += ["in the lower right", "in the lower right corner"]
    if e.right <= 0.38:
        found += ["on the left third", "at the far left"]
    if e.left >= 0.62:
        found += ["on the right third", "at the far right"]
    if left or (e.right <= 0.64 and e.centre_x < 0.36):
        found += ["on the left half", "on the left half", "on the left side"]
    if right or (e.left >= 0.36 and e.centre_x > 0.64):
        found += ["on the right half", "on the right half", "on the right side"]
    if upper or (e.bottom <= 0.64 and e.centre_y < 0.36):
        found += ["along the upper half", "along the upper half", "at the top"]
    if lower or (e.top >= 0.36 and e.centre_y > 0.64):
        found += ["along the lower half", "along the lower half", "at the bottom"]
    if abs(e.centre_x - 0.5) < 0.06 and abs(e.centre_y - 0.5) < 0.08:
        found += ["in the middle", "in the center", "in the centre"]
    elif abs(e.centre_x - 0.5) < 0.06 and e.left > 0.2 and e.right < 0.8:
        found += ["in the middle"]
    return found


def rows_of(scene: Scene, group: int) -> list[int]:
    """How many objects stand in each row of a group, top to bottom."""
    members = sorted((o for o in scene.objects if o.group == group), key=lambda o: o.y)
    height = canvas_of(scene.aspect)[1]
    rows: list[int] = []
    last = -1.0
    for o in members:
        if rows and o.y - last < o.size / height / 2:
            rows[-1] += 1
        else:
            rows.append(1)
        last = o.y
    return rows


def arrangement(rng: Random, rows: list[int]) -> str:
    """"in a row", "in two rows", "in a column", or nothing for a single object."""
    if sum(rows) == 1:
        return ""
    if max(rows) == 1:
        tall = (" in a column", " in a vertical column", " stacked in a column")
        return rng.choice((" in a column", " one above the other" if len(rows) == 2 else rng.choice(tall)))
    if len(rows) == 1:
        level = (" in a row", " in a row", " in one row", " side by side", " in a line", " in a horizontal row")
        return rng.choice(level)
    if len(rows) > 1 and len(set(rows)) == 1 and rng.random() < 0.12:
        return " in a grid"
    if rng.random() < 0.12:
        return " in rows of " + " and ".join(NUMBER_WORDS[n] for n in rows)
    return f" in {ROW_WORDS[len(rows)]}"


def counted(rng: Random, group: Group, exactly: float = 0.8) -> str:
    """"exactly five chairs", "exactly one candle made of metal", "exactly two large striped cats"."""
    if group.kind == "lettering":
        words = "word" if group.text and " " not in group.text else "words"
        colour = f" in {group.finish}" if group.finish in COLOURS and rng.random() < 0.5 else ""
        before = f"{group.finish} " if group.finish and not colour else ""
        size = rng.choice(("", " in large letters", " in big letters")) if not colour else ""
        return f'the {before}{words} "{group.text}"{colour}{size}'
    noun = group.kind if group.count == 1 else PLURALS[group.kind]
    after, before = "", ""
    if group.finish:
        draw = rng.random()
        if group.finish in MATERIALS and draw < 0.5:
            after = f" made of {'wood' if group.finish == 'wooden' else group.finish}"
        elif draw < 0.15 and group.count > 1:
            after = f", all of them {group.finish}"
        else:
            before = f"{group.finish} "
    if group.size:
        before = f"{size_word(rng, group.size)} {before}"
    count = NUMBER_WORDS[group.count]
    if rng.random() < exactly:
        count = f"exactly {count if rng.random() < 0.85 else group.count}"
    return f"{count} {before}{noun}{after}"


def size_word(rng: Random, size: str) -> str:
    """The size's own name, now and then another word for it."""
    words = SIZE_WORDS[size]
    return size if rng.random() < 0.55 else rng.choice(words)


def facing_phrase(rng: Random, group: Group) -> str:
    """"facing left", "looking to the right", "all facing left"."""
    if group.facing is None:
        return ""
    phrases = FACING_PHRASES[group.facing]
    phrase = phrases[0] if rng.random() < 0.6 else rng.choice(phrases)
    return f"all {phrase}" if group.count > 1 and rng.random() < 0.2 else phrase


def _depth(spec: Spec, index: int) -> str | None:
    for j, link in ((index, spec.links[index] if index < len(spec.links) else None),
                    (index - 1, spec.links[index - 1] if index else None)):
        if link in ("in-front-of", "behind"):
            return "near" if (link == "in-front-of") == (j == index) else "far"
    return None


def _the(group: Group) -> str:
    return "the " + (group.kind if group.count == 1 else PLURALS[group.kind])


def _arranged(rng: Random, scene: Scene, group: Group, index: int) -> str:
    """The arrangement in words: asked for (then mostly said) or as it turned out."""
    if group.kind == "lettering" or group.count == 1:
        return ""
    if group.arrangement in ("circle", "grid", "pile"):
        phrases = ARRANGEMENT_PHRASES[group.arrangement]
        return f" {phrases[0] if rng.random() < 0.6 else rng.choice(phrases)}"
    if rng.random() >= (0.9 if group.arrangement else 0.6) or ringed(scene, index):
        return ""
    return arrangement(rng, rows_of(scene, index))


def ringed(scene: Scene, index: int) -> bool:
    """Whether a group's boxes enclose another group (its rows would tell nothing)."""
    e = extent_of(scene.boxes_of(index))
    others = [o for o in scene.objects if o.group not in (-1, index)]
    return any(e.left < o.x < e.right and e.top < o.y < e.bottom for o in others)


def _tail(rng: Random, spec: Spec, index: int) -> str:
    """", to the left of the dogs", "around the dog", "between the dog and the cats" for what a group's link says."""
    link = spec.links[index] if index < len(spec.links) else "and"
    before = spec.links[index - 1] if index else "and"
    if link == "between":
        return f", between {_the(spec.groups[index + 1])} and {_the(spec.groups[index + 2])}" * (rng.random() < 0.8)
    if before == "amid-with":
        return f", between {_the(spec.groups[index - 2])} and {_the(spec.groups[index - 1])}" * (rng.random() < 0.8)
    if link == "around":
        return f" around {_the(spec.groups[index + 1])}" * (rng.random() < 0.85)
    if before == "surrounded":
        return f" around {_the(spec.groups[index - 1])}" * (rng.random() < 0.85)
    if link in PLACEMENT_PHRASES:
        return f", {PLACEMENT_PHRASES[link][0]} {_the(spec.groups[index + 1])}" * (rng.random() < 0.7)
    if link in RELATION_PHRASES and spec.groups[index + 1].kind != "lettering" and rng.random() < 0.25:
        return f", {RELATION_PHRASES[link][0]} {_the(spec.groups[index + 1])}"
    return ""


def clause(rng: Random, spec: Spec, scene: Scene, index: int) -> str:
    """One group's clause: [REGION,] [exactly] COUNT [SIZE] [FINISH] NOUN [ARRANGEMENT] [FACING] [, RELATION the OTHER]."""
    group = spec.groups[index]
    regions = regions_of(extent_of(scene.boxes_of(index)), _depth(spec, index))
    text = counted(rng, group) + _arranged(rng, scene, group, index)
    if group.facing:
        text += rng.choice((" ", ", ")) + facing_phrase(rng, group)
    tail = _tail(rng, spec, index)
    if regions and rng.random() < (0.95 if spec.place else 0.85):
        region = regions[0] if rng.random() < 0.35 else rng.choice(regions)
        if rng.random() < 0.82:
            return f"{region}, {text}{tail}"
        return f"{text} {region}{tail}"
    return text + tail


def explicit(rng: Random, spec: Spec, scene: Scene, partial: bool = False) -> str:
    """All clauses, in the scene's order; verbs join their two groups in one clause; sometimes a total follows.

    `partial` says a random part of the clauses only, as a repetition that stresses what went wrong.
    """
    parts: list[str] = []
    skip: set[int] = set()
    for i in range(len(spec.groups)):
        link = spec.links[i] if i < len(spec.links) else "and"
        if link in VERB_CLAUSES:
            a, b = spec.groups[i], spec.groups[i + 1]
            first = _the(a) if i in skip else counted(rng, a)
            parts.append(rng.choice(VERB_CLAUSES[link]).format(
                a=first, b=counted(rng, b), them=_the(a), b_the=_the(b)))
            skip |= {i, i + 1}
        elif i not in skip:
            parts.append(clause(rng, spec, scene, i))
    if partial and len(parts) > 1:
        kept = set(rng.sample(range(len(parts)), rng.randrange(1, len(parts))))
        return rng.choice(("; ", ". ", ", ")).join(part for i, part in enumerate(parts) if i in kept)
    text = rng.choice(("; ", "; ", ". ", ", ")).join(parts)
    total = sum(group.count for group in spec.groups)
    if rng.random() < 0.1 and total in NUMBER_WORDS and total > 1:
        text += f"; {rng.choice((NUMBER_WORDS[total], str(total)))} objects in total"
    return text


__all__ = ["counted", "explicit", "facing_phrase", "regions_of", "rows_of", "size_word"]
