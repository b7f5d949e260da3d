"""Flatland's layout model: a small prefix transformer that writes a scene object by object.

Text tokens attend to each other in both directions; object tokens attend to all text and to earlier
objects. Rotary positions (Su et al. 2021) serve both, objects also carry a learned index. From each
object position five chained heads decide kind, finish, x, y and size, each seeing the choices before
it (a MADE-like factorisation within one token).
"""
from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .scene import POSITION_BINS, SIZE_BINS
from .tokens import FINISH_TOKENS, FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, MAX_TEXT

FIELDS = (len(KINDS), len(FINISH_TOKENS), POSITION_BINS, POSITION_BINS, SIZE_BINS)
LOSS_WEIGHTS = (2.0, 1.0, 0.6, 0.6, 0.4)
MAX_STEPS = MAX_OBJECTS + 2
MOST_ALIKE = 8
"""Objects of one kind are told apart up to this many; more look like this many."""
Cache = list[tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class Size:
    """Hyperparameters of one model."""

    vocabulary: int
    width: int = 160
    layers: int = 5
    heads: int = 5

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def rotation(head: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines [positions, head / 2]; objects live at MAX_TEXT and beyond."""
    inverse = 1.0 / (1000.0 ** (torch.arange(0, head, 2).float() / head))
    angles = torch.arange(MAX_TEXT + MAX_STEPS).float()[:, None] * inverse
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns [batch, heads, length, head] by its positions (halves convention)."""
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), dim=-1)


def alike_so_far(kinds: Tensor) -> Tensor:
    """[batch, n] kinds -> how many of each object's kind stand at or before it, at most MOST_ALIKE."""
    index = torch.arange(kinds.shape[1], device=kinds.device)
    earlier = index[None, :] <= index[:, None]
    same = (kinds[:, :, None] == kinds[:, None, :]) & earlier
    return same.to(torch.int64).sum(-1).clamp(max=MOST_ALIKE)


class Block(nn.Module):
    """Pre-norm attention and MLP."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(
        self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None, past: tuple[Tensor, Tensor] | None = None
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """x [batch, length, width]; mask [batch or 1, 1, length, keys] is added to the scores. Returns x and (k, v)."""
        batch, length, width = x.shape
        shaped = self.qkv(self.norm1(x)).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = shaped.permute(2, 0, 3, 1, 4).unbind(0)
        q, k = rotate(q, cos.to(q.dtype), sin.to(q.dtype)), rotate(k, cos.to(k.dtype), sin.to(k.dtype))
        if past is not None:
            k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
        scores = q @ k.transpose(-2, -1) * (q.shape[-1] ** -0.5)
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        mixed = scores.softmax(-1).to(v.dtype) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = x + self.down(F.gelu(self.up(self.norm2(x))))
        return x, (k, v)


class Head(nn.Module):
    def __init__(self, width: int, choices: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, width)
        self.logits = nn.Linear(width, choices)

    def forward(self, h: Tensor) -> Tensor:
        return self.logits(F.gelu(self.hidden(h)))


class LayoutModel(nn.Module):
    """p(scene | text). Ids are int64; an object is five int64 bins (kind, finish, x, y, size)."""

    cos: Tensor
    sin: Tensor

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        width = size.width
        self.words = nn.Embedding(size.vocabulary, width)
        self.fields = nn.ModuleList([nn.Embedding(choices, width) for choices in FIELDS])
        self.start = nn.Parameter(torch.randn(width) * 0.02)
        self.steps = nn.Parameter(torch.randn(MAX_STEPS, width) * 0.02)
        self.alike = nn.Embedding(MOST_ALIKE + 1, width)
        self.blocks = nn.ModuleList([Block(width, size.heads) for _ in range(size.layers)])
        self.norm = nn.LayerNorm(width)
        self.heads = nn.ModuleList([Head(width, choices) for choices in FIELDS])
        cos, sin = rotation(width // size.heads)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02 if isinstance(module, nn.Embedding) else width**-0.5 * 0.6)
            if isinstance(module, nn.Linear) and module.bias is not None:
                nn.init.zeros_(module.bias)
        nn.init.zeros_(self.alike.weight)

    def embed_objects(self, objects: Tensor) -> Tensor:
        """[batch, n, 5] -> [batch, n, width]: the sum of the five choices and of how many of its kind came so far.

        `objects` must start with the scene's first: the count is taken along n.
        """
        kinds = objects[..., 0]
        total = self.fields[0](kinds) + self.alike(alike_so_far(kinds))
        for i in range(1, 5):
            total = total + self.fields[i](objects[..., i])
        return total

    def trunk(self, ids: Tensor, objects: Tensor) -> Tensor:
        """Teacher forcing: ids [b, t] (0 = padding), objects [b, n, 5] -> states [b, n, width] predicting each."""
        batch, text = ids.shape
        steps = objects.shape[1]
        start = self.start.expand(batch, 1, -1)
        written = torch.cat((start, self.embed_objects(objects[:, :-1])), 1) + self.steps[:steps]
        x = torch.cat((self.words(ids), written), 1)
        length = text + steps
        seen = torch.ones(length, length, dtype=torch.bool, device=ids.device).tril()
        seen[:text, :text] = True
        padding = F.pad(ids != 0, (0, steps), value=True)
        mask = torch.zeros(batch, 1, length, length, device=ids.device)
        mask.masked_fill_(~(seen[None, None] & padding[:, None, None, :]), -1e4)
        cos = torch.cat((self.cos[:text], self.cos[MAX_TEXT : MAX_TEXT + steps]))
        sin = torch.cat((self.sin[:text], self.sin[MAX_TEXT : MAX_TEXT + steps]))
        for block in self.blocks:
            x, _ = block(x, cos, sin, mask)
        return self.norm(x[:, text:])

    def loss(self, ids: Tensor, objects: Tensor, lengths: Tensor) -> tuple[Tensor, list[float]]:
        """Weighted cross-entropies of the five choices; lengths [b] counts backdrop, objects and end."""
        h = self.trunk(ids, objects)
        valid = torch.arange(objects.shape[1], device=ids.device)[None] < lengths[:, None]
        state, target = h[valid], objects[valid]
        losses = [F.cross_entropy(self.heads[0](state).float(), target[:, 0])]
        real = target[:, 0] >= FIRST_OBJECT_KIND
        state, target = state[real], target[real]
        for i in range(1, 5):
            state = state + self.fields[i - 1](target[:, i - 1])
            losses.append(F.cross_entropy(self.heads[i](state).float(), target[:, i]))
        total = sum(weight * loss for weight, loss in zip(LOSS_WEIGHTS, losses))
        assert isinstance(total, Tensor)
        return total, [loss.item() for loss in losses]
