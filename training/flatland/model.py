"""Flatland's layout model: a small prefix transformer that writes a scene object by object.

Text tokens attend to each other in both directions; object tokens attend to all text and to earlier
objects. Rotary positions (Su et al. 2021) serve both, objects also carry a learned index. From each
object position six chained heads decide kind, finish, x, y, size and facing, each seeing the choices before
it (a MADE-like factorisation within one token).
"""
from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .scene import FACINGS, POSITION_BINS, SIZE_BINS
from .tokens import FINISH_TOKENS, FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, MAX_TEXT, MOST_ALIKE

FIELDS = (len(KINDS), len(FINISH_TOKENS), POSITION_BINS, POSITION_BINS, SIZE_BINS, len(FACINGS))
LOSS_WEIGHTS = (2.0, 1.0, 0.6, 0.6, 0.4, 0.6)
MAX_STEPS = MAX_OBJECTS + 2
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


class Take(torch.autograd.Function):
    """Rows of x at distinct indices; quicker than indexing, which must reckon with repeated ones."""

    @staticmethod
    def forward(ctx, x: Tensor, index: Tensor) -> Tensor:
        ctx.save_for_backward(index)
        ctx.rows = x.shape[0]
        return x.index_select(0, index)

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, None]:
        (index,) = ctx.saved_tensors
        return grad.new_zeros(ctx.rows, *grad.shape[1:]).index_copy_(0, index, grad), None


class Put(torch.autograd.Function):
    """Zeros with x's rows at distinct indices: the inverse of Take."""

    @staticmethod
    def forward(ctx, x: Tensor, index: Tensor, rows: int) -> Tensor:
        ctx.save_for_backward(index)
        return x.new_zeros(rows, *x.shape[1:]).index_copy_(0, index, x)

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, None, None]:
        (index,) = ctx.saved_tensors
        return grad.index_select(0, index), None, None


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

    def packed(self, x: Tensor, spread: "Spread", last: bool) -> Tensor:
        """The same on packed tokens [tokens, width] of a whole batch; the `last` block answers for objects only."""
        width = x.shape[-1]
        head = width // self.heads
        qkv = self.qkv(self.norm1(x)).view(-1, 3, self.heads, head)
        a, b = qkv[:, :2].chunk(2, dim=-1)
        cos, sin = spread.cos.to(qkv.dtype), spread.sin.to(qkv.dtype)
        qkv = torch.cat((torch.cat((a * cos - b * sin, b * cos + a * sin), dim=-1), qkv[:, 2:]), 1)
        padded = Put.apply(qkv.flatten(1), spread.tokens, spread.batch * spread.length)
        q, k, v = padded.view(spread.batch, spread.length, 3, self.heads, head).permute(2, 0, 3, 1, 4).unbind(0)
        mask, tokens = spread.mask.to(q.dtype), spread.tokens
        if last:
            q, mask, tokens, x = q[:, :, spread.text :], mask[:, :, spread.text :], spread.objects, Take.apply(x, spread.of_objects)
        mixed = ((q * head**-0.5) @ k.transpose(-2, -1) + mask).softmax(-1).to(v.dtype) @ v
        x = x + self.out(Take.apply(mixed.transpose(1, 2).reshape(-1, width), tokens))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


@dataclass(frozen=True)
class Spread:
    """Where the packed tokens of a batch (no padding) lie in its padded rows: text, then objects."""

    batch: int
    text: int
    length: int
    mask: Tensor
    """[batch, 1, length, length], added to the scores."""
    tokens: Tensor
    """[tokens] indices into batch * length."""
    objects: Tensor
    """[object tokens] indices into batch * (length - text)."""
    of_objects: Tensor
    """[object tokens] indices into tokens."""
    cos: Tensor
    sin: Tensor

    @staticmethod
    def of(ids: Tensor, steps: int, lengths: Tensor, cos: Tensor, sin: Tensor) -> "Spread":
        batch, text = ids.shape
        length = text + steps
        device = ids.device
        written = torch.arange(steps, device=device)[None] < lengths[:, None]
        objects = _rounded(written.flatten(), 64)
        of_rows = objects // steps * length + text + objects % steps
        real = F.pad(ids != 0, (0, steps)).flatten().index_fill(0, of_rows, True)
        tokens = _rounded(real, 256)
        inverse = torch.zeros(batch * length, dtype=torch.int64, device=device)
        inverse[tokens] = torch.arange(len(tokens), device=device)
        place = tokens % length
        seen = torch.ones(length, length, dtype=torch.bool, device=device).tril()
        seen[:text, :text] = True
        mask = torch.zeros(batch, 1, length, length, device=device)
        mask.masked_fill_(~(seen[None, None] & F.pad(ids != 0, (0, steps), value=True)[:, None, None, :]), -1e4)
        position = torch.where(place < text, place, place - text + MAX_TEXT)
        return Spread(
            batch, text, length, mask, tokens, objects, inverse[of_rows], cos[position][:, None, None],
            sin[position][:, None, None],
        )


def _rounded(real: Tensor, step: int) -> Tensor:
    """Indices of what is real, then of some padding, so that few different numbers occur (kernels are made for each)."""
    found, padding = real.nonzero()[:, 0], (~real).nonzero()[:, 0]
    return torch.cat((found, padding[: -len(found) % step]))


class Head(nn.Module):
    def __init__(self, width: int, choices: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, width)
        self.logits = nn.Linear(width, choices)

    def forward(self, h: Tensor) -> Tensor:
        return self.logits(F.gelu(self.hidden(h)))


class LayoutModel(nn.Module):
    """p(scene | text). Ids are int64; an object is six int64 bins (kind, finish, x, y, size, facing)."""

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
        """[batch, n, 6] -> [batch, n, width]: the sum of the six choices and of how many of its kind came so far.

        `objects` must start with the scene's first: the count is taken along n.
        """
        kinds = objects[..., 0]
        total = self.fields[0](kinds) + self.alike(alike_so_far(kinds))
        for i in range(1, len(FIELDS)):
            total = total + self.fields[i](objects[..., i])
        return total

    def packed_trunk(self, ids: Tensor, objects: Tensor, lengths: Tensor) -> Tensor:
        """Teacher forcing without padding: states [objects of all rows (and a few idle ones), width]."""
        batch, text = ids.shape
        steps = objects.shape[1]
        spread = Spread.of(ids, steps, lengths, self.cos, self.sin)
        start = self.start.expand(batch, 1, -1)
        written = torch.cat((start, self.embed_objects(objects[:, :-1])), 1) + self.steps[:steps]
        x = Take.apply(torch.cat((self.words(ids), written), 1).flatten(0, 1), spread.tokens)
        for i, block in enumerate(self.blocks):
            x = block.packed(x, spread, last=i == len(self.blocks) - 1)
        return self.norm(x)

    def trunk(self, ids: Tensor, objects: Tensor) -> Tensor:
        """Teacher forcing: ids [b, t] (0 = padding), objects [b, n, 6] -> states [b, n, width] predicting each."""
        batch, steps = objects.shape[:2]
        lengths = torch.full((batch,), steps, device=ids.device)
        return self.packed_trunk(ids, objects, lengths)[: batch * steps].view(batch, steps, -1)

    def loss(self, ids: Tensor, objects: Tensor, lengths: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Weighted cross-entropies of the six choices; lengths [b] counts backdrop, objects and end."""
        target = objects[torch.arange(objects.shape[1], device=ids.device)[None] < lengths[:, None]]
        state = self.packed_trunk(ids, objects, lengths)[: len(target)]
        losses = [F.cross_entropy(self.heads[0](state).float(), target[:, 0])]
        real = target[:, 0] >= FIRST_OBJECT_KIND
        state, target = state[real], target[real]
        for i in range(1, len(FIELDS)):
            state = state + self.fields[i - 1](target[:, i - 1])
            losses.append(F.cross_entropy(self.heads[i](state).float(), target[:, i]))
        total = sum(weight * loss for weight, loss in zip(LOSS_WEIGHTS, losses))
        assert isinstance(total, Tensor)
        return total, [loss.detach() for loss in losses]
