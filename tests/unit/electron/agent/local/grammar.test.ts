import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPrompt } from "../../../../../electron/agent/local/grammar";
import world from "../../../../../shared/flatland/world.json";

/** "2 red cat; dog | 0 behind 1 | ?style soft light" */
function outline(prompt: string): string {
  const { groups, links, leftovers } = readPrompt(prompt);
  const group = (one: (typeof groups)[number]) =>
    [
      one.count ?? "?",
      ...one.finishes,
      ...one.adjectives.map((word) => `~${word}`),
      one.text ?? one.kind,
    ].join(" ");
  return [
    groups.map(group).join("; "),
    ...links.map(({ link, subject, object }) => `${subject} ${link.id} ${object}`),
    ...leftovers.map(({ kind, text }) => `?${kind} ${text}`),
  ].join(" | ");
}

describe("GenEval2's grammar", () => {
  it.each([
    ["two metal toys", "2 metal toy"],
    ["four sheeps and a trumpet", "4 sheep; 1 trumpet"],
    ["a white dog and six brown giraffes and three red cars", "1 white dog; 6 brown giraffe; 3 red car"],
    ["a bagel behind three pigs", "1 bagel; 3 pig | 0 behind 1"],
    [
      "two flamingos, and seven purple croissants under three monkeys",
      "2 flamingo; 7 purple croissant; 3 monkey | 1 under 2",
    ],
    ["three lions playing with three flamingos, and a bear", "3 lion; 3 flamingo; 1 bear | 0 playing-with 1"],
    [
      "a clock to the right of three purple monkeys to the right of a red guitar",
      "1 clock; 3 purple monkey; 1 red guitar | 0 right-of 1 | 1 right-of 2",
    ],
    [
      "a turtle behind three elephants jumping over a glass monkey",
      "1 turtle; 3 elephant; 1 glass monkey | 0 behind 1 | 1 jumping-over 2",
    ],
  ])("%s", (prompt, expected) => expect(outline(prompt)).toBe(expected));
});

describe("designers' phrasing", () => {
  it.each([
    ["A photo of exactly 3 cats", "3 cat"],
    ["a pair of bikes and half a dozen doughnuts", "2 bicycle; 6 donut"],
    ["a big, red car", "1 red ~big car"],
    ["a red and white cat", "1 red white cat"],
    ["three cats, all of them striped", "3 striped cat"],
    ["five candles made of glass", "5 glass candle"],
    ["some birds over a truck", "? bird; 1 truck | 0 on-top-of 1"],
    ["a cat sitting on a chair", "1 cat; 1 chair | 0 on-top-of 1"],
    ["In front of three cows, four bicycles", "3 cow; 4 bicycle | 1 in-front-of 0"],
    ["A dog and two cats. The cats are behind the dog.", "1 dog; 2 cat | 1 behind 0"],
    ["four sheep; the sheep are red", "4 red sheep"],
    ["no cats, and a dog", "0 cat; 1 dog"],
    ["a herd of cows", "? cow"],
    ["a teddy bear", "1 toy"],
    ["each cat is behind a dog", "? cat; 1 dog | 0 behind 1"],
    ["dogs chase a cat", "? dog; 1 cat | 0 chasing 1"],
  ])("%s", (prompt, expected) => expect(outline(prompt)).toBe(expected));
});

describe("lettering", () => {
  it.each([
    ['a sign that says "HELLO" above two cats', "? HELLO; 2 cat | 0 on-top-of 1"],
    ['the word "SALE" in red', "? red SALE"],
    ["a blue banner reading “open late”", "? blue open late"],
    ['a poster: "Two red cats"', "? Two red cats"],
    ['"one" and "two"', "? one; ? two"],
    ["a dog isn't 'red'", "1 dog; ? red | ?other a dog isn't 'red'"],
  ])("%s", (prompt, expected) => expect(outline(prompt)).toBe(expected));
});

describe("what there is no rule for", () => {
  it.each([
    ["a fluffy cat inside a castle", "1 ~fluffy cat; 1 castle | ?other a fluffy cat inside a castle"],
    ["a cat eating croissants", "1 cat; ? croissant | ?other a cat eating croissants"],
    ["a dragon breathing fire", "1 dragon | ?other a dragon breathing fire"],
    [
      "two dogs, soft light, on a white background",
      "2 dog | ?style soft light | ?style on a white background",
    ],
    ["A clean flat illustration of a cow", "1 cow | ?style A clean flat illustration"],
    ["a cat on the left and a dog on the right", "1 cat; 1 dog | ?region on the left | ?region on the right"],
    ["a cat jumping over", "1 cat | ?other jumping over"],
    ["more cats, dogs", "? cat; ? dog | ?other more"],
    ["schöne Katze", " | ?other schöne Katze"],
  ])("%s", (prompt, expected) => expect(outline(prompt)).toBe(expected));
});

describe("any text", () => {
  const names = [
    ...world.nouns.flatMap((noun) => [noun.name, noun.plural]),
    ...world.finishes.map((finish) => finish.name),
    ...world.relations.flatMap((relation) => relation.phrases),
    ...world.verbs.flatMap((verb) => verb.phrases),
    ...'a an the two seven 3 and , . ; with on in is are all made of exactly no no other background zeppelin "HI" “x y” that says on the left'.split(
      " ",
    ),
  ];
  const prompt = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.array(fc.constantFrom(...names), { maxLength: 14 }).map((words) => words.join(" ")),
  );

  it("is read without a throw, and every part lies within the prompt", () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const { groups, links, leftovers } = readPrompt(text);
        for (const { start, end } of [...groups, ...leftovers]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeLessThan(end);
        }
        for (const { subject, object } of links) {
          expect(groups[subject]).toBeDefined();
          expect(groups[object]).toBeDefined();
          expect(subject).not.toBe(object);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("loses no unknown word", () => {
    const words = fc.array(fc.constantFrom(...names, "zeppelin", "quokka"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        const { groups, leftovers } = readPrompt(text);
        const covered = [...groups, ...leftovers];
        for (const match of text.matchAll(/zeppelin|quokka/g)) {
          expect(covered.some(({ start, end }) => start <= match.index && match.index < end)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
