"""Small pictures with hard edges, soft gradients and odd sizes, for the goldens."""

import os

import numpy as np
from PIL import Image, ImageDraw


def draw(width: int, height: int, seed: int) -> Image.Image:
    """A gradient with a few shapes on it, the same for the same numbers."""
    random = np.random.default_rng(seed)
    across = np.linspace(0, 1, width)[None, :, None]
    down = np.linspace(0, 1, height)[:, None, None]
    corners = random.uniform(0, 255, (4, 3))
    field = (corners[0] * (1 - across) + corners[1] * across) * (1 - down)
    field = field + (corners[2] * (1 - across) + corners[3] * across) * down
    image = Image.fromarray(np.rint(field).astype(np.uint8), "RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(6):
        x0, x1 = sorted(int(x) for x in random.integers(0, width, 2))
        y0, y1 = sorted(int(y) for y in random.integers(0, height, 2))
        colour = tuple(int(c) for c in random.integers(0, 256, 3))
        shape = pen.ellipse if random.random() < 0.5 else pen.rectangle
        shape((x0, y0, x1, y1), fill=colour)
    return image


def save(folder: str, sizes: dict[str, tuple[int, int, int]]) -> dict[str, Image.Image]:
    """Writes each as a PNG; name -> (width, height, seed)."""
    os.makedirs(folder, exist_ok=True)
    made = {}
    for name, (width, height, seed) in sizes.items():
        made[name] = draw(width, height, seed)
        made[name].save(os.path.join(folder, f"{name}.png"), optimize=True)
    return made
