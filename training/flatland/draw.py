"""Draws scenes as labelled boxes on one contact sheet, to look at layouts without the renderer."""
from __future__ import annotations

import sys
import zlib
from random import Random

from PIL import Image, ImageDraw

from .scene import Scene, canvas_of
from .world import FINISHES

TILE = 300
FLOOR_FILL = {"ground": "#e4ead8", "night": "#c9cde0", "beach": "#f3e6c4", "room": "#ecdccb", "city": "#dcdcdc"}


def draw(scene: Scene, title: str = "") -> Image.Image:
    """A scene as boxes in a square tile with its caption below; a triangle tells where a thing looks."""
    across, down = canvas_of(scene.aspect)
    scale = TILE / max(across, down)
    width, height = int(across * scale), int(down * scale)
    image = Image.new("RGB", (TILE, TILE + 44), "grey")
    pen = ImageDraw.Draw(image)
    left, top = (TILE - width) // 2, (TILE - height) // 2
    pen.rectangle((left, top, left + width, top + height), fill="white")
    if scene.backdrop in FLOOR_FILL:
        pen.rectangle((left, top + int(0.56 * height), left + width, top + height), fill=FLOOR_FILL[scene.backdrop])
    for o in scene.painters_order():
        half = o.size * scale / 2
        x, y = left + o.x * width, top + o.y * height
        hue = zlib.crc32(o.kind.encode()) % 360
        box = [x - half, y - half, x + half, y + half]
        pen.rectangle(box, fill=f"hsl({hue},60%,75%)", outline="black")
        pen.text((box[0] + 2, box[1] + 2), o.kind[:9], fill="black")
        if o.finish:
            pen.text((box[0] + 2, box[1] + 12), o.finish[:8], fill=f"hsl({FINISHES.index(o.finish) * 20},80%,30%)")
        if o.facing:
            tip = -half if o.facing == "left" else half
            pen.polygon([(x + tip, y), (x + tip * 0.6, y - 5), (x + tip * 0.6, y + 5)], fill="black")
    pen.rectangle((0, TILE, TILE, TILE + 44), fill="white")
    for row in range(3):
        pen.text((2, TILE + row * 14), title[row * 50 : row * 50 + 50], fill="black")
    return image


def main() -> None:
    from .captions import caption
    from .sampler import sample_example

    rng = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    sheet = Image.new("RGB", ((TILE + 4) * 6, (TILE + 48) * 5), "black")
    for i in range(30):
        spec, scene = sample_example(rng)
        tile = draw(scene, caption(rng, spec, scene))
        sheet.paste(tile, ((i % 6) * (TILE + 4), (i // 6) * (TILE + 48)))
    sheet.save(sys.argv[1])


if __name__ == "__main__":
    main()
