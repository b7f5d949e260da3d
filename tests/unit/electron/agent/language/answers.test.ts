/**
 * Whatever a model says, in whatever shape and language: a role comes back with something sound, or with "bad-answer";
 * and nobody's silence ever becomes a pass.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageRoles } from "../../../../../electron/agent/language";
import { StudioError } from "../../../../../shared/errors";
import { criterionSchema } from "../../../../../shared/run/criteria";
import { clarificationSchema, experienceSchema, parametersSchema } from "../../../../../shared/run/events";
import { defaultRunSettings, MAX_PROMPT } from "../../../../../shared/run/settings";
import { type Verdict, verdictSchema } from "../../../../../shared/run/verdicts";
import { pngHeader, speaker } from "./speaker";
import { criterion } from "./thinker";
import { criteria, original, trajectory } from "./trajectory";

/** What models say around and instead of an answer. None of it says yes. */
const chatter = fc.constantFrom(
  "",
  "Sure! Here is the JSON you asked for:",
  "Natürlich, hier ist das Ergebnis:",
  "Claro, aquí está el resultado:",
  "Bien sûr, voici le résultat :",
  "好的，结果如下：",
  "承知しました。結果は次のとおりです。",
  "I'm sorry, I can't help with that.",
  "<think>Let me look closely.</think>",
  "Lo siento, no puedo ayudar con eso.",
  "抱歉，我无法判断。",
);

const text = fc.oneof(fc.string({ maxLength: 60 }), chatter);
const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null), fc.array(text, { maxLength: 3 }));

/** An answer as it should be, then bent: keys dropped, values replaced, wrapped, fenced, cut off. */
function bent(sound: object, instead: fc.Arbitrary<unknown> = value): fc.Arbitrary<string> {
  const keys = Object.keys(sound);
  return fc
    .record({
      dropped: fc.subarray(keys),
      replaced: fc.dictionary(fc.constantFrom(...keys), instead),
      wrap: fc.constantFrom("plain", "list", "nested", "text"),
      fence: fc.boolean(),
      before: chatter,
      after: chatter,
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      quotes: fc.boolean(),
    })
    .map(({ dropped, replaced, wrap, fence, before, after, cut, quotes }) => {
      const kept = Object.entries({ ...sound, ...replaced }).filter(([key]) => !dropped.includes(key));
      const whole = Object.fromEntries(kept);
      const shape = { plain: whole, list: [whole], nested: { answer: whole }, text: JSON.stringify(whole) };
      const json = JSON.stringify(shape[wrap]);
      const told = quotes ? json.replace(/"/g, "'") : json;
      const said = `${before}\n${fence ? `\`\`\`json\n${told}\n\`\`\`` : told}\n${after}`;
      return cut === null ? said : said.slice(0, Math.floor(cut * said.length));
    });
}

const anything = (sound: object) => fc.oneof(bent(sound), bent(sound), chatter, fc.string());

/** The value, or null for an answer that made no sense; anything else thrown fails the test. */
async function soundly<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StudioError && error.code === "bad-answer") return null;
    throw error;
  }
}

function roles(says: string) {
  const voice = speaker(() => says);
  return { context: voice.context, ...languageRoles(voice.model) };
}

const image = pngHeader(256, 256);
const attempts = trajectory([
  { prompt: "P1", drawn: "green", states: ["pass", "fail", "fail"], lesson: "L" },
]);
const RUNS = { numRuns: 150 };

describe("a planner", () => {
  const manifest = { name: "spatial", title: "S", description: "d" };
  const skills = {
    manifests: async () => [manifest],
    load: async () => ({ manifest, hash: "h", instructions: "i", localRules: null }),
  };

  test("chooses from the shelf or not at all, and never without a prompt", async () => {
    const sound = {
      candidates: [{ name: "spatial", score: 1, reason: "r" }],
      chosen: "spatial",
      reason: "r",
      thought: "t",
      prompt: "words",
    };
    await fc.assert(
      fc.asyncProperty(anything(sound), async (says) => {
        const { planner, context } = roles(says);
        const plan = await soundly(
          planner.plan({ prompt: original, settings: defaultRunSettings, skills }, context),
        );
        if (plan === null) return;
        expect([null, "spatial"]).toContain(plan.chosen);
        expect(plan.prompt.trim()).not.toBe("");
        for (const { score } of plan.candidates) expect(score >= 0 && score <= 1).toBe(true);
      }),
      RUNS,
    );
  });

  test("asks the designer a whole question or none, and never throws for an answer", async () => {
    const options = [
      { label: "a", prompt: "one cat" },
      { label: "b", prompt: "two cats" },
    ];
    const sound = { problem: true, reason: "r", question: "q?", options };
    await fc.assert(
      fc.asyncProperty(anything(sound), async (says) => {
        const { planner, context } = roles(says);
        const asked = await planner.clarify?.({ prompt: original }, context);
        if (asked !== null) clarificationSchema.parse(asked);
      }),
      RUNS,
    );
  });
});

test("a decomposer always has something to check, with links that lead somewhere and never in a circle", async () => {
  const sound = {
    criteria: [
      { id: "c1", question: "A cow?", kind: "object", requires: ["c2"] },
      { id: "c2", question: "White?", kind: "attribute", requires: ["c1", "c9"] },
    ],
  };
  await fc.assert(
    fc.asyncProperty(anything(sound), async (says) => {
      const { decomposer, context } = roles(says);
      const found = await soundly(decomposer.decompose({ prompt: original }, context));
      if (found === null) return;
      expect(found.length).toBeGreaterThan(0);
      for (const one of found) criterionSchema.parse(one);
      const settled = new Set<string>();
      for (let round = 0; round < found.length; round += 1) {
        for (const { id, requires = [] } of found)
          if (requires.every((other) => settled.has(other))) settled.add(id);
      }
      expect(settled.size).toBe(found.length);
    }),
    RUNS,
  );
});

describe("a verifier", () => {
  const asked = [criterion("c1", "A cow?"), criterion("c2", "White?")];

  async function verdictsOn(says: string, perQuestion: boolean): Promise<Verdict[] | null> {
    const voice = speaker(() => says);
    const { verifier } = languageRoles(voice.model, { perQuestion });
    const all = async () => {
      const verdicts: Verdict[] = [];
      for await (const verdict of verifier.verify({ image, criteria: asked, prompt: "p" }, voice.context)) {
        verdicts.push(verdictSchema.parse(verdict));
      }
      return verdicts;
    };
    return soundly(all());
  }

  test("answers every question once, whatever it is told", async () => {
    const full = {
      verdicts: [{ id: "c1", reason: "r", answer: "yes", confidence: 1, boxes: [[0, 0, 1, 1]] }],
    };
    const lists = {
      failed: [{ id: "c2", seen: "black", boxes: [[0, 0, 1, 1]] }],
      unclear: [],
      passed: ["c1"],
    };
    const told = fc.oneof(anything(full), anything(lists));
    await fc.assert(
      fc.asyncProperty(told, fc.boolean(), async (says, perQuestion) => {
        const verdicts = await verdictsOn(says, perQuestion);
        if (verdicts !== null)
          expect(verdicts.map(({ criterionId }) => criterionId).sort()).toEqual(["c1", "c2"]);
      }),
      RUNS,
    );
  });

  test("passes nothing where nobody says yes, in no language", async () => {
    const no = fc.constantFrom(
      "no",
      "No.",
      "nein",
      "non",
      "不是",
      "否",
      "いいえ",
      "unclear",
      "",
      null,
      0,
      "Moo",
    );
    const reason = fc.constantFrom(
      "",
      "two cows",
      "dos vacas",
      "deux vaches",
      "zwei Kühe",
      "两头牛",
      "牛が二頭",
    );
    const entry = fc.record(
      { id: fc.constantFrom("c1", "c2", "x"), answer: no, reason, confidence: fc.double() },
      { requiredKeys: ["id"] },
    );
    const other = fc.record({ id: fc.constantFrom("c1", "c2", "x"), seen: reason }, { requiredKeys: ["id"] });
    const lists = fc.record(
      {
        failed: fc.array(other),
        unclear: fc.array(other),
        passed: fc.array(fc.constantFrom("x", "c", "c11", "all")),
      },
      { requiredKeys: ["failed"] },
    );
    const told = fc.oneof(
      lists.chain((sound) => bent(sound, fc.constantFrom(true, false, null, "Moo", ["x"]))),
      fc.record({ verdicts: fc.array(entry) }).chain((sound) => bent(sound)),
      entry.chain((sound) => bent(sound)),
      chatter,
      fc.tuple(no, chatter).map(([word, more]) => `${word}\n${more}`),
    );
    await fc.assert(
      fc.asyncProperty(told, fc.boolean(), async (says, perQuestion) => {
        fc.pre(!/\b(?:true|yes|ja|si|sí|oui)\b|是的|はい/i.test(says));
        for (const { state } of (await verdictsOn(says, perQuestion)) ?? []) expect(state).not.toBe("pass");
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["Ja, drei Kühe.", "pass"],
    ["Nein.", "fail"],
    ["Sí, hay tres.", "pass"],
    ["Oui.", "pass"],
    ["Non, deux seulement.", "fail"],
    ["是的。", "pass"],
    ["不是，只有两头。", "fail"],
    ["はい、三頭います。", "pass"],
    ["いいえ。", "fail"],
    ["No está claro.", "unclear"],
    ["无法判断。", "unclear"],
    ["わかりません。", "unclear"],
    ["Das kann ich nicht sagen.", "unclear"],
    ["Je ne sais pas.", "unclear"],
  ])("%s is %s", async (says, state) => {
    expect((await verdictsOn(says, true))?.map((verdict) => verdict.state)).toEqual([state, state]);
  });
});

test("a compressor's lesson is its attempt's, and short", async () => {
  const [attempt] = attempts;
  if (attempt === undefined) throw new Error("no attempt");
  await fc.assert(
    fc.asyncProperty(anything({ lesson: "word ".repeat(150) }), async (says) => {
      const { compressor, context } = roles(says);
      const lesson = await soundly(
        compressor.distil({ attempt, previous: [], loadImage: async () => image }, context),
      );
      if (lesson === null) return;
      experienceSchema.parse(lesson);
      expect(lesson.iteration).toBe(1);
      expect(lesson.text.split(/\s+/).length).toBeLessThanOrEqual(100);
    }),
    RUNS,
  );
});

const failures = ["Are the bicycles white?", "Are there exactly three cows?"];

test("a refiner's prompt is there, its edit is of an attempt there is, and keeps what passed", async () => {
  const edit = { base: 1, instruction: "add a cow", mend: ["c3"] };
  const sound = { lesson: "L", thought: "t", strategy: "s", new_seed: true, prompt: "P2", edit };
  const unlearnt = trajectory([{ prompt: "P1", drawn: "green", states: ["pass", "fail", "fail"] }]);
  await fc.assert(
    fc.asyncProperty(anything(sound), fc.boolean(), async (says, learnt) => {
      const { refiner, context } = roles(says);
      const input = {
        original,
        enhanced: original,
        criteria,
        trajectory: learnt ? attempts : unlearnt,
        skill: null,
        settings: defaultRunSettings,
      };
      const refined = await soundly(
        refiner.refine({ ...input, editing: "mask" as const, loadImage: async () => image }, context),
      );
      if (refined === null) return;
      expect(refined.prompt.trim()).not.toBe("");
      expect(refined.prompt.length).toBeLessThanOrEqual(MAX_PROMPT);
      parametersSchema.parse(refined.parameters);
      if (learnt) expect(refined).not.toHaveProperty("experience");
      if (refined.experience !== undefined) {
        experienceSchema.parse(refined.experience);
        expect(refined.experience).toMatchObject({ iteration: 1, failed: failures, strategy: "first draft" });
      }
      if (refined.edit !== undefined) expect(refined.edit).toMatchObject({ base: 1, keep: ["c1"] });
    }),
    RUNS,
  );
});

test("a judge names one of the two, or a tie", async () => {
  await fc.assert(
    fc.asyncProperty(anything({ reason: "r", winner: "first" }), async (says) => {
      const { judge, context } = roles(says);
      const pair = { prompt: original, criteria, first: image, second: image };
      const judged = await soundly(judge?.compare(pair, context) ?? Promise.resolve(null));
      if (judged !== null) expect(["first", "second", "tie"]).toContain(judged.winner);
    }),
    RUNS,
  );
});
