"""Scenes of one to three objects and what is said of them, from the same world the bundled engine draws.

Levels, from easy to hard: one object on plain ground; one kind up to three times, on any ground; two kinds with a
relation, three objects at most.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flatland.captions import caption, terse  # noqa: E402
from flatland.explicit import explicit  # noqa: E402
from flatland.sampler import lay_out  # noqa: E402
from flatland.scene import Scene, SceneObject  # noqa: E402
from flatland.spec import Group, Spec  # noqa: E402
from flatland.tokens import words_of  # noqa: E402
from flatland.world import FINISHES, NOUNS  # noqa: E402

LEVELS = 3
LINKS = ("and", "left-of", "right-of", "on-top-of", "under")
MOST = 3
NATURAL_SHARE = 0.4


def _finish(rng: Random) -> str | None:
    return None if rng.random() < NATURAL_SHARE else rng.choice(FINISHES)


def _spec(rng: Random, level: int) -> Spec:
    if level == 0:
        return Spec([Group(rng.choice(NOUNS), 1, _finish(rng))])
    if level == 1:
        return Spec([Group(rng.choice(NOUNS), rng.randint(1, MOST), _finish(rng))])
    first, second = rng.sample(NOUNS, 2)
    counts = rng.choice(((1, 1), (1, 1), (1, 2), (2, 1)))
    groups = [Group(first, counts[0], _finish(rng)), Group(second, counts[1], _finish(rng))]
    return Spec(groups, [rng.choice(LINKS)])


def sample(rng: Random, level: int) -> tuple[Spec, Scene]:
    """A wish of that level and a scene that fulfils it."""
    while True:
        spec = _spec(rng, level)
        scene = lay_out(rng, spec)
        if scene is not None:
            return spec, scene


def said(rng: Random, spec: Spec, scene: Scene) -> str:
    """What a designer may have typed for it: half of the time the bare wish, else with places or in many words."""
    draw = rng.random()
    if draw < 0.5:
        return terse(rng, spec)
    return explicit(rng, spec, scene) if draw < 0.75 else caption(rng, spec, scene)


PAD, UNKNOWN = 0, 1


def vocabulary(levels: int, samples: int = 20_000, seed: int = 5) -> list[str]:
    """Every word the captions of these levels can say; a word's number is its place."""
    rng = Random(seed)
    seen: set[str] = set()
    for i in range(samples):
        seen.update(words_of(said(rng, *sample(rng, i % levels)))[0])
    seen -= {"zzunknown"}
    return ["<pad>", "<unk>", *sorted(word for word in seen if not word.startswith("qtext"))]


def encode(text: str, index: dict[str, int], most: int) -> list[int]:
    """Numbers of a text as the studio makes them: unknown words in a row are one, no words at all are one too."""
    ids: list[int] = []
    for word in words_of(text)[0]:
        number = index.get(word, UNKNOWN)
        if number != UNKNOWN or not ids or ids[-1] != UNKNOWN:
            ids.append(number)
    return (ids or [UNKNOWN])[:most]
