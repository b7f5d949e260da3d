import { describe, expect, test } from "vitest";
import { latestOf, unlearnt } from "../../../../../electron/agent/language/latest";
import { lessonToDraw } from "../../../../../electron/agent/rounds";
import type { DurableBody } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import { eventsOf, type Try, trajectory } from "./trajectory";

const learnt: Try = { prompt: "P1", drawn: "green", states: ["pass", "pass", "pass"], lesson: "L" };
const half: Try = { prompt: "P2", drawn: "red", states: ["pass", "fail", "pass"] };
const poor: Try = { prompt: "P2", drawn: "blue", states: ["fail", "fail", "pass"] };
const undecided: Try = { prompt: "P2", drawn: "red", states: ["pass", "unclear", "fail"] };
const undrawn: Try = { prompt: "P2", drawn: null, states: [] };

/** All but the first `before` are of one round, as candidates of the same prompt. */
function asRound(tries: readonly Try[], before: number, ...more: DurableBody[]) {
  const attempts = trajectory(tries, ...more);
  return attempts.map((attempt, index) =>
    index < before
      ? attempt
      : { ...attempt, iteration: { ...attempt.iteration, round: before + 1, candidate: index - before + 1 } },
  );
}

/** What the loop itself would have a lesson drawn of. */
function loopsChoice(tries: readonly Try[], before: number, ...more: DurableBody[]) {
  const events = eventsOf(tries, ...more).map((event) =>
    event.type === "iteration-started" && event.iteration > before
      ? { ...event, round: before + 1, candidate: event.iteration - before }
      : event,
  );
  return lessonToDraw(reduceAll(events));
}

describe("the attempt that speaks for the latest round", () => {
  test.each<[string, readonly Try[], number, number]>([
    ["a round of one image", [learnt, half], 1, 2],
    ["the best of several", [learnt, poor, half, poor], 1, 3],
    ["the earliest among equals", [learnt, half, half], 1, 2],
    ["not one that was rejected", [learnt, { ...half, rating: "rejected" }, poor], 1, 3],
    ["the best of rejected ones where all are", [poor, { ...poor, rating: "rejected" }], 0, 1],
    ["one that was drawn", [learnt, half, undrawn], 1, 2],
    ["with what is not decided counted as the loop counts it", [learnt, undecided, poor, half], 1, 4],
  ])("%s", (_, tries, before, expected) => {
    expect(latestOf(asRound(tries, before))?.iteration.n).toBe(expected);
    expect(loopsChoice(tries, before)).toBe(expected);
    expect(unlearnt(asRound(tries, before))?.iteration.n).toBe(expected);
  });

  test("the pinned one, whatever its score", () => {
    const pin: DurableBody = { type: "best-pinned", iteration: 3 };
    expect(latestOf(asRound([learnt, half, poor], 1, pin))?.iteration.n).toBe(3);
    expect(loopsChoice([learnt, half, poor], 1, pin)).toBe(3);
  });

  test("an image never drawn has no lesson, and a round has one lesson", () => {
    expect(latestOf(trajectory([learnt, undrawn]))?.iteration.n).toBe(2);
    expect(unlearnt(trajectory([learnt, undrawn]))).toBeNull();
    expect(unlearnt(asRound([poor, { ...half, lesson: "L" }], 0))).toBeNull();
    expect(unlearnt([])).toBeNull();
    expect(unlearnt(trajectory([half]).map((one) => ({ ...one, inheritedFrom: "other" })))).toBeNull();
  });
});
