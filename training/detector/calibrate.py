"""Makes confidences mean what they say: Platt scaling of kinds, temperature scaling of finishes.

Platt 1999; Guo et al. 2017. The expected calibration error is measured on pictures not fitted on.
"""

from __future__ import annotations

import numpy as np

from decode import Found
from metrics import match_objects

Judged = list[tuple[list[Found], np.ndarray]]
BINS = 10


def kind_samples(judged: Judged) -> tuple[np.ndarray, np.ndarray]:
    """Logits of all found objects and whether each was right."""
    logits, right = [], []
    for found, rows in judged:
        for match in match_objects(found, rows)[0]:
            score = min(max(match.found.score, 1e-5), 1 - 1e-5)
            logits.append(np.log(score / (1 - score)))
            right.append(match.truth is not None)
    return np.asarray(logits, np.float64), np.asarray(right, np.float64)


def finish_samples(judged: Judged) -> tuple[np.ndarray, np.ndarray]:
    """Finish probabilities [m,finishes] of matched objects and the true finishes."""
    guesses, true = [], []
    for found, rows in judged:
        for match in match_objects(found, rows)[0]:
            if match.truth is not None and match.truth[1] >= 0:
                guesses.append(match.found.finishes)
                true.append(int(match.truth[1]))
    return np.asarray(guesses, np.float64).clip(1e-9, 1), np.asarray(true, np.int64)


def fit_platt(logits: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic curve through (logit, right), by Newton's method."""
    slope, offset = 1.0, 0.0
    design = np.stack((logits, np.ones_like(logits)), 1)
    for _ in range(50):
        sure = 1 / (1 + np.exp(-(slope * logits + offset)))
        gradient = design.T @ (sure - right)
        weight = (sure * (1 - sure)).clip(1e-9)
        hessian = (design * weight[:, None]).T @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        slope, offset = slope - step[0], offset - step[1]
        if np.abs(step).max() < 1e-8:
            break
    return float(slope), float(offset)


def tempered(guesses: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities at another temperature; above 1 less sure."""
    powered = guesses ** (1 / temperature)
    return powered / powered.sum(1, keepdims=True)


def fit_temperature(guesses: np.ndarray, true: np.ndarray) -> float:
    """The temperature under which the true finishes are likeliest."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(4.0), 120))
    losses = [-np.log(tempered(guesses, t)[np.arange(true.size), true]).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten equal bins."""
    which = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for b in range(BINS):
        inside = which == b
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
    return float(error)


def fit_calibration(fit: Judged, check: Judged) -> dict[str, float]:
    """Parameters fitted on one half of the pictures and their error on the other."""
    logits, right = kind_samples(fit)
    slope, offset = fit_platt(logits, right)
    temperature = fit_temperature(*finish_samples(fit))
    logits, right = kind_samples(check)
    guesses, true = finish_samples(check)
    cooled = tempered(guesses, temperature)
    return {
        "kindSlope": slope,
        "kindOffset": offset,
        "finishTemperature": temperature,
        "kindError": calibration_error(1 / (1 + np.exp(-(slope * logits + offset))), right),
        "finishError": calibration_error(cooled.max(1), cooled.argmax(1) == true),
    }
