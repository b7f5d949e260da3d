"""Draws pictures with boxes in a contact sheet, to look at training data or at a detector's mistakes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from shards import Shard, shard_folders
from world import load_world

Label = tuple[str, tuple[float, float, float, float], str]
"""Caption, box in pixels, colour."""


def annotate(pixels: np.ndarray, labels: Sequence[Label], scale: int = 2) -> Image.Image:
    """The picture, enlarged, with captioned boxes."""
    picture = Image.fromarray(pixels).resize((pixels.shape[1] * scale, pixels.shape[0] * scale))
    pen = ImageDraw.Draw(picture)
    for caption, box, colour in labels:
        x0, y0, x1, y1 = (value * scale for value in box)
        pen.rectangle((x0, y0, max(x0, x1 - 1), max(y0, y1 - 1)), outline=colour)
        pen.text((x0 + 1, y0), caption, fill=colour, stroke_width=1, stroke_fill="white")
    return picture


def contact_sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Equal pictures side by side."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (width * columns, height * rows), "white")
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (index % columns * width, index // columns * height))
    return sheet


def main() -> None:
    """A sheet of the newest shard's first pictures with their truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=12)
    args = parser.parse_args()
    world = load_world()
    shard = Shard.open(shard_folders(args.data)[-1])
    pictures = []
    for index in range(args.count):
        pixels, rows = shard.picture(index)
        labels: list[Label] = [
            (
                f"{world.kinds[int(row[0])]} {world.finishes[int(row[1])] if row[1] >= 0 else ''}",
                (row[2], row[3], row[4], row[5]),
                "red",
            )
            for row in rows
        ]
        pictures.append(annotate(pixels, labels))
    contact_sheet(pictures, 4).save(args.out)


if __name__ == "__main__":
    main()
