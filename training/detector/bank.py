"""All sprites in one array, so that a million crops can be cut from them: `python bank.py SPRITES OUT`.

The folder is what `training/sprites/export-sprites.ts` writes. OUT becomes a folder with `sprites.npy`
(premultiplied RGBA bytes [n,SIDE,SIDE,4], read through the page cache), `shadows.npy` (opacity) and `bank.json`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from sprites import SHADOW_SIDES, alpha_box
from world import NATURAL, World, load_world

SIDE = 128
"""Pixels a sprite is kept at; crops show it at about half of that."""
SHADOW_SIDE = 96
FLAT = "flat"
OVERHANG = 1.2
"""Side of a styled sprite in sides of its object's square (render/figure-svg.ts); flat ones fill it."""
LIFTED = ("sticker", "paper-cut")
"""Styles whose figures stand on no ground and throw no shadow on it."""
FIRST, SECOND = 0, 1
"""The renderer's own figures, and those of the second icon set."""


@dataclass(frozen=True)
class Entry:
    """What one sprite of the bank shows; the box is in fractions of its square."""

    kind: str
    finish: str
    style: str
    figures: int
    box: tuple[float, float, float, float]
    shadow: int
    shadow_strength: float


def parse_key(key: str, styles: tuple[str, ...]) -> tuple[str, str, str, int]:
    """Kind, finish, style and figure set of a sprite's key such as `noto/outline/hot dog__red`."""
    *folders, name = key.split("/")
    stem, _, look = name.partition("__")
    style = next((folder for folder in folders if folder in styles), FLAT)
    kind = "lettering" if "lettering" in folders else stem
    return kind, look or NATURAL, style, SECOND if "noto" in folders else FIRST


def build(folder: Path, out: Path, world: World) -> int:
    """Pack a folder of sprites; gives their number."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    styled = {
        style: json.loads((folder / style / "meta.json").read_text("utf-8"))["bounds"]
        for style in world.styles
        if (folder / style / "meta.json").is_file()
    }
    known = [*meta["bounds"], *(f"{style}/{key}" for style, bounds in styled.items() for key in bounds)]
    strength: dict[str, float] = meta["shadow"]["strength"]
    shadow_files = {path.stem: path for path in sorted((folder / "shadows").glob("*.png"))}
    shadow_index = {name: i for i, name in enumerate(shadow_files)}
    shadows = np.stack([_alpha(path) for path in shadow_files.values()])
    keys = [key for key in known if (folder / f"{key}.png").is_file()]
    out.mkdir(parents=True, exist_ok=True)
    store = np.lib.format.open_memmap(
        out / "sprites.npy", mode="w+", dtype=np.uint8, shape=(len(keys), SIDE, SIDE, 4)
    )
    entries: list[Entry] = []
    for index, key in enumerate(keys):
        kind, finish, style, figures = parse_key(key, world.styles)
        image = Image.open(folder / f"{key}.png").convert("RGBA").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        box = alpha_box(np.asarray(image)[..., 3]) or (0, 0, SIDE, SIDE)
        store[index] = np.asarray(image.convert("RGBa"))
        shadow = shadow_index.get(f"noto-{kind}" if figures == SECOND else kind, -1)
        if style in LIFTED:
            shadow = -1
        share = tuple(round(edge / SIDE, 4) for edge in box)
        entries.append(Entry(kind, finish, style, figures, share, shadow, strength.get(finish, 1.0)))
    store.flush()
    np.save(out / "shadows.npy", shadows)
    data = {"shadowSides": SHADOW_SIDES, "entries": [vars(entry) for entry in entries]}
    (out / "bank.json").write_text(json.dumps(data), "utf-8")
    return len(entries)


def _alpha(path: Path) -> np.ndarray:
    image = Image.open(path).convert("RGBA").resize((SHADOW_SIDE, SHADOW_SIDE), Image.Resampling.BILINEAR)
    return np.asarray(image)[..., 3]


class Bank:
    """The packed sprites, found by kind, finish, style and figure set."""

    def __init__(self, folder: Path):
        data = json.loads((folder / "bank.json").read_text("utf-8"))
        self.entries = [Entry(**{**entry, "box": tuple(entry["box"])}) for entry in data["entries"]]
        self.pixels = np.load(folder / "sprites.npy", mmap_mode="r")
        self.shadows = np.load(folder / "shadows.npy")
        self._found: dict[tuple[str, int, str], dict[str, list[int]]] = {}
        for index, entry in enumerate(self.entries):
            looks = self._found.setdefault((entry.kind, entry.figures, entry.style), {})
            looks.setdefault(entry.finish, []).append(index)
        self.kinds = tuple(sorted({entry.kind for entry in self.entries}))
        self.styles = tuple(sorted({entry.style for entry in self.entries}))

    def looks(self, kind: str, figures: int, style: str) -> dict[str, list[int]]:
        """Sprites of that kind by finish; of the first set, or flat, where there are none of the asked one."""
        for key in ((kind, figures, style), (kind, figures, FLAT), (kind, FIRST, style)):
            if key in self._found:
                return self._found[key]
        return self._found[(kind, FIRST, FLAT)]

    def image(self, index: int) -> Image.Image:
        """The sprite as a premultiplied picture that PIL scales without converting it."""
        return Image.frombuffer("RGBa", (SIDE, SIDE), self.pixels[index], "raw", "RGBa", 0, 1)


def main() -> None:
    """Read the command line and pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sprites", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    print(f"{build(args.sprites, args.out, load_world())} sprites → {args.out}")


if __name__ == "__main__":
    main()
