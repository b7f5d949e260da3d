import { describe, expect, it } from "vitest";
import { lookOfPrompt, withoutLook } from "../../../../../electron/inference/flatland/look";

describe("lookOfPrompt", () => {
  it.each([
    ["two cats", {}],
    ["an outline drawing of two cats", { style: "outline" }],
    ["two cats, Paper-Cut", { style: "paper-cut" }],
    ["two cats as a paper cut, 16:9", { style: "paper-cut", aspect: "16:9" }],
    ['a sign that says "OPEN" in handwritten letters', { typeface: "hand" }],
    ['a sign that says "outline 16:9"', {}],
    ["a handwritten book", {}],
    ["black and white stickers", { style: "monochrome" }],
  ])("%j asks for %j", (prompt, look) => {
    expect(lookOfPrompt(prompt)).toMatchObject(look);
    if (Object.keys(look).length === 0) expect(lookOfPrompt(prompt)).toEqual({});
  });
});

it("what speaks of the look is no word that was not heeded", () => {
  expect(
    withoutLook("two cats, paper-cut, widescreen")
      .replace(/[\s,]+/g, " ")
      .trim(),
  ).toBe("two cats");
});
