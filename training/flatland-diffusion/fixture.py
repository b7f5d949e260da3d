"""Pictures of a checkpoint by PyTorch and diffusers' scheduler, from noise the tests can repeat.

    python fixture.py --run checkpoints/tiny --out ../../tests/fixtures/diffusion/flow/gems-goldens.json
"""

from __future__ import annotations

import argparse
import base64
import json
import zlib
from pathlib import Path

import torch
from torch.nn import functional as F

from sampling import Trained, draw, load
from stream import Stream

PROMPT = "two red lions to the left of a glass candle"
NEGATIVE = "a blue dog"

CASES = [
    {"steps": 6, "guidance": 4.0},
    {"steps": 6, "guidance": 4.0, "negative": NEGATIVE},
    {"steps": 4, "guidance": 1.0},
    {"steps": 5, "guidance": 3.0, "width": 96, "height": 64},
    {"steps": 8, "guidance": 4.0, "mode": "image", "strength": 0.6},
    {"steps": 8, "guidance": 4.0, "mode": "inpaint", "strength": 1.0},
    {"steps": 8, "guidance": 3.0, "mode": "inpaint", "strength": 0.7},
]


def picture(side: int) -> torch.Tensor:
    """Bytes [side,side,3]: colour bands and a square, to begin from."""
    y, x = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    inside = (x >= side // 4) & (x < side // 2) & (y >= side // 3) & (y < 3 * side // 4)
    return torch.stack([(x * 4) % 256, (y * 4) % 256, torch.where(inside, 255, 40)], dim=-1).byte()


def mask(side: int) -> torch.Tensor:
    marked = torch.zeros(side, side, dtype=torch.uint8)
    marked[side // 5 : 2 * side // 3, side // 3 : 7 * side // 8] = 255
    return marked


def packed(pixels: bytes) -> str:
    return base64.b64encode(zlib.compress(pixels, 9)).decode()


def drawn(trained: Trained, case: dict) -> dict:
    side, factor = trained.size.side, trained.size.factor
    width, height = case.get("width", side), case.get("height", side)
    shape = (1, trained.size.latent_channels, height // factor, width // factor)
    noise = torch.from_numpy(Stream().take(shape))
    mode = case.get("mode", "text")
    original = small = None
    if mode != "text":
        pixels = picture(side).permute(2, 0, 1)[None].float() / 127.5 - 1
        with torch.no_grad():
            original = trained.autoencoder.encoder(pixels)
    if mode == "inpaint":
        marked = (mask(side)[None, None] >= 128).float()
        small = F.interpolate(marked, size=shape[2:])
    image = draw(
        trained,
        [PROMPT],
        noise,
        case["steps"],
        case["guidance"],
        case.get("negative", ""),
        original,
        case.get("strength", 1.0),
        small,
    )
    pixels = (image[0].permute(1, 2, 0) * 255).round().byte().numpy()
    return {**case, "mode": mode, "width": width, "height": height, "pixels": packed(pixels.tobytes())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    trained = load(args.run, torch.device("cpu"))
    side = trained.size.side
    goldens = {
        "prompt": PROMPT,
        "side": side,
        "image": packed(picture(side).numpy().tobytes()),
        "mask": packed(mask(side).numpy().tobytes()),
        "cases": [drawn(trained, case) for case in CASES],
    }
    args.out.write_text(json.dumps(goldens, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
