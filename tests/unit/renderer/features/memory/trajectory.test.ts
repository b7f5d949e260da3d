import { describe, expect, it } from "vitest";
import {
  type AttemptColumn,
  partsShown,
  stepTo,
  timelineOf,
} from "../../../../../renderer/features/memory/trajectory";
import { gainText, partsText, toneOf, whyText } from "../../../../../renderer/features/memory/words";
import { shownSentence, worthShowing } from "../../../../../renderer/features/studio/inspector/MemorySummary";
import type { Recalled } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import type { RunState } from "../../../../../shared/run/state";
import { journal } from "../../support/journal";

const state = reduceAll(journal({ id: "bicycl3s", startedAt: 0 }));

const recalled: Recalled = {
  id: "x-1",
  runId: "xxxxxx",
  iteration: 1,
  prompt: "five cows",
  text: "",
  strategy: "",
  similarity: 0.8,
  why: "As it was told.",
  common: { kinds: ["count", "position"], words: ["cow"] },
};

const attempts = (from: RunState) =>
  timelineOf(from).filter((column): column is AttemptColumn => column.kind === "attempt");

describe("the timeline", () => {
  it("keeps facts and experience apart, and what was shown with the attempt it was shown for", () => {
    const columns = attempts(state);
    expect(columns.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(columns[0]?.shown).toEqual([]);
    expect(columns[3]?.shown.map((one) => one.iteration)).toEqual([2, 3]);
    expect(columns[0]?.facts.find((fact) => fact.state === "unclear")?.question).toMatch(/in front of/);
    expect(columns[1]?.experience?.iteration).toBe(2);
    expect(columns.map(({ cost }) => cost?.iteration ?? null)).toEqual([null, 2, 3, 4]);
  });

  it("leaves out criteria that are turned off", () => {
    const off = {
      ...state,
      criteria: (state.criteria ?? []).map((one) => ({ ...one, enabled: one.id === "o1" })),
    };
    expect(attempts(off)[0]?.facts).toHaveLength(1);
  });

  it("tells which parts of which attempt a call was shown", () => {
    const [first, second, third, fourth] = attempts(state) as [
      AttemptColumn,
      AttemptColumn,
      AttemptColumn,
      AttemptColumn,
    ];
    expect(partsShown(fourth, third)).toEqual(["prompt", "verdicts", "experience"]);
    expect(partsShown(fourth, second)).toEqual(["experience"]);
    expect(partsShown(fourth, first)).toEqual([]);
  });

  it("begins with what was recalled and inherited, and never mixes an inherited attempt up with an own one", () => {
    const parent = "parent1";
    const own = state.iterations[0]!;
    const branch: RunState = {
      ...state,
      recalled: [recalled],
      inherited: [
        {
          iteration: 1,
          runId: parent,
          prompt: "theirs",
          thought: "",
          strategy: "",
          parameters: own.parameters,
          image: null,
          verdicts: [{ ...Object.values(own.verdicts)[0]!, by: "designer" }],
          experience: null,
        },
      ],
      refinements: state.refinements.map((one) => ({
        ...one,
        shown: [{ iteration: 1, inherited: true as const, runId: parent, parts: ["prompt" as const] }],
      })),
    };
    const columns = timelineOf(branch);
    expect(columns.map(({ key }) => key)).toEqual([
      "recalled",
      "parent1-1",
      "own-1",
      "own-2",
      "own-3",
      "own-4",
    ]);
    const [inherited, first, second] = attempts(branch) as [AttemptColumn, AttemptColumn, AttemptColumn];
    expect(inherited.facts.filter(({ yours }) => yours)).toHaveLength(1);
    expect(partsShown(second, inherited)).toEqual(["prompt"]);
    expect(partsShown(second, first)).toEqual([]);
  });

  it("is walked from end to end, the latest attempt first", () => {
    const columns = timelineOf({ ...state, recalled: [recalled] });
    expect(stepTo(columns, null, 0)?.n).toBe(4);
    expect(stepTo(columns, "own-2", 1)?.n).toBe(3);
    expect(stepTo(columns, "own-2", -5)?.n).toBe(1);
    expect(stepTo(columns, "own-2", Number.MAX_SAFE_INTEGER)?.n).toBe(4);
    expect(stepTo([], null, 1)).toBeNull();
  });
});

describe("in words", () => {
  it("lists the parts", () => {
    expect(partsText(["prompt", "verdicts", "experience"])).toBe("prompt, verdicts, and lesson");
    expect(partsText(["experience"])).toBe("lesson");
  });

  it("says what two prompts have in common", () => {
    expect(whyText(recalled, "another")).toBe("Both ask for counts and positions and say “cow”.");
    expect(whyText(recalled, recalled.prompt)).toBe("The very same prompt.");
    const { common: _, ...older } = recalled;
    expect(whyText(older, "another")).toBe("As it was told.");
    expect(whyText({ ...recalled, common: { kinds: [], words: [] } }, "another")).toBe(
      "Resembles this prompt.",
    );
  });

  it("tells gains in points", () => {
    expect([0.2, -0.051, 0.001].map(gainText)).toEqual(["+20 points", "-5 points", "no change"]);
    expect([0.2, -0.051, 0.001].map(toneOf)).toEqual(["pass", "fail", "quiet"]);
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
