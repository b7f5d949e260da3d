import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { readPrompt } from "../../../../../electron/agent/local/grammar";
import { lex } from "../../../../../electron/agent/local/lexer";
import { withMedium } from "../../../../../electron/agent/local/medium";

const kindsOf = (prompt: string) => readPrompt(prompt).groups.map(({ kind }) => kind);
const uncheckable = (prompt: string) =>
  decompose(prompt).flatMap(({ check, question }) => (check?.type === "uncheckable" ? [question] : []));

describe("what is to be made", () => {
  it.each([
    ["Poster with three cats", ["cat"]],
    ["Poster: three cats", ["cat"]],
    ["A birthday card with a cake", ["cake"]],
    ["a logo of a fox", ["fox"]],
    ["Create a book cover with two owls", ["owl"]],
    ["Travel flyer, three blue suitcases", ["suitcase"]],
    ["I need an icon showing a red boat", ["boat"]],
    ["Postcard that reads “WILD”: a horse", ["lettering", "horse"]],
    ["Nursery alphabet page: “BEAR” at the top, a brown bear beneath it", ["lettering", "bear"]],
    ["Travel flyer, headline “GO FAR”, a bicycle", ["lettering", "bicycle"]],
    ["poster “SALE” with two gifts", ["lettering", "gift"]],
  ])("is no thing in the picture: %s", (prompt, kinds) => {
    expect(kindsOf(prompt)).toEqual(kinds);
    expect(uncheckable(prompt)).toEqual([]);
  });

  it.each([
    ["a card under a cat", ["card", "cat"]],
    ["a card and a cat", ["card", "cat"]],
    ["a card, a cat and a dog", ["card", "cat", "dog"]],
    ["a cat beside a poster", ["cat", "poster"]],
    ["three cards with a cat", ["card", "cat"]],
    ["a book with a cat", ["book", "cat"]],
  ])("may as well be a thing: %s", (prompt, kinds) => expect(kindsOf(prompt)).toEqual(kinds));

  it("keeps wishes for its style", () => {
    expect(uncheckable("a minimalist travel poster of a red boat")).toEqual([
      "Does the picture show “a minimalist travel poster”?",
    ]);
  });

  it("leaves every lexeme in its place and adds none", () => {
    const word = fc.constantFrom(
      "a",
      "birthday",
      "red",
      "poster",
      "card",
      "with",
      "of",
      ":",
      ",",
      "cat",
      "“HI”",
      "on",
      "two",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), (words) => {
        const prompt = words.join(" ");
        const lexemes = lex(prompt);
        const read = withMedium(prompt, lexemes);
        const places = new Map(lexemes.map(({ start, end }) => [start, end]));
        expect(read.every(({ start, end }) => places.get(start) === end)).toBe(true);
        expect(read.map(({ start }) => start)).toEqual(read.map(({ start }) => start).sort((a, b) => a - b));
      }),
    );
  });
});
