"""First part: pictures to latents and back.

    python train_autoencoder.py --size cpu --bank BANK --backdrops BACKDROPS --run checkpoints/cpu --minutes 20
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from autoencoder import Autoencoder, picture_loss
from checkpoint import Run, autocast, device_of, save
from pictures import Pictures
from sizes import SIZES, Size

NOISE = 0.15
"""Noise the decoder learns to bear, in deviations of latents: the flow's answers are never quite right."""
BATCH = {"tiny": 16, "cpu": 16, "gpu": 64}
MEASURED = 512


class Stream(IterableDataset):
    """Pictures without end, of all levels alike, as tensors of bytes [3,side,side]."""

    def __init__(self, bank: Path, backdrops: Path, size: Size, seed: int):
        self._given = (bank, backdrops, size.side)
        self._levels, self._seed = size.levels, seed

    def __iter__(self):
        torch.set_num_threads(1)
        info = get_worker_info()
        number, workers = (0, 1) if info is None else (info.id, info.num_workers)
        pictures = Pictures(*self._given)
        seed = self._seed + number
        while True:
            pixels, _, _ = pictures.draw(seed, (seed // workers) % self._levels)
            yield torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))
            seed += workers


def unit(pixels: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Bytes to -1..1."""
    return pixels.to(device, non_blocking=True).float() / 127.5 - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, required=True)
    parser.add_argument("--bank", type=Path, required=True, help="written by training/detector/bank.py")
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True, help="of the card, or of the processor; those of earlier runs included")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=31)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    size, device = SIZES[args.size], device_of()
    model = Autoencoder(size)
    run = Run(args.run / "autoencoder-run.pt", model, 1e-3, 0.998, device)
    # A run that goes on draws other pictures than the one before it.
    stream = Stream(args.bank, args.backdrops, size, args.seed * 10_000_019 + run.step * 1_000)
    batches = iter(DataLoader(stream, BATCH[args.size], num_workers=args.workers, pin_memory=device.type == "cuda"))
    total: float | None = None
    while run.elapsed() < args.minutes * 60:
        wanted = unit(next(batches), device)
        with autocast(device):
            latents = model.encoder(wanted)
            noise = torch.randn_like(latents) * NOISE * latents.detach().std()
            loss = picture_loss(model.decoder(latents + noise), wanted) + 1e-4 * latents.square().mean()
        run.take(loss.float(), run.elapsed() / (args.minutes * 60))
        total = loss.item() if total is None else 0.98 * total + 0.02 * loss.item()
        if run.step % 100 == 0:
            print(f"step {run.step}  {run.elapsed() / 60:.1f} min  loss {total:.4f}", flush=True)
        run.keep(120, {})
    run.keep(0, {})
    model.load_state_dict(run.average.state)
    model.eval()
    with torch.no_grad():
        pictures = [unit(next(batches), device) for _ in range(MEASURED // BATCH[args.size])]
        model.even_out(torch.cat([model.encoder(one) for one in pictures]))
        error = torch.stack([(model.decoder(model.encoder(one)).clamp(-1, 1) - one).square().mean() for one in pictures])
    ratio = 10 * torch.log10(4 / error.mean()).item()
    saved = {"weights": model.state_dict(), "size": args.size, "step": run.step, "seconds": run.elapsed(), "psnr": ratio}
    save(args.run / "autoencoder.pt", saved)
    print(f"autoencoder: {run.step} steps, {run.elapsed() / 60:.1f} min, {ratio:.1f} dB on pictures it has not seen")


if __name__ == "__main__":
    main()
