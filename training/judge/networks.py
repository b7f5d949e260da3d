"""The judge's two networks. Their design shares nothing with the detector's.

Both are made of one-shot aggregation blocks (VoVNet, Lee et al. 2019): a chain of narrow convolutions whose outputs
are all joined once. The searcher lets every visible pixel vote for the box of the thing it belongs to (a dense
regression, after Hough voting); the reader sees the thing in its surroundings, its box as a fourth channel, and
gathers means, extremes and a narrow map of the whole.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

STEP = 4
"""Pixels a cell of the searcher's maps covers."""
READER_SIDE = 80
FACINGS = 2


def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution, normalisation, SiLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.SiLU()
    )


class Aggregated(nn.Module):
    """A chain of `count` narrow convolutions; their outputs and the input joined, weighed and, where it fits, added."""

    def __init__(self, inputs: int, narrow: int, count: int, outputs: int):
        super().__init__()
        self.chain = nn.ModuleList(conv(inputs if i == 0 else narrow, narrow) for i in range(count))
        self.join = conv(inputs + narrow * count, outputs, 1)
        self.weigh = nn.Linear(outputs, outputs)
        self.adds = inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        seen = [x]
        for step in self.chain:
            seen.append(step(seen[-1]))
        joined = self.join(torch.cat(seen, 1))
        joined = joined * self.weigh(joined.mean((2, 3))).sigmoid()[:, :, None, None]
        return joined + x if self.adds else joined


@dataclass(frozen=True)
class SearcherShape:
    """Sizes of the searcher."""

    backdrops: int
    widths: tuple[int, int, int, int, int] = (40, 72, 120, 176, 208)

    def to_json(self) -> dict[str, object]:
        """Plain values, saved beside the weights."""
        return asdict(self)


class Searcher(nn.Module):
    """Pixels [n,3,H,W] in 0..1, sides multiples of 64 -> cells [n,6,H/4,W/4] and the backdrops' logits.

    The six maps are: the logit of belonging to a thing, that of lying near its middle, and the distances to its
    four edges as logarithms of pixels.
    """

    def __init__(self, shape: SearcherShape):
        super().__init__()
        self.shape = shape
        a, b, c, d, e = shape.widths
        self.stem = nn.Sequential(conv(3, 20, 3, 2), conv(20, a, 3, 2))
        self.down8 = nn.Sequential(conv(a, b, 3, 2), Aggregated(b, 40, 2, b))
        self.down16 = nn.Sequential(conv(b, c, 3, 2), Aggregated(c, 64, 3, c))
        self.down32 = nn.Sequential(conv(c, d, 3, 2), Aggregated(d, 88, 3, d))
        self.down64 = nn.Sequential(conv(d, e, 3, 2), Aggregated(e, 96, 2, e))
        self.up32 = conv(e + d, 136)
        self.up16 = conv(136 + c, 96)
        self.up8 = conv(96 + b, 72)
        self.up4 = conv(72 + a, 48)
        self.vote = nn.Conv2d(48, 6, 1)
        self.backdrop = nn.Linear(e + c, shape.backdrops)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        x4 = self.stem(pixels)
        x8 = self.down8(x4)
        x16 = self.down16(x8)
        x32 = self.down32(x16)
        x64 = self.down64(x32)
        y = self.up32(torch.cat((_twice(x64), x32), 1))
        y = self.up16(torch.cat((_twice(y), x16), 1))
        y = self.up8(torch.cat((_twice(y), x8), 1))
        y = self.up4(torch.cat((_twice(y), x4), 1))
        whole = torch.cat((x64.mean((2, 3)), x16.mean((2, 3))), 1)
        return self.vote(y), self.backdrop(whole)


def _twice(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


@dataclass(frozen=True)
class ReaderShape:
    """Sizes of the reader; `kinds` leaves out the class for no thing at all, which comes last."""

    kinds: int
    finishes: int
    widths: tuple[int, int, int, int] = (48, 104, 184, 264)
    spread: int = 32

    def to_json(self) -> dict[str, object]:
        """Plain values, saved beside the weights."""
        return asdict(self)


class Reader(nn.Module):
    """Pixels and box [n,4,80,80] in 0..1 -> logits of kinds (and nothing), finishes and facings."""

    def __init__(self, shape: ReaderShape):
        super().__init__()
        self.shape = shape
        a, b, c, d = shape.widths
        self.body = nn.Sequential(
            conv(4, 24, 3, 2),
            conv(24, a, 3, 2),
            conv(a, a),
            conv(a, b, 3, 2),
            Aggregated(b, 64, 3, b),
            conv(b, c, 3, 2),
            Aggregated(c, 96, 3, d),
        )
        cells = (READER_SIDE // 16) ** 2
        self.spread = conv(d, shape.spread, 1)
        self.gather = nn.Sequential(
            nn.Linear(2 * d + shape.spread * cells, 384, bias=False), nn.BatchNorm1d(384), nn.SiLU()
        )
        self.kind = nn.Linear(384, shape.kinds + 1)
        self.finish = nn.Linear(384, shape.finishes)
        self.facing = nn.Linear(384, FACINGS)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.body(crops)
        seen = torch.cat((x.mean((2, 3)), x.amax((2, 3)), self.spread(x).flatten(1)), 1)
        hidden = F.dropout(self.gather(seen), 0.05, self.training)
        return self.kind(hidden), self.finish(hidden), self.facing(hidden)
