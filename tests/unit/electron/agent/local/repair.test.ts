import { describe, expect, it } from "vitest";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { instructionFor } from "../../../../../electron/agent/local/instruction";
import { localRefiner } from "../../../../../electron/agent/local/refiner";
import type { Attempt, Editing } from "../../../../../electron/agent/roles";
import { editSchema } from "../../../../../shared/run/events";
import { DRAWN_ANEW } from "../../../../../shared/run/repair";
import { defaultRunSettings } from "../../../../../shared/run/settings";
import type { IterationState } from "../../../../../shared/run/state";
import { NOT_ASKED, scoreOf, type Verdict, type VerdictState } from "../../../../../shared/run/verdicts";

const original = "four white bicycles in front of three plastic cows";
const criteria = decompose(original);
const numbered = (question: string) => {
  const found = criteria.find((one) => one.question === question);
  if (found === undefined) throw new Error(`nobody asks “${question}”`);
  return found.id;
};
const bicycles = numbered("Are there exactly four bicycles?");
const cows = numbered("Are there exactly three cows?");
const white = numbered("Are all the bicycles white?");

const ref = (extension: string) => ({
  hash: "a".repeat(64),
  file: `${"a".repeat(64)}.${extension}`,
  bytes: 1,
});
const at = (x: number, confidence = 0.9) => ({
  box: { x, y: 0.4, w: 0.1, h: 0.1 },
  label: "bicycle",
  confidence,
  supports: false,
});

function attempt(
  n: number,
  states: Readonly<Record<string, VerdictState | Partial<Verdict>>>,
  change: Partial<IterationState> = {},
  of: Partial<Attempt> = {},
): Attempt {
  const verdicts = Object.fromEntries(
    criteria.map(({ id }): [string, Verdict] => {
      const said = states[id] ?? "pass";
      const base = {
        criterionId: id,
        state: "fail" as const,
        confidence: 0.9,
        answer: "",
        evidence: [],
        by: "eyes",
      };
      return [id, typeof said === "string" ? { ...base, state: said } : { ...base, ...said }];
    }),
  );
  const asked = of.criteria ?? criteria;
  return {
    criteria: asked,
    image: ref("png"),
    best: false,
    inheritedFrom: null,
    preferredTo: [],
    ...of,
    iteration: {
      n,
      round: n,
      candidate: 1,
      edit: null,
      prompt: original,
      proposed: null,
      thought: "",
      strategy: "first draft",
      parameters: { seed: n, size: 1024, temperature: 0.6 },
      startedAt: 0,
      image: {
        ref: ref("png"),
        vector: ref("svg"),
        width: 1024,
        height: 1024,
        ms: 1,
        backend: "flatland",
        notes: [],
      },
      verdicts,
      overrides: {},
      again: [],
      score: scoreOf(asked, verdicts, {}),
      judged: true,
      skipped: false,
      verifyMs: 1,
      experience: null,
      progress: null,
      rating: null,
      ...change,
    },
  };
}

function refine(trajectory: readonly Attempt[], editing: Editing | null = "scene") {
  const input = {
    original,
    enhanced: original,
    criteria: trajectory[0]?.criteria ?? criteria,
    trajectory,
    skill: null,
    settings: defaultRunSettings,
    loadImage: async () => new Uint8Array(),
  };
  return localRefiner.refine(editing === null ? input : { ...input, editing }, {
    signal: new AbortController().signal,
    onUsage: () => undefined,
  });
}

const few: Partial<Verdict> = {
  answer: "three bicycles seen, four bicycles asked for",
  evidence: [at(0.1), at(0.3), at(0.5)],
};
const best = { best: true };

describe("the local refiner's repair", () => {
  it("mends what failed in the best attempt, keeps the rest, and says so", async () => {
    const refined = await refine([attempt(1, { [bicycles]: few }, {}, best)]);
    expect(refined.strategy).toBe("repair");
    expect(refined.edit).toMatchObject({ base: 1, mend: [bicycles] });
    expect(editSchema.safeParse(refined.edit).success).toBe(true);
    expect([...(refined.edit?.keep ?? [])].sort()).toEqual(
      criteria
        .map(({ id }) => id)
        .filter((id) => id !== bicycles)
        .sort(),
    );
    expect(refined.prompt).toBe(original);
    expect(refined.parameters).toMatchObject({ temperature: 0.6, size: 1024 });
    expect(refined.parameters.seed).not.toBe(1);
    expect(refined.thought).toBe(
      "I mend only what failed in attempt 1 (three bicycles seen, four bicycles asked for), and keep the 6 that passed (repair).",
    );
  });

  it("draws anew where nothing can be changed, or the image carries no scene", async () => {
    const failed = attempt(1, { [bicycles]: few }, {}, best);
    expect((await refine([failed], null)).edit).toBeUndefined();
    const { image } = failed.iteration;
    const bare = {
      ...failed,
      iteration: { ...failed.iteration, image: image === null ? null : { ...image, vector: null } },
    };
    expect((await refine([bare])).edit).toBeUndefined();
    expect((await refine([bare], "mask")).edit).toBeDefined();
  });

  it("builds on nothing that was rejected, except the designer pins it", async () => {
    const rejected = attempt(1, { [bicycles]: few }, { rating: "rejected" });
    expect((await refine([rejected])).edit).toBeUndefined();
    expect((await refine([{ ...rejected, best: true }])).edit).toMatchObject({ base: 1 });
  });

  it("has nothing to do with too little to keep, or with what no image would make clear", async () => {
    const allWrong = Object.fromEntries(criteria.slice(1).map(({ id }) => [id, "fail" as const]));
    expect((await refine([attempt(1, allWrong, {}, best)])).edit).toBeUndefined();
    const beyond: Partial<Verdict> = { state: "unclear", confidence: 0 };
    expect((await refine([attempt(1, { [white]: beyond }, {}, best)])).edit).toBeUndefined();
    const doubtful: Partial<Verdict> = { state: "unclear", confidence: 0.4 };
    expect((await refine([attempt(1, { [white]: doubtful }, {}, best)])).edit?.mend).toEqual([white]);
  });

  it("keeps what is locked, judged or not", async () => {
    const locked = criteria.map((one) => (one.id === white ? { ...one, locked: true } : one));
    const open = attempt(
      1,
      { [bicycles]: few, [white]: { state: "unclear", confidence: 0 } },
      {},
      { ...best, criteria: locked },
    );
    expect((await refine([open])).edit?.keep).toContain(white);
  });

  it("leaves repairs that mended nothing or lost something for a fresh drawing", async () => {
    const base = attempt(1, { [bicycles]: few }, {}, best);
    const { edit } = await refine([base]);
    if (edit === undefined) throw new Error("a repair was expected");
    const repaired = (states: Parameters<typeof attempt>[1], notes: readonly string[] = []) => {
      const made = attempt(2, states, { edit, strategy: "repair" });
      const { image } = made.iteration;
      return {
        ...made,
        iteration: { ...made.iteration, image: image === null ? null : { ...image, notes } },
      };
    };
    expect((await refine([base, repaired({ [bicycles]: few })])).edit).toBeUndefined();
    expect(
      (await refine([base, repaired({ [bicycles]: "pass", [cows]: "fail", [white]: "fail" })])).edit,
    ).toBeUndefined();
    const anew = repaired({ [cows]: "fail" }, [`${DRAWN_ANEW}: no room.`]);
    expect((await refine([base, anew])).edit).toBeUndefined();
    const better = { ...repaired({ [cows]: "fail" }), best: true };
    const half = attempt(1, { [bicycles]: few, [cows]: "fail" });
    const both = { ...better, iteration: { ...better.iteration, edit: { ...edit, mend: [bicycles, cows] } } };
    expect((await refine([half, both])).edit).toMatchObject({ base: 2, mend: [cows] });
  });

  it("gives servers the places and the words for it", async () => {
    const odd = {
      state: "fail" as const,
      answer: "1 of 4 not white",
      evidence: [at(0.02), { ...at(0.5), supports: true }],
    };
    const { edit } = await refine([attempt(1, { [white]: odd }, {}, best)], "mask");
    expect(edit?.boxes).toHaveLength(1);
    const [box] = edit?.boxes ?? [];
    expect(box?.x).toBe(0);
    expect(box?.w).toBeGreaterThan(0.12);
    expect(edit?.instruction).toBe("Make every bicycle white; leave everything else as it is.");
    const nowhere = { state: "fail" as const, answer: "no", evidence: [] };
    expect((await refine([attempt(1, { [white]: nowhere }, {}, best)], "mask")).edit).toBeUndefined();
    expect(
      (await refine([attempt(1, { [white]: nowhere }, {}, best)], "instruction")).edit?.boxes,
    ).toBeNull();
  });
});

describe("an edit in words", () => {
  const say = (prompt: string, wrong: Readonly<Record<string, Partial<Verdict>>>) =>
    instructionFor(
      decompose(prompt)
        .filter(({ question }) => wrong[question] !== undefined)
        .map((criterion) => ({
          criterion,
          verdict: {
            criterionId: criterion.id,
            state: "fail",
            confidence: 0.9,
            answer: "",
            evidence: [],
            by: "eyes",
            ...wrong[criterion.question],
          },
        })),
    );
  const rest = "leave everything else as it is.";

  it.each([
    [
      "five red bicycles",
      { "Are there exactly five bicycles?": { evidence: [at(0.1), at(0.2), at(0.3), at(0.4)] } },
      "Add one more bicycle next to the others",
    ],
    [
      "two bicycles",
      { "Are there exactly two bicycles?": { evidence: [at(0.1), at(0.2), at(0.3), at(0.4)] } },
      "Take two of the bicycles away, so that exactly two are left",
    ],
    [
      "two bicycles",
      { "Are there exactly two bicycles?": { evidence: [at(0.1), at(0.5)] } },
      "Show exactly two bicycles, each clearly apart",
    ],
    [
      "two red bicycles",
      {
        "Are there any bicycles?": {},
        "Are there exactly two bicycles?": { by: NOT_ASKED },
        "Are all the bicycles red?": { by: NOT_ASKED },
      },
      "Add two red bicycles",
    ],
    [
      "a cat on top of two dogs",
      { "Is the cat on top of the dogs?": {} },
      "Move the cats on top of the dogs",
    ],
    ["a dog chasing a cat", { "Is the dog chasing the cat?": {} }, "Show the dogs chasing the cats"],
    ["no cats", { "Is the picture free of cats?": { evidence: [at(0.1)] } }, "Take every cat away"],
    [
      'a sign that says "OPEN"',
      { "Does the picture read “OPEN”?": {} },
      "Set the lettering afresh, large and clear: “OPEN”",
    ],
  ])("%s", (prompt, wrong, words) => {
    expect(say(prompt, wrong)).toBe(`${words}; ${rest}`);
  });

  it("says nothing where there is nothing to say", () => {
    expect(instructionFor([])).toBeNull();
  });
});
