"""Noun phrases and what ties them: the words all ways of saying a scene share."""
from __future__ import annotations

from random import Random

from .explicit import facing_phrase, size_word
from .spec import Group, Spec
from .world import (
    ARRANGEMENT_PHRASES, BETWEEN_PHRASES, COLOURS, FINISH_SYNONYMS, MATERIALS, NOUNS, NUMBER_WORDS, PLACEMENT_PHRASES,
    PLURALS, RELATION_PHRASES, SYNONYMS, VERB_PHRASES,
)

PLACE_PHRASES = {
    "left": ("on the left", "on the left side", "on the left half", "at the left edge"),
    "right": ("on the right", "on the right side", "on the right half", "at the right edge"),
    "top": ("at the top", "along the upper half", "in the upper half", "at the top of the picture"),
    "bottom": ("at the bottom", "along the lower half", "in the lower half", "at the bottom of the picture"),
    "centre": ("in the middle", "in the center", "in the centre", "in the center of the picture"),
    "top-left": ("in the top left corner", "in the upper left", "in the upper left corner", "at the top left"),
    "top-right": ("in the top right corner", "in the upper right", "in the upper right corner", "at the top right"),
    "bottom-left": ("in the bottom left corner", "in the lower left", "in the lower left corner", "at the bottom left"),
    "bottom-right": (
        "in the bottom right corner", "in the lower right", "in the lower right corner", "at the bottom right"),
}


def link_phrase(rng: Random, spec: Spec, i: int) -> str:
    """The words between group i and group i + 1."""
    link = spec.links[i]
    if link == "and":
        return "and"
    if link == "surrounded":
        return rng.choice(("surrounded by", "surrounded by", "encircled by", "in the middle of"))
    if link == "between":
        return rng.choice(BETWEEN_PHRASES) if rng.random() < 0.4 else BETWEEN_PHRASES[0]
    if link in ("between-and", "amid"):
        return "and"
    if link == "amid-with":
        return "with"
    phrases = RELATION_PHRASES.get(link) or VERB_PHRASES.get(link) or PLACEMENT_PHRASES[link]
    return phrases[0] if rng.random() < 0.72 else rng.choice(phrases)


def placed(rng: Random, spec: Spec) -> str:
    """The place asked for, to be said after a sentence of a single cluster."""
    if spec.place is None:
        return ""
    return rng.choice((" ", " ", ", ")) + rng.choice(PLACE_PHRASES[spec.place])


def number_word(rng: Random, count: int) -> str:
    """A count as a word, now and then as a digit or loosely ("a pair of")."""
    draw = rng.random()
    if count > 1 and draw < 0.14:
        return str(count)
    if count == 2 and draw < 0.18:
        return rng.choice(("a pair of", "a couple of"))
    return NUMBER_WORDS[count]


def noun_word(rng: Random, kind: str, count: int, synonyms: float = 0.12) -> str:
    """The noun in the right number; sometimes a synonym or a naive plural ("sheeps")."""
    singular, plural = SYNONYMS[kind]
    if count == 1:
        return rng.choice(singular) if singular and rng.random() < synonyms else kind
    if plural and rng.random() < synonyms:
        return rng.choice(plural)
    return PLURALS[kind]


def finish_word(rng: Random, finish: str) -> str:
    also = FINISH_SYNONYMS[finish]
    return rng.choice(also) if also and rng.random() < 0.12 else finish


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" and not word.startswith("uni") else "a"


def made_of(rng: Random, group: Group) -> str:
    """"made of wood", "that are red", "in red": a finish said after the noun; empty where it cannot be."""
    if group.finish in MATERIALS:
        return f" made of {group.finish if group.finish != 'wooden' else 'wood'}"
    if group.finish in COLOURS:
        return rng.choice((f" that {'are' if group.count > 1 else 'is'} {group.finish}", f" in {group.finish}"))
    return ""


def counting(rng: Random, count: int, following: str, exactly: float) -> str:
    """"five", "exactly 2", "a", "one", "a single"."""
    if rng.random() < exactly:
        return f"exactly {NUMBER_WORDS[count]}"
    if count == 1:
        return article(following) if rng.random() < 0.85 else rng.choice(("one", "a single", "1", "one"))
    return number_word(rng, count)


def described(rng: Random, group: Group, synonyms: float = 0.12) -> tuple[str, str]:
    """Adjectives and noun ("large red cats"), and what follows it ("made of glass in a circle facing left")."""
    noun = noun_word(rng, group.kind, group.count, synonyms)
    finish = finish_word(rng, group.finish) if group.finish else None
    after = made_of(rng, group) if group.finish and rng.random() < 0.12 else ""
    body = f"{finish} {noun}" if finish and not after else noun
    if group.size:
        body = f"{size_word(rng, group.size)} {body}"
    extras: list[str] = []
    if group.arrangement and group.count > 1:
        phrases = ARRANGEMENT_PHRASES[group.arrangement]
        extras.append(phrases[0] if rng.random() < 0.6 else rng.choice(phrases))
    if group.facing:
        extras.append(facing_phrase(rng, group))
    if len(extras) == 2 and rng.random() < 0.3:
        extras.reverse()
    return body, after + "".join(f" {extra}" for extra in extras)


def noun_phrase(rng: Random, group: Group, exactly: float = 0.06, synonyms: float = 0.12) -> str:
    """"five wooden chairs", "a huge metal candle", "exactly 2 cars made of glass in a row"."""
    if group.kind == "lettering":
        return lettering_phrase(rng, group)
    body, after = described(rng, group, synonyms)
    if group.kind == "scissors" and group.count == 1 and rng.random() < 0.5:
        return f"a pair of {body}{after}"
    return f"{counting(rng, group.count, body, exactly)} {body}{after}"


def lettering_phrase(rng: Random, group: Group) -> str:
    """a sign that says "HELLO", the words "open late" in red, ..."""
    text = f'"{group.text}"'
    words = "word" if group.text and " " not in group.text else "words"
    coloured = f"{group.finish} " if group.finish else ""
    if group.finish in COLOURS and rng.random() < 0.35:
        return f"the {words} {text} in {group.finish}" + rng.choice(("", " letters"))
    if coloured and rng.random() < 0.5:
        return f"{article(coloured)} {coloured}sign that says {text}"
    if coloured:
        shapes = (f"{coloured}lettering {text}", f"{coloured}letters spelling {text}", f"the {coloured}{words} {text}")
        return rng.choice(shapes)
    return rng.choice((
        f"a sign that says {text}", f"the {words} {text}", f"a sign saying {text}", f"a banner reading {text}",
        f"the text {text}", f"lettering that says {text}", f"a sign with the {words} {text}", f"the title {text}",
        f"a sign that reads {text}", f"the lettering {text}", f"the slogan {text}",
    ))


def exclusion(rng: Random, spec: Spec) -> str:
    """Names something that is not in the scene: "no dogs", "without any cars", "not four"."""
    if rng.random() < 0.22:
        group = spec.groups[0]
        other = rng.choice([n for n in NUMBER_WORDS if n != group.count])
        if group.kind == "lettering":
            return "no other text"
        return f"{NUMBER_WORDS[group.count]} {PLURALS[group.kind]}, not {NUMBER_WORDS[other]}"
    kinds = {group.kind for group in spec.groups}
    absent = rng.choice(NOUNS)
    while absent in kinds:
        absent = rng.choice(NOUNS)
    if rng.random() < 0.25:
        return f"{rng.choice(('no', 'without a', 'there is no', 'but no'))} {absent}"
    starts = ("no", "without", "without any", "no other", "do not draw any", "and no", "but no", "there are no")
    return f"{rng.choice(starts)} {PLURALS[absent]}"
