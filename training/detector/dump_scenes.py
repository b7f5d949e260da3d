"""Writes scenes of the engine's sampler for `bench/detector.ts`: `python dump_scenes.py SEED COUNT FILE`."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flatland.sampler import sample_scene  # noqa: E402


def main() -> None:
    """One JSON array of scenes as shared/flatland/scene.ts describes them."""
    stream, scenes = random.Random(int(sys.argv[1])), []
    for _ in range(int(sys.argv[2])):
        scene = sample_scene(stream)
        objects = []
        for thing in scene.objects:
            place = {axis: round(getattr(thing, axis), 5) for axis in ("x", "y", "size")}
            words = {} if thing.text is None else {"text": thing.text}
            objects.append({"kind": thing.kind, "finish": thing.finish, **place, **words})
        scenes.append({"backdrop": scene.backdrop, "styleSeed": stream.randrange(10**6), "objects": objects})
    lines = ",\n".join(json.dumps(scene, ensure_ascii=False, separators=(",", ":")) for scene in scenes)
    Path(sys.argv[3]).write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
