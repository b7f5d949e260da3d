"""CLIP: a tiny one with random weights, and the embeddings that transformers computes with it."""

import json
import os
import shutil

import torch
from torch import nn
from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel, CLIPTokenizerFast

from export import write

TEXTS = ["a red cat", "three blue vases beside a wooden chair", "un gato rojo 猫 🐱", "words " * 100]
SIDE = 32
MERGES = 200


class Vision(nn.Module):
    def __init__(self, model: CLIPModel):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model.get_image_features(pixel_values=pixel_values)


class Text(nn.Module):
    def __init__(self, model: CLIPModel):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        return self.model.get_text_features(input_ids=input_ids)


def tokenizer(source: str, work: str) -> CLIPTokenizerFast:
    """CLIP's own first merges, as training/diffusion cuts them."""
    with open(os.path.join(source, "merges.txt"), encoding="utf-8") as file:
        merges = [line.rstrip("\n") for line in file][1 : 1 + MERGES]
    with open(os.path.join(source, "vocab.json"), encoding="utf-8") as file:
        pieces = [piece for piece, number in json.load(file).items() if number < 512]
    pieces += ["".join(merge.split()) for merge in merges] + ["<|startoftext|>", "<|endoftext|>"]
    os.makedirs(work, exist_ok=True)
    paths = [os.path.join(work, name) for name in ("vocab.json", "merges.txt")]
    with open(paths[0], "w", encoding="utf-8") as file:
        json.dump({piece: number for number, piece in enumerate(pieces)}, file)
    with open(paths[1], "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    made = CLIPTokenizerFast(*paths, model_max_length=77)
    for path in paths:
        os.remove(path)
    return made


def make(folder: str, pictures: dict) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    here = os.path.dirname(os.path.abspath(__file__))
    source = os.path.join(here, "..", "..", "tests", "fixtures", "diffusion", "clip")
    pieces = tokenizer(source, folder)
    torch.manual_seed(11)
    config = CLIPConfig(
        projection_dim=16,
        text_config={
            "vocab_size": len(pieces), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 2, "max_position_embeddings": 77, "bos_token_id": pieces.bos_token_id,
            "eos_token_id": pieces.eos_token_id, "pad_token_id": pieces.pad_token_id,
        },
        vision_config={
            "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2,
            "image_size": SIDE, "patch_size": 8,
        },
    )  # fmt: skip
    config._attn_implementation = "eager"
    model = CLIPModel(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.normal_(0, 0.2)
    images = CLIPImageProcessor(
        size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE}, resample=3
    )
    pieces.save_pretrained(folder)
    images.save_pretrained(folder)
    config.save_pretrained(folder)
    onnx = os.path.join(folder, "onnx")
    write(
        Vision(model), (torch.randn(1, 3, SIDE, SIDE),), os.path.join(onnx, "vision_model.onnx"),
        ["pixel_values"], ["image_embeds"], {"pixel_values": {0: "batch"}, "image_embeds": {0: "batch"}},
    )  # fmt: skip
    ids = pieces(["a red cat"], return_tensors="pt")["input_ids"]
    write(
        Text(model), (ids,), os.path.join(onnx, "text_model.onnx"), ["input_ids"], ["text_embeds"],
        {"input_ids": {0: "batch", 1: "sequence"}, "text_embeds": {0: "batch"}},
    )  # fmt: skip
    with open(os.path.join(folder, "goldens.json"), "w", encoding="utf-8") as file:
        json.dump(embeddings(model, pieces, images, pictures), file)


def embeddings(model: CLIPModel, pieces, images, pictures: dict) -> dict:
    with torch.no_grad():
        seen = {
            name: model.get_image_features(**images(picture, return_tensors="pt"))[0].tolist()
            for name, picture in pictures.items()
        }
        read = []
        for text in TEXTS:
            ids = pieces([text], return_tensors="pt", truncation=True)["input_ids"]
            embedding = model.get_text_features(input_ids=ids)[0]
            read.append({"text": text, "ids": ids[0].tolist(), "embedding": embedding.tolist()})
    return {"pictures": seen, "texts": read}
