"""Stores a graph's large weights as 8-bit whole numbers with a scale a row or column, and computes in 32 bits.

Arithmetic stays in floats, so answers do not depend on which integer instructions a processor has. Weights of
matrix products are widened once, when the runtime folds constants while loading; rows of an embedding table are
widened when they are looked up.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Smaller tensors stay as they are: they would gain nothing.
LARGE = 50_000


def quantised(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers -127..127 and one scale for each index of `axis` (the other axes have length 1)."""
    others = tuple(index for index in range(values.ndim) if index != axis)
    scale = np.maximum(np.abs(values).max(axis=others, keepdims=True), 1e-12) / 127
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)


def store_in_8_bits(model: onnx.ModelProto) -> None:
    """Changes the graph in place. Tables read by Gather are scaled by row, the right side of MatMul by column."""
    graph = model.graph
    users = {name: node for node in graph.node for name in node.input}
    kept, added, lookups = [], [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < LARGE or tensor.name not in users:
            kept.append(tensor)
            continue
        user = users[tensor.name]
        table = user.op_type == "Gather" and user.input[0] == tensor.name
        small, scale = quantised(values, 0 if table else by_column(user))
        kept.append(numpy_helper.from_array(small, f"{tensor.name}.int8"))
        kept.append(numpy_helper.from_array(scale, f"{tensor.name}.scale"))
        if table:
            lookups.append((user, tensor.name))
        else:
            added += widening(f"{tensor.name}.int8", f"{tensor.name}.scale", tensor.name)
    nodes = [*added]
    for node in graph.node:
        found = next((name for user, name in lookups if user is node), None)
        nodes += [node] if found is None else looked_up(node, found)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)


def by_column(user: onnx.NodeProto) -> int:
    """The axis of a weight's outputs."""
    if user.op_type == "MatMul":
        return 1
    transposed = any(one.name == "transB" and one.i == 1 for one in user.attribute)
    if user.op_type == "Gemm":
        return 0 if transposed else 1
    if user.op_type == "Transpose":
        return 0
    return 1


def widening(small: str, scale: str, result: str) -> list[onnx.NodeProto]:
    wide = f"{result}.wide"
    return [
        helper.make_node("Cast", [small], [wide], to=TensorProto.FLOAT),
        helper.make_node("Mul", [wide, scale], [result]),
    ]


def looked_up(gather: onnx.NodeProto, table: str) -> list[onnx.NodeProto]:
    ids, result = gather.input[1], gather.output[0]
    small, scale = f"{result}.int8", f"{result}.scale"
    return [
        helper.make_node("Gather", [f"{table}.int8", ids], [small], axis=0),
        helper.make_node("Gather", [f"{table}.scale", ids], [scale], axis=0),
        *widening(small, scale, result),
    ]
