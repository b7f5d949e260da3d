import { describe, expect, it } from "vitest";
import { imagesDrawn, latestRound, roundsDrawn } from "../../../../shared/run/rounds";
import type { IterationState } from "../../../../shared/run/state";

const image = { ref: { hash: "0".repeat(64), file: `${"0".repeat(64)}.png`, bytes: 1 } };

function attempt(n: number, round: number, drawn = true): IterationState {
  return {
    n,
    round,
    candidate: 1,
    edit: null,
    prompt: "p",
    proposed: null,
    thought: "",
    strategy: "s",
    parameters: { seed: n, size: 64, temperature: 1 },
    startedAt: 0,
    image: drawn ? { ...image, vector: null, width: 1, height: 1, ms: 1, backend: "b", notes: [] } : null,
    verdicts: {},
    overrides: {},
    again: [],
    score: null,
    judged: drawn,
    skipped: !drawn,
    verifyMs: 0,
    experience: null,
    progress: null,
    rating: null,
  };
}

describe("rounds", () => {
  it("count once whatever the number of their images; those without any cost nothing", () => {
    const iterations = [
      attempt(1, 1),
      attempt(2, 1),
      attempt(3, 2, false),
      attempt(4, 2),
      attempt(5, 3, false),
    ];
    expect(roundsDrawn({ iterations })).toBe(2);
    expect(imagesDrawn({ iterations })).toBe(3);
  });

  it("are as many as the images where each has one", () => {
    const iterations = [attempt(1, 1), attempt(2, 2, false), attempt(3, 3)];
    expect(roundsDrawn({ iterations })).toBe(2);
    expect(imagesDrawn({ iterations })).toBe(2);
  });

  it("know the one under way", () => {
    expect(latestRound({ iterations: [] })).toEqual([]);
    const iterations = [attempt(1, 1), attempt(2, 2), attempt(3, 2, false)];
    expect(latestRound({ iterations }).map((it) => it.n)).toEqual([2, 3]);
  });
});
