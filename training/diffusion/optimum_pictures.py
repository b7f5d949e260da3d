"""Draws what it is asked for with optimum's own pipelines, for `npm run bench:diffusion -- --python PYTHON`.

    python training/diffusion/optimum_pictures.py FOLDER

Reads one question a line, as JSON, and answers with one line:

    {"family": "sd", "scheduler": "DDIMScheduler" | null, "steps": 8, "guidance": 7.5, "side": 32, "threads": 2,
     "golden": true}
    {"pixels": "<base64 of RGB bytes>", "ms": 12.3}

FOLDER holds one folder a family, as tiny_folders.py makes them. `golden` takes the noise of the goldens, for pictures
to be compared; it is slow to make, so that times are taken without. A model stays open until another one is asked for.
Needs requirements-optimum.txt.
"""

import base64
import json
import os
import sys
import time

import diffusers
import numpy as np
import onnxruntime
import tiny_folders as tiny

KEPT = {}


def opened(folder: str, family: str, threads: int):
    key = (family, threads)
    if KEPT.get("key") != key:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        extra = {"requires_safety_checker": False} if family != "sdxl" else {"add_watermarker": False}
        pipeline = tiny.PIPELINES[family, "text"].from_pretrained(
            os.path.join(folder, family), provider="CPUExecutionProvider", session_options=options, **extra
        )
        pipeline.set_progress_bar_config(disable=True)
        KEPT.update(key=key, pipeline=pipeline, own=pipeline.scheduler)
    return KEPT["pipeline"], KEPT["own"]


def noises():
    """diffusers' own ways to noise, to be put back after the goldens'."""
    return [
        (module, module.randn_tensor)
        for name, module in list(sys.modules.items())
        if name.startswith(("diffusers.", "optimum.")) and hasattr(module, "randn_tensor")
    ]


def answer(folder: str, asked: dict, own_noise) -> dict:
    pipeline, own = opened(folder, asked["family"], asked["threads"])
    name = asked["scheduler"] or type(own).__name__
    pipeline.scheduler = getattr(diffusers, name).from_config(own.config)
    if asked["golden"]:
        tiny.patch_noise(tiny.Stream(20261122))
    else:
        for module, noise in own_noise:
            module.randn_tensor = noise
    began = time.perf_counter()
    image = pipeline(
        tiny.PROMPT,
        output_type="np",
        num_inference_steps=asked["steps"],
        guidance_scale=asked["guidance"],
        width=asked["side"],
        height=asked["side"],
    ).images[0]
    pixels = np.clip(np.round(image * 255), 0, 255).astype(np.uint8)
    spent = 1000 * (time.perf_counter() - began)
    return {"pixels": base64.b64encode(pixels.tobytes()).decode(), "ms": spent}


def main() -> None:
    own_noise = noises()
    versions = f"optimum's pipelines, onnxruntime {onnxruntime.__version__}, diffusers {diffusers.__version__}"
    print(json.dumps({"ready": versions}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(sys.argv[1], json.loads(line), own_noise)), flush=True)


if __name__ == "__main__":
    main()
