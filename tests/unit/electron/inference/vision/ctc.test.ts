import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCtc } from "../../../../../electron/inference/vision/ctc";

const alphabet = ["a", "b", " "];

/** Rows of probabilities whose likeliest classes are those given. */
const steps = (classes: readonly number[], sure = 0.91) =>
  classes.flatMap((best) => Array.from({ length: 4 }, (_, i) => (i === best ? sure : (1 - sure) / 3)));

describe("readCtc", () => {
  it("merges repetitions and drops blanks", () => {
    expect(readCtc(steps([0, 1, 1, 0, 2, 2, 2, 0]), alphabet).text).toBe("ab");
  });

  it("keeps a doubled letter that a blank separates", () => {
    expect(readCtc(steps([1, 0, 1]), alphabet).text).toBe("aa");
  });

  it("reads the last class as a space", () => {
    expect(readCtc(steps([1, 3, 2]), alphabet).text).toBe("a b");
  });

  it("is as sure as its characters are on average", () => {
    const values = [...steps([1], 0.9), ...steps([0], 0.99), ...steps([2], 0.7)];
    expect(readCtc(values, alphabet).confidence).toBeCloseTo(0.8, 9);
  });

  it("says nothing surely about nothing", () => {
    expect(readCtc(steps([0, 0, 0]), alphabet)).toEqual({ text: "", confidence: 0 });
    expect(readCtc([], alphabet)).toEqual({ text: "", confidence: 0 });
  });

  it("gives back any text spelt with blanks between its letters", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }), (classes) => {
        const spelt = steps(classes.flatMap((one) => [one, 0]));
        expect(readCtc(spelt, alphabet).text).toBe(classes.map((one) => alphabet[one - 1]).join(""));
      }),
    );
  });
});
