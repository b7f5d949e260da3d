import { describe, expect, test } from "vitest";
import { readClarification } from "../../../../../electron/agent/language/clarify";
import { languagePlanner } from "../../../../../electron/agent/language/planner";
import { StudioError } from "../../../../../shared/errors";
import { clarificationSchema } from "../../../../../shared/run/events";
import { type Say, speaker } from "./speaker";
import { failureOf } from "./thinker";

const prompt = "three cats, four of them black";
const options = [
  { label: "Three black cats", prompt: "three black cats" },
  { label: "Four cats", prompt: "four black cats" },
];
const whole = { problem: true, reason: "Four of three.", question: "How many cats?", options };

async function ask(say: Say) {
  const voice = speaker(say);
  const found = await languagePlanner(voice.model).clarify?.({ prompt }, voice.context);
  return { found, voice };
}

test("a contradiction becomes one question with readings to choose from", async () => {
  const { found, voice } = await ask(() => JSON.stringify(whole));
  expect(found).toEqual({ question: "How many cats?", reason: "Four of three.", options });
  clarificationSchema.parse(found);
  expect(voice.requests).toHaveLength(1);
  expect(voice.text()).toContain(`<request>\n${prompt}\n</request>`);
});

test("whatever cannot be read is no question, and is not asked for again", async () => {
  for (const text of ["", "Looks fine to me!", "{}", '{"problem": true}', "[1, 2]"]) {
    const { found, voice } = await ask(() => text);
    expect(found).toBeNull();
    expect(voice.requests).toHaveLength(1);
  }
});

test("an answer the server refused is no question either, but a server that is down is said", async () => {
  const failing = (code: "bad-answer" | "unreachable") =>
    ask(() => {
      throw new StudioError(code, "no", { remedy: "r" });
    });
  expect((await failing("bad-answer")).found).toBeNull();
  expect((await failureOf(failing("unreachable"))).code).toBe("unreachable");
});

describe("only real contradictions", () => {
  test.each<[string, object]>([
    ["no problem", { ...whole, problem: false }],
    ["no word on it", { question: "How many?", options }],
    ["one reading", { ...whole, options: options.slice(0, 1) }],
    ["the same reading twice", { ...whole, options: [options[0], { ...options[0], label: "again" }] }],
    ["the request itself", { ...whole, options: [options[0], { label: "as is", prompt: `${prompt}.` }] }],
    ["no question", { ...whole, question: " " }],
  ])("%s is none", (_, value) => {
    expect(readClarification(value, prompt)).toBeNull();
  });

  test("readings without a label are called by their words, long ones are cut, and four are enough", () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ prompt: `cats ${index} ${"x".repeat(300)}` }));
    const found = readClarification({ ...whole, problem: "yes", options: many }, prompt);
    expect(found?.options).toHaveLength(4);
    expect(found?.options[0]?.label).toHaveLength(200);
  });
});
