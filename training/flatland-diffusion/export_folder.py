"""Writes a checkpoint as a folder the studio draws with, and checks it against PyTorch.

    python export_folder.py --run checkpoints/cpu --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from sampling import SCHEDULER, Trained, load
from sizes import MAX_WORDS

sys.path.append(str(Path(__file__).resolve().parents[1]))

from plain_onnx import SMALLEST_HALVED, store_halved, strip_traces  # noqa: E402

OPSET = 17
TOLERANCE = 2e-3


@torch.no_grad()
def halve(trained: Trained) -> None:
    """Rounds large weights to what 16 bits hold, so that the files are compared with what they can be."""
    for part in (trained.model, trained.autoencoder):
        for weight in part.parameters():
            if weight.numel() >= SMALLEST_HALVED:
                weight.copy_(weight.half().float())


def write(
    model: nn.Module,
    file: Path,
    inputs: dict[str, Tensor],
    output: str,
    axes: dict[str, dict[int, str]],
    half: bool,
) -> None:
    """One graph, with free sizes where `axes` names them; `half`: large weights are stored in 16 bits."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            tuple(inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    graph = onnx.load(str(file))
    strip_traces(graph)
    if half:
        store_halved(graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, str(file))


def graphs(trained: Trained, folder: Path, half: bool) -> None:
    size = trained.size
    side, wide = size.latent_side, size.side
    batch = {0: "batch"}
    square = {0: "batch", 2: "height", 3: "width"}
    ids, mask = torch.ones(2, MAX_WORDS, dtype=torch.long), torch.ones(2, MAX_WORDS, dtype=torch.long)
    latents = torch.randn(2, size.latent_channels, side, side)
    states = torch.randn(2, MAX_WORDS, size.text_width)
    write(
        trained.model.text,
        folder / "text_encoder/model.onnx",
        {"input_ids": ids, "attention_mask": mask},
        "last_hidden_state",
        {"input_ids": batch, "attention_mask": batch, "last_hidden_state": batch},
        half,
    )
    write(
        trained.model.flow,
        folder / "transformer/model.onnx",
        {
            "sample": latents,
            "timestep": torch.tensor([500.0, 500.0]),
            "encoder_hidden_states": states,
            "encoder_attention_mask": mask,
        },
        "velocity",
        {
            "sample": square,
            "timestep": batch,
            "encoder_hidden_states": batch,
            "encoder_attention_mask": batch,
            "velocity": square,
        },
        half,
    )
    write(
        trained.autoencoder.decoder,
        folder / "vae_decoder/model.onnx",
        {"latent_sample": latents},
        "sample",
        {"latent_sample": square, "sample": square},
        half,
    )
    write(
        trained.autoencoder.encoder,
        folder / "vae_encoder/model.onnx",
        {"sample": torch.randn(2, 3, wide, wide)},
        "latent_sample",
        {"sample": square, "latent_sample": square},
        half,
    )


def compare(trained: Trained, folder: Path) -> float:
    """Largest difference between files and networks, at the trained size and another one."""
    size, worst = trained.size, 0.0
    generator = torch.Generator().manual_seed(3)

    def gap(part: str, model: nn.Module, inputs: dict[str, Tensor]) -> None:
        nonlocal worst
        session = onnxruntime.InferenceSession(str(folder / part / "model.onnx"), providers=["CPUExecutionProvider"])
        exported = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0]
        with torch.inference_mode():
            wanted = model(*inputs.values()).numpy()
        worst = max(worst, float(np.abs(exported - wanted).max() / max(1.0, np.abs(wanted).max())))

    for batch, rows, columns in ((1, 1, 1), (3, 1, 2)):
        height, width = size.latent_side * rows, size.latent_side * columns
        ids = torch.cat([trained.ids(text) for text in ("a red lion", "", "two chairs above a dog")])[:batch]
        mask = (ids > 0).long()
        latents = torch.randn(batch, size.latent_channels, height, width, generator=generator)
        states = trained.model.text(ids, mask).detach()
        gap("text_encoder", trained.model.text, {"input_ids": ids, "attention_mask": mask})
        given = {
            "sample": latents,
            "timestep": torch.full((batch,), 640.0),
            "encoder_hidden_states": states,
            "encoder_attention_mask": mask,
        }
        gap("transformer", trained.model.flow, given)
        gap("vae_decoder", trained.autoencoder.decoder, {"latent_sample": latents})
        picture = torch.rand(batch, 3, height * size.factor, width * size.factor, generator=generator) * 2 - 1
        gap("vae_encoder", trained.autoencoder.encoder, {"sample": picture})
    if worst > TOLERANCE:
        raise RuntimeError(f"The exported folder differs from the networks by {worst:.4f}.")
    return worst


def colours(trained: Trained) -> tuple[list[list[float]], list[float]]:
    """What each channel adds to red, green and blue, by least squares over patches of chance."""
    size = trained.size
    generator = torch.Generator().manual_seed(1)
    patches = torch.randn(8, size.latent_channels, 6, 6, generator=generator)
    latents = patches.repeat_interleave(3, 2).repeat_interleave(3, 3)
    with torch.no_grad():
        pictures = nn.functional.avg_pool2d(trained.autoencoder.decoder(latents).clamp(-1, 1), size.factor)
    known = latents.permute(0, 2, 3, 1).flatten(0, 2)
    known = torch.cat([known, torch.ones(len(known), 1)], dim=1)
    found = torch.linalg.lstsq(known, pictures.permute(0, 2, 3, 1).flatten(0, 2)).solution
    rows = [[round(value, 4) for value in row] for row in found.tolist()]
    return rows[:-1], rows[-1]


def describe(trained: Trained, folder: Path) -> None:
    size = trained.size
    factors, bias = colours(trained)
    part = ["gems", "part"]
    vae = {
        "latent_channels": size.latent_channels,
        "block_out_channels": [12, *size.widths],
        "scaling_factor": 1.0,
        "shift_factor": 0.0,
        "latent_rgb_factors": factors,
        "latent_rgb_bias": bias,
    }
    files = {
        "model_index.json": {
            "_class_name": "GemsFlowPipeline",
            "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
            **{name: part for name in ("text_encoder", "tokenizer", "transformer", "vae")},
        },
        "scheduler/scheduler_config.json": {"_class_name": "FlowMatchEulerDiscreteScheduler", **SCHEDULER},
        "tokenizer/vocab.json": {"max_length": MAX_WORDS, "words": trained.words},
        "text_encoder/config.json": {"width": size.text_width, "layers": size.text_depth},
        "transformer/config.json": {
            "in_channels": size.latent_channels,
            "patch_size": size.patch,
            "sample_size": size.latent_side,
            "width": size.width,
            "layers": size.depth,
            "training": trained.progress,
        },
        "vae_decoder/config.json": vae,
        "vae_encoder/config.json": vae,
    }
    for name, contents in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(contents, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--half", action="store_true", help="store large weights in 16 bits; they are computed with in 32")
    args = parser.parse_args()
    trained = load(args.run, torch.device("cpu"))
    if args.half:
        halve(trained)
    graphs(trained, args.out, args.half)
    worst = compare(trained, args.out)
    describe(trained, args.out)
    total = sum(file.stat().st_size for file in args.out.rglob("*") if file.is_file())
    print(f"exported; largest difference {worst:.1e}; {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
