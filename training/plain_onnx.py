"""Takes out of an ONNX file what only its exporter had use for: stack traces of the machine it was made on."""
from __future__ import annotations

import onnx


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
