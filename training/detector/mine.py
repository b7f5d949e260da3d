"""Finds what a finder takes for objects where there are none: `python mine.py --finder FILE --backdrops DIR --out FILE`.

Backdrops are searched as the product searches pictures; every box found is a lesson for the classifier, which has to
call it nothing (train_classifier.py --negatives).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from PIL import Image

from evaluate import load_finder
from reading import SIDES, FinderGraph, framed, overlap

LEAST = 0.06
"""Score from which a box is noted: below the threshold of the product, since finders differ."""


@torch.inference_mode()
def boxes_in(finder: FinderGraph, picture: Image.Image) -> list[list[float]]:
    """What the finder sees, in fractions of width and height; repetitions left out."""
    kept: list[list[float]] = []
    for side in SIDES:
        square, scale, x, y = framed(picture, (0, 0, picture.width, picture.height), side)
        scores, boxes, _ = (out[0].numpy() for out in finder(torch.from_numpy(square[None])))
        for score, box in zip(scores, (boxes - (x, y, x, y)) / scale, strict=True):
            left, top, right, bottom = (float(v) for v in box)
            thin = min(right - left, bottom - top) < 3
            if score < LEAST or thin or any(overlap(box, torch.tensor([one]).numpy())[0] > 0.6 for one in kept):
                continue
            kept.append([left, top, right, bottom])
    w, h = picture.size
    return [[round(v, 4) for v in (b[0] / w, b[1] / h, b[2] / w, b[3] / h)] for b in kept]


def main() -> None:
    """Read the command line, search all pictures and write what was found in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finder", type=Path, required=True)
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    finder = FinderGraph(load_finder(args.finder)[0]).eval()
    files = sorted(args.backdrops.rglob("*.png"))
    found = {str(file.relative_to(args.backdrops)): boxes_in(finder, Image.open(file).convert("RGB")) for file in files}
    args.out.write_text(json.dumps({name: boxes for name, boxes in found.items() if boxes}), "utf-8")
    print(f"{sum(map(len, found.values()))} boxes in {len(files)} pictures → {args.out}")


if __name__ == "__main__":
    main()
