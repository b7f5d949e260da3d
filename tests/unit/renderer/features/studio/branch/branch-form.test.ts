import { describe, expect, it } from "vitest";
import {
  changesOfBranch,
  formOf,
  habitsOf,
  isReady,
  parentOf,
  requestOfBranch,
} from "../../../../../../renderer/features/studio/branch/branch-form";
import { firstHabits } from "../../../../../../renderer/features/studio/branch/branch-store";
import { startRequestSchema } from "../../../../../../shared/ipc/domains/runs";
import { reduceAll } from "../../../../../../shared/run/reduce";
import { defaultSettings } from "../../../../../../shared/settings";
import { journal, PROMPT } from "../../../support/journal";

const state = reduceAll(journal({ id: "bicycl3s", startedAt: 0 }));
const parent = parentOf(state, 2, defaultSettings)!;
const from = { runId: "bicycl3s", iteration: 2 };
const form = formOf(parent, firstHabits, defaultSettings);

describe("a branch", () => {
  it("opens as its parent is, so that nothing changes until the designer changes it", () => {
    expect(form.wish).toBe(PROMPT);
    expect(form.words).toBe(state.iterations[1]?.prompt);
    expect(Object.values(changesOfBranch(form, parent)).some(Boolean)).toBe(false);
  });

  it("is a request the main side takes, with the parent's seed and what it keeps", () => {
    const request = startRequestSchema.parse(requestOfBranch(form, parent, from));
    expect(request).toMatchObject({
      prompt: PROMPT,
      seed: 7,
      branchOf: from,
      branch: { drawPrompt: form.words, keepCriteria: true, keepMemory: true },
    });
  });

  it("may spend and do what its parent may by now, with as many images a round unless told otherwise", () => {
    const bounds = { minGain: 0.02, repair: false, judgePairs: false };
    const header = state.header && {
      ...state.header,
      settings: { ...state.header.settings, ...bounds, candidates: 2 },
    };
    const budget = { images: 12, tokens: null, money: 0.5 };
    const bound = parentOf({ ...state, header, budget, seconds: 90, candidates: 3 }, 2, defaultSettings)!;
    const opened = formOf(bound, firstHabits, defaultSettings);
    expect(startRequestSchema.parse(requestOfBranch(opened, bound, from))).toMatchObject({
      ...bounds,
      budget,
      seconds: 90,
      candidates: 3,
    });
    expect(changesOfBranch({ ...opened, candidates: 4 }, bound)).toMatchObject({ candidates: true });
    expect(requestOfBranch({ ...opened, candidates: 4 }, bound, from).candidates).toBe(4);
  });

  it("leaves the words to the skill when asked to", () => {
    const request = requestOfBranch({ ...form, draw: "skill" }, parent, from);
    expect(request.branch).not.toHaveProperty("drawPrompt");
    expect(changesOfBranch({ ...form, draw: "skill" }, parent)).toMatchObject({
      writtenAnew: true,
      words: false,
    });
  });

  it("names what differs, and only that", () => {
    const other = { ...form, seed: "own" as const, ownSeed: 12, skill: { mode: "none" as const } };
    const changed = changesOfBranch(other, parent);
    expect(Object.entries(changed).flatMap(([name, is]) => (is ? [name] : []))).toEqual(["seed", "skill"]);
    expect(requestOfBranch(other, parent, from).seed).toBe(12);
    expect(changesOfBranch({ ...form, seed: "random" }, parent).seed).toBe(true);
  });

  it("needs a wish, and words where they are drawn as they stand", () => {
    expect(isReady(form)).toBe(true);
    expect(isReady({ ...form, wish: " " })).toBe(false);
    expect(isReady({ ...form, words: " " })).toBe(false);
    expect(isReady({ ...form, words: " ", draw: "skill" })).toBe(true);
  });

  it("remembers habits, never words", () => {
    expect(habitsOf({ ...form, keepMemory: false })).toEqual({
      ...firstHabits,
      rounds: 5,
      keepMemory: false,
    });
  });

  it("has no parent where the run or the iteration is missing", () => {
    expect(parentOf(state, 99, defaultSettings)).toBeNull();
  });
});
