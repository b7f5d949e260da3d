"""Tiny diffusion models with random weights, as folders for onnxruntime, and what optimum draws with them.

    python training/diffusion/tiny_folders.py tests/fixtures/diffusion/clip tests/fixtures/diffusion/models

Every folder has the layout that optimum gives to real models; only the numbers of layers and channels are small. The
goldens beside each are what optimum's own pipeline draws from the same noise, step by step, for ours to be held
against. Needs requirements-optimum.txt (optimum-onnx wants an older transformers than the other scripts).
"""

import base64
import json
import os
import shutil
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import diffusers
import numpy as np
import onnx
import torch
from PIL import Image
from diffusers import (
    AutoencoderKL,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    LatentConsistencyModelPipeline,
    LCMScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from optimum.exporters.onnx import main_export
from optimum.onnxruntime import (
    ORTLatentConsistencyModelImg2ImgPipeline,
    ORTLatentConsistencyModelPipeline,
    ORTStableDiffusionImg2ImgPipeline,
    ORTStableDiffusionInpaintPipeline,
    ORTStableDiffusionPipeline,
    ORTStableDiffusionXLImg2ImgPipeline,
    ORTStableDiffusionXLPipeline,
)
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

MERGES = 200
SD_NOISE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def tokenizer(source: str, folder: str) -> CLIPTokenizer:
    """The fixture's tokeniser with its first merges only, so that embeddings stay small."""
    with open(os.path.join(source, "merges.txt"), encoding="utf-8") as file:
        merges = [line.rstrip("\n") for line in file][1 : 1 + MERGES]
    with open(os.path.join(source, "vocab.json"), encoding="utf-8") as file:
        pieces = [piece for piece, number in json.load(file).items() if number < 512]
    pieces += ["".join(merge.split()) for merge in merges] + ["<|startoftext|>", "<|endoftext|>"]
    with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as file:
        json.dump({piece: number for number, piece in enumerate(pieces)}, file)
    return CLIPTokenizer(os.path.join(folder, "vocab.json"), os.path.join(folder, "merges.txt"), model_max_length=77)


def text_config(vocabulary: int, hidden: int, **more) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_attention_heads=2,
        num_hidden_layers=3,
        max_position_embeddings=77,
        bos_token_id=vocabulary - 2,
        eos_token_id=vocabulary - 1,
        pad_token_id=vocabulary - 1,
        **more,
    )


def vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=[8, 8],
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        norm_num_groups=4,
        layers_per_block=1,
        down_block_types=["DownEncoderBlock2D"] * 2,
        up_block_types=["UpDecoderBlock2D"] * 2,
        scaling_factor=0.18215,
        sample_size=32,
    )


def unet(width: int, **more) -> UNet2DConditionModel:
    return UNet2DConditionModel(
        block_out_channels=[8, 16],
        layers_per_block=1,
        sample_size=16,
        in_channels=4,
        out_channels=4,
        norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=width,
        attention_head_dim=(2, 4),
        **more,
    )


def sd(words: CLIPTokenizer) -> StableDiffusionPipeline:
    torch.manual_seed(1)
    return StableDiffusionPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(len(words), 16)),
        tokenizer=words,
        unet=unet(16),
        scheduler=EulerDiscreteScheduler(**SD_NOISE, steps_offset=1, timestep_spacing="leading"),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def lcm(words: CLIPTokenizer) -> LatentConsistencyModelPipeline:
    torch.manual_seed(2)
    return LatentConsistencyModelPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(len(words), 16)),
        tokenizer=words,
        unet=unet(16, time_cond_proj_dim=8),
        scheduler=LCMScheduler(**SD_NOISE),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def sdxl(words: CLIPTokenizer) -> StableDiffusionXLPipeline:
    torch.manual_seed(3)
    projected = text_config(len(words), 16, projection_dim=16)
    return StableDiffusionXLPipeline(
        vae=vae(),
        text_encoder=CLIPTextModel(text_config(len(words), 16)),
        text_encoder_2=CLIPTextModelWithProjection(projected),
        tokenizer=words,
        tokenizer_2=words,
        unet=unet(
            32,
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            transformer_layers_per_block=(1, 2),
            projection_class_embeddings_input_dim=16 + 6 * 8,
        ),
        scheduler=EulerAncestralDiscreteScheduler(**SD_NOISE, timestep_spacing="trailing"),
    )


def export(pipeline, folder: str) -> None:
    with tempfile.TemporaryDirectory() as source:
        pipeline.save_pretrained(source)
        main_export(source, output=folder, task="text-to-image", library_name="diffusers", do_validation=False)
    for root, _folders, names in os.walk(folder):
        for name in names:
            if name.endswith(".onnx"):
                plain(os.path.join(root, name))
            if name in ("config.json", "model_index.json"):
                nameless(os.path.join(root, name))


def plain(path: str) -> None:
    """Saves a graph without the traces of the machine that exported it."""
    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    model.graph.doc_string = ""
    onnx.save(model, path)


def nameless(path: str) -> None:
    """Takes the folder it was exported from out of a configuration."""
    with open(path, encoding="utf-8") as file:
        config = {key: value for key, value in json.load(file).items() if key != "_name_or_path"}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file, indent=2)
        file.write("\n")


class Stream:
    """The generator of the goldens: sums of twelve uniform numbers, close to Gaussian; the test repeats it."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def take(self, shape) -> np.ndarray:
        values = np.empty(int(np.prod(shape)), dtype=np.float32)
        for i in range(values.size):
            total = 0.0
            for _ in range(12):
                self.state = (self.state * 1664525 + 1013904223) % 2**32
                total += self.state / 2**32
            values[i] = total - 6
        return values.reshape(shape)


PROMPT = "seven blue birds above four checkered turtles"
NEGATIVE = "blurry, low quality"
SIDE = 32


def picture() -> Image.Image:
    """Colour bands and a square, to begin from."""
    pixels = np.zeros((SIDE, SIDE, 3), dtype=np.uint8)
    for y in range(SIDE):
        for x in range(SIDE):
            pixels[y, x] = ((x * 8) % 256, (y * 8) % 256, 255 if 8 <= x < 20 and 10 <= y < 26 else 40)
    return Image.fromarray(pixels)


def mask() -> Image.Image:
    pixels = np.zeros((SIDE, SIDE), dtype=np.uint8)
    pixels[6:22, 12:28] = 255
    return Image.fromarray(pixels)


CASES = [
    ("sd", "text", {"num_inference_steps": 6, "guidance_scale": 7.5}, {}),
    ("sd", "text", {"num_inference_steps": 6, "guidance_scale": 7.5, "negative_prompt": NEGATIVE}, {}),
    ("sd", "text", {"num_inference_steps": 4, "guidance_scale": 1.0}, {}),
    ("sd", "text", {"num_inference_steps": 5, "guidance_scale": 5.0, "width": 64, "height": 32}, {}),
    ("sd", "text", {"num_inference_steps": 8, "guidance_scale": 7.5}, {"scheduler": "DDIMScheduler"}),
    ("sd", "text", {"num_inference_steps": 8, "guidance_scale": 7.5}, {"scheduler": "DPMSolverMultistepScheduler"}),
    ("sd", "text", {"num_inference_steps": 8, "guidance_scale": 7.5}, {"scheduler": "EulerAncestralDiscreteScheduler"}),
    ("sd", "image", {"num_inference_steps": 8, "guidance_scale": 7.5, "strength": 0.6}, {}),
    ("sd", "image", {"num_inference_steps": 8, "guidance_scale": 7.5, "strength": 0.5}, {"scheduler": "DDIMScheduler"}),
    ("sd", "inpaint", {"num_inference_steps": 8, "guidance_scale": 7.5, "strength": 1.0}, {}),
    ("sd", "inpaint", {"num_inference_steps": 8, "guidance_scale": 7.5, "strength": 0.75}, {"scheduler": "DDIMScheduler"}),
    ("lcm", "text", {"num_inference_steps": 4, "guidance_scale": 8.5}, {}),
    ("lcm", "text", {"num_inference_steps": 1, "guidance_scale": 2.0}, {}),
    ("lcm", "image", {"num_inference_steps": 4, "guidance_scale": 8.5, "strength": 0.5}, {}),
    ("sdxl", "text", {"num_inference_steps": 4, "guidance_scale": 5.0}, {}),
    ("sdxl", "text", {"num_inference_steps": 4, "guidance_scale": 5.0, "negative_prompt": NEGATIVE}, {}),
    ("sdxl", "text", {"num_inference_steps": 1, "guidance_scale": 0.0}, {}),
    ("sdxl", "text", {"num_inference_steps": 6, "guidance_scale": 6.0, "width": 32, "height": 64}, {"scheduler": "EulerDiscreteScheduler"}),
    ("sdxl", "image", {"num_inference_steps": 6, "guidance_scale": 5.0, "strength": 0.5}, {"scheduler": "EulerDiscreteScheduler"}),
]

PIPELINES = {
    ("sd", "text"): ORTStableDiffusionPipeline,
    ("sd", "image"): ORTStableDiffusionImg2ImgPipeline,
    ("sd", "inpaint"): ORTStableDiffusionInpaintPipeline,
    ("lcm", "text"): ORTLatentConsistencyModelPipeline,
    ("lcm", "image"): ORTLatentConsistencyModelImg2ImgPipeline,
    ("sdxl", "text"): ORTStableDiffusionXLPipeline,
    ("sdxl", "image"): ORTStableDiffusionXLImg2ImgPipeline,
}


def draw(target: str, family: str, mode: str, arguments: dict, options: dict) -> dict:
    extra = {"requires_safety_checker": False} if family != "sdxl" else {"add_watermarker": False}
    pipeline = PIPELINES[family, mode].from_pretrained(os.path.join(target, family), **extra)
    pipeline.set_progress_bar_config(disable=True)
    if "scheduler" in options:
        pipeline.scheduler = getattr(diffusers, options["scheduler"]).from_config(pipeline.scheduler.config)
    stream = Stream(20261122)
    patch_noise(stream)
    given = {"width": SIDE, "height": SIDE, **arguments} if mode != "image" else dict(arguments)
    if mode != "text":
        given["image"] = picture()
    if mode == "inpaint":
        given["mask_image"] = mask()
    image = pipeline(PROMPT, output_type="np", **given).images[0]
    pixels = np.clip(np.round(image * 255), 0, 255).astype(np.uint8)
    return {
        "family": family,
        "mode": mode,
        "arguments": {"width": SIDE, "height": SIDE, **arguments},
        "scheduler": options.get("scheduler"),
        "spread": float(pixels.std()),
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
    }


def patch_noise(stream: Stream) -> None:
    """Every part of diffusers that wants noise takes it from the stream."""

    def noise(shape, **_kwargs):
        return torch.from_numpy(stream.take(shape))

    for name, module in list(sys.modules.items()):
        if name.startswith(("diffusers.", "optimum.")) and hasattr(module, "randn_tensor"):
            module.randn_tensor = lambda shape, *_args, **_kwargs: noise(shape)


def main() -> None:
    source, target = sys.argv[1:3]
    for name, make in (("sd", sd), ("lcm", lcm), ("sdxl", sdxl)):
        folder = os.path.join(target, name)
        shutil.rmtree(folder, ignore_errors=True)
        with tempfile.TemporaryDirectory() as scratch:
            export(make(tokenizer(source, scratch)), folder)
        size = sum(os.path.getsize(os.path.join(r, n)) for r, _d, names in os.walk(folder) for n in names)
        print(f"{name}: {size / 1e6:.2f} MB")
    goldens = {
        "diffusers": diffusers.__version__,
        "prompt": PROMPT,
        "image": base64.b64encode(np.array(picture()).tobytes()).decode(),
        "mask": base64.b64encode(np.array(mask()).tobytes()).decode(),
        "cases": [draw(target, *case) for case in CASES],
    }
    with open(os.path.join(target, "goldens.json"), "w", encoding="utf-8") as file:
        json.dump(goldens, file, indent=1)
        file.write("\n")
    for case in goldens["cases"]:
        print(case["family"], case["mode"], case["scheduler"], f"spread {case['spread']:.1f}")


if __name__ == "__main__":
    main()
