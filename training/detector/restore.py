"""Checkpoints out of the exported graphs: `python restore.py --model ../../models/flatland-detector --bank DIR --backdrops DIR --out DIR`.

Writes `finder.pt` and `classifier.pt`, for `--start` of the training commands and for `evaluate.py`, `mine.py` and
`export.py`. The normalisations that the exporter joined with the convolutions are taken apart again on crops and
pictures like those of training (training/unfolded.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from bank import Bank
from classifier import Classifier, Shape
from compose import SceneMaker
from crops import CropMaker, Fields
from model import Architecture, Finder, to_input
from reading import ClassifierGraph, FinderGraph
from world import load_world

sys.path.append(str(Path(__file__).resolve().parents[1]))

from unfolded import Graph, filled, taken_apart  # noqa: E402

CROPS = 1024
PICTURES = 48
SIDE = 320
SEED = 5
GAP = 0.02
"""How far an answer may be from the graph's, whose weights were halved in precision."""


def compared(module: nn.Module, path: Path, name: str, bytes_: Tensor) -> float:
    """Largest difference of the first answer. Raises ValueError where it is too large."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.inference_mode():
        own = module(bytes_)[0].numpy()
    gap = float(np.abs(own - session.run(None, {name: bytes_.numpy()})[0]).max())
    if gap > GAP:
        raise ValueError(f"The checkpoint differs from {path} by {gap:.3f}.")
    return gap


def classifier_of(folder: Path, config: dict, maker: CropMaker) -> tuple[dict, float]:
    """The classifier's checkpoint, and how far it is from the graph."""
    network = Classifier(Shape(len(config["kinds"]), len(config["finishes"]))).eval()
    path = folder / "classifier.onnx"
    filled(network, Graph(path, "classifier.", ".half"))
    crops = torch.from_numpy(maker.batch(CROPS).images)
    taken_apart(network, to_input(crops))
    gap = compared(ClassifierGraph(network).eval(), path, "crops", crops[:96])
    names = {name: config[name] for name in ("kinds", "finishes")}
    return {"average": network.state_dict(), "shape": network.shape.to_json(), **names}, gap


def finder_of(folder: Path, config: dict, maker: SceneMaker) -> tuple[dict, float]:
    """The finder's checkpoint, and how far it is from the graph."""
    network = Finder(Architecture(len(config["backdrops"]))).eval()
    path = folder / "finder.onnx"
    filled(network, Graph(path, "finder.", ".half"), ("heat.first.weight", "heat.second.weight"))
    pictures = torch.from_numpy(np.stack([maker.picture().pixels for _ in range(PICTURES)]))
    taken_apart(network, to_input(pictures))
    gap = compared(FinderGraph(network).eval(), path, "image", pictures[:8])
    return {"average": network.state_dict(), "architecture": network.shape.to_json(), "backdrops": config["backdrops"]}, gap


def main() -> None:
    """Restore, compare, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--bank", type=Path, required=True)
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    config = json.loads((args.model / "config.json").read_text("utf-8"))
    bank, world = Bank(args.bank), load_world()
    made = {
        "classifier": classifier_of(args.model, config, CropMaker(bank, Fields(args.backdrops), world, SEED)),
        "finder": finder_of(args.model, config, SceneMaker(bank, args.backdrops, world, SEED, SIDE)),
    }
    args.out.mkdir(parents=True, exist_ok=True)
    for name, (saved, gap) in made.items():
        torch.save({**saved, "progress": config["training"][name]}, args.out / f"{name}.pt")
        print(f"{args.out / name}.pt: within {gap:.1e} of the graph")


if __name__ == "__main__":
    main()
