"""Writes model.onnx and config.json from a checkpoint, and checks them against PyTorch.

`python -m training.flatland.export [--checkpoint FILE.pt] [--out DIR] [--weights model]`. One graph, two uses, with a
key/value cache between runs. First the text alone (t words, n = 0, p = 0, b = 1); then the caller repeats `past` for
its b candidates and runs step 0, 1, 2 ... with t = 0, n = 1. The six chained choices are drawn inside the graph by
inverse CDF from six uniform numbers, so that a caller needs no mathematics and the same numbers give the same scene.

Inputs: ids int64 [b, t]; last int64 [b, n, 6], the object chosen before; step int64 [1] (0: the start instead of
`last`); alike int64 [b, n], how many of last's kind came so far, at most 8; positions int64 [t + n] (text: 0 ..,
step s: maxText + s); past float32 [layers, 2, b, heads, p, headWidth]; uniforms float32 [b, 6] in [0, 1);
temperature float32 [1] > 0; allowed float32 [b, kinds] (1 = may be chosen).
Outputs: choice int64 [b, 6] = kind, finish, x, y, size, facing of the last position; present, like past with p + t + n.
Weights are stored as float16 and cast to float32 when the file is loaded.
"""
from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ..plain_onnx import SMALLEST_HALVED, store_halved, strip_traces
from .evaluate import load, synthetic_specs
from .model import LayoutModel, rotate
from .tokens import FIELD_NAMES, FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, MAX_TEXT, MOST_ALIKE, Vocabulary, save_config
from .world import REPOSITORY

OPSET = 18
NAMES = ("ids", "last", "step", "alike", "positions", "past", "uniforms", "temperature", "allowed")
FIELDS = len(FIELD_NAMES)
MISMATCHES = 1e-3
"""Share of choices that may differ where a uniform number falls on the border of two choices."""


class NextObject(nn.Module):
    """The model with cache and sampling inside."""

    def __init__(self, model: LayoutModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, last: Tensor, step: Tensor, alike: Tensor, positions: Tensor, past: Tensor,
        uniforms: Tensor, temperature: Tensor, allowed: Tensor,
    ) -> tuple[Tensor, Tensor]:
        m = self.model
        written = m.alike(alike)
        for i, field in enumerate(m.fields):
            written = written + field(last[..., i])
        first = (step == 0).to(written.dtype)
        written = written * (1 - first) + m.start * first + m.steps[step]
        x = torch.cat((m.words(ids), written), 1)
        cos, sin = m.cos[positions], m.sin[positions]
        caches: list[Tensor] = []
        for i, block in enumerate(m.blocks):
            x, cache = _cached(block, x, cos, sin, past[i])
            caches.append(cache)
        return choose(m, m.norm(x[:, -1]), uniforms, temperature, allowed), torch.stack(caches)


def _cached(block: nn.Module, x: Tensor, cos: Tensor, sin: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
    """One block without a mask: everything given sees everything given and everything cached."""
    width = x.shape[-1]
    head = width // block.heads
    q, k, v = (
        part.unflatten(-1, (block.heads, head)).transpose(1, 2)
        for part in block.qkv(block.norm1(x)).split(width, dim=-1)
    )
    q, k = rotate(q, cos, sin), rotate(k, cos, sin)
    k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
    mixed = (q @ k.transpose(-2, -1) * head**-0.5).softmax(-1) @ v
    x = x + block.out(mixed.transpose(1, 2).flatten(2))
    x = x + block.down(nn.functional.gelu(block.up(block.norm2(x))))
    return x, torch.stack((k, v))


def choose(m: LayoutModel, h: Tensor, uniforms: Tensor, temperature: Tensor, allowed: Tensor) -> Tensor:
    """Draws the six chained choices [b, 6] from states [b, width] by inverse CDF."""
    choices: list[Tensor] = []
    for i, (head, field) in enumerate(zip(m.heads, m.fields)):
        logits = head(h) / temperature
        if i == 0:
            logits = logits + (allowed - 1.0) * 1e9
        cumulated = logits.softmax(-1).cumsum(-1)
        below = (cumulated <= uniforms[:, i : i + 1] * cumulated[:, -1:]).to(torch.int64).sum(-1)
        choice = torch.clamp(below, max=logits.shape[-1] - 1)
        choices.append(choice)
        h = h + field(choice)
    return torch.stack(choices, -1)


def example_inputs(model: LayoutModel, batch: int, text: int, written: int, past: int) -> tuple[Tensor, ...]:
    size = model.size
    rng = torch.Generator().manual_seed(text * 31 + written)
    return (
        torch.randint(2, 200, (batch, text), generator=rng), torch.ones(batch, written, FIELDS, dtype=torch.int64),
        torch.tensor([3]), torch.ones(batch, written, dtype=torch.int64), torch.arange(text + written),
        torch.randn(size.layers, 2, batch, size.heads, past, size.width // size.heads, generator=rng),
        torch.rand(batch, FIELDS, generator=rng), torch.tensor([1.0]), torch.ones(batch, len(KINDS)),
    )


def export(model: LayoutModel, path: Path) -> None:
    axes = {
        "ids": {0: "batch", 1: "text"}, "last": {0: "batch", 1: "objects"}, "alike": {0: "batch", 1: "objects"},
        "positions": {0: "length"}, "past": {2: "batch", 4: "past"}, "uniforms": {0: "batch"}, "allowed": {0: "batch"},
        "choice": {0: "batch"}, "present": {2: "batch", 4: "present"},
    }
    with torch.no_grad():
        torch.onnx.export(
            NextObject(model).eval(), example_inputs(model, 2, 3, 2, 4), str(path), input_names=list(NAMES),
            output_names=["choice", "present"], opset_version=OPSET, dynamo=False, dynamic_axes=axes,
        )
    graph = onnx.load(path)
    strip_traces(graph)
    store_halved(graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def halved(model: LayoutModel) -> LayoutModel:
    """Rounds a model's large weights to float16's precision, as the file stores them."""
    for p in model.parameters():
        if p.numel() >= SMALLEST_HALVED:
            p.data = p.data.half().float()
    return model


@torch.no_grad()
def check(model: LayoutModel, vocabulary: Vocabulary, path: Path, prompts: int = 24, candidates: int = 3) -> int:
    """Draws whole scenes with the graph's cache, several candidates at once, and compares every choice with PyTorch.

    PyTorch sees each scene's whole prefix without a cache (teacher forcing) and the same uniform numbers.
    Returns how many choices were compared; raises AssertionError when more than MISMATCHES of them differ.
    """
    import onnxruntime as ort

    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(9)
    compared = differing = 0
    for prompt, spec in synthetic_specs(Random(4), prompts):
        ids, _ = vocabulary.encode(prompt, spec.aspect)
        scenes, numbers, allowances = _drawn(session, model, ids, rng, candidates)
        steps = scenes.shape[1]
        states = model.trunk(torch.tensor([ids] * candidates), torch.from_numpy(scenes))
        for step in range(steps):
            want = choose(
                model, states[:, step], torch.from_numpy(numbers[step]), torch.tensor([1.0]),
                torch.from_numpy(allowances[step]),
            ).numpy()
            if step == 0:
                want[:, 1:] = 0
            compared += want.size
            differing += int((want != scenes[:, step]).sum())
    if differing > MISMATCHES * compared:
        raise AssertionError(f"{differing} of {compared} choices differ from PyTorch's.")
    return compared


def _drawn(session, model: LayoutModel, ids: list[int], rng: np.random.Generator, candidates: int):
    """Runs the graph as the app does; [candidates, steps, 6] choices, uniform numbers and allowed kinds by step."""
    size = model.size
    shape = (size.layers, 2, 1, size.heads, 0, size.width // size.heads)
    temperature = np.ones(1, np.float32)
    _, past = session.run(None, {
        "ids": np.array([ids], np.int64), "last": np.zeros((1, 0, FIELDS), np.int64), "step": np.zeros(1, np.int64),
        "alike": np.zeros((1, 0), np.int64), "positions": np.arange(len(ids), dtype=np.int64),
        "past": np.zeros(shape, np.float32), "uniforms": np.zeros((1, FIELDS), np.float32),
        "temperature": temperature, "allowed": np.ones((1, len(KINDS)), np.float32),
    })
    past = np.repeat(past, candidates, 2)
    last = np.zeros((candidates, 1, FIELDS), np.int64)
    seen = np.zeros((candidates, len(KINDS)), np.int64)
    choices, numbers, allowances = [], [], []
    for step in range(MAX_OBJECTS // 2):
        uniforms = rng.random((candidates, FIELDS), np.float32)
        allowed = np.ones((candidates, len(KINDS)), np.float32)
        allowed[:, :1] = 0
        allowed[:, 1:FIRST_OBJECT_KIND] = step == 0
        allowed[:, FIRST_OBJECT_KIND:] = step > 0
        alike = np.minimum(np.take_along_axis(seen, last[:, :, 0], 1), MOST_ALIKE)
        choice, past = session.run(None, {
            "ids": np.zeros((candidates, 0), np.int64), "last": last, "step": np.array([step], np.int64),
            "alike": alike, "positions": np.array([MAX_TEXT + step], np.int64), "past": past,
            "uniforms": uniforms, "temperature": temperature, "allowed": allowed,
        })
        if step == 0:
            choice[:, 1:] = 0
        seen[np.arange(candidates), choice[:, 0]] += 1
        last = choice[:, None, :]
        choices.append(choice)
        numbers.append(uniforms)
        allowances.append(allowed)
    return np.stack(choices, 1), numbers, allowances


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=Path(__file__).parent / "checkpoints" / "flatland.pt")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "models" / "flatland")
    parser.add_argument(
        "--weights", choices=("average", "model"), default="average",
        help="the average lags: after a short cool-down the model itself can be better",
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model, vocabulary, saved = load(arguments.checkpoint, arguments.weights)
    halved(model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "model.onnx"
        export(model, draft)
        compared = check(model, vocabulary, draft)
        shutil.copyfile(draft, arguments.out / "model.onnx")
    facts = {"steps": saved["step"], "scenes": saved["scenes"], "seconds": round(float(str(saved["seconds"]))),
             "seed": saved["seed"], "weights": arguments.weights}
    contents = dict(saved["config"]) if isinstance(saved["config"], dict) else {}
    save_config(arguments.out / "config.json", {**contents, "trained": facts})
    size = (arguments.out / "model.onnx").stat().st_size
    print(f"{arguments.out}: {size / 1e6:.2f} MB, {compared} choices equal to PyTorch's, {facts}")


if __name__ == "__main__":
    main()
