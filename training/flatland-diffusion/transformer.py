"""The text's transformer and the flow's: it answers noisy latents, a time and a text with a velocity.

Rectified flow (Liu et al. 2022, arXiv 2209.03003): latents at time t are (1 - t) of the picture and t of noise, and
the velocity is noise minus picture. Blocks follow DiT (arXiv 2212.09748) with one table of modulations for all blocks
(PixArt-α, arXiv 2310.00426) and cross-attention to the text.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sizes import MAX_WORDS, Size


class Attention(nn.Module):
    def __init__(self, width: int, source: int, heads: int):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.pair = nn.Linear(source, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, source: Tensor, mask: Tensor | None = None) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.unflatten(-1, (self.heads, -1)).transpose(1, 2)

        key, value = self.pair(source).chunk(2, dim=-1)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(key), split(value), attn_mask=mask)
        return self.out(y.transpose(1, 2).flatten(2))


def mlp(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"), nn.Linear(4 * width, width))


class TextEncoder(nn.Module):
    """Word numbers [b,n] and their mask [b,n] (1 is a word) to states [b,n,width]."""

    def __init__(self, words: int, size: Size):
        super().__init__()
        width = size.text_width
        self.words = nn.Embedding(words, width)
        self.places = nn.Parameter(torch.randn(MAX_WORDS, width) * 0.02)
        self.layers = nn.ModuleList(
            nn.ModuleDict(
                {
                    "before": nn.LayerNorm(width),
                    "attention": Attention(width, width, max(1, width // 32)),
                    "between": nn.LayerNorm(width),
                    "mlp": mlp(width),
                }
            )
            for _ in range(size.text_depth)
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        mask = attention_mask[:, None, None, :] > 0
        x = self.words(input_ids) + self.places[: input_ids.shape[1]]
        for layer in self.layers:
            y = layer["before"](x)
            x = x + layer["attention"](y, y, mask)
            x = x + layer["mlp"](layer["between"](x))
        return self.norm(x) * attention_mask[:, :, None].to(x.dtype)


def waves(at: Tensor, width: int, longest: float) -> Tensor:
    """Sines and cosines of numbers [n] as [n,width]."""
    steps = torch.exp(-math.log(longest) * torch.arange(width // 2, device=at.device) / (width // 2))
    angles = at[:, None].float() * steps
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


class Block(nn.Module):
    def __init__(self, width: int, text_width: int, heads: int):
        super().__init__()
        self.width = (width,)
        self.attention = Attention(width, width, heads)
        self.cross = Attention(width, text_width, heads)
        self.mlp = mlp(width)
        self.table = nn.Parameter(torch.randn(6, width) / math.sqrt(width))
        nn.init.zeros_(self.cross.out.weight)
        nn.init.zeros_(self.cross.out.bias)

    def forward(self, x: Tensor, text: Tensor, mask: Tensor, modulation: Tensor) -> Tensor:
        shift, scale, gate, shift2, scale2, gate2 = (self.table + modulation).unbind(1)
        y = F.layer_norm(x, self.width) * (1 + scale[:, None]) + shift[:, None]
        x = x + gate[:, None] * self.attention(y, y)
        x = x + self.cross(x, text, mask)
        y = F.layer_norm(x, self.width) * (1 + scale2[:, None]) + shift2[:, None]
        return x + gate2[:, None] * self.mlp(y)


class Flow(nn.Module):
    """Latents [b,c,h,w], times [b] in 0..1000, text states [b,n,w] and their mask [b,n] to velocities [b,c,h,w]."""

    def __init__(self, size: Size):
        super().__init__()
        self.size = size
        width = size.width
        inner = size.latent_channels * size.patch**2
        self.into = nn.Linear(inner, width)
        self.time = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.whole = nn.Linear(size.text_width, width)
        self.modulate = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(width, size.text_width, size.heads) for _ in range(size.depth))
        self.table = nn.Parameter(torch.randn(2, width) / math.sqrt(width))
        self.out = nn.Linear(width, inner)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def _places(self, across: int, axis: Tensor) -> Tensor:
        """Places around the middle, in the tokens of the side it is trained at."""
        trained = self.size.latent_side // self.size.patch
        return waves(axis + 0.5 - across / 2 + trained / 2, self.size.width // 2, 100.0)

    def forward(
        self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor, encoder_attention_mask: Tensor
    ) -> Tensor:
        patch, width = self.size.patch, self.size.width
        batch, channels, height, breadth = sample.shape
        rows, columns = height // patch, breadth // patch
        x = sample.reshape(batch, channels, rows, patch, columns, patch).permute(0, 2, 4, 1, 3, 5)
        x = self.into(x.reshape(batch, rows * columns, channels * patch * patch))
        down = self._places(rows, torch.arange(rows, device=sample.device))
        along = self._places(columns, torch.arange(columns, device=sample.device))
        places = torch.cat(
            [down[:, None].expand(-1, columns, -1), along[None].expand(rows, -1, -1)], dim=-1
        ).reshape(1, rows * columns, width)
        x = x + places.to(x.dtype)
        mask = encoder_attention_mask.to(x.dtype)
        mean = (encoder_hidden_states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        condition = self.time(waves(timestep, 256, 10_000.0).to(x.dtype)) + self.whole(mean)
        modulation = self.modulate(F.silu(condition)).unflatten(-1, (6, width))
        seen = encoder_attention_mask[:, None, None, :] > 0
        for block in self.blocks:
            x = block(x, encoder_hidden_states, seen, modulation)
        shift, scale = (self.table + condition[:, None]).unbind(1)
        x = self.out(F.layer_norm(x, (width,)) * (1 + scale[:, None]) + shift[:, None])
        x = x.reshape(batch, rows, columns, channels, patch, patch).permute(0, 3, 1, 4, 2, 5)
        return x.reshape(batch, channels, height, breadth)


class FlowModel(nn.Module):
    """Both transformers, trained as one."""

    def __init__(self, words: int, size: Size):
        super().__init__()
        self.text = TextEncoder(words, size)
        self.flow = Flow(size)

    def forward(self, sample: Tensor, time: Tensor, ids: Tensor) -> Tensor:
        mask = (ids > 0).long()
        return self.flow(sample, time, self.text(ids, mask), mask)
