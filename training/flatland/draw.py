"""Draws scenes as labelled boxes on one contact sheet, to look at layouts without the renderer."""
from __future__ import annotations

import sys
from random import Random

from PIL import Image, ImageDraw

from .scene import Scene
from .world import FINISHES

TILE = 240


def draw(scene: Scene, title: str = "") -> Image.Image:
    image = Image.new("RGB", (TILE, TILE + 30), "white")
    pen = ImageDraw.Draw(image)
    if scene.backdrop == "ground":
        pen.rectangle((0, int(0.56 * TILE), TILE, TILE), fill="#e4ead8")
    for o in scene.painters_order():
        half = o.size / 2
        hue = hash(o.kind) % 360
        box = [int(v * TILE) for v in (o.x - half, o.y - half, o.x + half, o.y + half)]
        pen.rectangle(box, fill=f"hsl({hue},60%,75%)", outline="black")
        pen.text((box[0] + 2, box[1] + 2), o.kind[:9], fill="black")
        if o.finish:
            pen.text((box[0] + 2, box[1] + 12), o.finish[:8], fill=f"hsl({FINISHES.index(o.finish) * 20},80%,30%)")
    for row in range(2):
        pen.text((2, TILE + row * 12), title[row * 40 : row * 40 + 40], fill="black")
    return image


def main() -> None:
    from .captions import caption
    from .sampler import sample_example

    rng = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    sheet = Image.new("RGB", (TILE * 6, (TILE + 30) * 5), "grey")
    for i in range(30):
        spec, scene = sample_example(rng)
        tile = draw(scene, caption(rng, spec, scene))
        sheet.paste(tile, ((i % 6) * TILE, (i // 6) * (TILE + 30)))
    sheet.save(sys.argv[1])


if __name__ == "__main__":
    main()
