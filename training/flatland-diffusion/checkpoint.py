"""Runs that end and go on: what is saved, where, and on what they compute."""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[1] / "detector"))

from ema import Average  # noqa: E402

WARM = 100
"""Steps over which the rate rises."""


def device_of() -> torch.device:
    """A graphics card where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def autocast(device: torch.device) -> torch.autocast:
    """Half the bits where that is faster: on graphics cards, and on processors with instructions for it."""
    fast = device.type == "cuda" or "avx512_bf16" in _flags()
    return torch.autocast(device.type, torch.bfloat16, enabled=fast)


@cache
def _flags() -> frozenset[str]:
    """What the processor can do, where the system tells (Linux)."""
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return frozenset()
    return frozenset(word for line in text.splitlines() if line.startswith("flags") for word in line.split())


def save(path: Path, contents: dict) -> None:
    """Replaces the file only once the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pending = path.with_suffix(".pending")
    torch.save(contents, pending)
    os.replace(pending, path)


class Run:
    """A network in training: weights, their average, the optimiser, steps and seconds so far."""

    def __init__(self, path: Path, model: nn.Module, rate: float, decay: float, device: torch.device):
        self.path, self.model, self.device, self.rate = path, model.to(device), device, rate
        self.average = Average(model, decay)
        self.optimiser = torch.optim.AdamW(model.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.01)
        self.step, self.seconds = 0, 0.0
        # A processor is shared with others: what counts there is the time it computed.
        self._clock = time.monotonic if device.type == "cuda" else time.process_time
        self._since = self._clock()
        self._saved = time.monotonic()
        if path.exists():
            saved = torch.load(path, map_location=device, weights_only=True)
            model.load_state_dict(saved["model"])
            self.average.load(saved["average"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.seconds = saved["step"], saved["seconds"]
            print(f"going on at step {self.step}, after {self.seconds / 60:.1f} minutes", flush=True)

    def elapsed(self) -> float:
        """Seconds of training (of the card, or of the processor), those of earlier runs included."""
        return self.seconds + self._clock() - self._since

    def take(self, loss: torch.Tensor, share: float) -> None:
        """One step of the optimiser; `share` of the whole training is done (the rate falls towards the end)."""
        rate = self.rate * min(1.0, (self.step + 1) / WARM) * (1.0 if share < 0.7 else max(0.05, (1 - share) / 0.3))
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        self.average.update(self.model, self.step)

    def keep(self, every: float, extra: dict) -> bool:
        """Saves where the last time is so many seconds ago; true when it did."""
        if time.monotonic() - self._saved < every:
            return False
        self._saved = time.monotonic()
        contents = {
            "model": self.model.state_dict(),
            "average": self.average.state,
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.elapsed(),
            **extra,
        }
        save(self.path, contents)
        return True
