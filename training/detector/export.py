"""Writes both networks as `finder.onnx`, `classifier.onnx` and `config.json`.

`python export.py --finder FILE --classifier FILE --calibration FILE --out DIR`
The graphs take bytes and give probabilities, so their reader needs little arithmetic. Weights are kept as 16-bit
floats and turned into 32 bits when a graph is opened; the files are compared with the checkpoints before they
replace older ones.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from crops import CROP, MARGIN
from evaluate import UNJUDGED, load_classifier, load_finder
from reading import CLASSIFIED, FIND_OVERLAP, FIND_THRESHOLD, SAME_KIND_OVERLAP, SIDES, ClassifierGraph, FinderGraph
from world import load_world

OPSET = 17
TOLERANCE = 2e-2
PICTURE_SIDE = 1024


def export_graph(module: nn.Module, example: Tensor, name: str, outputs: tuple[str, ...], path: Path) -> None:
    """Write a graph with a free batch size; pictures (not crops) may be of any size, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example,),
            str(path),
            input_names=[name],
            output_names=list(outputs),
            dynamic_axes={
                **{axis: {0: "n"} for axis in outputs},
                name: {0: "n", **({1: "h", 2: "w"} if name == "image" else {})},
            },
            opset_version=OPSET,
            dynamo=False,
        )
    halve_weights(path)


def halve_weights(path: Path) -> None:
    """Keep large weights as 16-bit floats, cast when the graph is opened."""
    model = onnx.load(str(path))
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 512:
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}.half")
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def compare(module: nn.Module, path: Path, name: str, example: np.ndarray) -> float:
    """Largest difference of the first output between file and network; raises where it is too large."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    exported = session.run(None, {name: example})
    with torch.inference_mode():
        original = module(torch.from_numpy(example))
    gap = float(np.abs(exported[0] - original[0].numpy()).max())
    if gap > TOLERANCE:
        raise RuntimeError(f"{path.name} differs from its network by {gap:.4f}.")
    return gap


def main() -> None:
    """Export, check, and write the configuration beside the graphs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finder", type=Path, required=True)
    parser.add_argument("--classifier", type=Path, required=True)
    parser.add_argument("--calibration", type=Path, required=True, help="written by evaluate.py")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    world, rng = load_world(), np.random.default_rng(3)
    finder, found = load_finder(args.finder)
    classifier, named = load_classifier(args.classifier)
    if named["kinds"] != list(world.kinds) or named["finishes"] != list(world.finishes):
        raise RuntimeError("The classifier was trained for another vocabulary than world.json holds now.")
    args.out.mkdir(parents=True, exist_ok=True)
    jobs = (
        (FinderGraph(finder).eval(), "finder", "image", SIDES[0], ("scores", "boxes", "backdrops")),
        (ClassifierGraph(classifier).eval(), "classifier", "crops", CROP, ("kinds", "finishes", "facings", "edges")),
    )
    for module, file, name, side, outputs in jobs:
        pending = args.out / f"{file}.pending.onnx"
        export_graph(module, torch.zeros((1, side, side, 3), dtype=torch.uint8), name, outputs, pending)
        for at in SIDES if name == "image" else (side,):
            gap = compare(module, pending, name, rng.integers(0, 256, (2, at, at, 3), np.uint8))
        pending.replace(args.out / f"{file}.onnx")
        size = (args.out / f"{file}.onnx").stat().st_size / 1e6
        print(f"{file}: largest difference {gap:.2e}; {size:.1f} MB")
    calibration = {key: round(value, 5) for key, value in json.loads(args.calibration.read_text("utf-8")).items()}
    threshold = calibration.pop("threshold")
    config = {
        "version": 2,
        "finder": {"sides": list(SIDES), "threshold": FIND_THRESHOLD, "overlap": FIND_OVERLAP, "most": CLASSIFIED},
        "classifier": {"side": CROP, "margin": MARGIN},
        "pictureSide": PICTURE_SIDE,
        "kinds": named["kinds"],
        "finishes": named["finishes"],
        "finishless": list(UNJUDGED),
        "faced": [kind for kind in world.nouns if kind in world.facing],
        "backdrops": found["backdrops"],
        "threshold": threshold,
        "sameKindOverlap": SAME_KIND_OVERLAP,
        "calibration": calibration,
        "training": {"finder": found["progress"], "classifier": named["progress"]},
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
