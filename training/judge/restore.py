"""A reader's checkpoint out of the exported graph: `python restore.py --model ../../bench/judge/model --data data/train --out FILE.pt`.

Use the file with `train.py reader --start`. The normalisations that the exporter joined with the convolutions are taken
apart again on crops of the shards (training/unfolded.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))

from unfolded import Graph, filled, taken_apart  # noqa: E402

from data import Shards, reader_batch  # noqa: E402
from networks import Reader, ReaderShape  # noqa: E402

CROPS = 960
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


def main() -> None:
    """Restore, compare, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    config = json.loads((args.model / "config.json").read_text("utf-8"))
    kinds, finishes = config["kinds"], config["finishes"]
    network = Reader(ReaderShape(len(kinds), len(finishes))).eval()
    filled_reader(args.model / "reader.onnx", network)
    crops = reader_batch(Shards(args.data), CROPS, len(kinds), kinds.index("lettering"), np.random.default_rng(5)).pixels
    taken_apart(network, crops)
    bytes_ = (crops[:96] * 255).round().to(torch.uint8)
    session = onnxruntime.InferenceSession(str(args.model / "reader.onnx"), providers=["CPUExecutionProvider"])
    graph = session.run(["kinds"], {"crops": bytes_.permute(0, 2, 3, 1).numpy()})[0]
    with torch.inference_mode():
        gap = float(np.abs(network(bytes_.float() / 255)[0].softmax(1).numpy() - graph).max())
    if gap > GAP:
        raise ValueError(f"The checkpoint differs from the graph by {gap:.3f}.")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": network.state_dict(), "shape": network.shape.to_json(), "kinds": kinds, "finishes": finishes}, args.out)
    print(f"{args.out}: within {gap:.1e} of the graph")


if __name__ == "__main__":
    main()
