import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distil } from "../../../../../electron/agent/local/compressor";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { localRefiner } from "../../../../../electron/agent/local/refiner";
import { waysToSay } from "../../../../../electron/agent/local/wordings";
import type { Attempt } from "../../../../../electron/agent/roles";
import { freshSeed } from "../../../../../electron/agent/seeds";
import { defaultRunSettings, MAX_SEED } from "../../../../../shared/run/settings";
import { scoreOf, type VerdictState } from "../../../../../shared/run/verdicts";
import { verdict } from "../support";

const original = "four white bicycles in front of three plastic cows";
const criteria = decompose(original);
const context = { signal: new AbortController().signal, onUsage: () => undefined };

function attempt(
  n: number,
  states: readonly VerdictState[],
  extra: Partial<Attempt["iteration"]> = {},
): Attempt {
  const verdicts = Object.fromEntries(
    criteria.map(({ id }, i) => [
      id,
      { ...verdict(id, states[i % states.length] ?? "pass"), answer: `saw ${i}` },
    ]),
  );
  const image = { hash: "a".repeat(64), file: `${"a".repeat(64)}.png`, bytes: 1 };
  return {
    criteria,
    image,
    best: false,
    inheritedFrom: null,
    preferredTo: [],
    iteration: {
      n,
      round: n,
      candidate: 1,
      edit: null,
      prompt: original,
      thought: "",
      strategy: "first draft",
      parameters: { seed: n, size: 1024, temperature: 1 },
      startedAt: 0,
      image: { ref: image, vector: null, width: 1, height: 1, ms: 1, backend: "x", notes: [] },
      verdicts,
      overrides: {},
      again: [],
      score: scoreOf(criteria, verdicts, {}),
      judged: true,
      skipped: false,
      verifyMs: 1,
      experience: null,
      progress: null,
      proposed: null,
      rating: null,
      ...extra,
    },
  };
}

function refine(trajectory: readonly Attempt[], enhanced = original, asked = criteria) {
  const loadImage = async () => new Uint8Array();
  const input = {
    original,
    enhanced,
    criteria: asked,
    trajectory,
    skill: null,
    settings: defaultRunSettings,
    loadImage,
  };
  return localRefiner.refine(input, context);
}

describe("the local refiner", () => {
  it("never draws the same thing twice, whatever came before", async () => {
    const ratio = fc.array(fc.constantFrom<VerdictState>("pass", "fail", "unclear"), {
      minLength: 1,
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ratio, { minLength: 8, maxLength: 8 }), async (rounds) => {
        const trajectory: Attempt[] = [{ ...attempt(1, rounds[0] ?? []), best: true }];
        const drawn = new Set<string>();
        for (const states of rounds.slice(1)) {
          const { prompt, parameters, strategy, shown } = await refine(trajectory);
          const key = JSON.stringify([prompt, parameters]);
          expect(drawn.has(key)).toBe(false);
          drawn.add(key);
          expect(shown.map(({ iteration }) => iteration).sort()).toEqual(
            trajectory.map(({ iteration }) => iteration.n),
          );
          trajectory.push(attempt(trajectory.length + 1, states, { prompt, parameters, strategy }));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("returns to the best wording after a worse one, with another seed", async () => {
    const good = { ...attempt(1, ["pass", "pass", "pass", "pass", "pass", "pass", "fail"]), best: true };
    const others = waysToSay(original, original, [], null).filter(({ prompt }) => prompt !== original);
    const bad = others.flatMap(({ prompt }, i) =>
      [0, 1].map((k) =>
        attempt(2 + 2 * i + k, ["fail"], {
          prompt,
          parameters: { seed: 50 + 2 * i + k, size: 1024, temperature: 1 },
        }),
      ),
    );
    const refined = await refine([good, ...bad]);
    expect(refined.prompt).toBe(original);
    expect(refined.parameters.seed).not.toBe(1);
    expect(refined.thought).toContain("return to the wording of attempt 1");
  });

  it("keeps what passed when the designer wants more of it", async () => {
    const refined = await refine([{ ...attempt(1, ["pass"]), best: true }]);
    expect(refined.prompt).toBe(original);
    expect(refined.thought).toContain("no fault to mend");
  });

  it("counts the designer's word, and goes on after an attempt that was given up", async () => {
    const given = attempt(1, ["pass"], { skipped: true, image: null, score: null, verdicts: {} });
    const refined = await refine([{ ...given, image: null }]);
    expect(refined.thought).toContain("given up");
    expect(refined.parameters.seed).not.toBe(1);
  });

  it("tells the designer's note as the reason", async () => {
    const [first] = criteria;
    const overrides = { [first!.id]: { state: "fail" as const, note: "those are tricycles" } };
    const refined = await refine([{ ...attempt(1, ["pass"], { overrides }), best: true }]);
    expect(refined.thought).toContain("you said fail: those are tricycles");
  });

  it("builds on nothing the designer rejected", async () => {
    const ways = waysToSay(original, original, [], null);
    const liked = ways.find(({ prompt }) => prompt !== original)!.prompt;
    const rejected = [1, 2, 3].map((n) =>
      attempt(n, ["pass"], {
        prompt: liked,
        rating: "rejected",
        parameters: { seed: n, size: 1024, temperature: 1 },
      }),
    );
    expect(
      (await refine(rejected.map((one) => ({ ...one, iteration: { ...one.iteration, rating: null } }))))
        .prompt,
    ).toBe(liked);
    const refined = await refine(rejected);
    expect(refined.prompt).not.toBe(liked);
    expect(refined.thought).toContain("You rejected attempt 3.");
  });

  it("leaves wordings that lose what is locked, and says it again", async () => {
    const asked = criteria.map((one, i) => ({ ...one, locked: i === 0 }));
    const ways = waysToSay(original, original, [], null);
    const losing = ways.find(({ prompt }) => prompt !== original)!.prompt;
    const lost = [1, 2, 3].map((n): Attempt => {
      const states: VerdictState[] = ["fail", ...Array<VerdictState>(6).fill("pass")];
      const parameters = { seed: n, size: 1024, temperature: 1 };
      // What is locked weighs next to nothing here: by score alone this wording is all but perfect.
      const score = { passed: 6, judged: 7, total: 7, ratio: 0.99 };
      return { ...attempt(n, states, { prompt: losing, parameters, score }), criteria: asked };
    });
    const kept = lost.map((one) => ({ ...one, criteria }));
    expect((await refine(kept)).prompt).toBe(losing);
    const refined = await refine(lost, original, asked);
    expect(refined.prompt).not.toBe(losing);
    expect(refined.thought).toContain("what you locked was lost");
  });

  it("learns from what the run branched from, and tells it apart from its own", async () => {
    const ways = waysToSay(original, original, [], null);
    const bad = ways.flatMap(({ prompt }, i) =>
      prompt === original
        ? []
        : [0, 1, 2].map((k) => ({
            ...attempt(1 + 3 * i + k, ["fail"], {
              prompt,
              parameters: { seed: 50 + 3 * i + k, size: 1024, temperature: 0.1 },
            }),
            inheritedFrom: "ancestor1",
          })),
    );
    const own = { ...attempt(1, ["pass", "pass", "fail"]), best: true };
    const alone = await refine([own]);
    const taught = await refine([...bad, own]);
    expect(alone.prompt).not.toBe(original);
    expect(taught.prompt).toBe(original);
    expect(taught.shown.filter((one) => one.inherited === true && one.runId === "ancestor1")).toHaveLength(
      bad.length,
    );
    expect(taught.shown.filter((one) => one.inherited === undefined)).toHaveLength(1);
    // The heat to cool down from is this run's own.
    expect([1, 0.6, 0.3]).toContain(taught.parameters.temperature);
  });

  it("explains itself in a sentence or two", async () => {
    const { thought } = await refine([{ ...attempt(1, ["pass", "fail"]), best: true }]);
    expect(thought).toMatch(/^Attempt 1 got 4 of 7: saw 1; saw 3; saw 5\. /);
    expect(thought.split(". ").length).toBeLessThanOrEqual(2);
  });

  it("has a way with prompts it does not understand", async () => {
    const odd = [{ ...attempt(1, ["unclear"]), best: true }];
    const loadImage = async () => new Uint8Array();
    const input = {
      original: "日没",
      enhanced: "日没",
      criteria: [],
      trajectory: odd,
      skill: null,
      settings: defaultRunSettings,
      loadImage,
    };
    expect((await localRefiner.refine(input, context)).prompt).toBe("日没");
  });
});

describe("seeds", () => {
  it("are new, valid, and the same for the same run", () => {
    const settings = fc.integer({ min: 0, max: MAX_SEED });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 20 }), (seed, length) => {
        const trajectory = [attempt(1, ["pass"], { parameters: { seed, size: 1, temperature: 1 } })];
        for (let n = 2; n <= length; n++) {
          const next = freshSeed(seed, trajectory);
          expect(next).toBe(freshSeed(seed, trajectory));
          expect(next).toBeLessThanOrEqual(MAX_SEED);
          expect(trajectory.every(({ iteration }) => iteration.parameters.seed !== next)).toBe(true);
          trajectory.push(attempt(n, ["pass"], { parameters: { seed: next, size: 1, temperature: 1 } }));
        }
      }),
    );
  });
});

describe("the local compressor", () => {
  it("tells what held, what failed and what changed", () => {
    const first = distil(attempt(1, ["pass", "fail"]), []);
    expect(first).toMatchObject({ iteration: 1, strategy: "first draft" });
    expect(first.worked).toHaveLength(4);
    expect(first.failed[0]).toBe("Are there exactly four bicycles? saw 1");
    expect(first.text).toBe("“first draft” at temperature 1 got 4 of 7 right. Wrong: saw 1; saw 3; saw 5.");
    const second = distil(attempt(2, ["pass", "pass", "unclear", "fail"]), [first]);
    expect(second.text).toContain("Against the attempt before: 2 newly right, 2 lost.");
    expect(second.text).toContain("2 could not be judged.");
    expect(distil(attempt(3, ["pass", "fail"]), [first]).text).toContain("No change");
  });

  it("lets the designer's word stand over the verifier's", () => {
    const overrides = { [criteria[0]!.id]: { state: "fail" as const, note: "those are tricycles" } };
    expect(distil(attempt(1, ["pass"], { overrides }), []).failed).toEqual([
      "Are there any bicycles? you said fail: those are tricycles",
    ]);
  });

  it("stays within a hundred words", () => {
    const long = attempt(1, ["fail"]);
    for (const id of Object.keys(long.iteration.verdicts)) {
      Object.assign(long.iteration.verdicts[id]!, { answer: "many words ".repeat(30) });
    }
    expect(distil(long, []).text.split(/\s+/).length).toBeLessThanOrEqual(100);
  });
});
