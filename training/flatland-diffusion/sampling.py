"""Draws in PyTorch with diffusers' own scheduler: to look at a checkpoint, and to hold the exported folder against."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from torch import Tensor

from autoencoder import Autoencoder
from checkpoint import device_of
from make_bank import load_autoencoder
from scenes import encode
from sizes import MAX_WORDS, SIZES, Size
from transformer import FlowModel

SCHEDULER = {"num_train_timesteps": 1000, "shift": 1.0}


@dataclass(frozen=True)
class Trained:
    """A checkpoint, ready to draw."""

    autoencoder: Autoencoder
    model: FlowModel
    words: list[str]
    size: Size
    name: str
    progress: dict[str, float]

    def ids(self, text: str) -> Tensor:
        """Word numbers [1,n], filled up."""
        index = {word: i for i, word in enumerate(self.words)}
        numbers = encode(text, index, MAX_WORDS)
        return torch.tensor([numbers + [0] * (MAX_WORDS - len(numbers))])


def load(run: Path, device: torch.device | None = None) -> Trained:
    device = device or device_of()
    autoencoder, name = load_autoencoder(run, device)
    words = json.loads((run / "words.json").read_text("utf-8"))
    saved = torch.load(run / "flow.pt", map_location=device, weights_only=True)
    model = FlowModel(len(words), SIZES[name]).to(device)
    model.load_state_dict(saved["weights"])
    progress = {"steps": saved["step"], "minutes": round(saved["seconds"] / 60, 1)}
    return Trained(autoencoder, model.eval(), words, SIZES[name], name, progress)


@torch.no_grad()
def draw(
    trained: Trained,
    texts: list[str],
    noise: Tensor,
    steps: int,
    guidance: float,
    negative: str = "",
    original: Tensor | None = None,
    strength: float = 1.0,
    mask: Tensor | None = None,
) -> Tensor:
    """Pictures [b,3,h,w] in 0..1, one a text, from noise [b,c,h/f,w/f].

    Begins from `original` latents where given; with a `mask` (1 is drawn anew) keeps the rest of them.
    """
    device = noise.device
    scheduler = FlowMatchEulerDiscreteScheduler(**SCHEDULER)
    scheduler.set_timesteps(steps)
    first = 0 if original is None else int(steps - min(steps * strength, steps))
    scheduler.set_begin_index(first)
    times = scheduler.timesteps
    ids = torch.cat([trained.ids(text) for text in texts]).to(device)
    if guidance > 1:
        ids = torch.cat([trained.ids(negative).expand(len(texts), -1).to(device), ids])
    x = noise
    if original is not None and (mask is None or strength < 1):
        x = scheduler.scale_noise(original, times[first : first + 1], noise)
    for i in range(first, steps):
        doubled = torch.cat([x, x]) if guidance > 1 else x
        velocity = trained.model(doubled, times[i].expand(len(doubled)).to(device), ids)
        if guidance > 1:
            plain, told = velocity.chunk(2)
            velocity = plain + guidance * (told - plain)
        x = scheduler.step(velocity, times[i], x, return_dict=False)[0]
        if mask is not None and original is not None:
            last = i + 1 >= steps
            kept = original if last else scheduler.scale_noise(original, times[i + 1 : i + 2], noise)
            x = (1 - mask) * kept + mask * x
    return (trained.autoencoder.decoder(x) / 2 + 0.5).clamp(0, 1)
