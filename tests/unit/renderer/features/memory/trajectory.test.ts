import { describe, expect, it } from "vitest";
import { memorySteps, shownText } from "../../../../../renderer/features/memory/trajectory";
import { shownSentence, worthShowing } from "../../../../../renderer/features/studio/inspector/MemorySummary";
import { reduceAll } from "../../../../../shared/run/reduce";
import { journal } from "../../../../harness/journal";

const state = reduceAll(journal({ id: "bicycl3s", startedAt: 0 }));

describe("memorySteps", () => {
  it("keeps facts and experience apart, and what was shown with the attempt it was shown for", () => {
    const steps = memorySteps(state);
    expect(steps).toHaveLength(4);
    expect(steps[0]?.shown).toEqual([]);
    expect(steps[3]?.shown.map((one) => one.iteration)).toEqual([2, 3]);
    expect(steps[0]?.facts.find((fact) => fact.state === "unclear")?.question).toMatch(/in front of/);
    expect(steps[1]?.experience?.iteration).toBe(2);
  });

  it("leaves out criteria that are turned off", () => {
    const off = {
      ...state,
      criteria: (state.criteria ?? []).map((one) => ({ ...one, enabled: one.id === "o1" })),
    };
    expect(memorySteps(off)[0]?.facts).toHaveLength(1);
  });
});

describe("what was shown, in words", () => {
  it("lists the parts", () => {
    expect(shownText({ iteration: 2, parts: ["prompt", "verdicts", "experience"] })).toBe(
      "prompt, verdicts and experience of 2",
    );
    expect(shownText({ iteration: 1, parts: ["experience"] })).toBe("experience of 1");
  });

  it("counts experiences read against experiences learnt", () => {
    const shown = [{ iteration: 2, parts: ["experience" as const] }];
    expect(shownSentence([1, 2, 3], shown)).toBe("1 of 3 shown to the refiner");
    expect(shownSentence([2], shown)).toBe("shown to the refiner");
  });

  it("shows all of a few experiences, and of many those that were read and the latest", () => {
    const learnt = Array.from({ length: 9 }, (_, index) => ({
      iteration: index + 1,
      text: "",
      worked: [],
      failed: [],
      strategy: "",
    }));
    const shown = (count: number, read: readonly number[]) =>
      worthShowing(learnt.slice(0, count), new Set(read)).map((one) => one.iteration);
    expect(shown(6, [])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(shown(9, [2])).toEqual([2, 7, 8, 9]);
  });
});
