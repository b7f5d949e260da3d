"""Free phrasing: clauses, pronouns, comparisons and word orders that people use besides the terse grammar."""
from __future__ import annotations

from dataclasses import replace
from random import Random

from .explicit import facing_phrase, size_word
from .phrases import (
    PLACE_PHRASES, article, described, finish_word, link_phrase, noun_phrase, noun_word,
)
from .placement import region_holds
from .scene import Scene
from .spec import AMID, BETWEEN, Group, Spec
from .world import MATERIALS, NUMBER_WORDS, RELATION_PHRASES, VERBS

INVERSE = {
    "left-of": "right-of", "right-of": "left-of", "on-top-of": "under", "under": "on-top-of",
    "in-front-of": "behind", "behind": "in-front-of",
}
BESIDE_IT = {
    "left-of": ("to {its} right", "on {its} right"), "right-of": ("to {its} left", "on {its} left"),
    "on-top-of": ("under {it}", "below {it}", "underneath {it}"), "under": ("on top of {it}", "above {it}"),
    "in-front-of": ("behind {it}",), "behind": ("in front of {it}",),
    "next-to": ("next to {it}", "beside {it}", "by {its} side"), "around": ("in the middle", "in the center"),
    "surrounded": ("around {it}", "all around {it}"),
}
"""How the second group lies to the first, for "a dog with a cat to its left"."""
REGIONS = ("top-left", "top-right", "bottom-left", "bottom-right", "left", "right", "top", "bottom", "centre")
STANDS = ("stands", "sits", "is")
STAND = ("stand", "sit", "are")
ORDINALS = ("the first", "the second", "the third", "the fourth", "the fifth")


def free(rng: Random, spec: Spec, scene: Scene) -> str:
    """One or more sentences that say all of a spec, and nothing untrue."""
    together = _together(rng, spec)
    if together is not None:
        return together
    groups, later = _deferred(rng, spec)
    shortened = replace(spec, groups=groups)
    phrases = [_phrase(rng, spec, groups, i) for i in range(len(groups))]
    parts = [_cluster(rng, shortened, scene, cluster, phrases) for cluster in spec.clusters]
    joiner = rng.choice((", and ", ", and ", " and ", ". ", "; ", ", "))
    if joiner == ". " and rng.random() < 0.5:
        parts = [part[:1].upper() + part[1:] for part in parts]
    text = joiner.join(parts)
    if later:
        text += rng.choice((". ", "; ", ", ")) + rng.choice((", ", " and ", "; ", ". ")).join(later)
    return text


def _together(rng: Random, spec: Spec) -> str | None:
    """"three cats, one of them black", "four cats, one red and three blue" for two groups of a kind."""
    if len(spec.groups) != 2 or spec.links[0] != "and" or spec.place:
        return None
    a, b = spec.groups
    total = a.count + b.count
    bare = all(g.size is None and g.arrangement is None and g.facing is None for g in (a, b))
    if a.kind != b.kind or a.kind == "lettering" or total > 7 or not bare or rng.random() < 0.3:
        return None
    whole = noun_phrase(rng, Group(a.kind, total, None))
    if a.finish is None or b.finish is None:
        few = a if a.finish else b
        share = "one" if few.count == 1 else NUMBER_WORDS[few.count]
        return f"{whole}, {share}{rng.choice((' of them', '', ' of which'))} {few.finish}"
    if a.count == b.count == 1:
        return rng.choice((
            f"{whole}, one {a.finish} and one {b.finish}", f"{whole}, {article(a.finish)} {a.finish} one and "
            f"{article(b.finish)} {b.finish} one", f"{whole}, the first {a.finish}, the second {b.finish}",
            f"{article(a.finish)} {a.finish} and {article(b.finish)} {b.finish} {a.kind}",
        ))
    ones = NUMBER_WORDS[a.count], NUMBER_WORDS[b.count]
    return f"{whole}{rng.choice((', ', ': ', ' of which '))}{ones[0]} {a.finish} and {ones[1]} {b.finish}"


def _deferred(rng: Random, spec: Spec) -> tuple[list[Group], list[str]]:
    """Takes finishes, sizes and facings out of some groups, to be said in a later clause."""
    groups = list(spec.groups)
    later: list[str] = []
    shared = {group.finish for group in groups}
    if len(groups) > 1 and len(shared) == 1 and None not in shared and rng.random() < 0.7:
        finish = groups[0].finish
        assert finish is not None
        stuff = f"made of {'wood' if finish == 'wooden' else finish}" if finish in MATERIALS else finish
        said = rng.choice(("all {}", "all of them {}", "everything {}", "they are all {}", "both {}"))
        if len(groups) > 2:
            said = said.replace("both", "all")
        return [replace(group, finish=None) for group in groups], [said.format(stuff)]
    repeated = len({group.kind for group in groups}) < len(groups)
    if repeated or rng.random() < 0.55:
        return groups, later
    ordinal = rng.random() < 0.15 and 1 < len(groups) and all(g.count == 1 for g in groups)
    for i, group in enumerate(groups):
        if group.kind == "lettering" or rng.random() < 0.35:
            continue
        predicate, kept = _predicate(rng, group)
        if predicate is None:
            continue
        groups[i] = kept
        verb = "are" if group.count > 1 or group.kind == "scissors" else "is"
        subject = ORDINALS[i] if ordinal else f"the {noun_word(rng, group.kind, group.count, 0.05)}"
        if ordinal and rng.random() < 0.5:
            subject += " one"
        if len(groups) == 1 and rng.random() < 0.6:
            subject = ("they" if group.count > 1 else "it") if rng.random() < 0.8 else "all of them"
            verb = "are" if group.count > 1 or subject == "all of them" else "is"
        later.append(f"{subject} {verb} {predicate}")
    return groups, later


def _predicate(rng: Random, group: Group) -> tuple[str | None, Group]:
    """One thing to say of a group later ("red", "huge", "facing left"), and the group without it."""
    options = [name for name in ("finish", "size", "facing") if getattr(group, name)]
    if not options:
        return None, group
    name = rng.choice(options)
    if name == "finish":
        assert group.finish is not None
        if group.finish in MATERIALS and rng.random() < 0.6:
            said = f"made of {'wood' if group.finish == 'wooden' else group.finish}"
        else:
            said = finish_word(rng, group.finish)
        return said, replace(group, finish=None)
    if name == "size":
        assert group.size is not None
        return size_word(rng, group.size), replace(group, size=None)
    return facing_phrase(rng, group).removeprefix("all "), replace(group, facing=None)


def _phrase(rng: Random, spec: Spec, groups: list[Group], i: int) -> str:
    """A group's noun phrase, now and then with its number compared to an earlier group's, or left vague."""
    group = groups[i]
    if group.kind == "lettering":
        return noun_phrase(rng, group)
    draw = rng.random()
    if i and draw < 0.4:
        compared = _compared(rng, spec, groups, i)
        if compared is not None:
            return compared
    if group.count > 1 and draw > 0.95:
        body, after = described(rng, group, 0.25)
        return f"{_vague(rng, group.count)}{body}{after}"
    if group.count == 1 and draw > 0.85:
        body, after = described(rng, group, 0.25)
        return f"the {body}{after}"
    return noun_phrase(rng, group, 0.06, 0.25)


def _vague(rng: Random, count: int) -> str:
    if count <= 4 and rng.random() < 0.6:
        return rng.choice(("", "some ", "a few ")) if count > 2 else rng.choice(("", "some "))
    return rng.choice(("several ", "many ", "a bunch of ") if count > 4 else ("several ", "some "))


def _compared(rng: Random, spec: Spec, groups: list[Group], i: int) -> str | None:
    """"twice as many dogs as cats", "one more dog than cats", "the same number of dogs"."""
    group, j = groups[i], i - 1
    other = spec.groups[j]
    if other.kind in ("lettering", group.kind) or spec.links[j] in VERBS:
        return None
    body, after = described(rng, replace(group, count=max(2, group.count)), 0.05)
    than = noun_word(rng, other.kind, 2, 0.05)
    n, m = group.count, other.count
    options: list[str] = []
    if n == 2 * m:
        options += [f"twice as many {body} as {than}", f"twice as many {body}", f"double the number of {body}"]
    if n == 3 * m:
        options.append(f"three times as many {body} as {than}")
    if n == m and n > 1:
        options += [f"as many {body} as {than}", f"the same number of {body}", f"just as many {body}"]
    if 2 * n == m:
        options += [f"half as many {body} as {than}", f"half as many {body}"]
    if n == m + 1:
        options.append(f"one more {noun_word(rng, group.kind, 1, 0.05)} than {than}" if not (
            group.size or group.finish or after) else f"one {body} more than {than}")
    if n == m - 1:
        single = described(rng, replace(group, count=1), 0.05)[0]
        options += [f"one {single} fewer than {than}", f"one {single} less than {than}"]
    return rng.choice(options) + after if options else None


def _region(rng: Random, scene: Scene, cluster: list[int]) -> str | None:
    """A region all of a cluster's groups lie in, in words; None where none is clear."""
    boxes = [box for i in cluster for box in scene.boxes_of(i)]
    fitting = [region for region in REGIONS if region_holds(region, boxes, 0.07)]
    if not fitting:
        return None
    corner = fitting[0]
    return rng.choice(PLACE_PHRASES[corner if rng.random() < 0.4 else rng.choice(fitting)])


def _cluster(rng: Random, spec: Spec, scene: Scene, cluster: list[int], phrases: list[str]) -> str:
    """A clause for one cluster, with its region where it has one to itself."""
    region = None
    if spec.place:
        region = rng.choice(PLACE_PHRASES[spec.place])
    elif len(spec.clusters) > 1 and rng.random() < 0.45:
        region = _region(rng, scene, cluster)
    if len(cluster) == 1:
        return _one(rng, spec.groups[cluster[0]], phrases[cluster[0]], region)
    text = _tied(rng, spec, cluster, phrases)
    if region is None:
        return text
    return f"{region}, {text}" if rng.random() < 0.5 else f"{text}, {region}"


def _one(rng: Random, group: Group, phrase: str, region: str | None) -> str:
    many = group.count > 1 or group.kind == "scissors"
    there = "there are" if many else "there is"
    draw = rng.random()
    if region is None:
        return f"{there} {phrase}" if draw < 0.2 else phrase
    if draw < 0.35:
        return f"{region}, {phrase}"
    if draw < 0.45:
        return f"{region} {there} {phrase}"
    if draw < 0.6:
        return f"{there} {phrase} {region}"
    if draw < 0.7:
        return f"{region} {rng.choice(STAND if many else STANDS)} {phrase}"
    if draw < 0.78:
        return f"{phrase} {rng.choice(STAND if many else STANDS)} {region}"
    return f"{phrase} {region}"


def _tied(rng: Random, spec: Spec, cluster: list[int], phrases: list[str]) -> str:
    """A cluster of several groups: "A is rel B", "rel-inverse B there is A", "A with B to its left", or a chain."""
    first = cluster[0]
    link = spec.links[first]
    if link == BETWEEN[0]:
        return _between(rng, spec.groups[first], phrases[first], phrases[first + 1], phrases[first + 2], False)
    if link == AMID[0]:
        return _between(rng, spec.groups[first + 2], phrases[first + 2], phrases[first], phrases[first + 1], True)
    if len(cluster) == 2:
        return _pair(rng, spec, first, phrases[first], phrases[first + 1])
    text = phrases[first]
    for i in cluster[:-1]:
        tie = link_phrase(rng, spec, i)
        chained = spec.links[i] not in VERBS and i > first and rng.random() < 0.35
        be = "are" if spec.groups[i].count > 1 else "is"
        text += f", which {be} {tie} {phrases[i + 1]}" if chained else f" {tie} {phrases[i + 1]}"
    return text


def _between(rng: Random, group: Group, middle: str, one: str, other: str, last: bool) -> str:
    be = rng.choice(STAND if group.count > 1 else STANDS)
    if last:
        return rng.choice((
            f"{one} and {other} with {middle} between them", f"between {one} and {other}, {middle}",
            f"between {one} and {other} {be} {middle}", f"{one} and {other}, {middle} in between",
            f"{one} and {other}, and between them {middle}",
        ))
    return rng.choice((
        f"{middle} between {one} and {other}", f"{middle} {be} between {one} and {other}",
        f"{middle} in between {one} and {other}", f"{middle} with {one} on one side and {other} on the other",
    ))


def _pair(rng: Random, spec: Spec, i: int, a: str, b: str) -> str:
    link = spec.links[i]
    first, second = spec.groups[i], spec.groups[i + 1]
    tie = link_phrase(rng, spec, i)
    draw = rng.random()
    if link in VERBS:
        return f"{a} {'are' if first.count > 1 else 'is'} {tie} {b}" if draw < 0.2 and tie.endswith(
            ("ing", "with", "over", "after")) and "s " not in tie[:7] else f"{a} {tie} {b}"
    if link in BESIDE_IT and draw < 0.3:
        many = first.count > 1
        where = rng.choice(BESIDE_IT[link]).format(its="their" if many else "its", it="them" if many else "it")
        return f"{a} with {b} {where}" if rng.random() < 0.7 else f"{a} and, {where}, {b}"
    be = "are" if first.count > 1 else "is"
    if draw < 0.5:
        return f"{a} {be if rng.random() < 0.6 else rng.choice(STAND if first.count > 1 else STANDS)} {tie} {b}"
    if link in INVERSE and draw < 0.75:
        where = rng.choice(RELATION_PHRASES[INVERSE[link]])
        there = rng.choice((
            "there are" if second.count > 1 else "there is", *(STAND if second.count > 1 else STANDS),
        ))
        return f"{where} {a} {there} {b}" if rng.random() < 0.75 else f"{where} {a}, {b}"
    if draw < 0.85:
        return f"there {be} {a} {tie} {b}"
    return f"{a} {tie} {b}"
