"""A running average of a network's weights: steadier than the weights themselves."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Average:
    """Exponential moving average of parameters and buffers, younger steps weighing more at first."""

    def __init__(self, model: nn.Module, decay: float):
        self.decay = decay
        self.state: dict[str, Tensor] = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def load(self, state: dict[str, Tensor]) -> None:
        """Take over saved averages."""
        self.state = {key: value.clone() for key, value in state.items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move towards the model's present weights."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for key, value in model.state_dict().items():
            if value.is_floating_point():
                self.state[key].lerp_(value, 1 - decay)
            else:
                self.state[key].copy_(value)
