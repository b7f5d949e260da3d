"""What training minimises: focal loss on centres, GIoU and relative edges on boxes, entropy on backdrops."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from model import Finder, edges
from targets import Targets

BOX_WEIGHT = 1.0
EDGE_WEIGHT = 0.5
BACKDROP_WEIGHT = 0.3
UNKNOWN = -1


@dataclass(frozen=True)
class Losses:
    """The parts, each a scalar tensor, and their weighted sum."""

    heat: Tensor
    box: Tensor
    backdrop: Tensor

    @property
    def total(self) -> Tensor:
        return self.heat + self.box + BACKDROP_WEIGHT * self.backdrop


def focal(logits: Tensor, heat: Tensor, objects: int) -> Tensor:
    """Penalty-reduced focal loss of CenterNet (alpha 2, beta 4), a sum over cells per object."""
    logits = logits.float()
    sure = logits.sigmoid()
    wrong_off = F.softplus(-logits) * (1 - sure) ** 2
    wrong_on = F.softplus(logits) * sure**2 * (1 - heat) ** 4
    return torch.where(heat == 1, wrong_off, wrong_on).sum() / max(1, objects)


def giou(one: Tensor, other: Tensor) -> Tensor:
    """Generalised IoU (Rezatofighi et al. 2019) of boxes given as edge distances from one point [p,4]."""
    inner = torch.minimum(one, other)
    outer = torch.maximum(one, other)

    def area(box: Tensor) -> Tensor:
        return (box[:, 0] + box[:, 2]).clamp(min=0) * (box[:, 1] + box[:, 3]).clamp(min=0)

    overlap, hull = area(inner), area(outer)
    union = area(one) + area(other) - overlap
    return overlap / union.clamp(min=1e-3) - (hull - union) / hull.clamp(min=1e-3)


def finder_losses(
    model: Finder, logits: Tensor, features: Tensor, backdrops: Tensor, targets: Targets, count: int
) -> Losses:
    """All losses of one batch; the box head sees the positive cells only."""
    heat = focal(logits, targets.heat, count)
    known = targets.backdrop != UNKNOWN
    backdrop = backdrops.sum() * 0
    if bool(known.any()):
        backdrop = F.cross_entropy(backdrops.float(), targets.backdrop, ignore_index=UNKNOWN, label_smoothing=0.02)
    if targets.cells.shape[0] == 0:
        return Losses(heat, heat.new_zeros(()), backdrop)
    picture, y, x = targets.cells.unbind(1)
    found, wanted = edges(model.box(features[picture, :, y, x])), targets.edges
    scale = (wanted[:, :2] + wanted[:, 2:]).clamp(min=4.0).repeat(1, 2)
    relative = ((found - wanted) / scale).abs().sum(1).mean()
    box = BOX_WEIGHT * (1 - giou(found, wanted)).mean() + EDGE_WEIGHT * relative
    return Losses(heat, box, backdrop)
