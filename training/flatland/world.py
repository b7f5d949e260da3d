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

ANIMALS = frozenset(
    "bear bird cat cow dog elephant flamingo giraffe horse kangaroo koala lion monkey penguin pig "
    "rabbit raccoon sheep turtle zebra".split()
) & frozenset(NOUNS)
"""Nouns that run, jump and play of their own accord: verbs prefer them in training."""


def _synonyms() -> dict[str, tuple[list[str], list[str]]]:
    """Sorts each noun's `also` words into singular and plural ones (by their ending)."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for noun in _world["nouns"]:
        also = noun["also"]
        plural = [word for word in also if word.endswith("s") or word == "cattle"]
        singular = [word for word in also if word not in plural]
        if "luggage" in singular:
            singular = ["piece of luggage"]
            plural = ["pieces of luggage"]
        table[noun["name"]] = (singular, plural)
    return table


SYNONYMS = _synonyms()
"""noun -> (other singular names, other plural names)."""
