"""What the tiny models have in common: sizes, words they say, and how they are saved."""

import json
import os
import shutil

import torch

from export import write, write_decoder, write_embedder
from goldens import told

TEXT = {
    "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "max_position_embeddings": 2048, "initializer_range": 0.3,
}  # fmt: skip
#: Random weights say one of these words, and then the end, rather than any of 420 pieces.
LOUD = {" Yes": 5.0, " No": 5.0, " yes": 5.0, " no": 5.0, " Unclear": 5.0, " maybe": 4.0, " teapot": 4.0}


def voiced(model, pieces, vision: tuple[str, ...]):
    """Weights of the parts that see as large as a trained model's: so small a start would drown the picture."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and any(part in name for part in vision):
                weight.normal_(0, 0.25)
        for word, times in LOUD.items():
            (number,) = pieces.encode(word, add_special_tokens=False)
            model.lm_head.weight[number] *= times
        model.lm_head.weight[pieces.eos_token_id] *= 6
    for name in ("bos_token_id", "eos_token_id", "pad_token_id"):
        setattr(model.generation_config, name, getattr(pieces, name))
    return model.eval()


def save(folder: str, model, processor, text_model, pictures: dict, vision: tuple) -> None:
    """@param vision: module, example, names of inputs, axes"""
    shutil.rmtree(folder, ignore_errors=True)
    processor.save_pretrained(folder)
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    onnx = os.path.join(folder, "onnx")
    write_embedder(text_model.get_input_embeddings(), os.path.join(onnx, "embed_tokens.onnx"))
    write_decoder(text_model, model.lm_head, os.path.join(onnx, "decoder_model_merged.onnx"))
    module, example, names, axes = vision
    write(module, example, os.path.join(onnx, "vision_encoder.onnx"), names, ["image_features"], axes)
    with open(os.path.join(folder, "goldens.json"), "w", encoding="utf-8") as file:
        json.dump(told(model, processor, pictures), file)
