"""Writes a checkpoint as model.onnx and config.json: `python export.py --checkpoint FILE --out DIR`.

The graph takes bytes and gives the strongest peaks, so its reader needs no tensor arithmetic; the
exported file is compared with the checkpoint before it replaces an older one.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from decode import ANY_KIND_OVERLAP, MOST, SAME_KIND_OVERLAP, Reader
from evaluate import load_detector
from shards import UNJUDGED
from world import load_world

OPSET = 17
OUTPUTS = ("scores", "kinds", "boxes", "finishes")
TOLERANCE = 2e-3


def export_graph(reader: Reader, path: Path, side: int) -> None:
    """Write the graph with a free batch size and fixed picture size."""
    example = torch.zeros((1, side, side, 3), dtype=torch.uint8)
    axes = {name: {0: "n"} for name in ("image", *OUTPUTS)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            reader,
            (example,),
            str(path),
            input_names=["image"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    onnx.checker.check_model(onnx.load(str(path)))


def compare(reader: Reader, path: Path, pictures: np.ndarray) -> float:
    """Largest difference of scores between the file and the network; raises where it is too large."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    exported = session.run(list(OUTPUTS), {"image": pictures})
    with torch.inference_mode():
        original = [out.numpy() for out in reader(torch.from_numpy(pictures))]
    gap = float(np.abs(exported[0] - original[0]).max())
    if gap > TOLERANCE:
        raise RuntimeError(f"The exported graph differs from the network by {gap:.4f} in its scores.")
    return gap


def main() -> None:
    """Export, check, and write the configuration beside the graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--calibration", type=Path, required=True, help="written by evaluate.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--side", type=int, default=320, help="pixels of the input, a multiple of 32")
    args = parser.parse_args()
    reader, world = Reader(load_detector(args.checkpoint)).eval(), load_world()
    args.out.mkdir(parents=True, exist_ok=True)
    pending = args.out / "model.pending.onnx"
    export_graph(reader, pending, args.side)
    rng = np.random.default_rng(3)
    gap = compare(reader, pending, rng.integers(0, 256, (2, args.side, args.side, 3), np.uint8))
    saved = torch.load(args.checkpoint, weights_only=True)
    if saved["kinds"] != list(world.kinds) or saved["finishes"] != list(world.finishes):
        raise RuntimeError("The checkpoint was trained for another vocabulary than world.json holds now.")
    calibration = json.loads(args.calibration.read_text("utf-8"))
    config = {
        "version": 1,
        "input": {"name": "image", "width": args.side, "height": args.side},
        "outputs": list(OUTPUTS),
        "most": MOST,
        "kinds": saved["kinds"],
        "finishes": saved["finishes"],
        "finishless": list(UNJUDGED),
        "threshold": calibration["threshold"],
        "sameKindOverlap": SAME_KIND_OVERLAP,
        "anyKindOverlap": ANY_KIND_OVERLAP,
        "calibration": {
            key: round(calibration[key], 5) for key in ("kindSlope", "kindOffset", "finishTemperature")
        },
        "architecture": saved["architecture"],
        "training": {key: round(value, 1) for key, value in saved["progress"].items()},
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    pending.replace(args.out / "model.onnx")
    print(f"exported; largest difference {gap:.2e}; {(args.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
