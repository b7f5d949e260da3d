"""Second part: latents of many scenes and several captions of each, so that the flow trains without drawing.

    python make_bank.py --bank BANK --backdrops BACKDROPS --run checkpoints/cpu --scenes 24000 --workers 1
"""

from __future__ import annotations

import argparse
import json
from multiprocessing import Pool
from pathlib import Path
from random import Random

import numpy as np
import torch

from autoencoder import Autoencoder
from checkpoint import autocast, device_of
from pictures import Pictures
from scenes import encode, said, vocabulary
from sizes import MAX_WORDS, SIZES
from train_autoencoder import unit

CAPTIONS = 6
CHUNK = 128

_pictures: Pictures | None = None
_index: dict[str, int] = {}


def _begin(bank: Path, backdrops: Path, side: int, words: list[str]) -> None:
    global _pictures, _index
    torch.set_num_threads(1)
    _pictures, _index = Pictures(bank, backdrops, side), {word: i for i, word in enumerate(words)}


def _chunk(task: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Pictures [n,3,side,side] and captions [n,CAPTIONS,MAX_WORDS] from a seed, of one level."""
    seed, level = task
    drawn, texts = [], np.zeros((CHUNK, CAPTIONS, MAX_WORDS), np.int16)
    for i in range(CHUNK):
        pixels, spec, scene = _pictures.draw(seed + i, level)
        drawn.append(pixels.transpose(2, 0, 1))
        rng = Random(seed + i)
        for k in range(CAPTIONS):
            ids = encode(said(rng, spec, scene), _index, MAX_WORDS)
            texts[i, k, : len(ids)] = ids
    return np.stack(drawn), texts


def load_autoencoder(run: Path, device: torch.device) -> tuple[Autoencoder, str]:
    saved = torch.load(run / "autoencoder.pt", map_location=device, weights_only=True)
    model = Autoencoder(SIZES[saved["size"]]).to(device)
    model.load_state_dict(saved["weights"])
    return model.eval(), saved["size"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, required=True, help="written by training/detector/bank.py")
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scenes", type=int, required=True, help="of each level")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=71)
    args = parser.parse_args()
    device = device_of()
    model, name = load_autoencoder(args.run, device)
    listed = args.run / "words.json"
    words = json.loads(listed.read_text("utf-8")) if listed.exists() else vocabulary(SIZES[name].levels)
    listed.write_text(json.dumps(words), "utf-8")
    chunks = -(-args.scenes // CHUNK)
    with Pool(args.workers, _begin, (args.bank, args.backdrops, SIZES[name].side, words)) as pool:
        for level in range(SIZES[name].levels):
            latents, texts = [], []
            tasks = [(args.seed * 1_000_003 + (level * chunks + i) * CHUNK, level) for i in range(chunks)]
            for pixels, ids in pool.imap(_chunk, tasks):
                with torch.no_grad(), autocast(device):
                    latents.append(model.encoder(unit(torch.from_numpy(pixels), device)).half().cpu())
                texts.append(torch.from_numpy(ids))
            bank = {"latents": torch.cat(latents), "texts": torch.cat(texts)}
            torch.save(bank, args.run / f"bank-{level}.pt")
            print(f"level {level}: {len(bank['latents'])} scenes, {bank['latents'].nbytes / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
