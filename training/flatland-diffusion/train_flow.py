"""Third part: the flow, from single objects to pairs.

    python train_flow.py --run checkpoints/cpu --minutes 60 --threads 1
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from checkpoint import Run, autocast, device_of, save
from scenes import UNKNOWN
from sizes import SIZES
from transformer import FlowModel

NOTHING = 0.1
"""Share of pictures without a text, for guidance (arXiv 2207.12598)."""


class Bank:
    """The latents and captions of make_bank.py, on the device."""

    def __init__(self, run: Path, levels: int, device: torch.device):
        self._levels = [torch.load(run / f"bank-{i}.pt", map_location=device, weights_only=True) for i in range(levels)]
        self._device = device

    def batch(self, size: int, shares: list[float]) -> tuple[torch.Tensor, torch.Tensor]:
        """Latents [b,c,h,w] and word numbers [b,n]; `shares` of the levels sum to 1."""
        counts = torch.multinomial(torch.tensor(shares), size, replacement=True).bincount(minlength=len(shares))
        latents, texts = [], []
        for bank, count in zip(self._levels, counts.tolist(), strict=True):
            chosen = torch.randint(len(bank["latents"]), (count,), device=self._device)
            latents.append(bank["latents"][chosen])
            which = torch.randint(bank["texts"].shape[1], (count,), device=self._device)
            texts.append(bank["texts"][chosen, which])
        ids = torch.cat(texts).long()
        silent = torch.rand(len(ids), device=self._device) < NOTHING
        ids[silent] = 0
        ids[silent, 0] = UNKNOWN
        # Places that no caption of the batch fills are not worth computing.
        return torch.cat(latents).float(), ids[:, : int((ids > 0).sum(1).max())]


def shares_at(share: float, levels: int) -> list[float]:
    """Single objects first; all levels from a third of the way on."""
    if levels == 1:
        return [1.0]
    hard = min(1.0, share / 0.35)
    return [1 - 0.6 * hard, 0.3 * hard, 0.3 * hard]


def flow_loss(model: FlowModel, latents: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
    """Rectified flow at times that fall mostly in the middle (Esser et al. 2024, arXiv 2403.03206)."""
    time = torch.sigmoid(torch.randn(len(latents), device=latents.device))
    noise = torch.randn_like(latents)
    t = time[:, None, None, None]
    answer = model((1 - t) * latents + t * noise, 1000 * time, ids)
    return (answer.float() - (noise - latents)).square().mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of the card, or of the processor; those of earlier runs included")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    device = device_of()
    torch.backends.cuda.matmul.allow_tf32 = True
    name = torch.load(args.run / "autoencoder.pt", map_location="cpu", weights_only=True)["size"]
    size = SIZES[name]
    words = json.loads((args.run / "words.json").read_text("utf-8"))
    torch.manual_seed(args.seed)
    model = FlowModel(len(words), size)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} million numbers on {device}", flush=True)
    run = Run(args.run / "flow-run.pt", model, size.rate, 0.9995, device)
    torch.manual_seed(args.seed + run.step)
    bank, batch = Bank(args.run, size.levels, device), args.batch or size.batch
    total: torch.Tensor | None = None
    while run.elapsed() < args.minutes * 60:
        share = run.elapsed() / (args.minutes * 60)
        latents, ids = bank.batch(batch, shares_at(share, size.levels))
        with autocast(device):
            loss = flow_loss(model, latents, ids)
        run.take(loss, share)
        total = loss.detach() if total is None else total.lerp(loss.detach(), 0.02)
        if run.step % 100 == 0:
            print(f"step {run.step}  {run.elapsed() / 60:.1f} min  loss {total.item():.4f}", flush=True)
        if run.keep(180, {}):
            _publish(args.run, run, name)
    run.keep(0, {})
    _publish(args.run, run, name)
    print(f"flow: {run.step} steps of {batch}, {run.elapsed() / 60:.1f} min")


def _publish(folder: Path, run: Run, name: str) -> None:
    """The averaged weights alone: what is sampled and exported."""
    saved = {"weights": run.average.state, "size": name, "step": run.step, "seconds": run.elapsed()}
    save(folder / "flow.pt", saved)


if __name__ == "__main__":
    main()
