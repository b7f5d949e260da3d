"""A sheet of pictures of a checkpoint, to look at.

    python sample.py --run checkpoints/cpu --out sheet.png "a red lion" "two metal candles"
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from PIL import Image

from sampling import draw, load

PROMPTS = [
    "a lion", "a red lion", "a glass candle", "a wooden chair", "a striped bird", "a yellow car", "a blue backpack",
    "a metal guitar", "two mushrooms", "three red flowers", "a dog to the left of a cat", "a candle above a chair",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompts", nargs="*", default=PROMPTS)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--guidance", type=float, default=4.0)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    trained = load(args.run)
    side = trained.size.latent_side
    torch.manual_seed(args.seed)
    device = next(trained.model.parameters()).device
    rows = []
    for prompt in args.prompts:
        noise = torch.randn(args.each, trained.size.latent_channels, side, side).to(device)
        rows.append(torch.cat(list(draw(trained, [prompt] * args.each, noise, args.steps, args.guidance)), dim=2))
    sheet = (torch.cat(rows, dim=1).permute(1, 2, 0).cpu() * 255).round().byte().numpy()
    Image.fromarray(sheet).save(args.out)


if __name__ == "__main__":
    main()
