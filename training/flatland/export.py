"""Writes models/flatland/model.onnx and config.json from a checkpoint, and checks them against PyTorch.

`python -m training.flatland.export [--checkpoint FILE.pt] [--out DIR] [--weights model]`. One run of the graph chooses one
object: the five chained choices are drawn inside it by inverse CDF from five uniform numbers, so that a
caller needs no mathematics and the same numbers give the same scene.

Inputs: ids int64 [1, text], objects int64 [1, written, 5] (none at first), uniforms float32 [5] in [0, 1),
temperature float32 [1] > 0, allowed float32 [kinds] (1 = may be chosen).
Output: choice int64 [5] = kind, finish, x bin, y bin, size bin.
"""
from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor, nn

from .evaluate import load, synthetic_specs
from .model import LayoutModel
from .tokens import KINDS, MAX_TEXT, Vocabulary, save_config
from .world import REPOSITORY

OPSET = 18


class NextObject(nn.Module):
    """The model, unpadded and for one prompt, with sampling inside."""

    def __init__(self, model: LayoutModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, objects: Tensor, uniforms: Tensor, temperature: Tensor, allowed: Tensor
    ) -> Tensor:
        m = self.model
        text, steps = ids.shape[1], objects.shape[1] + 1
        written = torch.cat((m.start.reshape(1, 1, -1), m.embed_objects(objects)), 1) + m.steps[:steps]
        x = torch.cat((m.words(ids), written), 1)
        index = torch.arange(text + steps)
        visible = (index[None, :] < text) | (index[None, :] <= index[:, None])
        mask = (1.0 - visible.float())[None, None] * -1e4
        cos = torch.cat((m.cos[:text], m.cos[MAX_TEXT : MAX_TEXT + steps]))
        sin = torch.cat((m.sin[:text], m.sin[MAX_TEXT : MAX_TEXT + steps]))
        for block in m.blocks:
            x, _ = block(x, cos, sin, mask)
        h = m.norm(x[:, -1])[0]
        choices: list[Tensor] = []
        for i, (head, field) in enumerate(zip(m.heads, m.fields)):
            logits = head(h) / temperature
            if i == 0:
                logits = logits + (allowed - 1.0) * 1e9
            cumulated = logits.softmax(-1).cumsum(-1)
            below = (cumulated <= uniforms[i] * cumulated[-1]).to(torch.int64).sum()
            choice = torch.clamp(below, max=logits.shape[-1] - 1)
            choices.append(choice)
            h = h + field(choice)
        return torch.stack(choices)


def example_inputs(text: int, written: int) -> tuple[Tensor, ...]:
    rng = torch.Generator().manual_seed(text * 31 + written)
    objects = torch.zeros(1, written, 5, dtype=torch.int64)
    objects[..., 0] = torch.randint(1, 40, (1, written), generator=rng)
    objects[..., 1:] = torch.randint(0, 18, (1, written, 4), generator=rng)
    ids = torch.randint(2, 200, (1, text), generator=rng)
    return ids, objects, torch.rand(5, generator=rng), torch.tensor([1.0]), torch.ones(len(KINDS))


NAMES = ("ids", "objects", "uniforms", "temperature", "allowed")


def export(model: LayoutModel, path: Path) -> None:
    text, written = torch.export.Dim("text", min=1, max=MAX_TEXT), torch.export.Dim("written", min=0, max=25)
    torch.onnx.export(
        NextObject(model).eval(), example_inputs(7, 3), str(path), input_names=list(NAMES),
        output_names=["choice"], opset_version=OPSET, dynamo=True, external_data=False,
        dynamic_shapes=({1: text}, {1: written}, None, None, None), verbose=False,
    )


def check(model: LayoutModel, vocabulary: Vocabulary, path: Path) -> int:
    """Compares graph and PyTorch on random and on real prefixes; returns how many choices were compared."""
    import onnxruntime as ort

    session = ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    reference = NextObject(model).eval()
    cases = [example_inputs(text, written) for text, written in ((1, 0), (12, 0), (40, 1), (90, 24), (5, 9))]
    for prompt, _ in synthetic_specs(Random(4), 20):
        _, objects, *rest = example_inputs(3, 4)
        cases.append((torch.tensor([vocabulary.encode(prompt)[0]]), objects, *rest))
    compared = 0
    for case in cases:
        feeds = {name: value.numpy() for name, value in zip(NAMES, case)}
        (got,) = session.run(None, feeds)
        with torch.no_grad():
            want = reference(*case).numpy()
        if not np.array_equal(got, want):
            raise AssertionError(f"The graph chose {got}, PyTorch {want}.")
        compared += 1
    return compared


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
    print(f"{arguments.out}: {size / 1e6:.2f} MB, {compared} choices equal to PyTorch, {facts}")


if __name__ == "__main__":
    main()
