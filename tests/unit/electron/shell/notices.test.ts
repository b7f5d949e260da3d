import { describe, expect, it } from "vitest";
import { barOf, fractionOf, noBar, noticeOf } from "../../../../electron/shell/notices";
import { reduceAll } from "../../../../shared/run/reduce";
import { emptyRunState, type RunState } from "../../../../shared/run/state";
import { journal } from "../../renderer/support/journal";

const events = journal({ id: "bicycl3s", startedAt: 0 });
const finished = reduceAll(events);

describe("how far a run is", () => {
  it("grows from nothing with every step and never goes back", () => {
    let state = emptyRunState;
    let before = 0;
    expect(fractionOf(state)).toBe(0);
    for (const event of events) {
      state = reduceAll([event], state);
      const now = fractionOf(state);
      expect(now).toBeGreaterThanOrEqual(before - 1e-9);
      expect(now).toBeLessThanOrEqual(1);
      before = now;
    }
    expect(before).toBeCloseTo(finished.iterations.length / finished.rounds);
  });

  it("counts the drawing under way and the verdicts given", () => {
    const drawing = reduceAll([
      ...events.slice(0, events.findIndex((event) => event.type === "iteration-started") + 1),
      { v: 1, seq: null, at: 0, type: "generation-progress", iteration: 1, fraction: 0.5, label: "" },
    ]);
    expect(fractionOf(drawing)).toBeCloseTo(0.3 / drawing.rounds);
  });
});

describe("rounds of several images", () => {
  it("fill up image by image, and an early end of one never takes anything back", () => {
    const [first] = finished.iterations;
    if (first === undefined) throw new Error("nothing drawn");
    const of = (count: number, round = 1) =>
      Array.from({ length: count }, (_, index) => ({ ...first, n: index + 1, round, candidate: index + 1 }));
    const run = { ...finished, rounds: 2, candidates: 4 };
    expect(fractionOf({ ...run, iterations: of(1) })).toBeCloseTo(1 / 8);
    expect(fractionOf({ ...run, iterations: of(4) })).toBeCloseTo(1 / 2);
    expect(fractionOf({ ...run, iterations: [...of(3), ...of(2, 2)] })).toBeCloseTo(3 / 4);
  });
});

describe("the word at the end", () => {
  it("tells the question of a run that asks", () => {
    const clarification = {
      question: "Two or three?",
      reason: "",
      options: [{ label: "Two", prompt: "two" }],
    };
    const asking: RunState = { ...finished, status: "paused", clarification, clarified: undefined };
    expect(noticeOf(asking, "en")).toEqual({
      title: `A question for you: ${finished.header?.title}`,
      body: "Two or three?",
    });
    expect(noticeOf({ ...asking, clarified: null }, "en")?.title).toMatch(/^Waiting for you/);
  });

  it("says in the chosen language what came of it", () => {
    const title = finished.header?.title;
    expect(noticeOf(finished, "en")).toEqual({
      title: `Finished: ${title}`,
      body: "7 of 7 passed after 4 images",
    });
    expect(noticeOf(finished, "de")?.body).toBe("7 von 7 bestanden nach 4 Bildern");
    expect(noticeOf(finished, "es")?.title).toBe(`Terminada: ${title}`);
  });

  it("counts one image as one", () => {
    const one: RunState = { ...finished, iterations: finished.iterations.slice(0, 1), pinned: 1 };
    expect(noticeOf(one, "en")?.body).toMatch(/^\d of 7 passed after one image$/);
    expect(noticeOf({ ...one, iterations: [], pinned: null }, "en")?.body).toBe("No image was drawn.");
  });

  it("tells the cause of a failure and what a paused run waits for", () => {
    const failure = {
      code: "unreachable",
      message: "Nothing answers at 127.0.0.1:9.",
      remedy: "",
      retryable: true,
      role: "generator",
      iteration: 2,
      at: 0,
    } as const;
    expect(noticeOf({ ...finished, status: "failed", failure }, "en")?.body).toBe(failure.message);
    expect(noticeOf({ ...finished, status: "paused", pausedBefore: 3 }, "en")?.body).toContain("image 3");
  });

  it("keeps quiet about what the designer did", () => {
    expect(noticeOf({ ...finished, status: "stopped" }, "en")).toBeNull();
    expect(noticeOf({ ...finished, status: "running" }, "en")).toBeNull();
  });
});

describe("the taskbar", () => {
  it("shows the runs at work together, then how the last unseen one ended", () => {
    expect(barOf([0.2, 0.6], "failed")).toEqual({ value: 0.4, mode: "normal" });
    expect(barOf([0], null).value).toBeGreaterThan(0);
    expect(barOf([], "failed").mode).toBe("error");
    expect(barOf([], "paused").mode).toBe("paused");
    expect(barOf([], "finished")).toEqual(noBar);
    expect(barOf([], null)).toEqual(noBar);
  });
});
