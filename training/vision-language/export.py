"""The three ONNX files of a vision-language model, in the layout that transformers.js reads."""

import os
import warnings

import onnx
import torch
from torch import nn
from transformers import DynamicCache

warnings.filterwarnings("ignore")
OPSET = 17


class TokenEmbedder(nn.Module):
    """input_ids -> inputs_embeds."""

    def __init__(self, table: nn.Embedding):
        super().__init__()
        self.table = table

    def forward(self, input_ids):
        return self.table(input_ids)


def seen_by_each(attention_mask, length):
    """The mask of the last `length` tokens: each sees those before it, and itself. Done here, as tracing wants it."""
    total = attention_mask.shape[1]
    column = torch.arange(total)
    before = column[None, :] <= column[total - length :, None]
    seen = before[None, None] & attention_mask[:, None, None, :].bool()
    return torch.where(seen, 0.0, torch.finfo(torch.float32).min)


class CachedDecoder(nn.Module):
    """One step of a decoder whose keys and values come in and go out as tensors."""

    def __init__(self, text_model: nn.Module, head: nn.Module):
        super().__init__()
        self.text_model = text_model
        self.head = head

    def forward(self, inputs_embeds, attention_mask, position_ids, *past):
        cache = DynamicCache()
        for layer in range(len(past) // 2):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        told = self.text_model(
            inputs_embeds=inputs_embeds,
            attention_mask=seen_by_each(attention_mask, inputs_embeds.shape[1]),
            position_ids=position_ids,
            past_key_values=cache,
            use_cache=True,
        )
        present = [part for layer in told.past_key_values.layers for part in (layer.keys, layer.values)]
        return (self.head(told.last_hidden_state), *present)


def write(module: nn.Module, example: tuple, file: str, inputs: list[str], outputs: list[str], axes: dict) -> None:
    """Exports by tracing; the same numbers always make the same file."""
    module.eval()
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            module,
            example,
            file,
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    model = onnx.load(file)
    for node in model.graph.node:
        node.ClearField("doc_string")
    onnx.checker.check_model(model)
    onnx.save(model, file)


def write_embedder(table: nn.Embedding, file: str) -> None:
    axes = {"input_ids": {0: "batch_size", 1: "sequence_length"}}
    axes["inputs_embeds"] = dict(axes["input_ids"])
    write(TokenEmbedder(table), (torch.ones(1, 3, dtype=torch.int64),), file, ["input_ids"], ["inputs_embeds"], axes)


def write_decoder(text_model: nn.Module, head: nn.Module, file: str) -> None:
    config = text_model.config
    heads = config.num_key_value_heads
    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    layers = range(config.num_hidden_layers)
    length, before = 3, 2
    names = [f"{layer}.{part}" for layer in layers for part in ("key", "value")]
    past = [torch.randn(1, heads, before, width) for _ in names]
    example = (
        torch.randn(1, length, config.hidden_size),
        torch.ones(1, before + length, dtype=torch.int64),
        torch.arange(before, before + length)[None],
        *past,
    )
    axes = {
        "inputs_embeds": {0: "batch_size", 1: "sequence_length"},
        "attention_mask": {0: "batch_size", 1: "total_sequence_length"},
        "position_ids": {0: "batch_size", 1: "sequence_length"},
        "logits": {0: "batch_size", 1: "sequence_length"},
    }
    for name in names:
        axes[f"past_key_values.{name}"] = {0: "batch_size", 2: "past_sequence_length"}
        axes[f"present.{name}"] = {0: "batch_size", 2: "total_sequence_length"}
    write(
        CachedDecoder(text_model, head),
        example,
        file,
        ["inputs_embeds", "attention_mask", "position_ids", *(f"past_key_values.{name}" for name in names)],
        ["logits", *(f"present.{name}" for name in names)],
        axes,
    )
