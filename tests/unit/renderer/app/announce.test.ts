import { describe, expect, it } from "vitest";
import { sentenceFor } from "../../../../renderer/app/announce";
import type { RunEvent } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { journal } from "../support/journal";

const events = journal({ id: "bicycl3s", startedAt: 0 });
const after = reduceAll(events);
const told = (type: RunEvent["type"]) =>
  events.filter((event) => event.type === type).map((event) => sentenceFor(event, after));

describe("sentenceFor", () => {
  it("tells each result once, with its numbers", () => {
    expect(told("iteration-judged")[0]).toBe("Iteration 1: 3 of 7 criteria passed.");
    expect(told("run-finished")).toEqual(["Every criterion passed. Best is iteration 4."]);
    expect(told("skill-routed")).toEqual(["Skill chosen: spatial-layout."]);
  });

  it("keeps quiet about every single verdict and about bookkeeping", () => {
    expect(told("criterion-judged").every((sentence) => sentence === null)).toBe(true);
    expect(told("prompt-refined").every((sentence) => sentence === null)).toBe(true);
  });

  it("tells of stages and failures", () => {
    const stage: RunEvent = { v: 1, seq: null, at: 0, type: "stage-entered", stage: "draw", iteration: 3 };
    expect(sentenceFor(stage, after)).toBe("Drawing iteration 3.");
    const failure: RunEvent = {
      v: 1,
      seq: 99,
      at: 0,
      type: "role-failed",
      role: "generator",
      code: "unreachable",
      message: "Nothing answers.",
      remedy: "",
      retryable: true,
    };
    expect(sentenceFor(failure, after)).toBe("The generator failed: Nothing answers.");
  });
});
