"""What a training prompt asks for: groups of objects and the links between neighbours."""
from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .world import ANIMALS, FINISHES, NOUNS, RELATIONS, VERBS

MAX_NOUN_OBJECTS = 21
ANIMAL_LIST = sorted(ANIMALS)


@dataclass(frozen=True)
class Group:
    """`count` objects of one kind. For lettering, `kind` is "lettering" and `text` is what it spells."""

    kind: str
    count: int
    finish: str | None
    text: str | None = None


@dataclass(frozen=True)
class Spec:
    """Groups in prompt order; `links[i]` ties group i to group i + 1: "and", a relation or a verb."""

    groups: list[Group]
    links: list[str] = field(default_factory=list)

    @property
    def clusters(self) -> list[list[int]]:
        """Runs of group indices tied by relations or verbs; "and" separates runs."""
        runs: list[list[int]] = [[0]]
        for i, link in enumerate(self.links):
            if link == "and":
                runs.append([i + 1])
            else:
                runs[-1].append(i + 1)
        return runs


WORDS = (
    "hello open late sale welcome home sweet stop go fresh bread coffee tea time zoo club best of "
    "summer party night day love peace dream big small the a to in on for happy birthday music band "
    "market farm school park cafe bakery toys books free now here today tomorrow yes no please "
    "exit way out up keep calm and carry ready set hot cold new year menu road trip jam gems studio"
).split()


def _lettering_text(rng: Random) -> str:
    text = " ".join(rng.choice(WORDS) for _ in range(rng.choices((1, 2, 3, 4), (0.5, 0.3, 0.15, 0.05))[0]))
    style = rng.random()
    return text.upper() if style < 0.4 else text.title() if style < 0.7 else text


def _count(rng: Random) -> int:
    return rng.choices(range(1, 8), (0.34, 0.13, 0.11, 0.11, 0.11, 0.1, 0.1))[0]


def _finish(rng: Random) -> str | None:
    return rng.choice(FINISHES) if rng.random() < 0.55 else None


def _links(rng: Random, groups: int) -> list[str]:
    """Draws the links: GenEval2's shapes (all "and", a chain, "A, and B rel C", "A rel B, and C") and mixes."""
    links: list[str] = []
    for _ in range(groups - 1):
        draw = rng.random()
        if draw < 0.33:
            links.append("and")
        elif draw < 0.8:
            links.append(rng.choice(RELATIONS))
        else:
            links.append(rng.choice(VERBS))
    if all(link in VERBS for link in links) and len(links) > 2:
        links[1] = "and"
    return links


def sample_spec(rng: Random) -> Spec:
    """Draws groups (1-4, mostly 1-3; distinct kinds but for a rare pair of finishes) and their links."""
    size = rng.choices((1, 2, 3, 4), (0.16, 0.36, 0.39, 0.09))[0]
    links = _links(rng, size)
    acting = {i for j, link in enumerate(links) if link in VERBS for i in (j, j + 1)}
    groups: list[Group] = []
    used: set[str] = set()
    room = MAX_NOUN_OBJECTS
    for i in range(size):
        pool = ANIMAL_LIST if i in acting and rng.random() < 0.8 else NOUNS
        kind = rng.choice(pool)
        while kind in used:
            kind = rng.choice(pool)
        used.add(kind)
        count = min(_count(rng), room - (size - 1 - i))
        room -= count
        groups.append(Group(kind, count, _finish(rng)))
    if size == 2 and links[0] not in VERBS and rng.random() < 0.06:
        first, second = rng.sample(FINISHES, 2)
        a, b = groups
        groups = [Group(a.kind, a.count, first), Group(a.kind, b.count, second)]
    if rng.random() < 0.13:
        return _with_lettering(rng, Spec(groups, links))
    return Spec(groups, links)


def _with_lettering(rng: Random, spec: Spec) -> Spec:
    """Adds one lettering (rarely two), or replaces everything by lettering alone."""
    finish = rng.choice(FINISHES[:9]) if rng.random() < 0.25 else None
    sign = Group("lettering", 1, finish, _lettering_text(rng))
    draw = rng.random()
    if draw < 0.12:
        return Spec([sign])
    if draw < 0.2:
        other = Group("lettering", 1, None, _lettering_text(rng))
        return Spec([sign, other], [rng.choice(("and", "on-top-of", "under", "left-of"))])
    if len(spec.groups) > 3:
        spec = Spec(spec.groups[:3], spec.links[:2])
    link = rng.choice(("and", "and", "on-top-of", "under", "left-of", "right-of"))
    if rng.random() < 0.5:
        return Spec([sign, *spec.groups], [link, *spec.links])
    return Spec([*spec.groups, sign], [*spec.links, link])
