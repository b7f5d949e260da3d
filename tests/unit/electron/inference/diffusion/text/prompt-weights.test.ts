import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedTexts } from "../../../../../../electron/inference/diffusion/text/prompt-weights";

const rounded = (prompt: string) =>
  weightedTexts(prompt).map(({ text, weight }) => [text, Math.round(weight * 1000) / 1000]);

describe("emphasis", () => {
  it.each([
    ["a cat", [["a cat", 1]]],
    [
      "a (red) cat",
      [
        ["a ", 1],
        ["red", 1.1],
        [" cat", 1],
      ],
    ],
    [
      "a ((red)) cat",
      [
        ["a ", 1],
        ["red", 1.21],
        [" cat", 1],
      ],
    ],
    [
      "a (red:1.5) cat",
      [
        ["a ", 1],
        ["red", 1.5],
        [" cat", 1],
      ],
    ],
    [
      "(a (red:2) cat:0.5)",
      [
        ["a ", 0.5],
        ["red", 1],
        [" cat", 0.5],
      ],
    ],
    [
      "[calm] sea",
      [
        ["calm", 0.909],
        [" sea", 1],
      ],
    ],
    ["\\(not\\) \\[this\\]", [["(not) [this]", 1]]],
    ["16:9, at 12:30", [["16:9, at 12:30", 1]]],
    [
      "never (closed",
      [
        ["never ", 1],
        ["closed", 1.1],
      ],
    ],
    ["closed) only", [["closed) only", 1]]],
    ["", []],
  ])("%s", (prompt, expected) => {
    expect(rounded(prompt)).toEqual(expected);
  });

  it("loses no letter and is never anything but a positive number for any prompt", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", "(", ")", "[", "]", "\\", ":", "1", ".", " ") }),
        (prompt) => {
          const pieces = weightedTexts(prompt);
          const letters = (text: string) => text.replace(/[^ab]/g, "");
          expect(letters(pieces.map(({ text }) => text).join(""))).toBe(letters(prompt));
          for (const { weight } of pieces) expect(Number.isFinite(weight)).toBe(true);
        },
      ),
    );
  });
});
