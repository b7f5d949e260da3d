"""The crop classifier: what one thing is, how it is finished, which way it looks and where exactly it lies, from 64x64
pixels.

Dense 3x3 convolutions at strides 4, 8 and 16. Besides pooled features the heads see a narrow map of where they
are, since outlines tell figures apart and direction is a matter of place.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from model import ConvNorm, Residual

FACINGS = 2


@dataclass(frozen=True)
class Shape:
    """Sizes of the classifier; `kinds` leaves out the class for no thing at all, which comes last."""

    kinds: int
    finishes: int
    widths: tuple[int, int, int] = (48, 112, 208)
    place: int = 32
    hidden: int = 320

    def to_json(self) -> dict[str, object]:
        """Plain values, saved beside the weights."""
        return asdict(self)


class Classifier(nn.Module):
    """Pixels [n,3,64,64] in -1..1 -> logits of kinds (and nothing), finishes and facings, and edges
    (left, top, right, bottom in fractions of the crop)."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        w4, w8, w16 = shape.widths
        self.body = nn.Sequential(
            nn.PixelUnshuffle(2),
            ConvNorm(12, w4, stride=2),
            Residual(w4),
            ConvNorm(w4, w8, stride=2),
            Residual(w8),
            ConvNorm(w8, w16, stride=2),
            Residual(w16),
        )
        self.place = ConvNorm(w16, shape.place, 1)
        self.hidden = nn.Linear(w16 + shape.place * 16, shape.hidden)
        self.norm = nn.BatchNorm1d(shape.hidden)
        self.kind = nn.Linear(shape.hidden, shape.kinds + 1)
        self.finish = nn.Linear(shape.hidden + w16, shape.finishes)
        self.facing = nn.Linear(shape.hidden, FACINGS)
        self.box = nn.Linear(shape.hidden, 4)
        nn.init.zeros_(self.box.weight)
        self.box.bias.data = torch.tensor([0.12, 0.12, 0.88, 0.88])

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.body(pixels)
        pooled = x.mean((2, 3))
        joined = torch.cat([pooled, self.place(x).flatten(1)], 1)
        hidden = F.relu(self.norm(self.hidden(joined)))
        return self.kind(hidden), self.finish(torch.cat([hidden, pooled], 1)), self.facing(hidden), self.box(hidden)
