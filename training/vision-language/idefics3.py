"""Idefics3, the family of SmolVLM: a tiny one with random weights, and what transformers says with it."""

import torch
from torch import nn
from transformers import (
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    Idefics3ImageProcessor,
    Idefics3Processor,
)

from small import TEXT, save, voiced
from tokens import tokenizer

TEMPLATE = (
    "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}"
    "{% if message['content'][0]['type'] == 'image' %}{{':'}}{% else %}{{': '}}{% endif %}"
    "{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}"
    "{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}<end_of_utterance>\n"
    "{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
)
SIDE, PATCH, SCALE, LONGEST = 32, 8, 2, 64
ROWS = [f"<row_{row}_col_{column}>" for row in (1, 2) for column in (1, 2)]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<end_of_utterance>", "<fake_token_around_image>", "<image>", "<global-img>"]


class VisionEncoder(nn.Module):
    """pixel_values [batch, tiles, 3, side, side] -> image_features; tiles are never padded, so no mask is needed."""

    def __init__(self, model: Idefics3ForConditionalGeneration):
        super().__init__()
        inner = model.model
        self.patches = inner.vision_model.embeddings.patch_embedding
        self.places = inner.vision_model.embeddings.position_embedding
        self.encoder = inner.vision_model.encoder
        self.norm = inner.vision_model.post_layernorm
        self.connector = inner.connector
        seen = []
        hook = self.places.register_forward_hook(lambda _module, given, _told: seen.append(given[0]))
        with torch.no_grad():
            inner.vision_model(pixel_values=torch.randn(1, 3, SIDE, SIDE))
        hook.remove()
        self.register_buffer("order", seen[0])

    def forward(self, pixel_values):
        tiles = pixel_values.flatten(0, 1)
        state = self.patches(tiles).flatten(2).transpose(1, 2) + self.places(self.order)
        return self.connector(self.norm(self.encoder(inputs_embeds=state, attention_mask=None).last_hidden_state))


def make(folder: str, pictures: dict) -> None:
    pieces = tokenizer([*SPECIAL, *ROWS], end="<end_of_utterance>", pad="<|endoftext|>", begin="<|im_start|>")
    pieces.chat_template = TEMPLATE
    model = random_model(pieces)
    images = Idefics3ImageProcessor(
        size={"longest_edge": LONGEST},
        max_image_size={"longest_edge": SIDE},
        image_mean=[0.5, 0.5, 0.5],
        image_std=[0.5, 0.5, 0.5],
    )
    processor = Idefics3Processor(images, pieces, image_seq_len=(SIDE // PATCH // SCALE) ** 2, chat_template=TEMPLATE)
    vision = (
        VisionEncoder(model),
        (torch.randn(1, 2, 3, SIDE, SIDE),),
        ["pixel_values"],
        {"pixel_values": {0: "batch_size", 1: "num_images"}, "image_features": {0: "batch_images"}},
    )
    save(folder, model, processor, model.model.text_model, pictures, vision)


def random_model(pieces) -> Idefics3ForConditionalGeneration:
    torch.manual_seed(7)
    config = Idefics3Config(
        image_token_id=pieces.convert_tokens_to_ids("<image>"),
        scale_factor=SCALE,
        pad_token_id=pieces.pad_token_id,
        tie_word_embeddings=False,
        vision_config={
            "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2,
            "image_size": SIDE, "patch_size": PATCH,
        },
        text_config={
            **TEXT, "model_type": "llama", "head_dim": 8, "vocab_size": len(pieces),
            "bos_token_id": pieces.bos_token_id, "eos_token_id": pieces.eos_token_id,
            "pad_token_id": pieces.pad_token_id,
        },
    )  # fmt: skip
    config._attn_implementation = "eager"
    return voiced(Idefics3ForConditionalGeneration(config), pieces, ("vision_model", "connector"))
