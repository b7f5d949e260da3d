"""What happens to pictures between an engine and its judge: compression, blur, noise, light."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter


def degrade(pixels: np.ndarray, rng: Generator) -> np.ndarray:
    """RGB bytes, most often slightly spoilt. Colour shifts stay small: finishes are colours too."""
    if rng.random() < 0.35:
        return pixels
    if rng.random() < 0.5:
        pixels = _light(pixels, rng)
    picture = Image.fromarray(pixels)
    roll = rng.random()
    if roll < 0.15:
        picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 0.9))))
    elif roll < 0.3:
        side = int(picture.width * rng.uniform(0.6, 0.95))
        small = picture.resize((side, side), Image.Resampling.BILINEAR)
        picture = small.resize(picture.size, Image.Resampling.BICUBIC)
    elif roll < 0.4:
        picture = picture.filter(ImageFilter.UnsharpMask(1, int(rng.integers(30, 120)), 0))
    pixels = np.asarray(picture)
    if rng.random() < 0.2:
        noise = rng.normal(0, rng.uniform(1, 7), pixels.shape)
        pixels = (pixels + noise).clip(0, 255).astype(np.uint8)
    return _jpeg(pixels, int(rng.integers(45, 96))) if rng.random() < 0.3 else pixels


def _light(pixels: np.ndarray, rng: Generator) -> np.ndarray:
    """Brightness, contrast, saturation and white balance within a few percent."""
    field = pixels.astype(np.float32)
    grey = field.mean(axis=2, keepdims=True)
    field = grey + (field - grey) * rng.uniform(0.88, 1.1)
    field = (field - 128) * rng.uniform(0.9, 1.08) + 128 + rng.uniform(-8, 8)
    field *= rng.uniform(0.97, 1.03, 3)
    return field.clip(0, 255).astype(np.uint8)


def _jpeg(pixels: np.ndarray, quality: int) -> np.ndarray:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))
