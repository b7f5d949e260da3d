import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodePrompt,
  type Lexicon,
  splitPrompt,
  unknownWordsOf,
} from "../../../../../electron/inference/flatland/tokenize";
import golden from "./tokens.golden.json";

const words = [
  "<pad>",
  "<unk>",
  "a",
  "cat",
  "cats",
  "two",
  "that",
  "says",
  "sign",
  "qtext1",
  "polka",
  "dot",
  ",",
];
const lexicon: Lexicon = { index: new Map(words.map((word, id) => [word, id])), maxText: 6, maxQuotes: 2 };

describe("splitPrompt", () => {
  it.each(golden.map((example) => [example.prompt, example] as const))(
    "splits %j as the training code does",
    (prompt, example) => {
      expect(splitPrompt(prompt, 3)).toEqual({ words: example.words, quotes: example.quotes });
    },
  );

  it("takes any text, and gives only words, numbers, punctuation and quote marks the model could know", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (prompt) => {
        const split = splitPrompt(prompt, 2);
        for (const word of split.words) expect(word).toMatch(/^(?:[a-z]+|[0-9]+|[,.;:]|qtext[12])$/u);
        expect(split.words.filter((word) => word.startsWith("qtext")).length).toBeGreaterThanOrEqual(
          split.quotes.length,
        );
      }),
    );
  });

  it("keeps quoted texts exactly, whatever the quotation marks", () => {
    const text = fc.stringMatching(/^[A-Za-z0-9 !?&-]{1,20}$/u);
    const marks = fc.constantFrom(['"', '"'], ["“", "”"], ["«", "»"], ["„", "“"], [" '", "' "]);
    fc.assert(
      fc.property(text, marks, (quoted, [open, close]) => {
        const split = splitPrompt(`a sign that says ${open}${quoted}${close} above two cats`, 3);
        expect(split.quotes).toEqual([quoted]);
        expect(split.words).toEqual(["a", "sign", "that", "says", "qtext1", "above", "two", "cats"]);
      }),
    );
  });
});

describe("encodePrompt", () => {
  it("maps known words to their ids and a run of unknown ones to a single id", () => {
    expect(encodePrompt("Two glorious fluffy cats", lexicon).ids).toEqual([5, 1, 4]);
  });

  it("gives one unknown word for a prompt without any", () => {
    expect(encodePrompt("…", lexicon)).toEqual({ ids: [1], quotes: [] });
  });

  it("stops at the model's longest text", () => {
    expect(encodePrompt("a cat ".repeat(9), lexicon).ids).toEqual([2, 3, 2, 3, 2, 3]);
  });
});

describe("unknownWordsOf", () => {
  it("names what cannot be drawn, once, in order, and spares quotes and function words", () => {
    const prompt =
      'Two cats, that should be on a Spaceship with a dragon and a spaceship, a sign that says "Mars"';
    expect(unknownWordsOf(prompt, lexicon)).toEqual(["spaceship", "dragon"]);
  });

  it("knows words behind accents, possessives and hyphens", () => {
    expect(unknownWordsOf("a càt, the cat's sign, polka-dot", lexicon)).toEqual([]);
  });

  it("names words of other scripts and numbers it never learned", () => {
    expect(unknownWordsOf("9 cats, 猫", lexicon)).toEqual(["9", "猫"]);
  });
});
