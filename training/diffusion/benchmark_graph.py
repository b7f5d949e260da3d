"""The small graph that providers are tried and measured with: what a denoising model mostly does, and nothing else.

    python training/diffusion/benchmark_graph.py models/benchmark/model.onnx

Two 3x3 convolutions over 64 channels, each normalised and passed through SiLU, and a product of matrices. The weights
are sines that the graph computes itself, so that the file stays small and everybody has the same numbers.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

CHANNELS = 64


def constant(name, values, dtype):
    return numpy_helper.from_array(np.asarray(values, dtype=dtype), name)


def sines(name, shape, scale):
    """Nodes that make `shape` numbers between -scale and scale, and the constants they need."""
    size = int(np.prod(shape))
    constants = [
        constant(f"{name}_from", 0, np.float32),
        constant(f"{name}_to", size, np.float32),
        constant(f"{name}_by", 1, np.float32),
        constant(f"{name}_turn", 12.9898, np.float32),
        constant(f"{name}_scale", scale, np.float32),
        constant(f"{name}_shape", shape, np.int64),
    ]
    nodes = [
        helper.make_node("Range", [f"{name}_from", f"{name}_to", f"{name}_by"], [f"{name}_n"]),
        helper.make_node("Mul", [f"{name}_n", f"{name}_turn"], [f"{name}_angle"]),
        helper.make_node("Sin", [f"{name}_angle"], [f"{name}_sine"]),
        helper.make_node("Mul", [f"{name}_sine", f"{name}_scale"], [f"{name}_flat"]),
        helper.make_node("Reshape", [f"{name}_flat", f"{name}_shape"], [name]),
    ]
    return nodes, constants


def block(number, source):
    name = f"block{number}"
    nodes, constants = sines(f"{name}_weight", [CHANNELS, CHANNELS, 3, 3], 0.06)
    constants += [
        constant(f"{name}_gain", np.ones(CHANNELS), np.float32),
        constant(f"{name}_bias", np.zeros(CHANNELS), np.float32),
    ]
    nodes += [
        helper.make_node("Conv", [source, f"{name}_weight"], [f"{name}_conv"], pads=[1, 1, 1, 1]),
        helper.make_node(
            "InstanceNormalization", [f"{name}_conv", f"{name}_gain", f"{name}_bias"], [f"{name}_norm"]
        ),
        helper.make_node("Sigmoid", [f"{name}_norm"], [f"{name}_gate"]),
        helper.make_node("Mul", [f"{name}_norm", f"{name}_gate"], [name]),
    ]
    return nodes, constants, name


def main(target):
    nodes, constants, last = [], [], "sample"
    for number in (1, 2):
        more, given, last = block(number, last)
        nodes += more
        constants += given
    more, given = sines("mixing", [CHANNELS, CHANNELS], 0.2)
    nodes += more + [
        helper.make_node("Transpose", [last], ["rows"], perm=[0, 2, 3, 1]),
        helper.make_node("MatMul", ["rows", "mixing"], ["answer"]),
    ]
    shape = [1, CHANNELS, "height", "width"]
    graph = helper.make_graph(
        nodes,
        "benchmark",
        [helper.make_tensor_value_info("sample", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("answer", TensorProto.FLOAT, [1, "height", "width", CHANNELS])],
        constants + given,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model.producer_name = "gems-studio"
    onnx.checker.check_model(model)
    onnx.save(model, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
