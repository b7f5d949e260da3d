import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pictureTokens, shortened, textTokens } from "../../../../shared/run/tokens";

describe("estimates", () => {
  test.each([
    ["", 0],
    ["four", 1],
    ["five!", 2],
    ["三辆白色自行车", 7],
    ["白い自転車が3台", 8],
    ["Größe", 2],
  ])("%j comes to %i", (text, tokens) => {
    expect(textTokens(text)).toBe(tokens);
  });

  test("a picture of 1024 × 1024 comes to 1,399", () => {
    expect(pictureTokens(1024 * 1024)).toBe(1_399);
  });
});

describe("shortening", () => {
  test("ends at a word and says that something is missing", () => {
    expect(shortened("one two three four five six", 4)).toBe("one two…");
    expect(shortened("one two", 4)).toBe("one two");
  });

  test("never exceeds its limit, and only ever leaves out the end", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 40 }), (whole, limit) => {
        const short = shortened(whole, limit);
        expect(textTokens(short)).toBeLessThanOrEqual(limit);
        expect(short === whole || short === "" || whole.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});
