"""Pictures for the judge, written as shards: `python scenes.py --bank DIR --backdrops DIR --data DIR`.

Apart from sprites nothing is shared with the detector's training: other layouts, both figure sets in equal shares,
other ways of spoiling pictures, and for every pixel the object it belongs to. A shard is a folder with `images.npy`
(bytes [n,SIDE,SIDE,3], letterboxed), `owners.npy` (bytes [n,SIDE/4,SIDE/4]: 0 ground, i the picture's i-th object),
`objects.npy` (float32 rows: picture, kind, finish, facing, left, top, right, bottom, visible share) and
`backdrops.npy` (int8, -1 for none of the known ones).
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "detector"))

from bank import FIRST, FLAT, SECOND, Bank  # noqa: E402
from paint import Thing, paste, shade  # noqa: E402
from world import NATURAL, World, load_world  # noqa: E402

SIDE = 448
STEP = 4
"""Pixels a cell of the owner map covers."""
PER_SHARD = 128
OPAQUE = 40
LEAST_VISIBLE = 0.45
PALE = (236, 236, 236)
UNKNOWN = -1
FAVOUR = 0.45
"""Share of the groups that are of favoured kinds, where there are any."""


class Painter:
    """One random stream of pictures."""

    def __init__(self, bank: Bank, backdrops: Path, world: World, seed: int, favoured: tuple[str, ...] = ()):
        self.bank, self.world, self.rng = bank, world, np.random.default_rng([seed, 0x1D6E])
        self.kinds = [kind for kind in world.kinds if kind in bank.kinds]
        unknown = [kind for kind in favoured if kind not in self.kinds]
        if unknown:
            raise ValueError(f"There are no sprites of {', '.join(unknown)}.")
        self.favoured = favoured
        self.backdrops: dict[str, list[tuple[Image.Image, int]]] = {}
        for path in sorted(backdrops.rglob("*.png")):
            label = next((i for i, n in enumerate(world.backdrops) if path.stem.startswith(f"{n}-")), UNKNOWN)
            style = FLAT if path.parent == backdrops else path.parent.name
            picture = Image.open(path).convert("RGB")
            picture.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
            self.backdrops.setdefault(style, []).append((picture, label))

    def picture(self) -> tuple[np.ndarray, np.ndarray, list[list[float]], int]:
        """Pixels, owners, object rows (without the picture's number) and the backdrop's class."""
        rng = self.rng
        width, height = self._canvas()
        styles = [style for style in self.bank.styles if style != FLAT]
        style = str(rng.choice(styles)) if styles and rng.random() < 0.5 else FLAT
        pixels, label = self._ground(width, height, style)
        owner = np.zeros((height, width), np.uint8)
        rows: list[list[float]] = []
        colour = rng.uniform(20, 90, 3).astype(np.float32)
        strength = float(rng.choice((0.0, 0.7, 1.0), p=(0.2, 0.3, 0.5)))
        for kind, sprite, thing in self._things(width, height, style):
            if len(rows) < 30:
                self._add(pixels, owner, rows, kind, sprite, thing, strength, colour)
        x, y = (SIDE - width) // 2, (SIDE - height) // 2
        square = np.empty((SIDE, SIDE, 3), np.uint8)
        square[:] = PALE
        square[y : y + height, x : x + width] = self._worn(pixels)
        owners = np.zeros((SIDE, SIDE), np.uint8)
        owners[y : y + height, x : x + width] = owner
        for row in rows:
            row[3] += x
            row[5] += x
            row[4] += y
            row[6] += y
        return square, owners[STEP // 2 :: STEP, STEP // 2 :: STEP], rows, label

    def _canvas(self) -> tuple[int, int]:
        shape = float(self.rng.choice((1, 4 / 3, 3 / 4, 16 / 9, 9 / 16), p=(0.52, 0.12, 0.12, 0.12, 0.12)))
        return (SIDE, round(SIDE / shape)) if shape >= 1 else (round(SIDE * shape), SIDE)

    def _ground(self, width: int, height: int, style: str) -> tuple[np.ndarray, int]:
        rng = self.rng
        known = self.backdrops.get(style) or self.backdrops.get(FLAT, [])
        if known and rng.random() < 0.8:
            near = [one for one in known if abs(one[0].width / one[0].height - width / height) < 0.15]
            picture, label = (near or known)[int(rng.integers(len(near or known)))]
            if rng.random() < 0.5:
                picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            return np.array(picture.resize((width, height), Image.Resampling.BICUBIC)), label
        corner = rng.integers(0 if rng.random() < 0.3 else 150, 256, (2, 2, 3)).astype(np.uint8)
        return np.array(Image.fromarray(corner).resize((width, height), Image.Resampling.BICUBIC)), UNKNOWN

    def _look(self, kind: str, figures: int, style: str) -> int:
        looks = self.bank.looks(kind, figures, style)
        names = [name for name in looks if name != NATURAL]
        natural = NATURAL in looks and (not names or self.rng.random() < 0.25)
        found = looks[NATURAL if natural else str(self.rng.choice(names))]
        return found[int(self.rng.integers(len(found)))]

    def _things(self, width: int, height: int, style: str):
        """A few groups, each of one kind and mostly one look, on a ring, a grid, a line, in a heap or anywhere."""
        rng = self.rng
        short = min(width, height)
        groups = int(rng.choice((1, 2, 3, 4, 6), p=(0.3, 0.3, 0.2, 0.12, 0.08)))
        for _ in range(groups):
            favoured = len(self.favoured) > 0 and rng.random() < FAVOUR
            kind = str(rng.choice(self.favoured if favoured else self.kinds))
            figures = SECOND if rng.random() < 0.5 else FIRST
            count = int(rng.choice((1, 2, 3, 4, 5, 6, 7), p=(0.34, 0.16, 0.14, 0.1, 0.1, 0.08, 0.08)))
            most = 0.92 if groups * count == 1 else min(0.6, 1.35 / math.sqrt(groups * count))
            size = short * float(np.exp(rng.uniform(np.log(max(0.045, most / 4.5)), np.log(most))))
            sprite, mirrored = self._look(kind, figures, style), bool(rng.random() < 0.5)
            for x, y in self._places(count, size, width, height):
                one = self._look(kind, figures, style) if rng.random() < 0.12 else sprite
                turned = mirrored != bool(rng.random() < 0.15) and kind != "lettering"
                side = size * float(rng.uniform(0.92, 1.08))
                yield kind, one, Thing(one, x - side / 2, y - side / 2, side, turned)

    def _places(self, count: int, size: float, width: int, height: int) -> list[tuple[float, float]]:
        rng = self.rng
        form = rng.choice(("ring", "grid", "line", "heap", "free"))
        pitch = size * float(rng.uniform(0.6, 1.4))
        if form == "free":
            return [
                (float(rng.uniform(0.42 * size, width - 0.42 * size)), float(rng.uniform(0.42 * size, height - 0.42 * size)))
                for _ in range(count)
            ]
        if form == "ring":
            radius = pitch * max(1.0, count / (2 * math.pi)) if count > 1 else 0.0
            turn = rng.uniform(0, 2 * math.pi)
            spots = [
                (radius * math.cos(turn + 2 * math.pi * i / count), radius * math.sin(turn + 2 * math.pi * i / count))
                for i in range(count)
            ]
        elif form == "line":
            angle = float(rng.choice((0.0, math.pi / 2, rng.uniform(0, math.pi))))
            spots = [(i * pitch * math.cos(angle), i * pitch * math.sin(angle)) for i in range(count)]
        elif form == "grid":
            columns = max(1, round(math.sqrt(count) * float(rng.uniform(0.8, 1.6))))
            spots = [(i % columns * pitch, i // columns * pitch) for i in range(count)]
        else:
            spots, row, column = [], 1, 0
            for _ in range(count):
                spots.append(((column - row / 2) * pitch, row * pitch * 0.85))
                column += 1
                if column == row:
                    row, column = row + 1, 0
        xs, ys = np.asarray(spots).T
        left, right = 0.45 * size - xs.min(), width - 0.45 * size - xs.max()
        top, bottom = 0.45 * size - ys.min(), height - 0.45 * size - ys.max()
        dx = float(rng.uniform(min(left, right), max(left, right)))
        dy = float(rng.uniform(min(top, bottom), max(top, bottom)))
        return [(float(x + dx), float(y + dy)) for x, y in zip(xs, ys, strict=True)]

    def _add(
        self,
        pixels: np.ndarray,
        owner: np.ndarray,
        rows: list[list[float]],
        kind: str,
        sprite: int,
        thing: Thing,
        strength: float,
        colour: np.ndarray,
    ) -> None:
        """Draw a thing if enough of it and of everything before stays in sight."""
        entry = self.bank.entries[sprite]
        reach = thing.side * 0.5
        y0, y1 = max(0, int(thing.top - reach)), max(0, int(thing.top + 3 * reach) + 2)
        x0, x1 = max(0, int(thing.left - reach)), max(0, int(thing.left + 3 * reach) + 2)
        before = pixels[y0:y1, x0:x1].copy()
        shade(self.bank, pixels, thing, strength, colour)
        drawn = paste(self.bank, pixels, thing)
        if drawn is not None:
            ys, xs, alpha = drawn
            inside = alpha >= OPAQUE
            shown = int(inside.sum())
            whole = (self.bank.pixels[sprite][::4, ::4, 3] >= OPAQUE).mean() * thing.side**2
            hidden = np.bincount(owner[ys, xs][inside], minlength=len(rows) + 1)
            fits = shown >= max(12, 0.78 * whole) and all(
                rows[i][7] - hidden[i + 1] >= LEAST_VISIBLE * rows[i][8] for i in range(len(rows))
            )
            if fits:
                for i, row in enumerate(rows):
                    row[7] -= int(hidden[i + 1])
                down, across = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
                finish = UNKNOWN if kind in ("speed-lines", "jump-arc") else self.world.finish_index(entry.finish)
                box = [across[0] + xs.start, down[0] + ys.start, across[-1] + 1 + xs.start, down[-1] + 1 + ys.start]
                facing = self._facing(kind, thing.mirrored)
                rows.append([self.world.kind_index(kind), finish, facing, *map(float, box), shown, shown])
                owner[ys, xs][inside] = len(rows)
                return
        pixels[y0:y1, x0:x1] = before

    def _facing(self, kind: str, mirrored: bool) -> int:
        drawn = self.world.facing.get(kind)
        return UNKNOWN if drawn is None else int((drawn == "right") != mirrored)

    def _worn(self, pixels: np.ndarray) -> np.ndarray:
        """Contrast, gamma, sharpening, posterising, scaling: other wear than the detector was trained with."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.4:
            return pixels
        picture = Image.fromarray(pixels)
        if roll < 0.55:
            picture = ImageEnhance.Contrast(picture).enhance(float(rng.uniform(0.85, 1.12)))
        elif roll < 0.65:
            table = [round(255 * (i / 255) ** float(np.exp(rng.normal(0, 0.1)))) for i in range(256)]
            picture = picture.point(sorted(table) * 3)
        elif roll < 0.75:
            picture = picture.filter(ImageFilter.BoxBlur(float(rng.uniform(0.3, 1.0))))
        elif roll < 0.85:
            picture = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX).resize(picture.size)
        else:
            buffer = BytesIO()
            picture.save(buffer, "WEBP", quality=int(rng.integers(40, 90)), method=0)
            picture = Image.open(buffer).convert("RGB")
        return np.asarray(picture)


def write_shard(folder: Path, number: int, painter: Painter, count: int) -> None:
    """Draw `count` pictures and write them so that readers never see half of them."""
    images = np.empty((count, SIDE, SIDE, 3), np.uint8)
    owners = np.empty((count, SIDE // STEP, SIDE // STEP), np.uint8)
    backdrops, objects = np.empty(count, np.int8), []
    for index in range(count):
        images[index], owners[index], rows, backdrops[index] = painter.picture()
        objects += [[index, *row[:7], row[7] / row[8]] for row in rows]
    pending = folder / f".pending-{number:06d}"
    pending.mkdir(parents=True, exist_ok=True)
    for name, array in (("images", images), ("owners", owners), ("backdrops", backdrops)):
        np.save(pending / f"{name}.npy", array)
    np.save(pending / "objects.npy", np.asarray(objects, np.float32).reshape(-1, 9))
    pending.rename(folder / f"shard-{number:06d}")


def main() -> None:
    """Write shards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="written by training/detector/bank.py")
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=40)
    parser.add_argument("--seed", type=int, default=401)
    parser.add_argument("--favour", default="", help="kinds to draw more often, with commas between")
    args = parser.parse_args()
    favoured = tuple(filter(None, args.favour.split(",")))
    first = len(list(args.data.glob("shard-*")))
    for number in range(first, first + args.shards):
        started = time.monotonic()
        painter = Painter(Bank(args.bank), args.backdrops, load_world(), args.seed * 10_007 + number, favoured)
        write_shard(args.data, number, painter, PER_SHARD)
        print(f"shard {number}: {PER_SHARD / (time.monotonic() - started):.1f} pictures/s", flush=True)


if __name__ == "__main__":
    main()
