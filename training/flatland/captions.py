"""Says in words what a spec asks for: terse, explicit, freely, or terse and then explicit."""
from __future__ import annotations

from random import Random

from .explicit import explicit
from .free import free
from .phrases import exclusion, link_phrase, noun_phrase, placed
from .scene import Scene
from .spec import Spec
from .world import ASPECT_WORDS, BACKDROP_WORDS, STYLE_WORDS, TYPEFACE_WORDS

UNKNOWN_MARK = "zzunknown"
"""Stands in captions for a word outside the vocabulary; the tokeniser maps it to <unk>."""
MIX = {"terse": 0.29, "explicit": 0.23, "both": 0.08, "free": 0.4}
"""Shares of the four ways to say a scene."""

LEADS = (
    "a picture of", "a flat illustration of", "an illustration of", "flat illustration of", "an image of",
    "a scene with", "a photo of", "a drawing of", "a clean flat illustration of", "draw", "show", "please draw",
    "there is", "there are", "a simple picture with", "a vector illustration of", "create an image of",
    "generate", "I want", "a poster with", "a cheerful scene of", "a minimalist illustration of", "depict",
    "a sticker of", "a line drawing of", "an outline drawing of", "a paper cut of", "a wide picture of",
    "a postcard with", "a greeting card with", "a book cover with", "an icon set with", "I need", "can you draw",
    "a banner with", "a phone wallpaper with", "a black and white picture of", "a serene scene with",
)
TAILS = (
    "flat illustration", "vector art",
    "minimalist style", "bright colors", "bright colours", "soft light", "high quality", "highly detailed",
    "clear composition", "nothing else", "no other objects", "well separated", "clearly visible",
    "in flat style", "balanced composition", "centered composition", "with generous margins", "no text",
    "evenly spaced", "crisp edges", "pastel palette", "no overlap", "each one fully visible",
    "the objects do not overlap", "and nothing else", "no extra objects", "clearly separated from each other",
    "warm palette", "muted colors", "clean shapes", "for a children's book", "simple shapes", "without text",
    "with plenty of empty space", "lots of white space", "cute style", "modern design", "as a logo",
    *STYLE_WORDS, *(f"in {word} style" for word in STYLE_WORDS), *ASPECT_WORDS,
    *(f"set in {word} type" for word in TYPEFACE_WORDS), *(f"{word} font" for word in TYPEFACE_WORDS),
)
BACKDROP_LEADS = {
    "night": ("night scene: ", "a night scene with ", "a starry night with "),
    "beach": ("beach scene: ", "a beach with ", "a sunny beach with "),
    "room": ("a room with ", "an interior with ", "a cozy room with "),
    "city": ("a city scene with ", "a street with ", "a city street with "),
    "ground": ("a landscape with ", "a meadow with "),
    "plain": (),
}
NATURAL_LEADS = ("In this picture, ", "We see ", "Imagine ", "Please make ", "A scene in which there are ")
def terse(rng: Random, spec: Spec, exactly: float = 0.06) -> str:
    """One sentence: "A rel B", "A and B", "A, and B rel C", "A rel B, and C", "A rel B rel C"."""
    phrases = [noun_phrase(rng, group, exactly) for group in spec.groups]
    clusters = spec.clusters
    parts: list[str] = []
    for cluster in clusters:
        text = phrases[cluster[0]]
        for i in cluster[:-1]:
            text += f" {link_phrase(rng, spec, i)} {phrases[i + 1]}"
        if len(cluster) > 2 and spec.links[cluster[0]] == "amid":
            text += rng.choice((" between them", " in between", " in the middle", " between the two"))
        parts.append(text)
    return _joined(rng, clusters, parts) + placed(rng, spec)


def _joined(rng: Random, clusters: list[list[int]], parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    if all(len(cluster) == 1 for cluster in clusters):
        if len(parts) > 2 and rng.random() < 0.3:
            return ", ".join(parts[:-1]) + rng.choice((" and ", ", and ")) + parts[-1]
        return rng.choice((" and ", " and ", " and ", ", ", " with ")).join(parts)
    return rng.choice((", and ", ", and ", ", and ", " and ", "; ", ". ")).join(parts)


def _with_backdrop(rng: Random, text: str, backdrop: str, asked: bool) -> str:
    """Names the backdrop: always where the prompt asks for one, else now and then where it is an ordinary one."""
    if not asked and rng.random() > 0.1:
        return text
    leads = BACKDROP_LEADS[backdrop]
    words = BACKDROP_WORDS[backdrop]
    phrase = words[0] if rng.random() < 0.2 else rng.choice(words)
    draw = rng.random()
    if leads and draw < 0.1:
        return rng.choice(leads) + text
    if draw < 0.28:
        return f"{phrase}, {text}"
    if backdrop == "plain" and draw < 0.5:
        phrase = rng.choice(("on a white background", "on a plain background", "no background", "plain backdrop"))
    return f"{text}{rng.choice((', ', ', ', ' ', ' ', '. ', '; '))}{phrase}"


def _dress(rng: Random, text: str, spec: Spec, backdrop: str) -> str:
    """Adds what is not a counted request: leads, tails, exclusions, unknown words, capitals."""
    if rng.random() < 0.08:
        text += f"{rng.choice((', ', '. ', '; '))}{exclusion(rng, spec)}"
    text = _with_backdrop(rng, text, backdrop, spec.backdrop is not None)
    if rng.random() < 0.25:
        lead = rng.choice(LEADS)
        if rng.random() < 0.25:
            words = lead.split()
            words.insert(rng.randrange(len(words)), UNKNOWN_MARK)
            lead = " ".join(words)
        text = f"{lead} {text}"
    elif rng.random() < 0.06:
        text = rng.choice(NATURAL_LEADS) + text
    while rng.random() < 0.2:
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
    """Draws a caption: terse, explicit, terse and then explicit (in whole or in part), or free; see MIX."""
    draw = rng.random()
    if draw < MIX["terse"]:
        text = terse(rng, spec)
    elif draw < MIX["terse"] + MIX["explicit"]:
        text = explicit(rng, spec, scene)
    elif draw < MIX["terse"] + MIX["explicit"] + MIX["both"]:
        first = terse(rng, spec, exactly=0.3)
        text = first + rng.choice((". ", ". ", ": ", "; ")) + explicit(rng, spec, scene, partial=rng.random() < 0.5)
    else:
        text = free(rng, spec, scene)
    return _dress(rng, text, spec, scene.backdrop)

