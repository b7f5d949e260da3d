import fc from "fast-check";
import { expect, test } from "vitest";
import { isEcho, unlessEcho } from "../../../../../electron/agent/language/echo";

const hint = "what you change and why, at most 30 words";

test.each([
  "the whole prompt",
  "The whole prompt.",
  "<the whole prompt>",
  '"prompt"',
  "...",
  "…",
  "___",
  "string",
  "[your prompt here]",
  "",
])("%j is the form given back", (said) => {
  expect(isEcho(said)).toBe(true);
  expect(unlessEcho(said)).toBe("");
});

test.each([
  "What you change and why",
  "what you change and why, at most 30 words",
  "(what you change and why)",
])("%j repeats what the form says of the field", (said) => {
  expect(isEcho(said, hint)).toBe(true);
  expect(isEcho(said, "the whole prompt")).toBe(false);
});

test.each([
  "the whole prompt of a cow",
  "A cow reads a text.",
  "change",
  "🐄",
  "三头牛",
  "牛",
  "a string of pearls",
  "7",
])("%j is an answer", (said) => {
  expect(isEcho(said, hint)).toBe(false);
  expect(unlessEcho(said, hint)).toBe(said);
});

test("who wishes for such words gets them", () => {
  expect(isEcho("Text", "the whole prompt", "text")).toBe(false);
  expect(isEcho("Text", "the whole prompt", "a text")).toBe(true);
});

test("words behind a form's words are an answer", () => {
  const more = fc.stringMatching(/^[a-z]{2,8}( [a-z]{2,8}){2,6}$/);
  fc.assert(
    fc.property(more, (words) => {
      expect(isEcho(`the whole prompt ${words}`, hint)).toBe(false);
    }),
  );
});
