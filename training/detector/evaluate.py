"""Measures both networks on composed pictures and finds threshold and calibration.

`python evaluate.py --finder FILE --classifier FILE --bank DIR --backdrops DIR --out calibration.json`
The pictures come from seeds that training never uses; the figures of the model card come from the renderer's own
pictures (`npm run bench:detector`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from bank import Bank
from classifier import Classifier, Shape
from compose import SceneMaker, Truth
from model import Architecture, Finder
from reading import SAME_KIND_OVERLAP, Eyes, Found, overlap
from world import World, load_world

MATCH = 0.5
"""IoU from which a found box is the true one."""
UNJUDGED = ("speed-lines", "jump-arc")
EDGE = 1e-5
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def load_finder(path: Path) -> tuple[Finder, dict]:
    """The finder with averaged weights, ready to infer, and its checkpoint."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    shape = {**saved["architecture"], "widths": tuple(saved["architecture"]["widths"])}
    finder = Finder(Architecture(**shape))
    finder.load_state_dict(saved["average"])
    return finder.eval(), saved


def load_classifier(path: Path) -> tuple[Classifier, dict]:
    """The classifier with averaged weights, ready to infer, and its checkpoint."""
    saved = torch.load(path, weights_only=True, map_location="cpu")
    classifier = Classifier(Shape(**{**saved["shape"], "widths": tuple(saved["shape"]["widths"])}))
    classifier.load_state_dict({**classifier.state_dict(), **saved["average"]})
    return classifier.eval(), saved


@dataclass(frozen=True)
class Judged:
    """One found box, whether it is right, and the object it lies on, if any."""

    found: Found
    truth: Truth | None
    right: bool


def judged(found: list[Found], truths: list[Truth], world: World) -> list[Judged]:
    """Pairs boxes with objects by overlap, the surest first; an object is found once."""
    free, out = list(range(len(truths))), []
    boxes = np.asarray([truth.box for truth in truths]).reshape(-1, 4)
    for one in sorted(found, key=lambda f: -f.score * f.kinds[f.kind]):
        shares = overlap(one.box, boxes[free]) if free else np.zeros(0)
        best = int(shares.argmax()) if shares.size and shares.max() >= MATCH else None
        truth = None if best is None else truths[free.pop(best)]
        out.append(Judged(one, truth, truth is not None and world.kind_index(truth.kind) == one.kind))
    return out


def logit(p: np.ndarray) -> np.ndarray:
    """Log odds."""
    inside = np.clip(p, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def fit_confidence(rows: list[Judged]) -> tuple[float, float, float]:
    """Logistic regression of being right on both networks' log odds, by Newton's method (Platt 1999)."""
    design = np.stack(
        [
            logit(np.asarray([r.found.score for r in rows])),
            logit(np.asarray([r.found.kinds[r.found.kind] for r in rows])),
            np.ones(len(rows)),
        ],
        1,
    )
    right, weights = np.asarray([r.right for r in rows], np.float64), np.asarray([1.0, 1.0, 0.0])
    for _ in range(60):
        sure = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (sure * (1 - sure)).clip(1e-9)[:, None]).T @ design + 1e-2 * np.eye(3)
        step = np.linalg.solve(hessian, design.T @ (sure - right) + 1e-2 * (weights - (1, 1, 0)))
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return tuple(float(w) for w in weights)


def fit_temperature(guesses: np.ndarray, true: np.ndarray) -> float:
    """The temperature under which the true answers are likeliest (Guo et al. 2017)."""
    if len(true) == 0:
        return 1.0
    logs = np.log(guesses.clip(1e-9))
    best, least = 1.0, np.inf
    for temperature in np.exp(np.linspace(np.log(0.3), np.log(4), 80)):
        scaled = logs / temperature
        scaled -= np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1, keepdims=True)) + scaled.max(1, keepdims=True)
        loss = -scaled[np.arange(len(true)), true].mean()
        if loss < least:
            best, least = float(temperature), loss
    return best


def confidence(found: Found, weights: tuple[float, float, float]) -> float:
    """Calibrated probability that the kind is right."""
    z = weights[0] * logit(np.asarray(found.score)) + weights[1] * logit(np.asarray(found.kinds[found.kind])) + weights[2]
    return float(1 / (1 + np.exp(-z)))


def reported(found: list[Found], weights: tuple[float, float, float], threshold: float) -> list[Found]:
    """What the app would report."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: -confidence(f, weights)):
        same = [k.box for k in kept if k.kind == one.kind]
        if confidence(one, weights) < threshold:
            break
        if not same or overlap(one.box, np.stack(same)).max() <= SAME_KIND_OVERLAP:
            kept.append(one)
    return kept


def main() -> None:
    """Measure, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finder", type=Path, required=True)
    parser.add_argument("--classifier", type=Path, required=True)
    parser.add_argument("--bank", type=Path, required=True)
    parser.add_argument("--backdrops", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--seed", type=int, default=900_003)
    args = parser.parse_args()
    torch.set_num_threads(1)
    world = load_world()
    eyes = Eyes(load_finder(args.finder)[0], load_classifier(args.classifier)[0])
    maker = SceneMaker(Bank(args.bank), args.backdrops, world, args.seed, 576)
    seen = []
    for _ in range(args.pictures):
        picture = maker.picture()
        seen.append((picture, *eyes.look(picture.pixels)))
    pairs = [judged(found, picture.truths, world) for picture, found, _ in seen]
    weights = fit_confidence([row for rows in pairs for row in rows])
    matched = [row for rows in pairs for row in rows if row.truth is not None]
    taught = [row for row in matched if row.truth.kind not in UNJUDGED]
    finishes = np.stack([row.found.finishes for row in taught])
    finish = np.asarray([world.finish_index(row.truth.finish) for row in taught])
    known = [(back, picture.backdrop) for picture, _, back in seen if picture.backdrop >= 0]
    counts = {t: count_accuracy(seen, weights, t, world) for t in THRESHOLDS}
    threshold = max(counts, key=lambda t: counts[t])
    objects = sum(len(picture.truths) for picture, *_ in seen)
    numbers = {
        "foundRecall": len(matched) / objects,
        "kindRecall": sum(row.right for row in matched) / objects,
        "kindOfFound": sum(row.right for row in matched) / len(matched),
        "finishOfFound": float((finishes.argmax(1) == finish).mean()),
        "backdrop": float(np.mean([b.argmax() == t for b, t in known])) if known else None,
        "exactCounts": {str(t): round(c, 4) for t, c in counts.items()},
    }
    print(json.dumps(numbers, indent=1))
    wrong = Counter(
        (row.truth.kind, [*world.kinds, "nothing"][int(row.found.kinds.argmax())]) for row in matched if not row.right
    )
    print("confused:", wrong.most_common(12))
    calibration = {
        "found": weights[0],
        "kind": weights[1],
        "offset": weights[2],
        "finishTemperature": fit_temperature(finishes, finish),
        "facingTemperature": 1.0,
        "backdropTemperature": fit_temperature(np.stack([b for b, _ in known]), np.asarray([t for _, t in known]))
        if known
        else 1.0,
        "threshold": threshold,
    }
    args.out.write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    print(json.dumps(calibration))


def count_accuracy(seen, weights: tuple[float, float, float], threshold: float, world: World) -> float:
    """Share of the kinds drawn or reported whose number is right."""
    right = asked = 0
    for picture, found, _ in seen:
        wanted = Counter(world.kind_index(truth.kind) for truth in picture.truths)
        got = Counter(one.kind for one in reported(found, weights, threshold))
        asked += len(wanted | got)
        right += sum(wanted[kind] == got[kind] for kind in wanted | got)
    return right / max(1, asked)


if __name__ == "__main__":
    main()
