"""Measures a checkpoint on held-out shards and finds its threshold and calibration.

`python evaluate.py --checkpoint FILE --data DIR [--calibration FILE] [--sheet FILE]`
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from calibrate import fit_calibration
from decode import Found, Reader, read_objects
from metrics import Tally
from model import Architecture, Detector
from sheet import Label, annotate, contact_sheet
from shards import Shard, shard_folders
from world import World, load_world

LOWEST = 0.05
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


@dataclass(frozen=True)
class Seen:
    """One held-out picture, its truth and everything the detector found above the lowest threshold."""

    pixels: np.ndarray
    rows: np.ndarray
    found: list[Found]

    def above(self, threshold: float) -> list[Found]:
        """Objects at least so sure."""
        return [one for one in self.found if one.score >= threshold]


def load_detector(checkpoint: Path, weights: str = "average") -> Detector:
    """The network with averaged weights, ready to infer; the checkpoint knows its architecture."""
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    shape = saved["architecture"]
    model = Detector(Architecture(**{**shape, "widths": tuple(shape["widths"])}))
    model.load_state_dict(saved[weights])
    return model.eval()


@torch.inference_mode()
def look(model: Detector, shards: list[Shard], most: int) -> list[Seen]:
    """Run the detector over pictures of all shards."""
    reader, seen = Reader(model), []
    for shard in shards:
        for start in range(0, shard.images.shape[0], 16):
            batch = np.asarray(shard.images[start : start + 16])
            with torch.autocast("cpu", torch.bfloat16):
                outputs = reader(torch.from_numpy(batch.copy()))
            arrays = [out.float().numpy() for out in outputs]
            for i in range(batch.shape[0]):
                found = read_objects(*(array[i] for array in arrays), batch.shape[1], LOWEST)
                seen.append(Seen(batch[i], shard.picture(start + i)[1], found))
            if len(seen) >= most:
                return seen[:most]
    return seen


def tally_at(seen: list[Seen], threshold: float, world: World) -> Tally:
    """All numbers at one threshold."""
    tally = Tally()
    for one in seen:
        tally.add(one.above(threshold), one.rows, world)
    return tally


def best_threshold(seen: list[Seen], world: World) -> float:
    """The threshold with the most exact counts."""
    scores = {t: tally_at(seen, t, world).counts_right for t in THRESHOLDS}
    rates = {t: scores[t] / tally_at(seen, t, world).counts_asked for t in THRESHOLDS}
    return max(rates, key=lambda t: rates[t])


def draw_mistakes(seen: list[Seen], threshold: float, world: World, path: Path, most: int = 12) -> None:
    """A sheet of pictures with something wrong: red missed, orange invented, blue finish wrong."""
    pictures = []
    for one in seen:
        matches = Tally().add(one.above(threshold), one.rows, world)
        hit = {id(match.truth) for match in matches if match.truth is not None}
        labels: list[Label] = []
        matched_boxes = [match.truth[2:6] for match in matches if match.truth is not None]
        for row in one.rows:
            if not any((row[2:6] == box).all() for box in matched_boxes):
                labels.append((f"missed {world.kinds[int(row[0])]}", tuple(row[2:6]), "red"))
        for match in matches:
            guess = world.finishes[int(match.found.finishes.argmax())]
            name = world.kinds[match.found.kind]
            if match.truth is None:
                labels.append((f"{name} {match.found.score:.2f}", tuple(match.found.box), "orange"))
            elif match.truth[1] >= 0 and world.finishes[int(match.truth[1])] != guess:
                true = world.finishes[int(match.truth[1])]
                labels.append((f"{true}>{guess}", tuple(match.found.box), "blue"))
        if labels and len(hit) <= len(matches):
            pictures.append(annotate(one.pixels, labels))
        if len(pictures) == most:
            break
    if pictures:
        contact_sheet(pictures, 4).save(path)


def main() -> None:
    """Print the numbers; write calibration and a sheet of mistakes where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, default=512)
    parser.add_argument("--weights", choices=("average", "model"), default="average")
    parser.add_argument("--calibration", type=Path)
    parser.add_argument("--sheet", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    world = load_world()
    shards = [Shard.open(path) for path in shard_folders(args.data)]
    seen = look(load_detector(args.checkpoint, args.weights), shards, args.most)
    threshold = best_threshold(seen, world)
    tally = tally_at(seen, threshold, world)
    print(f"threshold {threshold}: {tally.summary()}")
    print("finishes confused:", tally.confused_finishes.most_common(12))
    print("kinds missed:", tally.missed_kinds.most_common(10))
    print("kinds invented:", tally.invented_kinds.most_common(10))
    if args.calibration is not None:
        half = len(seen) // 2
        fitted = fit_calibration([(s.found, s.rows) for s in seen[:half]], [(s.found, s.rows) for s in seen[half:]])
        args.calibration.write_text(json.dumps({"threshold": threshold, **fitted}, indent=1), "utf-8")
        print("calibration:", fitted)
    if args.sheet is not None:
        draw_mistakes(seen, threshold, world, args.sheet)


if __name__ == "__main__":
    main()
