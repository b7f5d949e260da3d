"""A tiny Stable Diffusion 3 with random weights, as a folder for onnxruntime, and what diffusers draws with it.

    python training/diffusion/flow_folders.py tests/fixtures/diffusion/clip tests/fixtures/diffusion/flow

The folder has the layout that optimum gives to real models. The goldens beside it are what diffusers' own pipelines
draw in PyTorch from the same noise, with and without the third text encoder (T5). `unigram.json.gz` holds what
transformers' T5 tokeniser makes of thousands of strings. Needs requirements-optimum.txt.
"""

import base64
import gzip
import json
import os
import shutil
import sys
import tempfile

import diffusers
import numpy as np
import sentencepiece
import torch
from diffusers import (
    AutoencoderKL,
    FlowMatchEulerDiscreteScheduler,
    SD3Transformer2DModel,
    StableDiffusion3Img2ImgPipeline,
    StableDiffusion3InpaintPipeline,
    StableDiffusion3Pipeline,
)
from tokenizers import Tokenizer, pre_tokenizers
from transformers import CLIPTextModelWithProjection, T5Config, T5EncoderModel, T5TokenizerFast

from tiny_folders import NEGATIVE, PROMPT, SIDE, Stream, export, mask, patch_noise, picture, text_config, tokenizer

PIECES = 320
WIDTH = 32
CHANNELS = 16


def corpus(folder: str) -> str:
    """Sentences to learn pieces from: what Flatland's world talks about, and the notices."""
    root = os.path.join(os.path.dirname(__file__), "../..")
    with open(os.path.join(root, "shared/flatland/world.json"), encoding="utf-8") as file:
        names = [noun["name"] for noun in json.load(file)["nouns"]]
    with open(os.path.join(root, "THIRD_PARTY_NOTICES.md"), encoding="utf-8") as file:
        notices = file.read()
    numbers = ["one", "two", "three", "four", "five", "six", "seven"]
    looks = ["red", "blue", "green", "metal", "glass", "striped", "checkered", "wooden"]
    places = ["above", "below", "to the left of", "to the right of", "in front of", "behind"]
    path = os.path.join(folder, "corpus.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{notices}\n")
        for i, name in enumerate(names * 6):
            other = names[(7 * i + 3) % len(names)]
            file.write(f"{numbers[i % 7]} {looks[i % 8]} {name}s {places[i % 6]} a {looks[(i + 3) % 8]} {other}.\n")
            file.write(f"A photo of the {name}, Größe {i}, été, 東京 {i % 7}, “quoted” (low quality).\n")
    return path


def unigram(folder: str) -> T5TokenizerFast:
    """A tokeniser as T5's: SentencePiece's unigram pieces and its rules of normalisation."""
    prefix = os.path.join(folder, "spiece")
    sentencepiece.SentencePieceTrainer.train(
        input=corpus(folder),
        model_prefix=prefix,
        vocab_size=PIECES,
        model_type="unigram",
        character_coverage=0.995,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    made = T5TokenizerFast(vocab_file=f"{prefix}.model", extra_ids=10)
    made.backend_tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return made


MARKED = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}


def variants(path: str) -> dict[str, dict]:
    """The ways in which published folders of T5 cut texts: all with the same pieces."""
    with open(path, encoding="utf-8") as file:
        saved = json.load(file)
    plain = next(one for one in saved["normalizer"]["normalizers"] if one["type"] == "Precompiled")
    words = {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, MARKED]}
    first = {**MARKED, "prepend_scheme": "first"}
    return {
        "words": {"normalizer": plain, "pre_tokenizer": words},
        "marked": {"normalizer": plain, "pre_tokenizer": MARKED},
        "saved": {"normalizer": saved["normalizer"], "pre_tokenizer": {**MARKED, "prepend_scheme": "never"}},
        "first": {"normalizer": saved["normalizer"], "pre_tokenizer": first},
    }


SAMPLE = 500


def unigram_goldens(folder: str) -> dict:
    """What Hugging Face's tokenizers, which transformers' T5 tokeniser is made of, makes of the strings."""
    path = os.path.join(folder, "tokenizer_3", "tokenizer.json")
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    texts = strings()
    found = {"texts": texts, "variants": {}}
    for name, change in variants(path).items():
        made = Tokenizer.from_str(json.dumps({**whole, **change}))
        chosen = texts if name == "marked" else texts[-SAMPLE:]
        ids = [" ".join(map(str, one.ids)) for one in made.encode_batch(chosen)]
        slim = {**change, "normalizer": slimmed(change["normalizer"])}
        found["variants"][name] = {"change": slim, "ids": ids}
    return found


def slimmed(normalizer: dict) -> dict:
    """Without the rules themselves: they are in the folder."""
    if "normalizers" in normalizer:
        return {**normalizer, "normalizers": [slimmed(one) for one in normalizer["normalizers"]]}
    return {key: value for key, value in normalizer.items() if key != "precompiled_charsmap"}


def vae() -> AutoencoderKL:
    """Sixteen channels, shifted and scaled as in Stable Diffusion 3."""
    return AutoencoderKL(
        block_out_channels=[8, 8],
        in_channels=3,
        out_channels=3,
        latent_channels=CHANNELS,
        norm_num_groups=4,
        layers_per_block=1,
        down_block_types=["DownEncoderBlock2D"] * 2,
        up_block_types=["UpDecoderBlock2D"] * 2,
        scaling_factor=1.5305,
        shift_factor=0.0609,
        use_quant_conv=False,
        use_post_quant_conv=False,
        sample_size=32,
    )


def sd3(source: str, scratch: str) -> StableDiffusion3Pipeline:
    torch.manual_seed(4)
    words, pieces = tokenizer(source, scratch), unigram(scratch)
    projected = text_config(len(words), 8, projection_dim=8)
    t5 = T5Config(
        vocab_size=len(pieces),
        d_model=WIDTH,
        d_kv=8,
        d_ff=32,
        num_layers=2,
        num_heads=2,
        feed_forward_proj="gated-gelu",
        pad_token_id=0,
        eos_token_id=1,
    )
    return StableDiffusion3Pipeline(
        transformer=SD3Transformer2DModel(
            sample_size=16,
            patch_size=2,
            in_channels=CHANNELS,
            out_channels=CHANNELS,
            num_layers=2,
            attention_head_dim=8,
            num_attention_heads=2,
            joint_attention_dim=WIDTH,
            caption_projection_dim=16,
            pooled_projection_dim=16,
            pos_embed_max_size=24,
            qk_norm="rms_norm",
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=vae(),
        text_encoder=CLIPTextModelWithProjection(projected),
        tokenizer=words,
        text_encoder_2=CLIPTextModelWithProjection(text_config(len(words), 8, projection_dim=8)),
        tokenizer_2=words,
        text_encoder_3=T5EncoderModel(t5),
        tokenizer_3=pieces,
    ).to(torch.float32)


STEPS = "num_inference_steps"
DYNAMIC = {"use_dynamic_shifting": True, "base_shift": 0.5, "max_shift": 1.15}
CASES = [
    ("text", {STEPS: 6, "guidance_scale": 7.0}, {}),
    ("text", {STEPS: 6, "guidance_scale": 7.0, "negative_prompt": NEGATIVE}, {}),
    ("text", {STEPS: 4, "guidance_scale": 1.0}, {}),
    ("text", {STEPS: 1, "guidance_scale": 0.0}, {}),
    ("text", {STEPS: 5, "guidance_scale": 4.5, "width": 48, "height": 32}, {}),
    ("text", {STEPS: 5, "guidance_scale": 4.5, "width": 20, "height": 44}, {"scheduler": DYNAMIC}),
    ("text", {STEPS: 6, "guidance_scale": 7.0, "negative_prompt": NEGATIVE}, {"t5": False}),
    ("text", {STEPS: 4, "guidance_scale": 1.0}, {"t5": False}),
    ("image", {STEPS: 8, "guidance_scale": 7.0, "strength": 0.6}, {}),
    ("image", {STEPS: 8, "guidance_scale": 4.0, "strength": 0.5}, {"t5": False, "scheduler": DYNAMIC}),
    ("inpaint", {STEPS: 8, "guidance_scale": 7.0, "strength": 1.0}, {}),
    ("inpaint", {STEPS: 8, "guidance_scale": 4.0, "strength": 0.7}, {"t5": False}),
]
PIPELINES = {
    "text": StableDiffusion3Pipeline,
    "image": StableDiffusion3Img2ImgPipeline,
    "inpaint": StableDiffusion3InpaintPipeline,
}


def draw(whole: StableDiffusion3Pipeline, mode: str, arguments: dict, options: dict) -> dict:
    parts = dict(whole.components)
    if not options.get("t5", True):
        parts.update(text_encoder_3=None, tokenizer_3=None)
    settings = options.get("scheduler", {})
    parts["scheduler"] = FlowMatchEulerDiscreteScheduler.from_config(whole.scheduler.config, **settings)
    pipeline = PIPELINES[mode](**parts)
    pipeline.set_progress_bar_config(disable=True)
    patch_noise(Stream(20261122))
    given = {"width": SIDE, "height": SIDE, **arguments}
    if mode != "text":
        given["image"] = picture()
    if mode == "inpaint":
        given["mask_image"] = mask()
    with torch.no_grad():
        latents = pipeline(PROMPT, output_type="latent", **given).images
        # The inpainting pipeline forgets the shift when it decodes; here all three decode as the other two do.
        config = whole.vae.config
        decoded = whole.vae.decode(latents / config.scaling_factor + config.shift_factor).sample
    image = pipeline.image_processor.postprocess(decoded, output_type="np")[0]
    pixels = np.clip(np.round(image * 255), 0, 255).astype(np.uint8)
    return {
        "mode": mode,
        "t5": options.get("t5", True),
        "arguments": {"width": SIDE, "height": SIDE, **arguments},
        "scheduler": settings,
        "spread": float(pixels.std()),
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
    }


def strings() -> list[str]:
    """Prompts, and what nobody would write: other scripts, signs, odd white space, special tokens typed out."""
    rng = np.random.default_rng(20261122)
    pools = [
        "abcdefghijklmnopqrstuvwxyz ",
        "ABC xyz 0123456789 .,;:!?()[]{}'\"-_/\\@#$%^&*+=<>|~`",
        " \t\n\u00a0\u2003\u3000\u200b\u00ad\u2028\x0b\x0c\r\x1f\x00\u2581 ▁ ab",
        "äöüßéèêñçøåæœÅ Ⅷ½ﬁ①㍿ｆｕｌｌ ﾊﾝｶｸ ㌔ abc",
        "東京都 に 二羽の鳥 한국어 문장 汉字 สวัสดี नमस्ते שלום مرحبا ",
        "e\u0301 a\u0308 o\u0302\u0323 n\u0303 \u1100\u1161\u11a8 क्षि ्ใ ",
        "🙂🐢👩‍👩‍👧🏽🇩🇪❤️1️⃣ a b",
    ]
    words = open(os.path.join(os.path.dirname(__file__), "flow_folders.py"), encoding="utf-8").read().split()
    found = ["", " ", "a", PROMPT, NEGATIVE, "</s>", "a </s> b", "<pad><unk>", "<extra_id_0> x", "x<extra_id_3>y  z", "▁", "▁▁a ▁b"]
    while len(found) < 1000:
        found.append(" ".join(rng.choice(words, int(rng.integers(1, 9)))))
    while len(found) < 2200:
        pool = pools[int(rng.integers(len(pools)))]
        if rng.random() < 0.3:
            pool += pools[int(rng.integers(len(pools)))]
        found.append("".join(rng.choice(list(pool), int(rng.integers(1, 24)))))
    return found


def main() -> None:
    source, target = sys.argv[1:3]
    os.makedirs(target, exist_ok=True)
    folder = os.path.join(target, "sd3")
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        made = sd3(source, scratch)
        made.save_pretrained(os.path.join(scratch, "saved"))
        # T5 ties its embeddings when it is read, not when it is made: the saved model counts.
        whole = StableDiffusion3Pipeline.from_pretrained(os.path.join(scratch, "saved"))
    export(whole, folder)
    packed = gzip.compress(json.dumps(unigram_goldens(folder), ensure_ascii=False).encode(), mtime=0)
    with open(os.path.join(target, "unigram.json.gz"), "wb") as file:
        file.write(packed)
    size = sum(os.path.getsize(os.path.join(r, n)) for r, _d, names in os.walk(folder) for n in names)
    print(f"sd3: {size / 1e6:.2f} MB")
    goldens = {
        "diffusers": diffusers.__version__,
        "prompt": PROMPT,
        "image": base64.b64encode(np.array(picture()).tobytes()).decode(),
        "mask": base64.b64encode(np.array(mask()).tobytes()).decode(),
        "cases": [draw(whole, *case) for case in CASES],
    }
    with open(os.path.join(target, "goldens.json"), "w", encoding="utf-8") as file:
        json.dump(goldens, file, indent=1)
        file.write("\n")
    for case in goldens["cases"]:
        print(case["mode"], case["arguments"], f"spread {case['spread']:.1f}")


if __name__ == "__main__":
    main()
