"""A layout model of twice the width that begins as the narrow one (Net2Net, Chen et al. 2016, arXiv 1511.05641).

Every channel and every head is there twice, so what a matrix takes in is halved. Half of it and half of it would learn
the same for ever; a part of chance that is added to one half and taken from the other sets them apart and cancels out
for as long as both channels of a pair are equal.
"""
from __future__ import annotations

import torch
from torch import Tensor

from .model import Size

APART = 0.5
"""Spread of what sets two halves apart, against that of the halves."""
CROSSINGS = ("out.weight", "up.weight", "down.weight", "hidden.weight")
"""Matrices from channels to channels."""


def _taken_in(weight: Tensor, chance: torch.Generator) -> Tensor:
    """[..., width] -> [..., 2 width] that gives the same of channels that come in pairs."""
    half = weight / 2
    apart = torch.randn(half.shape, generator=chance) * half.std() * APART
    return torch.cat((half + apart, half - apart), -1)


def widened(weights: dict[str, Tensor], size: Size, seed: int) -> dict[str, Tensor]:
    """The weights of a model of `size` as those of one with twice the width and twice the heads."""
    chance = torch.Generator().manual_seed(seed)
    wide: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if name.endswith("qkv.weight"):
            heads = _taken_in(weight, chance).view(3, size.heads, -1, 2 * size.width)
            wide[name] = torch.cat((heads, heads), 1).flatten(0, 2)
        elif name.endswith(CROSSINGS):
            taken = _taken_in(weight, chance)
            wide[name] = torch.cat((taken, taken))
        elif name.endswith("logits.weight"):
            wide[name] = _taken_in(weight, chance)
        elif name.endswith("logits.bias"):
            wide[name] = weight.clone()
        else:
            wide[name] = torch.cat((weight, weight), -1)
    return wide
