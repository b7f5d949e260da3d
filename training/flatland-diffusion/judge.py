"""How often the right object is seen: single-object prompts, judged by a detector that sees the picture only.

    python judge.py --run checkpoints/cpu --detector ../../models/flatland-detector --each 2
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import torch
from PIL import Image

from sampling import draw, load
from scenes import FINISHES, NOUNS

BATCH = 16


class Judge:
    """A detector as models/flatland-detector holds one: kinds and finishes of what it is sure of."""

    def __init__(self, folder: Path):
        self._config = json.loads((folder / "config.json").read_text("utf-8"))
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])

    def seen(self, picture: np.ndarray) -> list[tuple[str, str]]:
        """Kind and finish of every object in RGB bytes [h,w,3]."""
        shape = self._config["input"]
        image = Image.fromarray(picture).resize((shape["width"], shape["height"]), Image.Resampling.LANCZOS)
        names = self._config["outputs"]
        found = dict(zip(names, self._session.run(names, {shape["name"]: np.asarray(image)[None]}), strict=True))
        scores, kinds, finishes = (found[name][0] for name in ("scores", "kinds", "finishes"))
        sure = np.flatnonzero(scores >= self._config["threshold"])
        looks = finishes.argmax(-1) if finishes.ndim == 2 else finishes
        return [(self._config["kinds"][int(kinds[i])], self._config["finishes"][int(looks[i])]) for i in sure]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--detector", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--guidance", type=float, default=4.0)
    parser.add_argument("--each", type=int, default=2, help="pictures of each kind")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()
    trained, judge, rng = load(args.run), Judge(args.detector), Random(args.seed)
    device = next(trained.model.parameters()).device
    torch.manual_seed(args.seed)
    wishes = [(noun, rng.choice([None, *FINISHES])) for noun in NOUNS for _ in range(args.each)]
    side, right, dressed, alone = trained.size.latent_side, 0, 0, 0
    for start in range(0, len(wishes), BATCH):
        some = wishes[start : start + BATCH]
        texts = [f"a {finish} {noun}" if finish else f"a {noun}" for noun, finish in some]
        noise = torch.randn(len(some), trained.size.latent_channels, side, side).to(device)
        pictures = draw(trained, texts, noise, args.steps, args.guidance).permute(0, 2, 3, 1)
        for (noun, finish), picture in zip(some, (pictures.cpu() * 255).round().byte().numpy(), strict=True):
            seen = judge.seen(picture)
            right += any(kind == noun for kind, _ in seen)
            dressed += any(kind == noun and look == (finish or "natural") for kind, look in seen)
            alone += len(seen) == 1 and seen[0][0] == noun
    count = len(wishes)
    print(
        f"{trained.name}, {trained.progress}: of {count} single objects the judge finds the right kind in "
        f"{right / count:.1%}, with the right look in {dressed / count:.1%}, and nothing else in {alone / count:.1%}"
    )


if __name__ == "__main__":
    main()
