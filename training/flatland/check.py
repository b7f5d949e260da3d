"""Self-checks: `python -m training.flatland.check [scenes]`. Raises AssertionError on the first fault.

Sampled layouts must satisfy the relations, placements, sizes, arrangements and regions they were asked for, with a
margin, after quantisation; keep the canvas's edge; never overlap by accident; stand below the horizon where there is
a floor; carry a prop for each verb. Captions must survive the tokeniser, and encoded scenes must decode to themselves.
"""
from __future__ import annotations

import sys
import time
from random import Random

from .captions import MIX, caption
from .generate import scene_of
from .geometry import Box, relation_holds
from .placement import arrangement_holds, is_between, placement_holds, region_holds, size_holds
from .sampler import attributes_hold, inside, overlap_free, relations_hold, sample_example, stands_well
from .scene import Scene
from .spec import Spec
from .tokens import MAX_OBJECTS, MAX_TEXT, Vocabulary, encode_scene, words_of
from .world import FLOORS, PROPS, RELATIONS, SYNONYMS, VERB_PROP

SMALLEST = 0.05


def check_geometry() -> None:
    """The mirrored rules on hand-made boxes: each relation holds one way round and not the other."""
    low_left, high_right = [Box(0.1, 0.6, 0.2, 0.2)], [Box(0.6, 0.1, 0.2, 0.2)]
    assert relation_holds("left-of", low_left, high_right) and not relation_holds("right-of", low_left, high_right)
    assert relation_holds("on-top-of", high_right, low_left) and not relation_holds("under", high_right, low_left)
    assert not relation_holds("in-front-of", low_left, high_right), "far apart is not in front of"
    near, far = [Box(0.4, 0.55, 0.3, 0.3)], [Box(0.45, 0.3, 0.2, 0.2)]
    assert relation_holds("in-front-of", near, far) and relation_holds("behind", far, near)
    assert all(not relation_holds(relation, [], near) for relation in RELATIONS)


def _boxes(*centres: tuple[float, float], side: float = 0.1) -> list[Box]:
    return [Box(x - side / 2, y - side / 2, side, side) for x, y in centres]


def check_placement() -> None:
    """The mirrored rules for places, sizes and arrangements, each with an example and a counter-example."""
    row, column = _boxes((0.2, 0.5), (0.4, 0.5), (0.6, 0.5)), _boxes((0.5, 0.2), (0.5, 0.4), (0.5, 0.6))
    ring = _boxes((0.5, 0.2), (0.8, 0.5), (0.5, 0.8), (0.2, 0.5))
    grid = _boxes((0.4, 0.4), (0.6, 0.4), (0.4, 0.6), (0.6, 0.6))
    pile = _boxes((0.5, 0.5), (0.45, 0.59), (0.55, 0.59))
    for name, group in (("row", row), ("column", column), ("circle", ring), ("grid", grid), ("pile", pile)):
        for other in ("row", "column", "circle", "grid", "pile"):
            if (name, other) not in (("grid", "circle"),):
                assert arrangement_holds(other, group) == (name == other), (name, other)
    middle, corner = _boxes((0.5, 0.5)), _boxes((0.1, 0.1))
    assert placement_holds("around", ring, middle) and not placement_holds("around", row, corner)
    assert placement_holds("next-to", middle, _boxes((0.65, 0.5))) and not placement_holds("next-to", middle, corner)
    assert placement_holds("far-from", corner, _boxes((0.9, 0.9))) and not placement_holds("far-from", middle, corner)
    assert is_between(middle, corner, _boxes((0.9, 0.9))) and not is_between(corner, middle, _boxes((0.9, 0.9)))
    assert region_holds("top-left", corner) and not region_holds("right", corner) and region_holds("centre", middle)
    assert size_holds("huge", _boxes((0.5, 0.5), side=0.6), []) and size_holds("tiny", middle, [])
    assert size_holds("large", _boxes((0.5, 0.5), side=0.2), corner) and not size_holds("large", middle, corner)
    assert not placement_holds("far-from", _boxes((0.1, 0.5)), _boxes((0.6, 0.5)), 9 / 16), "narrow canvas"


def check_words() -> None:
    """Synonyms are sorted into singular and plural, as many of each or one of them alone."""
    assert SYNONYMS["hippo"] == (["hippopotamus"], ["hippopotamuses"]), SYNONYMS["hippo"]
    assert SYNONYMS["octopus"] == ([], ["octopi"]) and SYNONYMS["dog"] == (["puppy"], ["puppies"])
    assert abs(sum(MIX.values()) - 1) < 1e-9 and MIX["terse"] + MIX["explicit"] + MIX["both"] >= 0.6


def check_scene(spec: Spec, scene: Scene) -> None:
    """One sampled example against everything a layout promises."""
    for index, group in enumerate(spec.groups):
        members = [o for o in scene.objects if o.group == index]
        assert len(members) == group.count, "count"
        assert all((o.kind, o.finish, o.text) == (group.kind, group.finish, group.text) for o in members), "look"
        assert group.facing is None or all(o.facing == group.facing for o in members), "facing"
        assert len({o.size for o in members}) == 1, "sizes agree within a group"
    props = sorted(o.kind for o in scene.objects if o.group < 0)
    assert props == sorted(VERB_PROP[link] for link in spec.links if link in VERB_PROP), "one prop a verb"
    assert set(props) <= set(PROPS)
    assert len(scene.objects) <= MAX_OBJECTS and min(o.size for o in scene.objects) >= SMALLEST
    assert inside(scene), "edge"
    assert overlap_free(spec, scene), "overlap"
    assert relations_hold(spec, scene), "relations"
    assert attributes_hold(spec, scene), "sizes, arrangements, place"
    assert spec.backdrop in (None, scene.backdrop) and spec.aspect == scene.aspect, "frame"
    assert scene.backdrop not in FLOORS or stands_well(spec, scene), "horizon"


def check_text(rng: Random, spec: Spec, scene: Scene, vocabulary: Vocabulary) -> None:
    """Captions tokenise, quotes survive, and the encoded scene decodes to the same objects."""
    text = caption(rng, spec, scene)
    words, quotes = words_of(text)
    ids, _ = vocabulary.encode(text, scene.aspect)
    assert 0 < len(ids) <= MAX_TEXT and len(words) > 0
    asked = [group.text for group in spec.groups if group.text is not None]
    assert set(quotes) == set(asked), (quotes, asked)
    decoded = scene_of(encode_scene(spec, scene, quotes), quotes, scene.aspect)
    assert decoded.backdrop == scene.backdrop
    for got, want in zip(decoded.objects, scene.objects, strict=True):
        assert (got.kind, got.finish, got.text, got.facing) == (want.kind, want.finish, want.text, want.facing)
        assert abs(got.x - want.x) + abs(got.y - want.y) + abs(got.size - want.size) < 1e-9


def main() -> None:
    scenes = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    check_geometry()
    check_placement()
    check_words()
    vocabulary = Vocabulary.build(samples=500)
    rng = Random(2)
    started = time.perf_counter()
    for _ in range(scenes):
        spec, scene = sample_example(rng)
        check_scene(spec, scene)
        check_text(rng, spec, scene, vocabulary)
    spent = (time.perf_counter() - started) / scenes * 1000
    print(f"{scenes} scenes and captions hold what they promise ({spent:.2f} ms each).")


if __name__ == "__main__":
    main()
