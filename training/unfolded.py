"""Networks out of exported graphs, ready to be trained on.

An exporter joins every convolution with the normalisation after it. They are taken apart again so that normalisation
by batches, which training does, begins with what the graph computes: each convolution's mean and spread are measured
on inputs like those of training.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn


class Graph:
    """An exported network's weights: `named` as the network calls them, `stored` as the graph does, its nodes."""

    def __init__(self, path: Path, prefix: str, halved: str):
        """`prefix` stands before the network's own names; `halved` marks weights kept in half precision."""
        self.path, graph = path, onnx.load(str(path)).graph
        self.nodes = list(graph.node)
        self.stored = {w.name.removesuffix(halved): numpy_helper.to_array(w).astype(np.float32) for w in graph.initializer}
        self.named = {n.removeprefix(prefix): torch.from_numpy(w) for n, w in self.stored.items() if n.startswith(prefix)}

    def of(self, kind: str) -> list[onnx.NodeProto]:
        """The nodes of one operator, in the order in which they run."""
        return [node for node in self.nodes if node.op_type == kind]


def normalised(network: nn.Module) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Convolutions with the normalisation behind them, in the order in which they are called."""
    rows = [m for m in network.modules() if isinstance(m, nn.Sequential) and len(m) > 1 and isinstance(m[0], nn.Conv2d)]
    return [(row[0], row[1]) for row in rows if isinstance(row[1], nn.BatchNorm2d)]


@torch.no_grad()
def filled(network: nn.Module, graph: Graph, others: Iterable[str] = ()) -> None:
    """Copies the graph's weights; `others` names convolutions without normalisation that come after all with one.

    Raises ValueError where the graph is built otherwise.
    """
    convolutions, pairs, others = graph.of("Conv"), normalised(network), tuple(others)
    if len(convolutions) != len(pairs) + len(others):
        raise ValueError(f"{graph.path} has {len(convolutions)} convolutions, not {len(pairs) + len(others)}.")
    shapes = {name: weights.shape for name, weights in network.state_dict().items()}
    plain = {
        name: torch.from_numpy(graph.stored[node.input[1]]).reshape(shapes[name])
        for name, node in zip(others, convolutions[len(pairs) :], strict=True)
    }
    _, unknown = network.load_state_dict({**graph.named, **plain}, strict=False)
    if unknown:
        raise ValueError(f"{graph.path} holds weights this network has not: {unknown}.")
    for node, (convolution, norm) in zip(convolutions, pairs):
        convolution.weight.copy_(torch.from_numpy(graph.stored[node.input[1]]))
        norm.bias.copy_(torch.from_numpy(graph.stored[node.input[2]]))
        norm.running_var.fill_(1 - norm.eps)


@torch.inference_mode()
def taken_apart(network: nn.Module, inputs: Tensor) -> None:
    """Gives each normalisation the mean and spread of what comes to it, and undoes them in its gain and offset."""
    seen: dict[nn.Module, tuple[Tensor, Tensor]] = {}

    def note(module: nn.Module, _: object, out: Tensor) -> None:
        seen[module] = (out.mean((0, 2, 3)), out.var((0, 2, 3)))

    hooks = [convolution.register_forward_hook(note) for convolution, _ in normalised(network)]
    network(inputs)
    for hook in hooks:
        hook.remove()
    for convolution, norm in normalised(network):
        mean, variance = seen[convolution]
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean)
