"""A BERT encoder that reads one sentence and answers with one unit vector.

The architecture of MiniLM-L6-H384 (Wang et al., arXiv 2002.10957) with the pooling of Sentence-BERT
(Reimers & Gurevych, arXiv 1908.10084): the mean of the last layer's states, scaled to length 1. One sentence at
a time and no padding, so there is no attention mask and a sentence's vector never depends on its neighbours.
"""
import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

# Tokens of a sentence at most: the model was trained on no longer ones (`max_seq_length` of its release).
LONGEST = 256


@dataclass(frozen=True)
class Config:
    vocabulary: int
    width: int
    layers: int
    heads: int
    hidden: int
    positions: int
    epsilon: float

    @staticmethod
    def read(raw: dict) -> "Config":
        return Config(
            vocabulary=raw["vocab_size"],
            width=raw["hidden_size"],
            layers=raw["num_hidden_layers"],
            heads=raw["num_attention_heads"],
            hidden=raw["intermediate_size"],
            positions=LONGEST,
            epsilon=raw["layer_norm_eps"],
        )


class Layer(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.heads = config.heads
        self.query = nn.Linear(config.width, config.width)
        self.key = nn.Linear(config.width, config.width)
        self.value = nn.Linear(config.width, config.width)
        self.mix = nn.Linear(config.width, config.width)
        self.mix_norm = nn.LayerNorm(config.width, config.epsilon)
        self.widen = nn.Linear(config.width, config.hidden)
        self.narrow = nn.Linear(config.hidden, config.width)
        self.narrow_norm = nn.LayerNorm(config.width, config.epsilon)

    def forward(self, x: Tensor) -> Tensor:
        """x: [tokens, width]"""
        size = x.shape[-1] // self.heads
        split = lambda states: states.reshape(-1, self.heads, size).transpose(0, 1)
        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        attention = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(size), dim=-1)
        seen = (attention @ value).transpose(0, 1).reshape(-1, x.shape[-1])
        x = self.mix_norm(x + self.mix(seen))
        return self.narrow_norm(x + self.narrow(F.gelu(self.widen(x))))


class SentenceEncoder(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.words = nn.Embedding(config.vocabulary, config.width)
        # Positions with the vector of "first sentence" added once and for all: there is no second one.
        self.positions = nn.Parameter(torch.zeros(config.positions, config.width))
        self.norm = nn.LayerNorm(config.width, config.epsilon)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))

    def forward(self, ids: Tensor) -> Tensor:
        """ids: [tokens] int64, `[CLS]` and `[SEP]` included -> [width], of length 1"""
        x = self.norm(self.words(ids) + self.positions[: ids.shape[0]])
        for layer in self.layers:
            x = layer(x)
        mean = x.mean(dim=0)
        return mean / mean.norm().clamp_min(1e-12)

    def load(self, weights: dict[str, Tensor]) -> None:
        """Takes weights under the names Hugging Face's BertModel gives them."""
        state: dict[str, Tensor] = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions": weights["embeddings.position_embeddings.weight"][: len(self.positions)]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "mix": "attention.output.dense",
            "mix_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "narrow_norm": "output.LayerNorm",
        }
        for index in range(len(self.layers)):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    state[f"layers.{index}.{ours}.{kind}"] = weights[f"encoder.layer.{index}.{theirs}.{kind}"]
        self.load_state_dict(state)
