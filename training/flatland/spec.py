"""What a training prompt asks for: groups of objects, the links between neighbours, backdrop and canvas."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from .scene import ASPECTS
from .world import (
    ANIMALS, BACKDROPS, FINISHES, FLYING, HEAVIER, LOOKING, NOUNS, RELATIONS, SIZES, VERBS,
)

MAX_NOUN_OBJECTS = 21
ANIMAL_LIST = sorted(ANIMALS)
COMMON = sorted(HEAVIER)
FACTORS = {None: 1.0, "tiny": 0.44, "small": 0.65, "large": 1.5, "huge": 2.1}
"""Side of a group's objects against an ordinary one's."""
PAIRS = ("next-to", "far-from", "around", "surrounded")
"""Placements of two groups; "surrounded" is "around" said from inside (the second group rings the first)."""
BETWEEN = ("between", "between-and")
"""Links of three groups, the first of which stands between the others."""
AMID = ("amid", "amid-with")
"""Links of three groups, the last of which stands between the others."""
JOINING = frozenset((*PAIRS, *BETWEEN, *AMID))
PLACES = ("left", "right", "top", "bottom", "centre", "top-left", "top-right", "bottom-left", "bottom-right")


@dataclass(frozen=True)
class Group:
    """`count` objects of one kind. For lettering, `kind` is "lettering" and `text` is what it spells."""

    kind: str
    count: int
    finish: str | None
    text: str | None = None
    size: str | None = None
    arrangement: str | None = None
    facing: str | None = None


@dataclass(frozen=True)
class Spec:
    """Groups in prompt order; `links[i]` ties group i to group i + 1: "and", a relation, verb or placement.

    `backdrop` None leaves the choice to the sampler; `place` is a region the whole of a single cluster lies in.
    """

    groups: list[Group]
    links: list[str] = field(default_factory=list)
    backdrop: str | None = None
    aspect: str = "1:1"
    place: str | None = None

    @property
    def clusters(self) -> list[list[int]]:
        """Runs of group indices tied by links; "and" separates runs."""
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


_COUNT_WEIGHTS = (0.34, 0.47, 0.58, 0.69, 0.8, 0.9, 1.0)


def _count(rng: Random) -> int:
    draw = rng.random()
    return next(i + 1 for i, limit in enumerate(_COUNT_WEIGHTS) if draw <= limit)


def _finish(rng: Random) -> str | None:
    return rng.choice(FINISHES) if rng.random() < 0.55 else None


def _kind(rng: Random, acting: bool) -> str:
    if acting and rng.random() < 0.75:
        return rng.choice(ANIMAL_LIST)
    return rng.choice(COMMON) if rng.random() < 0.4 else rng.choice(NOUNS)


def _links(rng: Random, groups: int) -> list[str]:
    """Draws GenEval2's shapes (all "and", a chain, "A, and B rel C", "A rel B, and C") and mixes."""
    if groups > 2 and rng.random() < (0.12 if groups == 3 else 0.5):
        return ["and"] * (groups - 1)
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
    if len(links) > 3:
        links[rng.randrange(1, 3)] = "and"
    return links


def _with_placements(rng: Random, links: list[str]) -> list[str]:
    """Replaces some links by placements; ring, distance and between stand apart from other links."""
    draw = rng.random()
    if len(links) >= 2 and draw < 0.3:
        at = rng.randrange(len(links) - 1)
        links[at : at + 2] = BETWEEN if rng.random() < 0.75 else AMID
        ends = (at - 1, at + 2)
    else:
        at = rng.randrange(len(links))
        links[at] = rng.choices(PAIRS, (0.42, 0.22, 0.22, 0.14))[0]
        ends = () if links[at] == "next-to" and rng.random() < 0.5 else (at - 1, at + 1)
    for end in ends:
        if 0 <= end < len(links):
            links[end] = "and"
    return links


def _sizes_possible(groups: list[Group]) -> bool:
    """Whether every size word can hold against the median of everything else."""
    for i, group in enumerate(groups):
        if group.size is None:
            continue
        others = sorted(
            FACTORS[g.size] for j, g in enumerate(groups) if j != i and g.kind != "lettering" for _ in range(g.count)
        )
        if not others:
            continue
        middle = len(others) // 2
        median = others[middle] if len(others) % 2 else (others[middle - 1] + others[middle]) / 2
        ratio = FACTORS[group.size] / median
        limit = {"tiny": 0.5, "small": 0.72, "large": 1.38, "huge": 1.9}[group.size]
        if (ratio > limit) if group.size in ("tiny", "small") else (ratio < limit):
            return False
    return True


def _sized(rng: Random, groups: list[Group]) -> list[Group]:
    """Gives one or two groups a size, where the sizes can hold against each other."""
    for _ in range(4):
        chosen = set(rng.sample(range(len(groups)), min(len(groups), rng.choice((1, 1, 2)))))
        tried = [
            replace(g, size=rng.choices(SIZES, (0.2, 0.3, 0.3, 0.2))[0])
            if i in chosen and not (g.count > 3 and len(groups) == 1) else g
            for i, g in enumerate(groups)
        ]
        if _sizes_possible(tried):
            return tried
    return groups


def _arranged(rng: Random, group: Group) -> Group:
    """Gives a group an arrangement its number allows."""
    options = ["row", "column"]
    if group.count >= 3:
        options += ["circle", "circle", "pile", "pile"]
    if group.count >= 4:
        options += ["grid", "grid"]
    return replace(group, arrangement=rng.choice(options)) if group.count >= 2 else group


def _enrich(rng: Random, spec: Spec) -> Spec:
    """Adds what goes beyond counts, finishes and relations: sizes, arrangements, facing, a place."""
    groups, links = list(spec.groups), spec.links
    bound = {i for j, link in enumerate(links) if link in VERBS for i in (j, j + 1)}
    ringing = {j for j, link in enumerate(links) if link == "around"}
    ringing |= {j + 1 for j, link in enumerate(links) if link == "surrounded"}
    deep = any(link in ("in-front-of", "behind") for link in links)
    if rng.random() < 0.45 and not deep:
        groups = _sized(rng, groups)
    for i, group in enumerate(groups):
        if i not in bound and i not in ringing and not deep and group.count > 1 and rng.random() < 0.36:
            groups[i] = _arranged(rng, group)
        likely = 0.3 if group.kind in LOOKING else 0.05
        if i not in bound and rng.random() < likely:
            groups[i] = replace(groups[i], facing=rng.choice(("left", "right")))
    place = rng.choice(PLACES) if len(spec.clusters) == 1 and rng.random() < 0.3 else None
    if "far-from" in links or any(group.size in ("large", "huge") for group in groups):
        place = None
    return replace(spec, groups=groups, place=place)


def sample_spec(rng: Random) -> Spec:
    """Draws groups (1-5, mostly 1-3; distinct kinds but for some pairs of finishes), links and the picture's frame.

    About 40 % of the specs are plain: GenEval2's counts, finishes, relations and verbs only.
    """
    rich = rng.random() < 0.6
    size = rng.choices((1, 2, 3, 4, 5), (0.15, 0.34, 0.38, 0.09, 0.04))[0]
    links = _links(rng, size)
    if rich and links and rng.random() < 0.4:
        links = _with_placements(rng, links)
    acting = {i for j, link in enumerate(links) if link in VERBS for i in (j, j + 1)}
    groups: list[Group] = []
    used: set[str] = set()
    room = MAX_NOUN_OBJECTS
    for i in range(size):
        kind = _kind(rng, i in acting)
        while kind in used:
            kind = _kind(rng, i in acting)
        used.add(kind)
        count = max(1, min(_count(rng), room - (size - 1 - i)))
        rings = (i < len(links) and links[i] == "around") or (i > 0 and links[i - 1] == "surrounded")
        if rings:
            count = max(3, count, rng.randint(3, 7))
        elif (i > 0 and links[i - 1] == "around") or (i < len(links) and links[i] == "surrounded"):
            count = min(count, rng.choice((1, 1, 1, 2)))
        elif "far-from" in links and count > 4:
            count = rng.randint(1, 4)
        room -= count
        groups.append(Group(kind, count, _finish(rng)))
    if room < 0:
        return sample_spec(rng)
    groups = _coupled(rng, groups, links)
    spec = Spec(groups, links)
    if rich:
        spec = _enrich(rng, spec)
    if rng.random() < 0.11 and spec.place is None:
        spec = _with_lettering(rng, spec)
    if rng.random() < 0.3:
        spec = replace(spec, backdrop=_backdrop(rng, spec))
    if rng.random() < 0.36:
        spec = replace(spec, aspect=rng.choice(ASPECTS[1:]))
    return spec


def _backdrop(rng: Random, spec: Spec) -> str | None:
    """A backdrop to ask for; none where the place asked for hangs above every floor."""
    if spec.place is not None and spec.place not in ("left", "right", "bottom", "bottom-left", "bottom-right"):
        return None if rng.random() < 0.8 else "plain"
    return rng.choices(BACKDROPS, (0.1, 0.14, 0.19, 0.19, 0.19, 0.19))[0]


def _coupled(rng: Random, groups: list[Group], links: list[str]) -> list[Group]:
    """Now and then two neighbours share the kind (with two finishes) or have numbers that compare."""
    if len(groups) < 2:
        return groups
    draw = rng.random()
    i = rng.randrange(len(groups) - 1)
    a, b = groups[i], groups[i + 1]
    if draw < 0.11 and links[i] not in VERBS:
        first, second = rng.sample([None, *FINISHES] if rng.random() < 0.4 else FINISHES, 2)
        groups[i], groups[i + 1] = replace(a, finish=first), replace(b, kind=a.kind, finish=second)
    elif draw < 0.2 and links[i] not in JOINING:
        options = [n for n in (2 * a.count, a.count, a.count + 1, a.count - 1, a.count // 2) if 1 <= n <= 7]
        groups[i + 1] = replace(b, count=rng.choice(options))
        if sum(group.count for group in groups) > MAX_NOUN_OBJECTS:
            groups[i + 1] = b
    elif draw < 0.23:
        shared = rng.choice(FINISHES)
        groups = [replace(group, finish=shared) for group in groups]
    return groups


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
        return spec
    link = rng.choice(("and", "and", "on-top-of", "under", "left-of", "right-of"))
    if JOINING & set(spec.links):
        link = "and"
    if rng.random() < 0.5:
        return replace(spec, groups=[sign, *spec.groups], links=[link, *spec.links])
    return replace(spec, groups=[*spec.groups, sign], links=[*spec.links, link])


def flies(spec: Spec, cluster: list[int]) -> bool:
    """Whether a cluster is one group that hangs in the air of its own accord."""
    return len(cluster) == 1 and spec.groups[cluster[0]].kind in FLYING and spec.place is None
