"""A checkpoint to go on from, out of an exported folder: `python -m training.flatland.restore [--model DIR] --out FILE.pt`.

The folder keeps the averaged weights (rounded to 16 bits) and the configuration; what an optimiser remembers is not in it.
Use the file with `train --start`. The weights are checked against the graph, choice by choice.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from .export import check
from .model import LayoutModel, Size
from .tokens import Vocabulary, config
from .world import REPOSITORY

MATRICES = ("qkv", "out", "up", "down")
"""Weights inside blocks, which the exporter turned round and stripped of their names; they follow in this order."""


def weights_of(path: Path, layers: int) -> dict[str, Tensor]:
    """The model's parameters by name. Raises ValueError where the graph is built otherwise."""
    graph = onnx.load(str(path)).graph
    stored = {w.name.removesuffix(".half"): numpy_helper.to_array(w).astype(np.float32) for w in graph.initializer}
    found = {name.removeprefix("model."): value for name, value in stored.items() if name.startswith("model.")}
    names = [f"blocks.{i}.{part}.weight" for i in range(layers) for part in MATRICES]
    products = [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in stored]
    turned = [node for node in products if f"/{MATRICES[0]}" in node.name or any(f"/{p}" in node.name for p in MATRICES)]
    if len(turned) != len(names):
        raise ValueError(f"{path} has {len(turned)} matrices in its blocks, not {len(names)}.")
    for name, node in zip(names, turned, strict=True):
        if f"/{name.split('.')[2]}" not in node.name:
            raise ValueError(f"{path} has {node.name} where {name} was expected.")
        found[name] = stored[node.input[1]].T
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in found.items()}


def restored(folder: Path) -> tuple[LayoutModel, Vocabulary, dict]:
    """The model of a folder, its vocabulary and configuration."""
    saved = json.loads((folder / "config.json").read_text("utf-8"))
    size = Size(**saved["model"])
    model = LayoutModel(size)
    weights = weights_of(folder / "model.onnx", size.layers)
    missing, unknown = model.load_state_dict(weights, strict=False)
    if unknown or any(name not in ("cos", "sin") for name in missing):
        raise ValueError(f"{folder} does not hold this model: {missing} missing, {unknown} unknown.")
    return model.eval(), Vocabulary(saved["vocabulary"]), saved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=REPOSITORY / "models" / "flatland")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model, vocabulary, saved = restored(arguments.model)
    compared = check(model, vocabulary, arguments.model / "model.onnx")
    state = {"config": config(vocabulary, model.size.as_dict()), "average": model.state_dict(), "trained": saved["trained"]}
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, arguments.out)
    print(f"{arguments.out}: {sum(p.numel() for p in model.parameters()):,} parameters, {compared} choices as the graph's")


if __name__ == "__main__":
    main()
