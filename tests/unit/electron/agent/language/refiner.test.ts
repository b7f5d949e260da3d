import { afterEach, describe, expect, test } from "vitest";
import { languageRefiner } from "../../../../../electron/agent/language/refiner";
import { defaultRunSettings, MAX_SEED } from "../../../../../shared/run/settings";
import type { LoadedSkill } from "../../../../../shared/skills";
import { type Answers, failureOf, picture, startThinker, type Thinker } from "./thinker";
import { criteria, imageLoader, original, type Try, trajectory } from "./trajectory";

let thinker: Thinker | null = null;
afterEach(async () => {
  await thinker?.close();
  thinker = null;
});

const best: Try = { prompt: "P1", drawn: "green", states: ["pass", "pass", "fail"], lesson: "L1" };
const worse: Try = { prompt: "P2", drawn: "blue", states: ["fail", "fail", "fail"], lesson: "L2", seed: 99 };
const skill: LoadedSkill = {
  manifest: { name: "spatial-layout", title: "Spatial layout", description: "d" },
  hash: "h",
  instructions: "Say where.",
  localRules: null,
};

async function refine(
  answers: Answers,
  tries: readonly Try[] = [best, worse],
  more: { skill?: LoadedSkill; enhanced?: string; seed?: number } = {},
) {
  thinker = await startThinker(answers);
  const images = imageLoader();
  const refined = await languageRefiner(thinker.model).refine(
    {
      original,
      enhanced: more.enhanced ?? original,
      criteria,
      trajectory: trajectory(tries),
      skill: more.skill ?? null,
      settings: { ...defaultRunSettings, seed: more.seed ?? 7 },
      loadImage: images.loadImage,
    },
    thinker.context,
  );
  const text = thinker.turns[0]?.text ?? "";
  return { refined, text, turns: thinker.turns, loads: images.loads() };
}

const answer = (more: object = {}) =>
  JSON.stringify({ thought: "t", strategy: "count aloud", new_seed: true, prompt: "P3", ...more });

test("the next prompt comes with thought, strategy and the record of what was shown", async () => {
  const { refined } = await refine(() => answer());
  expect(refined).toMatchObject({ prompt: "P3", thought: "t", strategy: "count aloud" });
  expect(refined.parameters).toMatchObject({ size: 512, temperature: 0.8 });
  expect(refined.shown).toEqual([
    { iteration: 1, parts: ["prompt", "verdicts", "image", "experience"] },
    { iteration: 2, parts: ["prompt", "verdicts", "image", "experience"] },
  ]);
});

test("it reads the request, every fact, and what passed marked for protection", async () => {
  const { text } = await refine(() => answer(), [best, worse], { skill, enhanced: "P0" });
  expect(text).toContain(`<request>\n${original}\n</request>`);
  expect(text).toContain("<prompt>\nP0\n</prompt>");
  expect(text).toContain("ATTEMPT 1 (the best so far)");
  expect(text).toContain("ATTEMPT 2\n");
  expect(text).toMatch(
    /PASSED \(protect these\):\n- Are there exactly four bicycles\? \(seen: saw c1\)\n- Are the bicycles white/,
  );
  expect(text).toMatch(/FAILED:\n- Are there exactly three cows\?/);
  expect(text).toContain("Lesson: L1");
  expect(text).toContain("<skill-instructions>\nSay where.\n</skill-instructions>");
  expect(text).toMatch(/skill pack somebody installed/);
});

test("it sees the best and the latest picture, each behind its own attempt, and no others", async () => {
  const middle: Try = { prompt: "PM", drawn: "yellow", states: ["fail", "fail", "fail"], lesson: "LM" };
  const { turns, loads } = await refine(() => answer(), [best, middle, worse]);
  expect(turns[0]?.images.map((image) => Buffer.from(image))).toEqual(
    [picture("green"), picture("blue")].map((one) => Buffer.from(one)),
  );
  expect(loads).toBe(2);
});

test("old attempts are told by their lessons alone", async () => {
  const old = Array.from({ length: 8 }, (_, index): Try => {
    return {
      prompt: `OLD${index}`,
      drawn: "black",
      states: ["fail", "fail", "fail"],
      lesson: `lesson ${index}`,
    };
  });
  const { text, refined } = await refine(() => answer(), [...old, best]);
  expect(text).toContain("Attempt 1: lesson 0");
  expect(text).not.toContain("OLD0");
  expect(text).toContain("OLD7");
  expect(refined.shown).toHaveLength(5);
  expect(refined.shown.map(({ iteration }) => iteration)).toContain(9);
});

test("an attempt that was never drawn is told as such", async () => {
  const { text, turns } = await refine(() => answer(), [best, { prompt: "PX", drawn: null, states: [] }]);
  expect(text).toMatch(/PX\n<\/prompt>[\s\S]*It was not judged\./);
  expect(turns[0]?.images).toHaveLength(1);
});

describe("seeds", () => {
  test("a fresh composition gets a seed of its own, the same one every time it is asked", async () => {
    const one = (await refine(() => answer())).refined.parameters.seed;
    await thinker?.close();
    expect((await refine(() => answer())).refined.parameters.seed).toBe(one);
    expect([7, 99]).not.toContain(one);
  });

  test("a kept composition keeps the latest seed", async () => {
    expect((await refine(() => answer({ new_seed: false }))).refined.parameters.seed).toBe(99);
  });

  test("the same words again never meet the same seed again", async () => {
    const { refined } = await refine(() => answer({ new_seed: false, prompt: "P1" }));
    expect(refined.parameters.seed).not.toBe(99);
  });

  test("seeds stay in range", async () => {
    const { refined } = await refine(() => answer(), [best, worse], { seed: MAX_SEED });
    expect(refined.parameters.seed).toBeGreaterThanOrEqual(0);
    expect(refined.parameters.seed).toBeLessThanOrEqual(MAX_SEED);
  });
});

describe("answers", () => {
  test("missing niceties are filled in; reasoning stands in for a thought", async () => {
    const said = { message: { content: JSON.stringify({ prompt: "P3" }), reasoning_content: "I reasoned." } };
    const { refined } = await refine(() => said);
    expect(refined).toMatchObject({ prompt: "P3", thought: "I reasoned.", strategy: "reworded" });
  });

  test("no prompt, no answer", async () => {
    expect((await failureOf(refine(() => answer({ prompt: "" })))).code).toBe("bad-answer");
  });
});
