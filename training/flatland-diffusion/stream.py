"""The noise of the goldens, as training/diffusion makes it: sums of twelve numbers of a congruential generator."""

from __future__ import annotations

import numpy as np


class Stream:
    def __init__(self, seed: int = 20261122):
        self._state = seed

    def take(self, shape: tuple[int, ...]) -> np.ndarray:
        values = np.empty(int(np.prod(shape)), np.float32)
        for i in range(values.size):
            total = 0.0
            for _ in range(12):
                self._state = (self._state * 1664525 + 1013904223) % 2**32
                total += self._state / 2**32
            values[i] = total - 6
        return values.reshape(shape)
