"""A reader's checkpoint out of the exported graph: `python restore.py --model ../../bench/judge/model --data data/train --out FILE.pt`.

The exporter joined every convolution with the normalisation after it. They are taken apart again so that normalisation by
batches, which training does, begins with what the graph computes: each convolution's mean and spread are measured on
crops of the shards. Use the file with `train.py reader --start`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "detector"))

from data import Shards, reader_batch  # noqa: E402
from networks import Reader, ReaderShape  # noqa: E402

CROPS = 960
GAP = 0.02
"""How far a probability may be from the graph's, which was halved in precision."""


def normalised(network: nn.Module) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Convolutions with the normalisation behind them, in the order in which they are called."""
    pairs = [m for m in network.modules() if isinstance(m, nn.Sequential) and len(m) == 3 and isinstance(m[0], nn.Conv2d)]
    return [(pair[0], pair[1]) for pair in pairs]


def filled(path: Path, network: nn.Module) -> None:
    """Copies the graph's weights. Raises ValueError where the graph is built otherwise."""
    graph = onnx.load(str(path)).graph
    stored = {w.name.removesuffix("_16"): numpy_helper.to_array(w).astype(np.float32) for w in graph.initializer}
    named = {name.removeprefix("reader."): torch.from_numpy(value) for name, value in stored.items() if name.startswith("reader.")}
    turned = [stored[node.input[1]].T for node in graph.node if node.op_type == "MatMul"]
    convolutions, pairs = [node for node in graph.node if node.op_type == "Conv"], normalised(network)
    if len(turned) != 1 or len(convolutions) != len(pairs):
        raise ValueError(f"{path} has {len(convolutions)} convolutions and {len(turned)} matrices, not {len(pairs)} and 1.")
    named["gather.0.weight"] = torch.from_numpy(np.ascontiguousarray(turned[0]))
    _, unknown = network.load_state_dict(named, strict=False)
    if unknown:
        raise ValueError(f"{path} holds weights this network has not: {unknown}.")
    with torch.no_grad():
        for node, (convolution, norm) in zip(convolutions, pairs, strict=True):
            convolution.weight.copy_(torch.from_numpy(stored[node.input[1]]))
            norm.bias.copy_(torch.from_numpy(stored[node.input[2]]))
            norm.running_var.fill_(1 - norm.eps)


@torch.inference_mode()
def taken_apart(network: nn.Module, crops: Tensor) -> None:
    """Gives each normalisation the mean and spread of what comes to it, and undoes them in its gain and offset."""
    seen: dict[nn.Module, tuple[Tensor, Tensor]] = {}

    def note(module: nn.Module, _: object, out: Tensor) -> None:
        seen[module] = (out.mean((0, 2, 3)), out.var((0, 2, 3)))

    hooks = [convolution.register_forward_hook(note) for convolution, _ in normalised(network)]
    network(crops)
    for hook in hooks:
        hook.remove()
    for convolution, norm in normalised(network):
        mean, variance = seen[convolution]
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean)


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
    filled(args.model / "reader.onnx", network)
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
