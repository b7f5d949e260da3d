"""A checkpoint out of an exported graph: `python restore.py reader|searcher --model ../../bench/judge/model --data data/train --out FILE.pt`.

Use the file with `train.py --start`. The normalisations that the exporter joined with the convolutions are taken apart
again on pictures of the shards (training/unfolded.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor

sys.path.append(str(Path(__file__).resolve().parents[1]))

from unfolded import Graph, filled, taken_apart  # noqa: E402

from data import Shards, reader_batch, searcher_batch  # noqa: E402
from networks import Reader, ReaderShape, Searcher, SearcherShape  # noqa: E402

CROPS = 960
PICTURES, SIDE = 32, 320
GAP = 0.02
"""How far a probability may be from the graph's, which was halved in precision."""


def filled_reader(path: Path, network: Reader) -> None:
    """Copies the graph's weights. Raises ValueError where the graph is built otherwise."""
    graph = Graph(path, "reader.", "_16")
    turned = [graph.stored[node.input[1]].T for node in graph.of("MatMul")]
    if len(turned) != 1:
        raise ValueError(f"{path} has {len(turned)} matrices, not 1.")
    graph.named["gather.0.weight"] = torch.from_numpy(np.ascontiguousarray(turned[0]))
    filled(network, graph)


def restored_reader(path: Path, shards: Shards, config: dict) -> tuple[Reader, float]:
    """The reader and how far its kinds are from the graph's."""
    kinds, finishes = config["kinds"], config["finishes"]
    network = Reader(ReaderShape(len(kinds), len(finishes))).eval()
    filled_reader(path, network)
    crops = reader_batch(shards, CROPS, len(kinds), kinds.index("lettering"), np.random.default_rng(5)).pixels
    taken_apart(network, crops)
    bytes_ = (crops[:96] * 255).round().to(torch.uint8)
    with torch.inference_mode():
        own = network(bytes_.float() / 255)[0].softmax(1)
    return network, difference(path, "kinds", {"crops": bytes_}, own)


def restored_searcher(path: Path, shards: Shards, config: dict) -> tuple[Searcher, float]:
    """The searcher and how far its things are from the graph's."""
    network = Searcher(SearcherShape(len(config["backdrops"]))).eval()
    filled(network, Graph(path, "searcher.", "_16"), ["vote.weight"])
    pixels = searcher_batch(shards, PICTURES, SIDE, np.random.default_rng(5)).pixels
    taken_apart(network, pixels)
    bytes_ = (pixels[:8] * 255).round().to(torch.uint8)
    with torch.inference_mode():
        own = network(bytes_.float() / 255)[0][:, 0].sigmoid()
    return network, difference(path, "things", {"picture": bytes_}, own)


def difference(path: Path, output: str, inputs: dict[str, Tensor], own: Tensor) -> float:
    """The largest difference between the graph's answer to bytes [n,c,h,w] and the network's."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    graph = session.run([output], {name: value.permute(0, 2, 3, 1).numpy() for name, value in inputs.items()})[0]
    return float(np.abs(own.numpy() - graph).max())


def main() -> None:
    """Restore, compare, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("reader", "searcher"))
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    config = json.loads((args.model / "config.json").read_text("utf-8"))
    restored = restored_reader if args.part == "reader" else restored_searcher
    network, gap = restored(args.model / f"{args.part}.onnx", Shards(args.data), config)
    if gap > GAP:
        raise ValueError(f"The checkpoint differs from the graph by {gap:.3f}.")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    named = {name: config[name] for name in ("kinds", "finishes", "backdrops")}
    torch.save({"average": network.state_dict(), "shape": network.shape.to_json(), **named}, args.out)
    print(f"{args.out}: within {gap:.1e} of the graph")


if __name__ == "__main__":
    main()
