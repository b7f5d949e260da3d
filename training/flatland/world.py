"""Names of the Flatland world, read from the one file that defines them (shared/flatland/world.json)."""
from __future__ import annotations

import json
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
WORLD_FILE = REPOSITORY / "shared" / "flatland" / "world.json"

_world = json.loads(WORLD_FILE.read_text(encoding="utf-8"))

NOUNS: list[str] = [noun["name"] for noun in _world["nouns"]]
PLURALS: dict[str, str] = {noun["name"]: noun["plural"] for noun in _world["nouns"]}
PROPS: list[str] = list(_world["props"])
FINISHES: list[str] = [finish["name"] for finish in _world["finishes"]]
COLOURS: list[str] = [f["name"] for f in _world["finishes"] if f["kind"] == "colour"]
MATERIALS: list[str] = [f["name"] for f in _world["finishes"] if f["kind"] == "material"]
FINISH_SYNONYMS: dict[str, list[str]] = {f["name"]: list(f["also"]) for f in _world["finishes"]}
RELATIONS: list[str] = [relation["id"] for relation in _world["relations"]]
RELATION_PHRASES: dict[str, list[str]] = {r["id"]: list(r["phrases"]) for r in _world["relations"]}
VERBS: list[str] = [verb["id"] for verb in _world["verbs"]]
VERB_PHRASES: dict[str, list[str]] = {verb["id"]: list(verb["phrases"]) for verb in _world["verbs"]}
VERB_PROP: dict[str, str] = {verb["id"]: verb["prop"] for verb in _world["verbs"]}
NUMBER_WORDS: dict[int, str] = {
    value: word for word, value in _world["numbers"].items() if word not in ("a", "an")
}
MAX_COUNT = max(NUMBER_WORDS)
BACKDROPS: list[str] = [backdrop["name"] for backdrop in _world["backdrops"]]
BACKDROP_WORDS: dict[str, list[str]] = {b["name"]: list(b["words"]) for b in _world["backdrops"]}
FLOORS = frozenset(b["name"] for b in _world["backdrops"] if b.get("floor"))
"""Backdrops with a floor to stand on."""
SIZES: list[str] = [size["id"] for size in _world["sizes"]]
SIZE_WORDS: dict[str, list[str]] = {s["id"]: list(s["words"]) for s in _world["sizes"]}
ARRANGEMENTS: list[str] = [a["id"] for a in _world["arrangements"]]
ARRANGEMENT_PHRASES: dict[str, list[str]] = {a["id"]: list(a["phrases"]) for a in _world["arrangements"]}
FACING_PHRASES: dict[str, list[str]] = {f["id"]: list(f["phrases"]) for f in _world["facings"]}
PLACEMENT_PHRASES: dict[str, list[str]] = {p["id"]: list(p["phrases"]) for p in _world["placements"]}
BETWEEN_PHRASES: list[str] = list(_world["between"])
STYLE_WORDS: list[str] = [word for style in _world["styles"] for word in style["words"]]
TYPEFACE_WORDS: list[str] = [word for typeface in _world["typefaces"] for word in typeface["words"]]
ASPECT_WORDS: list[str] = [word for aspect in _world["aspects"] for word in aspect["words"]]

ANIMALS = frozenset(
    noun["name"] for noun in _world["nouns"] if noun.get("animal")
) or frozenset(
    "bear bird camel cat chicken cow crab crocodile deer dinosaur dog dolphin dragon duck elephant fish flamingo fox "
    "frog giraffe hedgehog hippo horse kangaroo koala lion monkey mouse octopus owl panda parrot penguin pig rabbit "
    "raccoon rhino shark sheep snail snake swan tiger turtle unicorn whale wolf zebra".split()
) & frozenset(NOUNS)
"""Nouns that run, jump and play of their own accord: verbs prefer them in training."""

LOOKING: list[str] = [noun["name"] for noun in _world["nouns"] if noun.get("facing")] or sorted(ANIMALS)
"""Nouns that visibly look one way: facing is mostly asked of them."""

FLYING = frozenset(noun["name"] for noun in _world["nouns"] if noun.get("flies")) or frozenset(
    "airplane balloon bat bee bird butterfly cloud ghost helicopter kite moon rocket snowflake star sun".split()
) & frozenset(NOUNS)
"""Nouns that hang in the air where there is a floor and nothing else is said."""

HEAVIER = frozenset(
    "backpack bagel bear bicycle bird candle car cat chair clock cookie cow croissant cup dog donut elephant flamingo "
    "flower giraffe guitar horse kangaroo koala lion monkey motorcycle mushroom penguin pig rabbit raccoon sheep "
    "suitcase toy trumpet truck turtle umbrella violin zebra".split()
) & frozenset(NOUNS)
"""Everyday nouns that are sampled more often than the others."""


def _synonyms() -> dict[str, tuple[list[str], list[str]]]:
    """Sorts each noun's `also` words into singular and plural ones (by their ending)."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for noun in _world["nouns"]:
        also = noun["also"]
        plural = [word for word in also if _is_plural(word, also)]
        singular = [word for word in also if word not in plural]
        if "luggage" in singular:
            singular = ["piece of luggage"]
            plural = ["pieces of luggage"]
        table[noun["name"]] = (singular, plural)
    return table


def _is_plural(word: str, also: list[str]) -> bool:
    if word in ("cattle", "octopi"):
        return True
    return word.endswith("s") and word + "es" not in also and word not in ("rhinoceros", "hippopotamus")


SYNONYMS = _synonyms()
"""noun -> (other singular names, other plural names)."""
