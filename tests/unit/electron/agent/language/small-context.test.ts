/** Every role within a context it was told of, whatever it is given. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LanguageOptions, languageRoles } from "../../../../../electron/agent/language";
import { defaultRunSettings } from "../../../../../shared/run/settings";
import type { SkillManifest } from "../../../../../shared/skills";
import { pngHeader, type Say, type Speaker, speaker } from "./speaker";
import { criterion, failureOf } from "./thinker";
import { trajectory } from "./trajectory";

const contextTokens = 4_096;
const thumbnail = async (_: Uint8Array, side: number) => pngHeader(side, side);
const options: LanguageOptions = { contextTokens, thumbnail };

function expectWithin(voice: Speaker) {
  for (const size of voice.sizes()) expect(size).toBeLessThanOrEqual(contextTokens);
  for (const { maxTokens } of voice.requests) expect(maxTokens).toBe(1_024);
}

function roles(say: Say, own: LanguageOptions = options) {
  const voice = speaker(say);
  return { voice, ...languageRoles(voice.model, own) };
}

const wordy = fc.oneof(
  fc.string({ maxLength: 4_000 }),
  fc.string({ unit: fc.constantFrom("牛", "は", "白"), minLength: 1, maxLength: 900 }),
);
const nonsense = fc.constantFrom("", "Moo. ".repeat(2_000), "{", '{"a": 1}');
const settle = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: { code?: string }) => thrown,
  );
  if (error !== null) expect(["bad-answer", "bad-input"]).toContain(error.code);
};

describe("a context of 4,096 tokens holds every request", () => {
  test("of planner and decomposer, asked again included", async () => {
    const manifest = fc.record({
      name: fc.stringMatching(/^[a-z]{3,20}$/),
      title: fc.string(),
      description: fc.string({ maxLength: 1_024 }),
    });
    await fc.assert(
      fc.asyncProperty(
        wordy.filter((text) => text.trim() !== ""),
        fc.array(manifest, { minLength: 1, maxLength: 60 }),
        nonsense,
        async (prompt, manifests: SkillManifest[], text) => {
          const { planner, decomposer, voice } = roles(() => text);
          const skills = {
            manifests: async () => manifests,
            load: async () => Promise.reject(new Error("nothing was chosen")),
          };
          await settle(planner.plan({ prompt, settings: defaultRunSettings, skills }, voice.context));
          await settle(planner.clarify?.({ prompt }, voice.context) ?? Promise.resolve());
          await settle(decomposer.decompose({ prompt }, voice.context));
          expectWithin(voice);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("of a skill with a book for instructions", async () => {
    const { planner, voice } = roles(() => '{"thought": "t", "prompt": "p"}');
    const manifest = { name: "book", title: "Book", description: "d" };
    const skills = {
      manifests: async () => [manifest],
      load: async () => ({
        manifest,
        hash: "h",
        instructions: "Say where it is. ".repeat(5_000),
        localRules: null,
      }),
    };
    const settings = { ...defaultRunSettings, skill: { mode: "force" as const, name: "book" } };
    await planner.plan({ prompt: "a cow", settings, skills }, voice.context);
    expectWithin(voice);
    expect(voice.text()).toContain("…\n</skill-instructions>");
    expect(voice.text()).toContain("<request>\na cow\n</request>");
  });

  test("of a verifier with many questions, in as many calls as it takes", async () => {
    const criteria = Array.from({ length: 40 }, (_, index) =>
      criterion(`c${index + 1}`, `Is there something of the kind ${"x".repeat(150)} ${index}?`),
    );
    const { verifier, voice } = roles(({ messages }) => {
      const text = messages.flatMap(({ content }) =>
        content.map((part) => (part.type === "text" ? part.text : "")),
      );
      const ids = [...text.join("\n").matchAll(/^(c\d+): /gm)].map(([, id]) => id);
      return JSON.stringify({ verdicts: ids.map((id) => ({ id, answer: "yes", reason: "r" })) });
    });
    const states: string[] = [];
    const image = pngHeader(2048, 2048);
    for await (const { state } of verifier.verify({ image, criteria, prompt: "p" }, voice.context))
      states.push(state);
    expect(states).toEqual(criteria.map(() => "pass"));
    expect(voice.requests.length).toBeGreaterThan(1);
    expect(voice.requests.length).toBeLessThan(10);
    expectWithin(voice);
  });

  test("of a verifier asked again, with questions of any script", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wordy, { minLength: 1, maxLength: 8 }), nonsense, async (questions, text) => {
        const { verifier, voice } = roles(() => text);
        const criteria = questions.map((question, index) =>
          criterion(`c${index}`, `${question.slice(0, 499)}?`),
        );
        const all = async () => {
          const image = pngHeader(1024, 1024);
          for await (const _ of verifier.verify({ image, criteria, prompt: "p" }, voice.context));
        };
        await settle(all());
        expectWithin(voice);
      }),
      { numRuns: 30 },
    );
  });

  test("of compressor and judge", async () => {
    await fc.assert(
      fc.asyncProperty(wordy, fc.array(wordy, { maxLength: 12 }), nonsense, async (prompt, lessons, text) => {
        const { compressor, judge, voice } = roles(() => text);
        const tries = [1, 2, 3].map(() => ({
          prompt,
          drawn: "green",
          states: ["pass", "fail", "fail"] as const,
          thought: prompt,
        }));
        const [attempt, ...others] = trajectory(tries);
        if (attempt === undefined) throw new Error("no attempt");
        const previous = lessons.map((lesson, index) => ({
          iteration: index + 1,
          text: lesson,
          worked: [],
          failed: [],
          strategy: "s",
        }));
        const loadImage = async () => pngHeader(1024, 1024);
        await settle(
          compressor.distil({ attempt, others, previous, inherited: previous, loadImage }, voice.context),
        );
        const criteria = lessons.map((lesson, index) => criterion(`c${index}`, `${lesson.slice(0, 400)}?`));
        const pair = { first: pngHeader(1024, 1024), second: pngHeader(768, 1024) };
        await settle(judge?.compare({ prompt, criteria, ...pair }, voice.context) ?? Promise.resolve());
        expectWithin(voice);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what cannot be said in full is refused with a remedy, never cut in silence", () => {
  const endless = "白い牛が三頭".repeat(1_000);

  test("a wish that does not fit", async () => {
    const { decomposer, voice } = roles(() => "[]");
    const error = await failureOf(decomposer.decompose({ prompt: endless }, voice.context));
    expect(error).toMatchObject({ code: "bad-input", retryable: false });
    expect(error.remedy).toMatch(/longer context/);
    expect(voice.requests).toHaveLength(0);
  });

  test("a picture that does not fit and cannot be made smaller", async () => {
    const { verifier, voice } = roles(() => "yes", { contextTokens });
    const look = async () => {
      const asked = { image: pngHeader(4096, 4096), criteria: [criterion("c1", "A cow?")], prompt: "p" };
      for await (const _ of verifier.verify(asked, voice.context));
    };
    expect((await failureOf(look())).code).toBe("bad-input");
  });
});

test("without a known context nothing is cut and the server's own limit holds", async () => {
  const { decomposer, voice } = roles(() => "[]", {});
  const prompt = "cow ".repeat(1_900).trim();
  await decomposer.decompose({ prompt }, voice.context);
  expect(voice.text()).toContain(prompt);
  expect(voice.requests[0]?.maxTokens).toBeUndefined();
});
