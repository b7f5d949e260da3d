import { describe, expect, it } from "vitest";
import { examples } from "../../../../../renderer/features/studio/Welcome";
import world from "../../../../../shared/flatland/world.json";

const small =
  "a an the in on of to left right front behind under and sign that says one two three four five six seven".split(
    " ",
  );
const known = new Set([
  ...small,
  ...world.nouns.flatMap((noun) => [noun.name, `${noun.name}s`]),
  ...world.finishes.map((finish) => finish.name),
]);

describe("the example prompts", () => {
  it("only use words the bundled engine knows, lettering aside", () => {
    for (const { prompt } of examples) {
      const words = prompt.replace(/"[^"]*"/g, "").match(/[a-z]+/g) ?? [];
      expect(
        words.filter((word) => !known.has(word)),
        prompt,
      ).toEqual([]);
    }
  });

  it("are three", () => {
    expect(examples).toHaveLength(3);
  });
});
