"""The finder: a small anchor-free convolutional network with one output cell every four pixels.

A cell says how likely the centre of any object lies in it (heatmap, after CenterNet, Zhou et al. 2019) and how far
the object's four edges are (after FCOS, Tian et al. 2019); the picture as a whole, which backdrop it has. What the
objects are is the classifier's business (classifier.py). Dense 3x3 convolutions only: on CPUs they run several times
nearer to the machine's peak than depthwise ones.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

STRIDE = 4
"""Pixels an output cell covers in each direction."""
EDGE_SCALE = 16.0
"""Pixels from a cell's centre to an edge when the network's output for that edge is zero."""


@dataclass(frozen=True)
class Architecture:
    """Widths of the network: one per stride 4, 8, 16 and 32, the neck's, and the number of backdrops."""

    backdrops: int
    widths: tuple[int, int, int, int] = (64, 96, 160, 224)
    neck: int = 96
    head: int = 64
    hidden: int = 96

    def to_json(self) -> dict[str, object]:
        """Plain values, saved beside the weights."""
        return asdict(self)


class ConvNorm(nn.Sequential):
    """A convolution without bias, batch normalisation and, unless told otherwise, a ReLU."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, relu: bool = True):
        layers: list[nn.Module] = [
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outputs),
        ]
        super().__init__(*layers, *([nn.ReLU(inplace=True)] if relu else []))


class Residual(nn.Module):
    """`depth` 3x3 convolutions beside an identity path."""

    def __init__(self, width: int, depth: int = 2):
        super().__init__()
        self.body = nn.Sequential(
            *(ConvNorm(width, width, relu=i < depth - 1) for i in range(depth))
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.body(x))


class Trunk(nn.Module):
    """Backbone to stride 32 and a top-down neck back to stride 4."""

    def __init__(self, shape: Architecture):
        super().__init__()
        w4, w8, w16, w32 = shape.widths
        self.stem = nn.Sequential(nn.PixelUnshuffle(2), ConvNorm(12, w4, stride=2), Residual(w4, 1))
        self.to8 = nn.Sequential(ConvNorm(w4, w8, stride=2), Residual(w8))
        self.to16 = nn.Sequential(ConvNorm(w8, w16, stride=2), Residual(w16))
        self.to32 = nn.Sequential(ConvNorm(w16, w32, stride=2), Residual(w32))
        self.down16 = ConvNorm(w32, w16, 1)
        self.fuse16 = ConvNorm(w16, shape.neck)
        self.lateral8 = ConvNorm(w8, shape.neck, 1, relu=False)
        self.fuse8 = ConvNorm(shape.neck, shape.neck)
        self.lateral4 = ConvNorm(w4, shape.head, 1, relu=False)
        self.down4 = ConvNorm(shape.neck, shape.head, 1, relu=False)
        self.fuse4 = ConvNorm(shape.head, shape.head)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Pixels -> features of the cells [n,head,H/4,W/4] and of the whole [n,width,H/32,W/32]."""
        x4 = self.stem(pixels)
        x8 = self.to8(x4)
        x16 = self.to16(x8)
        x32 = self.to32(x16)
        top = self.down16(x32)
        y16 = self.fuse16(F.relu(x16 + F.interpolate(top, scale_factor=2.0, mode="nearest")))
        y8 = self.lateral8(x8) + F.interpolate(y16, scale_factor=2.0, mode="nearest")
        y8 = self.fuse8(F.relu(y8))
        y4 = self.lateral4(x4) + F.interpolate(self.down4(y8), scale_factor=2.0, mode="nearest")
        return self.fuse4(F.relu(y4)), x32


class CellHead(nn.Module):
    """A two-layer perceptron on single cells; works on gathered cells [p,c] and on maps [n,c,h,w]."""

    def __init__(self, inputs: int, hidden: int, outputs: int):
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, outputs)

    def forward(self, x: Tensor) -> Tensor:
        if x.dim() == 2:
            return self.second(F.relu(self.first(x)))
        hidden = F.relu(F.conv2d(x, self.first.weight[:, :, None, None], self.first.bias))
        return F.conv2d(hidden, self.second.weight[:, :, None, None], self.second.bias)


class Finder(nn.Module):
    """Trunk and three heads. `forward` gives the heatmap's logits, the cells' features and the backdrops' logits."""

    def __init__(self, shape: Architecture):
        super().__init__()
        self.shape = shape
        self.trunk = Trunk(shape)
        self.heat = CellHead(shape.head, shape.hidden, 1)
        self.box = CellHead(shape.head, shape.hidden, 4)
        self.backdrop = nn.Linear(2 * shape.widths[3], shape.backdrops)
        nn.init.constant_(self.heat.second.bias, -4.6)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pixels [n,3,H,W] in -1..1, H and W multiples of 32 -> logits [n,1,H/4,W/4], features, logits."""
        cells, deep = self.trunk(pixels)
        whole = torch.cat((deep.mean((2, 3)), deep.amax((2, 3))), 1)
        return self.heat(cells), cells, self.backdrop(whole)


def edges(raw: Tensor) -> Tensor:
    """Distances in pixels to the left, top, right and bottom edge, from the box head's output."""
    return raw.float().clamp(-5.0, 4.0).exp() * EDGE_SCALE


def to_input(images: Tensor) -> Tensor:
    """Bytes [n,h,w,3] -> floats [n,3,h,w] in -1..1, stored channels last."""
    return images.permute(0, 3, 1, 2).float().sub_(127.5).div_(127.5)
