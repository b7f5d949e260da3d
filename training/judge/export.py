"""Writes the judge's networks: `python export.py --reader FILE --searcher FILE --out ../../bench/judge/model`.

Either may be left out where the folder has it already. Weights are kept as 16-bit floats. A calibration that is already there stays (`npm run bench:judge -- --calibrate`
fits it on the renderer's own pictures).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "detector"))

from world import load_world  # noqa: E402

from data import CONTEXT  # noqa: E402
from networks import READER_SIDE, Reader, ReaderShape, Searcher, SearcherShape  # noqa: E402

SEARCH_SIDES = (448, 320, 192)
UNCALIBRATED = {
    "search": 0.5,
    "kind": 1.0,
    "support": 0.0,
    "offset": 0.0,
    "finishTemperature": 1.0,
    "facingTemperature": 1.0,
    "backdropTemperature": 1.0,
}


class SearcherGraph(nn.Module):
    """Bytes [n,s,s,3] -> things and middles [n,s/4,s/4], edges [n,4,s/4,s/4] in pixels, backdrops."""

    def __init__(self, searcher: Searcher):
        super().__init__()
        self.searcher = searcher

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        cells, backdrops = self.searcher(picture.permute(0, 3, 1, 2).float() / 255)
        edges = (cells[:, 2:] + math.log(24)).clamp(-3, 6.3).exp()
        return cells[:, 0].sigmoid(), cells[:, 1].sigmoid(), edges, backdrops.softmax(1)


class ReaderGraph(nn.Module):
    """Bytes [n,80,80,4] -> probabilities of kinds (and nothing), finishes and facings."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.reader = reader

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        answers = self.reader(crops.permute(0, 3, 1, 2).float() / 255)
        return tuple(answer.softmax(1) for answer in answers)


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large weights as 16-bit floats, widened by a node each when the graph is opened."""
    graph, widen = model.graph, []
    for weight in [w for w in graph.initializer if w.data_type == TensorProto.FLOAT and np.prod(w.dims) >= 512]:
        narrow = numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), weight.name + "_16")
        widen.append(helper.make_node("Cast", [narrow.name], [weight.name], to=TensorProto.FLOAT))
        graph.initializer.remove(weight)
        graph.initializer.append(narrow)
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend(widen + rest)
    return model


def write(module: nn.Module, name: str, example: Tensor, outputs: tuple[str, ...], path: Path) -> None:
    """Export, halve, compare with the network, replace."""
    pending = path.with_suffix(".pending.onnx")
    axes = {name: {0: "n", 1: "h", 2: "w"}} if name == "picture" else {name: {0: "n"}}
    for output in outputs:
        axes[output] = {0: "n"}
    if name == "picture":
        axes["things"] = axes["middles"] = {0: "n", 1: "r", 2: "c"}
        axes["edges"] = {0: "n", 2: "r", 3: "c"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example,),
            str(pending),
            input_names=[name],
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    onnx.save(halved(onnx.load(str(pending))), str(pending))
    shown = np.random.default_rng(5).integers(0, 256, tuple(example.shape), np.uint8)
    session = onnxruntime.InferenceSession(str(pending), providers=["CPUExecutionProvider"])
    with torch.inference_mode():
        gap = float(np.abs(session.run(None, {name: shown})[0] - module(torch.from_numpy(shown))[0].numpy()).max())
    if gap > 0.03:
        raise RuntimeError(f"{path.name} differs from its network by {gap:.4f}.")
    pending.replace(path)
    print(f"{path.name}: largest difference {gap:.1e}, {path.stat().st_size / 1e6:.1f} MB")


def loaded(path: Path, build) -> tuple[nn.Module, dict]:
    """The network with averaged weights, and its checkpoint."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    network = build({**saved["shape"], "widths": tuple(saved["shape"]["widths"])})
    network.load_state_dict(saved["average"])
    return network.eval(), saved


def main() -> None:
    """Export what is given; the other network stays as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--searcher", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    world, path = load_world(), args.out / "config.json"
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    config = {
        **{name: known[name] for name in ("kinds", "finishes", "backdrops", "training") if name in known},
        "version": 1,
        "searchSides": list(SEARCH_SIDES),
        "cropSide": READER_SIDE,
        "context": CONTEXT,
        "finishless": ["speed-lines", "jump-arc"],
        "faced": [noun for noun in world.nouns if noun in world.facing],
        "calibration": known.get("calibration", UNCALIBRATED),
    }
    trained = {**known.get("training", {})}
    if args.reader is not None:
        reader, saved = loaded(args.reader, lambda shape: Reader(ReaderShape(**shape)))
        crops = torch.zeros((2, READER_SIDE, READER_SIDE, 4), dtype=torch.uint8)
        write(ReaderGraph(reader).eval(), "crops", crops, ("kinds", "finishes", "facings"), args.out / "reader.onnx")
        config |= {"kinds": saved["kinds"], "finishes": saved["finishes"]}
        trained["reader"] = {"steps": saved["step"], "seconds": round(saved["seconds"])}
    if args.searcher is not None:
        searcher, saved = loaded(args.searcher, lambda shape: Searcher(SearcherShape(**shape)))
        picture = torch.zeros((1, 320, 320, 3), dtype=torch.uint8)
        outputs = ("things", "middles", "edges", "backdrops")
        write(SearcherGraph(searcher).eval(), "picture", picture, outputs, args.out / "searcher.onnx")
        config["backdrops"] = saved["backdrops"]
        trained["searcher"] = {"steps": saved["step"], "seconds": round(saved["seconds"])}
    missing = [name for name in ("kinds", "backdrops") if name not in config]
    if missing:
        raise SystemExit(f"{args.out} has neither network's {' nor '.join(missing)} yet: give both checkpoints.")
    path.write_text(json.dumps({**config, "training": trained}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
