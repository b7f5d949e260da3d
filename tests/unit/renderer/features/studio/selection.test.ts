import { beforeEach, describe, expect, it } from "vitest";
import {
  neighbour,
  noSelection,
  select,
  selectionOf,
  unseenCount,
  useSelections,
  viewedIteration,
} from "../../../../../renderer/features/studio/selection";
import { reduceAll } from "../../../../../shared/run/reduce";
import { journal } from "../../support/journal";

const whole = journal({ id: "bicycl3s", startedAt: 0 });
const drawnUpTo = (n: number) => {
  const end = whole.findIndex((event) => event.type === "image-generated" && event.iteration === n);
  return reduceAll(whole.slice(0, end + 1));
};
const watching = { live: true, follow: false };

beforeEach(() => useSelections.setState({ runs: {} }));

describe("viewedIteration", () => {
  it("never changes because something new arrived", () => {
    const choice = { ...noSelection, iteration: 1, seen: 1 };
    for (const n of [1, 2, 3, 4]) expect(viewedIteration(drawnUpTo(n), choice, watching)).toBe(1);
    expect(viewedIteration(reduceAll(whole), choice, { live: false, follow: false })).toBe(1);
  });

  it("shows the first image of a live run and the best of a resting one when nothing was chosen", () => {
    expect(viewedIteration(drawnUpTo(3), noSelection, watching)).toBe(1);
    expect(viewedIteration(reduceAll(whole), noSelection, { live: false, follow: false })).toBe(4);
  });

  it("goes with the newest only when asked to, and only while the run works", () => {
    const choice = { ...noSelection, iteration: 1 };
    expect(viewedIteration(drawnUpTo(3), choice, { live: true, follow: true })).toBe(3);
    expect(viewedIteration(drawnUpTo(3), choice, { live: false, follow: true })).toBe(1);
  });

  it("falls back when the chosen iteration is not there", () => {
    expect(viewedIteration(drawnUpTo(2), { ...noSelection, iteration: 9 }, watching)).toBe(1);
  });
});

describe("what is new", () => {
  it("counts images after the newest one looked at", () => {
    expect(unseenCount(drawnUpTo(4), 1)).toBe(3);
    expect(unseenCount(drawnUpTo(4), 4)).toBe(0);
  });

  it("remembers the newest one looked at even when going back", () => {
    select("a", { iteration: 3 });
    select("a", { iteration: 1 });
    expect(selectionOf("a")).toEqual({ iteration: 1, criterion: null, seen: 3 });
    select("a", { criterion: "c1" });
    expect(selectionOf("a")).toEqual({ iteration: 1, criterion: "c1", seen: 3 });
  });

  it("forgets the runs that were not touched for longest", () => {
    for (let run = 0; run < 80; run += 1) select(`run${run}`, { iteration: 1 });
    expect(Object.keys(useSelections.getState().runs)).toHaveLength(60);
    expect(selectionOf("run79").iteration).toBe(1);
    expect(selectionOf("run0")).toEqual(noSelection);
  });
});

describe("neighbour", () => {
  it("steps in drawing order and stays at the ends", () => {
    const state = drawnUpTo(3);
    expect(neighbour(state, 2, 1)).toBe(3);
    expect(neighbour(state, 3, 1)).toBe(3);
    expect(neighbour(state, 1, -1)).toBe(1);
    expect(neighbour(reduceAll([]), null, 1)).toBeNull();
  });
});
