import { describe, expect, it } from "vitest";
import { newEntry, withSnapshot } from "../../../../../renderer/app/runs/entry";
import { worthComparing } from "../../../../../renderer/features/compare/compare-run";
import {
  type Compared,
  comparedOf,
  isReady,
  type Ready,
} from "../../../../../renderer/features/compare/compared";
import { changedParameters } from "../../../../../renderer/features/compare/parameters";
import { preferenceBetween } from "../../../../../renderer/features/compare/preference";
import { freshPlaces } from "../../../../../renderer/features/compare/tray/use-news";
import type { RunState } from "../../../../../shared/run/state";
import { journal } from "../../support/journal";

const id = "bicycl3s";
const entry = withSnapshot(newEntry(id), {
  events: [...journal({ id, startedAt: 1000, finish: true })],
  live: false,
  folder: "/runs/x",
  damaged: 0,
});
const { state } = entry;

function ready(one: Compared): Ready {
  if (!isReady(one)) throw new Error("not ready");
  return one;
}

const at = (iteration: number) => ready(comparedOf({ runId: id, iteration }, entry));

describe("changed parameters", () => {
  it("are none between an image and itself", () => {
    expect(changedParameters(at(1), at(1))).toEqual([]);
  });

  it("are those that differ, and only those", () => {
    const [a, b] = [at(1), at(4)];
    const changed = changedParameters(a, b);
    expect(changed.map((one) => one.name)).not.toContain("rounds");
    for (const { name, before, after } of changed) expect(before, name).not.toBe(after);
    const hotter: Ready = {
      ...b,
      iteration: { ...b.iteration, parameters: { ...b.iteration.parameters, temperature: 0.25, seed: 99 } },
      run: { ...b.run, routing: { candidates: [], chosen: "lettering", reason: "", packHash: null } },
      size: { width: 512, height: 256 },
    };
    const told = Object.fromEntries(changedParameters(a, hotter).map((one) => [one.name, one.after]));
    expect(told).toMatchObject({ temperature: 0.25, seed: 99, skill: "lettering", size: "512 × 256" });
  });
});

describe("the designer's pick", () => {
  const side = (iteration: number, run: RunState) => ({ place: { runId: id, iteration }, run });
  const said = (
    iteration: number,
    against: number,
    outcome: "won" | "lost" | "tie",
    when: number,
  ): RunState["preferences"][number] => ({
    iteration,
    against: { runId: id, iteration: against },
    outcome,
    blind: false,
    at: when,
  });

  it("is the latest one, from whichever side it was written down", () => {
    const run = { ...state, preferences: [said(1, 4, "won", 10), said(4, 1, "won", 20)] };
    expect(preferenceBetween(side(1, run), side(4, run))).toBe("b");
    expect(preferenceBetween(side(4, run), side(1, run))).toBe("a");
    const tied = { ...state, preferences: [...run.preferences, said(1, 4, "tie", 30)] };
    expect(preferenceBetween(side(1, tied), side(4, tied))).toBe("tie");
  });

  it("is none between images that were never compared", () => {
    const run = { ...state, preferences: [said(1, 4, "won", 10)] };
    expect(preferenceBetween(side(1, run), side(3, run))).toBeNull();
    expect(preferenceBetween(side(2, state), side(3, state))).toBeNull();
  });
});

describe("new images of compared runs", () => {
  it("are offered when they came later and are not laid out", () => {
    const runs = new Map([[id, state]]);
    expect(freshPlaces(runs, new Map([[id, 4]]), [])).toEqual([]);
    expect(freshPlaces(runs, new Map([[id, 2]]), [{ runId: id, iteration: 3 }])).toEqual([
      { runId: id, iteration: 4 },
    ]);
    expect(freshPlaces(runs, new Map(), [])).toEqual([]);
  });
});

describe("a whole run laid out", () => {
  it("is all of it where it fits", () => {
    expect(worthComparing(state)).toEqual([1, 2, 3, 4]);
  });

  it("is the first, the best and the latest of more than nine", () => {
    const [first] = state.iterations;
    if (first === undefined) throw new Error("no iteration");
    const iterations = Array.from({ length: 30 }, (_, index) => ({ ...first, n: index + 1 }));
    const chosen = worthComparing({ ...state, iterations, pinned: 5 });
    expect(chosen).toHaveLength(9);
    expect(chosen.slice(0, 2)).toEqual([1, 5]);
    expect(chosen.at(-1)).toBe(30);
    expect(worthComparing({ ...state, iterations, pinned: 1 })).toHaveLength(9);
    expect(worthComparing({ ...state, iterations, pinned: 30 })).toHaveLength(9);
  });
});
