"""Says in words what a spec asks for: terse (as people type) or explicit (as refiners and skills write)."""
from __future__ import annotations

from random import Random

from .explicit import explicit
from .scene import Scene
from .spec import Group, Spec
from .world import (
    COLOURS, FINISH_SYNONYMS, MATERIALS, NOUNS, NUMBER_WORDS, PLURALS, RELATION_PHRASES, SYNONYMS, VERB_PHRASES,
)

UNKNOWN_MARK = "zzunknown"
"""Stands in captions for a word outside the vocabulary; the tokeniser maps it to <unk>."""

LEADS = (
    "a picture of", "a flat illustration of", "an illustration of", "flat illustration of", "an image of",
    "a scene with", "a photo of", "a drawing of", "a clean flat illustration of", "draw", "show", "please draw",
    "there is", "there are", "a simple picture with", "a vector illustration of", "create an image of",
    "generate", "I want", "a poster with", "a cheerful scene of", "a minimalist illustration of", "depict",
)
TAILS = (
    "flat illustration", "vector art",
    "minimalist style", "bright colors", "bright colours", "soft light", "high quality", "highly detailed",
    "clear composition", "nothing else", "no other objects", "well separated", "clearly visible",
    "in flat style", "balanced composition", "centered composition", "with generous margins", "no text",
    "evenly spaced", "crisp edges", "pastel palette", "no overlap", "each one fully visible",
    "the objects do not overlap", "and nothing else", "no extra objects", "clearly separated from each other",
)
BACKDROP_TAILS = {
    "plain": ("clean background", "plain background", "simple background", "plain backdrop", "on a plain background"),
    "ground": ("on the ground", "standing on the ground", "outdoors", "in a landscape", "with a horizon",
               "on a meadow", "in a simple landscape", "outside on the grass"),
}
NATURAL_LEADS = ("In this picture, ", "We see ", "Imagine ", "Please make ", "A scene in which there are ")


def number_word(rng: Random, count: int) -> str:
    """A count as a word, now and then as a digit or loosely ("a pair of")."""
    draw = rng.random()
    if count > 1 and draw < 0.14:
        return str(count)
    if count == 2 and draw < 0.18:
        return rng.choice(("a pair of", "a couple of"))
    return NUMBER_WORDS[count]


def noun_word(rng: Random, kind: str, count: int) -> str:
    """The noun in the right number; sometimes a synonym or a naive plural ("sheeps")."""
    singular, plural = SYNONYMS[kind]
    if count == 1:
        return rng.choice(singular) if singular and rng.random() < 0.12 else kind
    if plural and rng.random() < 0.12:
        return rng.choice(plural)
    return kind + "s" if kind == "sheep" and rng.random() < 0.5 else PLURALS[kind]


def finish_word(rng: Random, finish: str) -> str:
    also = FINISH_SYNONYMS[finish]
    return rng.choice(also) if also and rng.random() < 0.12 else finish


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def noun_phrase(rng: Random, group: Group, exactly: float = 0.06) -> str:
    """"five wooden chairs", "a metal candle", "exactly 2 cars made of glass", "three cats, all red"."""
    if group.kind == "lettering":
        return lettering_phrase(rng, group)
    noun = noun_word(rng, group.kind, group.count)
    finish = finish_word(rng, group.finish) if group.finish else None
    after = ""
    if group.finish and rng.random() < 0.12:
        if group.finish in MATERIALS:
            after = f" made of {group.finish if group.finish != 'wooden' else 'wood'}"
        elif group.finish in COLOURS:
            after = rng.choice((f" that are {group.finish}", f" in {group.finish}")) if group.count > 1 else (
                rng.choice((f" that is {group.finish}", f" in {group.finish}")))
        finish = None if after else finish
    body = f"{finish} {noun}" if finish else noun
    if group.count == 1:
        count = article(body) if rng.random() < 0.85 else rng.choice(("one", "a single", "1", "one"))
        if rng.random() < exactly:
            count = "exactly one"
    else:
        count = number_word(rng, group.count)
        if rng.random() < exactly:
            count = f"exactly {NUMBER_WORDS[group.count]}"
    return f"{count} {body}{after}"


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


def link_phrase(rng: Random, spec: Spec, i: int) -> str:
    """The words between group i and group i + 1."""
    link = spec.links[i]
    if link in RELATION_PHRASES:
        phrases = RELATION_PHRASES[link]
        return phrases[0] if rng.random() < 0.72 else rng.choice(phrases)
    phrases = VERB_PHRASES[link]
    return phrases[0] if rng.random() < 0.78 else rng.choice(phrases)


def terse(rng: Random, spec: Spec, exactly: float = 0.06) -> str:
    """One sentence: "A rel B", "A and B", "A, and B rel C", "A rel B, and C", "A rel B rel C"."""
    phrases = [noun_phrase(rng, group, exactly) for group in spec.groups]
    clusters = spec.clusters
    parts: list[str] = []
    for cluster in clusters:
        text = phrases[cluster[0]]
        for i in cluster[:-1]:
            text += f" {link_phrase(rng, spec, i)} {phrases[i + 1]}"
        parts.append(text)
    if len(parts) == 1:
        return parts[0]
    if all(len(cluster) == 1 for cluster in clusters):
        if len(parts) > 2 and rng.random() < 0.3:
            return ", ".join(parts[:-1]) + rng.choice((" and ", ", and ")) + parts[-1]
        joiner = rng.choice((" and ", " and ", " and ", ", ", " with "))
        return joiner.join(parts)
    return rng.choice((", and ", ", and ", ", and ", " and ", "; ", ". ")).join(parts)


def _exclusion(rng: Random, spec: Spec) -> str:
    """Names something that is not in the scene: "no dogs", "without any cars", "not four"."""
    if rng.random() < 0.25:
        group = spec.groups[0]
        other = rng.choice([n for n in NUMBER_WORDS if n != group.count])
        if group.kind == "lettering":
            return "no other text"
        return f"{NUMBER_WORDS[group.count]} {PLURALS[group.kind]}, not {NUMBER_WORDS[other]}"
    absent = rng.choice([noun for noun in NOUNS if all(group.kind != noun for group in spec.groups)])
    return rng.choice(("no", "without", "without any", "no other", "do not draw any", "and no")) + " " + PLURALS[absent]


def _dress(rng: Random, text: str, spec: Spec, backdrop: str) -> str:
    """Adds what is not a counted request: leads, tails, exclusions, unknown words, capitals."""
    if rng.random() < 0.06:
        text += f"{rng.choice((', ', '. ', '; '))}{_exclusion(rng, spec)}"
    if rng.random() < 0.12:
        text += f"{rng.choice((', ', ', ', '. ', '; '))}{rng.choice(BACKDROP_TAILS[backdrop])}"
    if rng.random() < 0.25:
        lead = rng.choice(LEADS)
        if rng.random() < 0.25:
            words = lead.split()
            words.insert(rng.randrange(len(words)), UNKNOWN_MARK)
            lead = " ".join(words)
        text = f"{lead} {text}"
    elif rng.random() < 0.06:
        text = rng.choice(NATURAL_LEADS) + text
    while rng.random() < 0.22:
        tail = rng.choice(TAILS)
        if rng.random() < 0.35:
            words = tail.split()
            words[rng.randrange(len(words))] = UNKNOWN_MARK
            tail = " ".join(words) if rng.random() < 0.6 else f"{UNKNOWN_MARK} {UNKNOWN_MARK}"
        text += f"{rng.choice((', ', ', ', '. ', '; '))}{tail}"
    if rng.random() < 0.08:
        words = text.split(" ")
        at = rng.randrange(len(words) + 1)
        if " ".join(words[:at]).count('"') % 2 == 0:
            words.insert(at, UNKNOWN_MARK)
        text = " ".join(words)
    return text[:1].upper() + text[1:] + rng.choice((".", "")) if rng.random() < 0.3 else text


def caption(rng: Random, spec: Spec, scene: Scene) -> str:
    """Draws a caption: 35 % terse, 40 % explicit, 25 % terse and then explicit, in whole or in part."""
    draw = rng.random()
    if draw < 0.35:
        return _dress(rng, terse(rng, spec), spec, scene.backdrop)
    if draw < 0.75:
        return _dress(rng, explicit(rng, spec, scene), spec, scene.backdrop)
    first = terse(rng, spec, exactly=0.3)
    both = first + rng.choice((". ", ". ", ": ", "; ")) + explicit(rng, spec, scene, partial=rng.random() < 0.5)
    return _dress(rng, both, spec, scene.backdrop)
