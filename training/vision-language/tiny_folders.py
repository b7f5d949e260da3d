"""Tiny models that see, with random weights, as folders for transformers.js, and what transformers says with them.

    python training/vision-language/tiny_folders.py tests/fixtures/vision-language

Every folder has the layout of real exports; only the numbers of layers and channels are small. The goldens beside each
are what transformers' own classes answer in PyTorch, greedily, for ours to be held against. Needs requirements.txt: Pillow before 13, which resizes along rows first and along
columns second, always. Later ones take the cheaper order, and differ in single steps of 255.
"""

import json
import os
import sys

import clip
import idefics3
import llava
from pictures import save
from resizing import sums


def main(folder: str) -> None:
    pictures = save(
        os.path.join(folder, "pictures"),
        {"wide": (97, 61, 1), "tall": (40, 90, 2), "square": (64, 64, 3), "tiny": (9, 7, 4), "large": (300, 200, 5)},
    )
    with open(os.path.join(folder, "resizing.json"), "w", encoding="utf-8") as file:
        json.dump(sums(pictures["wide"]), file)
    idefics3.make(os.path.join(folder, "smolvlm"), pictures)
    llava.make(os.path.join(folder, "llava"), pictures)
    clip.make(os.path.join(folder, "clip"), pictures)
    total = sum(os.path.getsize(os.path.join(path, file)) for path, _, files in os.walk(folder) for file in files)
    print(f"{total / 1024:.0f} KiB in {folder}")


main(sys.argv[1])
