/** Small models that follow no forms: a word, a sentence, or nothing that can be used. */
import { describe, expect, test } from "vitest";
import type { ChatAnswer } from "../../../../../electron/agent/language/chat";
import { languageCompressor } from "../../../../../electron/agent/language/compressor";
import { languageJudge, readBriefComparison } from "../../../../../electron/agent/language/judge";
import { languageVerifier } from "../../../../../electron/agent/language/verifier";
import { readBriefly } from "../../../../../electron/agent/language/verify-alone";
import { pngHeader, type Say, speaker } from "./speaker";
import { criterion } from "./thinker";
import { imageLoader, trajectory } from "./trajectory";

const usage = { calls: 1, inputTokens: 0, outputTokens: 0 };
const said = (text: string, first?: ChatAnswer["first"]): ChatAnswer => ({
  text,
  reasoning: "",
  truncated: false,
  usage,
  ...(first === undefined ? {} : { first }),
});
const chances = (...all: [string, number][]) =>
  all.map(([token, chance]) => ({ token, logprob: Math.log(chance) }));

describe("reading what a small model says", () => {
  test.each([
    [" Yes", "yes", ""],
    ["No.", "no", ""],
    ["Yes, a red cat sits there.", "yes", "Yes, a red cat sits there."],
    [" Unclear", "unclear", ""],
    ["teapot", "unclear", "It said neither yes nor no: teapot"],
    ["", "unclear", "It said nothing."],
    ["I know nothing", "unclear", "It said neither yes nor no: I know nothing"],
  ])("%j is %s", (text, answer, reason) => {
    expect(readBriefly(said(text), "c1")).toMatchObject({ id: "c1", answer, reason, boxes: [] });
  });

  test("the first token's chances are the confidence", () => {
    const { answer, confidence } = readBriefly(said(" Yes", chances([" Yes", 0.72], [" No", 0.08])), "c1");
    expect(answer).toBe("yes");
    expect(confidence).toBeCloseTo(0.9, 6);
  });

  test("a coin's toss decides nothing", () => {
    const judged = readBriefly(said(" Yes", chances([" Yes", 0.4], [" No", 0.38])), "c1");
    expect(judged.answer).toBe("unclear");
  });

  test("what was neither stays unclear, whatever the chances", () => {
    const judged = readBriefly(said("teapot", chances([" Yes", 0.9])), "c1");
    expect(judged).toMatchObject({ answer: "unclear", confidence: 0.5 });
  });
});

async function verify(say: Say) {
  const voice = speaker(say);
  const criteria = [criterion("c1", "Is there a cat?"), criterion("c2", "Are there three cows?")];
  const verdicts = [];
  const asked = languageVerifier(voice.model, { brief: true }).verify(
    { image: pngHeader(64, 64), criteria, prompt: "a cat and three cows" },
    voice.context,
  );
  for await (const verdict of asked) verdicts.push(verdict);
  return { voice, verdicts: verdicts.sort((a, b) => a.criterionId.localeCompare(b.criterionId)) };
}

test("each question is asked once, shortly, with few tokens for the answer and no form", async () => {
  const { voice, verdicts } = await verify((_, nth) => (nth === 0 ? "Yes" : "teapot"));
  expect(voice.requests).toHaveLength(2);
  for (const { maxTokens, form, alternatives } of voice.requests)
    expect({ maxTokens, form, alternatives }).toEqual({ maxTokens: 24, form: undefined, alternatives: 10 });
  expect(voice.text()).toContain("Is there a cat?\nAnswer with one word: yes, no or unclear.");
  expect(voice.text()).not.toContain("JSON");
  expect(verdicts).toMatchObject([
    { criterionId: "c1", state: "pass", by: "speaker" },
    { criterionId: "c2", state: "unclear", answer: "It said neither yes nor no: teapot" },
  ]);
});

test("two pictures are compared in a word; what names neither is a tie", async () => {
  const first = pngHeader(64, 64, 1);
  const second = pngHeader(64, 64, 2);
  const voice = speaker(() => "Second");
  const judged = await languageJudge(voice.model, { brief: true }).compare(
    { prompt: "three cows", criteria: [], first, second },
    voice.context,
  );
  expect(judged).toEqual({ winner: "second", reason: "Second", by: "speaker" });
  expect(voice.pictures()).toEqual([first, second]);
  expect(readBriefComparison("lovely").winner).toBe("tie");
});

test("a lesson without its form is taken as it is", async () => {
  const voice = speaker(() => "Say red twice.");
  const [attempt] = trajectory([{ prompt: "P1", drawn: "blue", states: ["pass", "fail", "unclear"] }]);
  if (attempt === undefined) throw new Error("an attempt is needed");
  const { loadImage } = imageLoader();
  const lesson = await languageCompressor(voice.model, { brief: true }).distil(
    { attempt, previous: [], loadImage },
    voice.context,
  );
  expect(lesson.text).toBe("Say red twice.");
  expect(voice.requests).toHaveLength(1);
});
