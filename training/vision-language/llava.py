"""LLaVA: CLIP's eyes before a Llama. A tiny one with random weights."""

import torch
from torch import nn
from transformers import CLIPImageProcessor, LlavaConfig, LlavaForConditionalGeneration, LlavaProcessor

from small import TEXT, save, voiced
from tokens import tokenizer

TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'system' %}"
    "{{ raise_exception('LLaVA knows no system message') }}{% endif %}"
    "{{ message['role'].upper() + ': ' }}"
    "{% for line in message['content'] %}{% if line['type'] == 'image' %}{{ '<image>\n' }}{% else %}"
    "{{ line['text'] }}{% endif %}{% endfor %}{{ '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}"
)
SIDE, PATCH = 32, 8


class VisionEncoder(nn.Module):
    def __init__(self, model: LlavaForConditionalGeneration):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return torch.stack(list(self.model.get_image_features(pixel_values)))


def make(folder: str, pictures: dict) -> None:
    pieces = tokenizer(["</s>", "<s>", "<pad>", "<image>"], end="</s>", pad="<pad>", begin="<s>")
    torch.manual_seed(5)
    config = LlavaConfig(
        image_token_index=pieces.convert_tokens_to_ids("<image>"),
        vision_feature_select_strategy="default",
        vision_feature_layer=-2,
        tie_word_embeddings=False,
        vision_config={
            "model_type": "clip_vision_model", "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 3,
            "num_attention_heads": 2, "image_size": SIDE, "patch_size": PATCH, "projection_dim": 16,
        },
        text_config={
            **TEXT, "model_type": "llama", "head_dim": 8, "vocab_size": len(pieces),
            "bos_token_id": pieces.bos_token_id, "eos_token_id": pieces.eos_token_id,
            "pad_token_id": pieces.pad_token_id,
        },
    )  # fmt: skip
    config._attn_implementation = "eager"
    model = voiced(LlavaForConditionalGeneration(config), pieces, ("vision_tower", "multi_modal_projector"))
    images = CLIPImageProcessor(
        size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE}, resample=3
    )
    processor = LlavaProcessor(
        images,
        pieces,
        patch_size=PATCH,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=TEMPLATE,
    )
    vision = (
        VisionEncoder(model),
        (torch.randn(1, 3, SIDE, SIDE),),
        ["pixel_values"],
        {"pixel_values": {0: "batch_size"}, "image_features": {0: "batch_size"}},
    )
    save(folder, model, processor, model.model.language_model, pictures, vision)
