import { afterEach, describe, expect, test } from "vitest";
import { languageRoles } from "../../../../../electron/agent/language";
import { languageRefiner } from "../../../../../electron/agent/language/refiner";
import type { DurableBody } from "../../../../../shared/run/events";
import { defaultRunSettings, MAX_SEED } from "../../../../../shared/run/settings";
import type { LoadedSkill } from "../../../../../shared/skills";
import { speaker } from "./speaker";
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
  more: {
    skill?: LoadedSkill;
    enhanced?: string;
    seed?: number;
    asked?: typeof criteria;
    told?: readonly DurableBody[];
    distils?: boolean;
  } = {},
) {
  thinker = await startThinker(answers);
  const images = imageLoader();
  const refined = await languageRefiner(thinker.model, { distils: more.distils }).refine(
    {
      original,
      enhanced: more.enhanced ?? original,
      criteria: more.asked ?? criteria,
      trajectory: trajectory(tries, ...(more.told ?? [])),
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
  const full = refined.shown.filter(({ parts }) => parts.includes("prompt"));
  expect(full.map(({ iteration }) => iteration)).toEqual([5, 6, 7, 8, 9]);
  expect(full.at(-1)?.parts).toEqual(["prompt", "verdicts", "image", "experience"]);
  expect(full.at(0)?.parts).toEqual(["prompt", "failed", "experience"]);
  // What was told of the others stands on record too.
  const rest = refined.shown.filter((one) => !full.includes(one));
  expect(rest).toEqual([1, 2, 3, 4].map((iteration) => ({ iteration, parts: ["experience"] })));
});

test("an attempt that was never drawn is told as such", async () => {
  const { text, turns } = await refine(() => answer(), [best, { prompt: "PX", drawn: null, states: [] }]);
  expect(text).toMatch(/PX\n<\/prompt>[\s\S]*It was not judged\./);
  expect(turns[0]?.images).toHaveLength(1);
});

describe("the designer's word", () => {
  test("reaches it with its note", async () => {
    const { text } = await refine(() => answer(), [{ ...best, override: { id: "c3", state: "pass" } }]);
    expect(text).toMatch(
      /PASSED[^F]*- Are there exactly three cows\? \(decided by the designer: I like it\)/,
    );
  });

  test("locks: it is told what must hold in every picture, apart from what merely passed", async () => {
    const asked = criteria.map((one) => ({ ...one, locked: one.id === "c2" }));
    const { text } = await refine(() => answer(), [best], {
      asked,
      told: [{ type: "criteria-edited", criteria: asked }],
    });
    expect(text).toContain("<locked>\n- Are the bicycles white?\n</locked>");
    expect(text).toMatch(/must hold in every picture/);
    expect(text).toContain("- Are the bicycles white? [locked]");
    expect(text).not.toContain("bicycles? [locked]");
    await thinker?.close();
    expect((await refine(() => answer(), [best])).text).not.toContain("<locked>");
  });

  test("rejections and ratings stand with the attempts, and a rejected one's seed is not kept", async () => {
    const { text, refined } = await refine(
      () => answer({ new_seed: false }),
      [
        { ...best, rating: 4 },
        { ...worse, rating: "rejected" },
      ],
    );
    expect(text).toContain("The designer rates it 4 of 5.");
    expect(text).toMatch(/ATTEMPT 2\n[\s\S]*The designer REJECTED this picture: do not build on it\./);
    expect(refined.parameters.seed).not.toBe(99);
  });

  test("choices between two of its pictures are told", async () => {
    const against = { runId: "testrun1", iteration: 1 };
    const { text } = await refine(() => answer(), [best, worse], {
      told: [{ type: "preference-stated", iteration: 2, against, outcome: "won", blind: true }],
    });
    expect(text).toMatch(/ATTEMPT 2[\s\S]*The designer prefers it to attempt 1\./);
  });

  test("words of the designer's own are told from the agent's", async () => {
    const { text } = await refine(() => answer(), [best, { ...worse, proposed: "AGENT" }]);
    expect(text).toContain("These are the designer's own words, instead of:\n<prompt>\nAGENT\n</prompt>");
  });
});

test("attempts of the run it branched from come first, by a name of their own, with the seeds they used", async () => {
  const verdicts = [
    { criterionId: "c1", state: "pass" as const, confidence: 1, answer: "", evidence: [], by: "m" },
    { criterionId: "c3", state: "fail" as const, confidence: 1, answer: "two", evidence: [], by: "designer" },
  ];
  const parameters = { seed: 7 + 2 * 7_919, size: 512, temperature: 0.8 };
  const attempt = {
    iteration: 4,
    prompt: "OLD",
    thought: "",
    strategy: "s",
    parameters,
    image: null,
    verdicts,
    experience: { iteration: 4, text: "OLD LESSON", worked: [], failed: [], strategy: "s" },
  };
  const from = { runId: "ancestor1", iteration: 4 };
  const { text, refined } = await refine(() => answer(), [best], {
    told: [{ type: "memory-inherited", from, attempts: [{ ...attempt, runId: "ancestor1" }] }],
  });
  expect(text.indexOf("ATTEMPT 4 OF AN EARLIER RUN")).toBeGreaterThan(-1);
  expect(text.indexOf("ATTEMPT 4 OF AN EARLIER RUN")).toBeLessThan(
    text.indexOf("ATTEMPT 1 (the best so far)"),
  );
  expect(text).toContain("Are there exactly three cows? (decided by the designer: two)");
  expect(text).toContain("Lesson: OLD LESSON");
  expect(refined.shown).toContainEqual({
    iteration: 4,
    parts: ["prompt", "failed", "notes", "experience"],
    inherited: true,
    runId: "ancestor1",
  });
  expect(refined.parameters.seed).not.toBe(parameters.seed);
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

describe("a refiner that distils", () => {
  const { lesson: _, ...unlearnt } = worse;
  const distils = { distils: true };
  const lesson = "Say one number for each group.";

  test("says so, and one that leaves lessons to somebody else does not", () => {
    const { model } = speaker(() => "");
    expect(languageRefiner(model, distils).distils).toBe(true);
    expect(languageRefiner(model)).not.toHaveProperty("distils");
    expect(languageRoles(model).refiner.distils).toBe(true);
    expect(languageRoles(model, { distils: false }).refiner).not.toHaveProperty("distils");
  });

  test("gives the latest attempt's lesson with the prompt, in one call", async () => {
    const { refined, text, turns } = await refine(() => answer({ lesson }), [best, unlearnt], distils);
    expect(refined.experience).toEqual({
      iteration: 2,
      text: lesson,
      worked: [],
      failed: criteria.map(({ question }) => question),
      strategy: "first draft",
    });
    expect(refined.prompt).toBe("P3");
    expect(turns).toHaveLength(1);
    expect(text).toContain("Draw the lesson of attempt 2.");
    expect(wantsLesson(turns)).toBe(true);
  });

  test("is not asked for one where the round has it", async () => {
    const { refined, text, turns } = await refine(() => answer({ lesson }), [best, worse], distils);
    expect(refined).not.toHaveProperty("experience");
    expect(text).not.toContain("Draw the lesson");
    expect(wantsLesson(turns)).toBe(false);
  });

  test("draws none where the compressor is somebody else", async () => {
    const { refined, turns } = await refine(() => answer({ lesson }), [best, unlearnt]);
    expect(refined).not.toHaveProperty("experience");
    expect(wantsLesson(turns)).toBe(false);
  });

  test.each([[""], ["..."], ["at most 40 words"], [null], [7], [["a"]], [undefined]])(
    "a lesson that is %j spoils nothing",
    async (said) => {
      const { refined, turns } = await refine(() => answer({ lesson: said }), [best, unlearnt], distils);
      expect(refined.prompt).toBe("P3");
      expect(refined).not.toHaveProperty("experience");
      expect(turns).toHaveLength(1);
    },
  );

  test("a lesson that goes on and on is cut", async () => {
    const said = `${"word ".repeat(90)}end. ${"more ".repeat(60)}`;
    const { refined } = await refine(() => answer({ lesson: said }), [best, unlearnt], distils);
    expect(refined.experience?.text.endsWith("end.")).toBe(true);
  });
});

describe("the form given back", () => {
  test("is asked for once more, and then no answer", async () => {
    const echoed = answer({ prompt: "the whole prompt" });
    const { refined, turns } = await refine((_, nth) => (nth === 0 ? echoed : answer()));
    expect(refined.prompt).toBe("P3");
    expect(turns).toHaveLength(2);
    await thinker?.close();
    expect((await failureOf(refine(() => echoed))).code).toBe("bad-answer");
  });

  test("in place of thought and strategy says nothing", async () => {
    const { refined } = await refine(() =>
      answer({
        thought: "what you change and why, at most 30 words",
        strategy: "the approach in 2 to 6 words",
      }),
    );
    expect(refined).toMatchObject({ thought: "", strategy: "reworded" });
  });
});

/** Whether the form of the answer has a place for a lesson. */
function wantsLesson(turns: Thinker["turns"]): boolean {
  return JSON.stringify(turns[0]?.body.response_format).includes('"lesson"');
}
