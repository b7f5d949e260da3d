"""Text and scenes as integers. electron/inference/flatland/tokenize.ts mirrors `words_of` exactly."""
from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from random import Random

from .captions import LEADS, TAILS, UNKNOWN_MARK, caption
from .sampler import sample_example
from .scene import ASPECTS, FACINGS, POSITION_BINS, SIZE_BINS, SIZE_STEP, Scene, position_bin, size_bin
from .spec import Spec
from .world import (
    ARRANGEMENT_PHRASES, BACKDROPS, BACKDROP_WORDS, BETWEEN_PHRASES, FACING_PHRASES, FINISHES, FINISH_SYNONYMS, NOUNS,
    PLACEMENT_PHRASES, PLURALS, RELATION_PHRASES, SIZE_WORDS, SYNONYMS, VERB_PHRASES,
)

PAD, UNK = 0, 1
MAX_TEXT = 112
MAX_QUOTES = 3
MAX_OBJECTS = 24
MOST_ALIKE = 8
"""Objects of one kind are told apart up to this many; more look like this many."""
KINDS: list[str] = [
    "end", *BACKDROPS, *NOUNS, "ball", "speed-lines", "jump-arc",
    *(f"lettering{k + 1}" for k in range(MAX_QUOTES)),
]
FINISH_TOKENS: list[str] = ["none", *FINISHES]
KIND_INDEX = {name: i for i, name in enumerate(KINDS)}
FINISH_INDEX = {name: i for i, name in enumerate(FINISH_TOKENS)}
FIRST_OBJECT_KIND = 1 + len(BACKDROPS)
FIELD_NAMES = ("kind", "finish", "x", "y", "size", "facing")
ASPECT_WORDS = {aspect: f"aspect{aspect.replace(':', 'x')}" for aspect in ASPECTS[1:]}
"""Pseudo-words that stand before the prompt's words where the canvas is not square."""
Row = tuple[int, int, int, int, int, int]

QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|(?<![A-Za-z0-9])'([^']+)'(?![A-Za-z0-9])")
WORD = re.compile(r"[a-z]+|[0-9]+|[,.;:]")


def words_of(text: str) -> tuple[list[str], list[str]]:
    """Splits a prompt into lower-case words, numbers and punctuation; quotes become qtext1, qtext2, ...

    Returns (words, quoted texts). Possessive 's and accents are dropped.
    """
    quotes: list[str] = []
    pieces: list[str] = []
    cursor = 0
    for match in QUOTED.finditer(text):
        pieces += _plain_words(text[cursor : match.start()])
        quotes.append(next(group for group in match.groups() if group is not None))
        pieces.append(f"qtext{min(len(quotes), MAX_QUOTES)}")
        cursor = match.end()
    pieces += _plain_words(text[cursor:])
    return pieces, quotes


def _plain_words(text: str) -> list[str]:
    flat = unicodedata.normalize("NFKD", text).lower()
    flat = "".join(c for c in flat if not unicodedata.category(c).startswith("M"))
    flat = re.sub(r"['’]s(?![a-z0-9])", "", flat)
    return WORD.findall(flat)


class Vocabulary:
    """Words the model knows; everything else is <unk>, runs of unknown words are one <unk>."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.index = {word: i for i, word in enumerate(words)}

    def encode(self, text: str, aspect: str = "1:1") -> tuple[list[int], list[str]]:
        """Ids (at most MAX_TEXT, never empty; the canvas's pseudo-word first) and the quoted texts."""
        words, quotes = words_of(text)
        ids: list[int] = []
        if aspect in ASPECT_WORDS:
            words = [ASPECT_WORDS[aspect], *(words or [UNKNOWN_MARK])]
        for word in words:
            token = self.index.get(word, UNK)
            if token != UNK or not ids or ids[-1] != UNK:
                ids.append(token)
        return (ids or [UNK])[:MAX_TEXT], quotes

    @staticmethod
    def build(samples: int = 12000, seed: int = 1) -> "Vocabulary":
        """Collects every word the captioner can say (by saying a lot) plus all of the world's names."""
        rng = Random(seed)
        seen: set[str] = {f"qtext{k + 1}" for k in range(MAX_QUOTES)} | set(ASPECT_WORDS.values())
        for _ in range(samples):
            spec, scene = sample_example(rng)
            seen.update(words_of(caption(rng, spec, scene))[0])
        for phrase in _phrases():
            seen.update(words_of(phrase)[0])
        seen.discard(UNKNOWN_MARK)
        return Vocabulary(["<pad>", "<unk>", *sorted(seen)])


def _phrases() -> list[str]:
    """Every name and phrase that world.json and the captions list."""
    phrases: list[str] = [*LEADS, *TAILS, *BETWEEN_PHRASES, *NOUNS, *PLURALS.values(), *FINISHES]
    for singular, plural in SYNONYMS.values():
        phrases += [*singular, *plural]
    tables = (
        FINISH_SYNONYMS, BACKDROP_WORDS, SIZE_WORDS, ARRANGEMENT_PHRASES, FACING_PHRASES, PLACEMENT_PHRASES,
        RELATION_PHRASES, VERB_PHRASES,
    )
    for table in tables:
        for words in table.values():
            phrases += words
    return phrases


def encode_scene(spec: Spec, scene: Scene, quotes: list[str]) -> list[Row]:
    """The object sequence: backdrop, objects as (kind, finish, x, y, size, facing) bins, end."""
    rows = [(KIND_INDEX[scene.backdrop], 0, 0, 0, 0, 0)]
    for o in scene.objects[:MAX_OBJECTS]:
        kind = o.kind
        if kind == "lettering":
            kind = f"lettering{quotes.index(o.text or '') + 1}"
        rows.append((
            KIND_INDEX[kind], FINISH_INDEX[o.finish or "none"],
            position_bin(o.x), position_bin(o.y), size_bin(o.size), FACINGS.index(o.facing or "none"),
        ))
    rows.append((KIND_INDEX["end"], 0, 0, 0, 0, 0))
    return rows


def config(vocabulary: Vocabulary, model: dict[str, int]) -> dict[str, object]:
    """Everything a reader of the weights needs; stored with every checkpoint and beside the ONNX file."""
    return {
        "format": 2,
        "model": model,
        "layers": model["layers"],
        "heads": model["heads"],
        "headWidth": model["width"] // model["heads"],
        "fields": list(FIELD_NAMES),
        "vocabulary": vocabulary.words,
        "aspects": ASPECT_WORDS,
        "kinds": KINDS,
        "finishes": FINISH_TOKENS,
        "facings": list(FACINGS),
        "positionBins": POSITION_BINS,
        "sizeBins": SIZE_BINS,
        "sizeStep": SIZE_STEP,
        "maxText": MAX_TEXT,
        "maxObjects": MAX_OBJECTS,
        "maxQuotes": MAX_QUOTES,
    }


def save_config(path: Path, contents: dict[str, object]) -> None:
    path.write_text(json.dumps(contents, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
