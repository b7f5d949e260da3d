"""What Pillow makes of a picture with every filter at several sizes: sums of its samples, plain and by their places."""

import numpy as np
from PIL import Image

FILTERS = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
SIZES = [(20, 80), (200, 10), (97, 30), (33, 61), (97, 61)]


def sums(picture: Image.Image) -> list:
    cases = []
    for number, name in enumerate(FILTERS):
        for width, height in SIZES:
            samples = np.array(picture.resize((width, height), number)).astype(np.int64).ravel()
            cases.append(
                {
                    "filter": name,
                    "width": width,
                    "height": height,
                    "sum": int(samples.sum()),
                    "weighted": int((samples * np.arange(1, samples.size + 1)).sum()),
                }
            )
    return cases
