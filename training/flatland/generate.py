"""Sampling scenes from the model in Python (training-time evaluation; the app has its own sampler)."""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from .model import Cache, LayoutModel
from .scene import FACINGS, Scene, SceneObject, position_of, size_of
from .tokens import FINISH_TOKENS, FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, MAX_TEXT, Row, Vocabulary


def _pick(logits: Tensor, temperature: float, generator: torch.Generator) -> Tensor:
    probabilities = (logits.float() / temperature).softmax(-1)
    return torch.multinomial(probabilities, 1, generator=generator)[:, 0]


@torch.no_grad()
def generate(
    model: LayoutModel, ids: Tensor, temperature: float, generator: torch.Generator
) -> list[list[Row]]:
    """Samples one object sequence for each row of ids [batch, text] (0 = padding)."""
    batch, text = ids.shape
    x = model.words(ids)
    barred = torch.zeros(batch, 1, 1, text).masked_fill_((ids == 0)[:, None, None], -1e4)
    past: Cache = []
    for block in model.blocks:
        x, kv = block(x, model.cos[:text], model.sin[:text], barred)
        past.append(kv)
    rows: list[list[Row]] = [[] for _ in range(batch)]
    written: list[Tensor] = []
    done = torch.zeros(batch, dtype=torch.bool)
    x = model.start.expand(batch, 1, -1) + model.steps[0]
    for step in range(MAX_OBJECTS + 1):
        at = MAX_TEXT + step
        mask = F.pad(barred, (0, step + 1))
        for i, block in enumerate(model.blocks):
            x, past[i] = block(x, model.cos[at : at + 1], model.sin[at : at + 1], mask, past[i])
        h = model.norm(x)[:, 0]
        chosen: list[Tensor] = []
        for i, head in enumerate(model.heads):
            logits = head(h)
            if i == 0:
                allowed = torch.zeros(logits.shape[-1], dtype=torch.bool)
                allowed[1:FIRST_OBJECT_KIND] = step == 0
                allowed[FIRST_OBJECT_KIND:] = step > 0
                allowed[0] = step > 0
                logits = logits.masked_fill(~allowed, -1e9)
            chosen.append(_pick(logits, temperature, generator))
            h = h + model.fields[i](chosen[-1])
        choice = torch.stack(chosen, -1)
        choice[choice[:, 0] < FIRST_OBJECT_KIND, 1:] = 0
        for b in range(batch):
            if not done[b]:
                rows[b].append(tuple(choice[b].tolist()))
        done |= choice[:, 0] == 0
        if bool(done.all()):
            break
        written.append(choice)
        x = model.embed_objects(torch.stack(written, 1))[:, -1:] + model.steps[step + 1]
    return rows


def scene_of(rows: list[Row], quotes: list[str], aspect: str = "1:1") -> Scene:
    """Turns sampled bins into a scene (groups unknown: -1); lettering without a quote is dropped."""
    objects: list[SceneObject] = []
    for kind, finish, x, y, size, facing in rows[1:]:
        if kind < FIRST_OBJECT_KIND:
            break
        name, text = KINDS[kind], None
        if name.startswith("lettering"):
            k = int(name.removeprefix("lettering")) - 1
            if k >= len(quotes):
                continue
            name, text = "lettering", quotes[k]
        look = FINISH_TOKENS[finish] if finish else None
        looks = FACINGS[facing] if facing else None
        objects.append(SceneObject(name, look, position_of(x), position_of(y), size_of(size), text, -1, looks))
    return Scene(KINDS[rows[0][0]], objects, aspect)


def scenes_for(
    model: LayoutModel, vocabulary: Vocabulary, cases: list[tuple[str, str]], temperature: float, seed: int,
    batch: int = 64
) -> list[Scene]:
    """One scene for each prompt and aspect."""
    generator = torch.Generator().manual_seed(seed)
    scenes: list[Scene] = []
    for start in range(0, len(cases), batch):
        part = cases[start : start + batch]
        encoded = [vocabulary.encode(prompt, aspect) for prompt, aspect in part]
        longest = max(len(ids) for ids, _ in encoded)
        ids = torch.tensor([row + [0] * (longest - len(row)) for row, _ in encoded])
        rows = generate(model, ids, temperature, generator)
        scenes += [scene_of(row, quotes, aspect) for row, (_, quotes), (_, aspect) in zip(rows, encoded, part)]
    return scenes
