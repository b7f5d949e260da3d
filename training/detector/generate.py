"""Keeps a folder of fresh training shards filled: `python generate.py --sprites DIR --data DIR`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from backdrops import Backdrops
from compose import Truth, compose
from degrade import degrade
from layouts import wild_layout
from planned import planned_layout
from shards import object_rows, shard_folders, write_shard
from sprites import SpriteLibrary
from world import load_world

PER_SHARD = 256
SECOND_SHARE = 0.06
"""Share of pictures drawn with the second icon set, so that kinds are more than one drawing each."""
PLANNED_SHARE = 0.5
"""Share of pictures laid out as the engine would; the rest is wilder."""


class SceneMaker:
    """Draws random pictures with their truth from one random stream."""

    def __init__(self, sprites: Path, seed: int, side: int = 256):
        self.rng = np.random.default_rng(seed)
        self.first = SpriteLibrary(sprites)
        self.second = SpriteLibrary(sprites, second=True)
        self.backdrops = Backdrops(sprites / "backdrops", side)

    def scene(self) -> tuple[np.ndarray, list[Truth]]:
        """One picture (bytes [side,side,3]) and what it shows."""
        library = self.second if self.rng.random() < SECOND_SHARE else self.first
        lay_out = planned_layout if self.rng.random() < PLANNED_SHARE else wild_layout
        placements = lay_out(library, self.rng)
        pixels, truths = compose(self.backdrops.draw(self.rng), placements, library, self.rng)
        return degrade(pixels, self.rng), truths


def main() -> None:
    """Write shards until told to stop, or `--shards` of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sprites", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", type=int, default=256, help="pixels of the pictures, a multiple of 32")
    parser.add_argument("--shards", type=int, default=0, help="stop after so many; 0: never")
    parser.add_argument("--keep", type=int, default=48, help="newest shards to keep")
    parser.add_argument("--rate", type=float, default=30.0, help="pictures a second at most")
    args = parser.parse_args()
    world, maker = load_world(), SceneMaker(args.sprites, args.seed, args.side)
    existing = shard_folders(args.data)
    number = int(existing[-1].name.split("-")[1]) + 1 if existing else 0
    written = 0
    while args.shards == 0 or written < args.shards:
        started = time.monotonic()
        images, rows = np.empty((PER_SHARD, args.side, args.side, 3), np.uint8), []
        for index in range(PER_SHARD):
            images[index], truths = maker.scene()
            rows += object_rows(index, truths, world)
        write_shard(args.data, number + written, images, rows, args.keep)
        written += 1
        spent = time.monotonic() - started
        print(f"shard {number + written - 1}: {PER_SHARD / spent:.1f} pictures/s", flush=True)
        if written * PER_SHARD > 2048:
            time.sleep(max(0.0, PER_SHARD / args.rate - spent))


if __name__ == "__main__":
    main()
