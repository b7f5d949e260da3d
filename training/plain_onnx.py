"""What exported graphs have in common: no traces of the machine they were made on, weights in half the bits."""
from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST_HALVED = 1024
"""Weights with fewer numbers stay float32."""


def strip_traces(model: onnx.ModelProto) -> None:
    """Clears notes and metadata of the graph, its subgraphs and functions; what is computed stays the same."""
    _strip_graph(model.graph)
    for function in model.functions:
        _clear(function)
        _strip_nodes(function.node)


def _strip_graph(graph: onnx.GraphProto) -> None:
    _clear(graph)
    for part in (*graph.value_info, *graph.input, *graph.output, *graph.initializer):
        _clear(part)
    _strip_nodes(graph.node)


def _strip_nodes(nodes) -> None:
    for node in nodes:
        _clear(node)
        for attribute in node.attribute:
            attribute.doc_string = ""
            if attribute.HasField("g"):
                _strip_graph(attribute.g)


def _clear(part) -> None:
    del part.metadata_props[:]
    part.doc_string = ""


def store_halved(model: onnx.ModelProto) -> None:
    """Stores large float32 weights as float16 with a Cast behind each; runtimes fold it when they load the file."""
    casts = []
    for weight in model.graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < SMALLEST_HALVED:
            continue
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
