"""Writes scenes of the engine's sampler for the benches: `python dump_scenes.py SEED COUNT FILE`.

Run at the top of the repository. Styles and typefaces are none of the sampler's business (the engine takes them from
words), so they are drawn here.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.flatland.sampler import sample_scene  # noqa: E402

FLAT_SHARE = 0.6


def main() -> None:
    """One JSON array of scenes as shared/flatland/scene.ts describes them."""
    world = json.loads((ROOT / "shared/flatland/world.json").read_text("utf-8"))
    styles = [style["id"] for style in world["styles"] if style["id"] != "flat"]
    typefaces = [face["id"] for face in world["typefaces"]]
    stream, scenes = random.Random(int(sys.argv[1])), []
    for _ in range(int(sys.argv[2])):
        scene = sample_scene(stream)
        objects = []
        for thing in scene.objects:
            place = {axis: round(getattr(thing, axis), 4) for axis in ("x", "y", "size")}
            words = {} if thing.text is None else {"text": thing.text}
            facing = {} if thing.facing is None else {"facing": thing.facing}
            objects.append({"kind": thing.kind, "finish": thing.finish, **place, **facing, **words})
        look = {} if scene.aspect == "1:1" else {"aspect": scene.aspect}
        if stream.random() > FLAT_SHARE:
            look["style"] = stream.choice(styles)
        if any(thing.text is not None for thing in scene.objects):
            look["typeface"] = stream.choice(typefaces)
        scenes.append(
            {"backdrop": scene.backdrop, "styleSeed": stream.randrange(10**6), "objects": objects, "look": look}
        )
    lines = ",\n".join(json.dumps(scene, ensure_ascii=False, separators=(",", ":")) for scene in scenes)
    Path(sys.argv[3]).write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
