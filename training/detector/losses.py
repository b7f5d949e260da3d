"""What training minimises: focal loss on centres, GIoU and relative edges on boxes, entropy on finishes.

Where an object is, its kinds' logits also compete in a cross-entropy: the focal loss alone tells kinds apart
slowly, since most of its weight goes to finding centres.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from model import Detector, edges
from targets import Targets

BOX_WEIGHT = 1.0
EDGE_WEIGHT = 0.5
FINISH_WEIGHT = 0.7
KIND_WEIGHT = 0.5
SMOOTHING = 0.02


@dataclass(frozen=True)
class Losses:
    """The parts, each a scalar tensor, and their weighted sum."""

    heat: Tensor
    kind: Tensor
    box: Tensor
    finish: Tensor

    @property
    def total(self) -> Tensor:
        return self.heat + KIND_WEIGHT * self.kind + self.box + FINISH_WEIGHT * self.finish


def focal(logits: Tensor, heat: Tensor, ignore: Tensor, objects: int) -> Tensor:
    """Penalty-reduced focal loss of CenterNet (alpha 2, beta 4), a sum over cells per object."""
    logits = logits.float()
    sure = logits.sigmoid()
    wrong_off = F.softplus(-logits) * (1 - sure) ** 2
    wrong_on = F.softplus(logits) * sure**2 * (1 - heat) ** 4
    loss = torch.where(heat == 1, wrong_off, wrong_on).masked_fill(ignore, 0.0)
    return loss.sum() / max(1, objects)


def giou(one: Tensor, other: Tensor) -> Tensor:
    """Generalised IoU (Rezatofighi et al. 2019) of boxes given as edge distances from one point [p,4]."""
    inner = torch.minimum(one, other)
    outer = torch.maximum(one, other)

    def area(box: Tensor) -> Tensor:
        return (box[:, 0] + box[:, 2]).clamp(min=0) * (box[:, 1] + box[:, 3]).clamp(min=0)

    overlap, hull = area(inner), area(outer)
    union = area(one) + area(other) - overlap
    return overlap / union.clamp(min=1e-3) - (hull - union) / hull.clamp(min=1e-3)


def detector_losses(model: Detector, logits: Tensor, features: Tensor, targets: Targets, count: int) -> Losses:
    """All losses of one batch; heads for boxes and finishes see the positive cells only."""
    heat = focal(logits, targets.heat, targets.ignore, count)
    if targets.cells.shape[0] == 0:
        nothing = heat.new_zeros(())
        return Losses(heat, nothing, nothing, nothing)
    picture, y, x = targets.cells.unbind(1)
    cells = features[picture, :, y, x]
    kind = F.cross_entropy(logits[picture, :, y, x].float(), targets.kind)
    found, wanted = edges(model.box(cells)), targets.edges
    scale = (wanted[:, :2] + wanted[:, 2:]).clamp(min=4.0).repeat(1, 2)
    relative = ((found - wanted) / scale).abs().sum(1).mean()
    box = BOX_WEIGHT * (1 - giou(found, wanted)).mean() + EDGE_WEIGHT * relative
    finish = F.cross_entropy(
        model.finish(cells).float(), targets.finish, ignore_index=-1, label_smoothing=SMOOTHING
    )
    return Losses(heat, kind, box, finish)
