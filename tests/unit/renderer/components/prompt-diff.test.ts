import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptDiff } from "../../../../renderer/components/prompt-diff";

const words = fc.array(
  fc.constantFrom(
    "four",
    "white",
    "bicycles",
    "in",
    "front",
    "of",
    "three",
    "plastic",
    "cows",
    ",",
    "exactly",
  ),
  {
    maxLength: 24,
  },
);
const prompt = words.map((list) => list.join(" "));

describe("promptDiff", () => {
  it("marks words, not letters", () => {
    expect(promptDiff("three cows behind", "three identical cows behind")).toEqual([
      { kind: "same", text: "three " },
      { kind: "added", text: "identical " },
      { kind: "same", text: "cows behind" },
    ]);
  });

  it("tells a replaced run of words as one removal and one addition", () => {
    const parts = promptDiff("the cows stand behind them all now", "the cows stand along the upper half now");
    expect(parts.map((part) => part.kind)).toEqual(["same", "removed", "added", "same"]);
  });

  it("shows the two as wholes when hardly anything is common", () => {
    expect(promptDiff("a red car", "Three identical cows on the upper half of a calm meadow")).toEqual([
      { kind: "removed", text: "a red car" },
      { kind: "added", text: "Three identical cows on the upper half of a calm meadow" },
    ]);
  });

  it("says nothing changed when nothing changed", () => {
    expect(promptDiff("same", "same")).toEqual([{ kind: "same", text: "same" }]);
  });

  it("can always be read back into both prompts", () => {
    fc.assert(
      fc.property(prompt, prompt, (before, after) => {
        const parts = promptDiff(before, after);
        const without = (kind: "added" | "removed") =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join("");
        expect(without("removed")).toBe(after);
        expect(without("added")).toBe(before);
      }),
    );
  });
});
