"""Matching found objects with the truth, and the numbers that follow from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from decode import Found, overlap
from world import World

MATCH = 0.5
"""IoU from which a found box is the true one."""


@dataclass(frozen=True)
class Match:
    """A found object and the truth row (kind, finish, box, visible) it fits, or None."""

    found: Found
    truth: np.ndarray | None


def match_objects(found: list[Found], rows: np.ndarray) -> tuple[list[Match], int]:
    """Pairs objects of the same kind greedily by score; also counts the truths left over."""
    free = list(range(rows.shape[0]))
    matches = []
    for one in found:
        candidates = [i for i in free if rows[i, 0] == one.kind]
        shares = overlap(one.box, rows[candidates, 2:6]) if candidates else np.zeros(0)
        if shares.size and shares.max() >= MATCH:
            best = candidates[int(shares.argmax())]
            free.remove(best)
            matches.append(Match(one, rows[best]))
        else:
            matches.append(Match(one, None))
    return matches, len(free)


@dataclass
class Tally:
    """Sums over pictures."""

    hits: int = 0
    invented: int = 0
    missed: int = 0
    finish_right: int = 0
    finish_asked: int = 0
    counts_right: int = 0
    counts_asked: int = 0
    overlap_sum: float = 0.0
    confused_finishes: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed_kinds: Counter[str] = field(default_factory=Counter)
    invented_kinds: Counter[str] = field(default_factory=Counter)

    def add(self, found: list[Found], rows: np.ndarray, world: World) -> list[Match]:
        """Take one picture's objects in; gives the matches back."""
        matches, missed = match_objects(found, rows)
        self.missed += missed
        wanted = Counter(int(kind) for kind in rows[:, 0])
        seen = Counter(one.kind for one in found)
        self.counts_asked += len(wanted | seen)
        self.counts_right += sum(wanted[kind] == seen[kind] for kind in wanted | seen)
        hit_kinds = Counter(match.found.kind for match in matches if match.truth is not None)
        for kind, count in wanted.items():
            self.missed_kinds[world.kinds[kind]] += count - hit_kinds[kind]
        for match in matches:
            if match.truth is None:
                self.invented += 1
                self.invented_kinds[world.kinds[match.found.kind]] += 1
                continue
            self.hits += 1
            self.overlap_sum += float(overlap(match.found.box, match.truth[None, 2:6])[0])
            if match.truth[1] >= 0:
                self._finish(match, world)
        return matches

    def _finish(self, match: Match, world: World) -> None:
        guess, true = int(match.found.finishes.argmax()), int(match.truth[1])
        self.finish_asked += 1
        self.finish_right += guess == true
        if guess != true:
            self.confused_finishes[world.finishes[true], world.finishes[guess]] += 1

    def summary(self) -> str:
        """One line of numbers."""
        recall = self.hits / max(1, self.hits + self.missed)
        precision = self.hits / max(1, self.hits + self.invented)
        finish = self.finish_right / max(1, self.finish_asked)
        counts = self.counts_right / max(1, self.counts_asked)
        iou = self.overlap_sum / max(1, self.hits)
        return (
            f"recall {recall:.4f}  precision {precision:.4f}  finish {finish:.4f}  "
            f"counts {counts:.4f}  IoU {iou:.3f}  objects {self.hits + self.missed}"
        )
