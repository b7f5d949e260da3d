import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { madeUpPrompts } from "../../../../../bench/prompts";
import { clarify, contradictionsIn } from "../../../../../electron/agent/local/clarify";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { localPlanner } from "../../../../../electron/agent/local/planner";
import world from "../../../../../shared/flatland/world.json";
import { clarificationSchema } from "../../../../../shared/run/events";

const prompts = (prompt: string) => clarify(prompt)?.options.map((option) => option.prompt) ?? null;

describe("two numbers for the same things", () => {
  it.each([
    ["three cats on a sofa, exactly two cats", ["three cats on a sofa", "two cats on a sofa"]],
    ["A cat and a dog. There are exactly two cats.", ["A cat and a dog.", "Two cats and a dog."]],
    [
      "two cats. The three cats are red.",
      ["two cats. The two cats are red.", "three cats. The three cats are red."],
    ],
    [
      "three red cats and two blue cats; only four cats",
      [
        "three red cats and two blue cats",
        "two red cats and two blue cats",
        "three red cats and one blue cat",
      ],
    ],
    ["four unicorns, five unicorns in total", ["four unicorns", "five unicorns"]],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it("names them", () => {
    expect(clarify("three red cats and two blue cats; only four cats")).toMatchObject({
      question: "How many cats are to be in the picture?",
      reason: "The prompt names three cats and two cats, five in all, and says that there are four cats.",
      options: [
        { label: "Five cats" },
        { label: "Four cats, two red cats" },
        { label: "Four cats, one blue cat" },
      ],
    });
  });

  it("offers readings that are then checked for just that number", () => {
    for (const prompt of [
      "three cats on a sofa. There are exactly two cats.",
      "two cats. The three cats are red.",
    ]) {
      const counts = (clarify(prompt)?.options ?? []).map((option) =>
        decompose(option.prompt)
          .map(({ question }) => question)
          .filter((one) => /exactly \w+ cats/.test(one)),
      );
      expect(counts.flat().sort()).toEqual(["Are there exactly three cats?", "Are there exactly two cats?"]);
    }
  });

  it("asks whether what is joined by and adds up, and counts it together where nobody answers", () => {
    const prompt = "three cats and exactly two cats";
    expect(prompts(prompt)).toEqual(["three cats", "five cats", "two cats"]);
    expect(decompose(prompt).map(({ question }) => question)).toEqual([
      "Are there any cats?",
      "Are there exactly five cats in all?",
    ]);
  });

  it.each([
    "two cats and three cats in a basket",
    "two cats, three cats and a dog",
    "three cats and exactly two cats on a roof",
    "exactly three cats to the left of a dog, exactly two cats to the right of the dog",
    "two red cats and three blue cats; exactly five cats",
    "two cats on a sofa, three cats under a table, exactly five cats",
    "two white cats, exactly five cats in total",
    "three cats; the three cats are red",
    "three cats; the two cats on the left are red",
    "a cat looking at one of the two cats",
    "three cats; one of the cats is red",
    "on the left half, exactly three cats in a row; on the right half, exactly two cats",
    'exactly two cats and a sign that says "three cats"',
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("a choice", () => {
  it.each([
    ["either a red cat or a blue dog", ["A red cat", "A blue dog"]],
    ["a truck and a cat or dog", ["a truck and a cat", "a truck and a dog"]],
    ["a red or blue cat on a chair", ["a red cat on a chair", "a blue cat on a chair"]],
    ["either three cats or exactly two cats", ["Three cats", "Exactly two cats"]],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it.each(["two or three cats", "no cats or dogs", "neither cats nor dogs", "a cat; no dog or bird"])(
    "leaves alone: %s",
    (prompt) => expect(clarify(prompt)).toBeNull(),
  );

  it("asks for neither of the two where nobody answers, and draws the first", async () => {
    const criteria = decompose("either a red cat or a blue dog");
    expect(criteria.map(({ check }) => check?.type)).toEqual(["uncheckable"]);
  });
});

describe("a relation and its opposite", () => {
  it.each([
    [
      "a cat left of a dog; the dog left of the cat",
      ["a cat left of a dog; the dog right of the cat", "a cat right of a dog; the dog left of the cat"],
    ],
    [
      "a cat above a dog. The cat is below the dog.",
      ["a cat above a dog. The cat is above the dog.", "a cat below a dog. The cat is below the dog."],
    ],
    [
      "three cats in front of a car. The cats are behind the car.",
      [
        "three cats in front of a car. The cats are in front of the car.",
        "three cats behind a car. The cats are behind the car.",
      ],
    ],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it("goes round in a circle of three as well", () => {
    const asked = clarify("a cat left of a dog. The dog is left of a cow. The cow is left of the cat.");
    expect(asked?.options).toHaveLength(3);
    expect(asked?.reason).toMatch(/these cannot all hold/);
  });

  it.each([
    "a cat left of a dog and a dog left of a cat",
    "a cat left of a dog; the dog above the cat",
    "a cat left of a dog; the dog right of the cat",
    "a cat chasing a dog; the dog chasing the cat",
    "a cat left of a dog; the dog is not left of the cat",
    "three cats around a dog. One of the cats is left of the dog, one of the cats is right of the dog.",
    "two cats to the left of a dog and two cats to the right of the dog",
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("one thing shut out and asked for", () => {
  it.each([
    [
      "no flowers, a table with five flowers",
      ["a table with five flowers", "no flowers, a table with no flowers"],
    ],
    [
      "a table with a flower. There are no flowers.",
      ["a table with a flower.", "a table with no flowers. There are no flowers."],
    ],
    ["three red cats but no red cats", ["three red cats", "no red cats but no red cats"]],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it.each([
    "no red flowers, five blue flowers",
    "a vase with five flowers next to a vase without flowers",
    "a vase with no flowers and a table with five flowers",
    "five flowers, no flowers on the table",
    "no flowers, a flower shop",
    "no cats, but a dog looking for the cats",
    "a cat without a dog",
    "no cats, a dog",
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("two colours for one object", () => {
  it.each([
    [
      "a red car. The same car is blue.",
      ["a red car. The same car is red.", "a blue car. The same car is blue."],
    ],
    [
      "a red car next to a cow; the car is blue",
      ["a red car next to a cow; the car is red", "a blue car next to a cow; the car is blue"],
    ],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it.each([
    "a red and white car",
    "a red car. The car is red and white.",
    "a striped cat. The cat is spotted.",
    "a red car made of glass",
    "a red car and a blue car",
    "a red car. The blue car is big.",
    "two red cars; the cars are blue",
    "a red car; the car is blue on the inside",
    "a red car that is half blue. The car is partly white",
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("numbers against a comparison", () => {
  it.each([
    ["two cats and three dogs, more cats than dogs", ["two cats and three dogs", "four cats and three dogs"]],
    ["a cat and a dog, fewer cats than dogs", ["a cat and a dog", "a cat and two dogs"]],
    [
      "two cats and three dogs, as many cats as dogs",
      ["two cats and three dogs", "three cats and three dogs"],
    ],
    [
      "the same number of cats and dogs: two cats, four dogs",
      ["two cats, four dogs", "four cats, four dogs"],
    ],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it.each([
    "three cats and two dogs, more cats than dogs",
    "more cats than dogs",
    "two cats and dogs, more cats than dogs",
    "two cats and four dogs, twice as many dogs as cats",
    "two cats, not more cats than dogs, three dogs",
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("looks that shut each other out", () => {
  it.each([
    ["a cat, monochrome, colourful", ["a cat, monochrome", "a cat, colourful"]],
    [
      "a black and white photo of a cat in colourful style",
      [
        "a black and white photo of a cat in black and white style",
        "a colourful photo of a cat in colourful style",
      ],
    ],
  ])("%s", (prompt, readings) => expect(prompts(prompt)).toEqual(readings));

  it.each([
    "a monochrome photo of a colourful parrot",
    "a black and white cat, colourful",
    'a monochrome picture with a sign that says "colourful"',
    "monochrome or colourful",
    "a colourful picture",
    "minimal white background with a highly detailed portrait",
  ])("leaves alone: %s", (prompt) => expect(clarify(prompt)).toBeNull());
});

describe("of prompts in general", () => {
  it("asks nothing of thousands that do not contradict themselves", () => {
    for (let seed = 1; seed <= 60; seed++) {
      for (const { prompt } of madeUpPrompts(40, seed))
        expect([prompt, clarify(prompt)]).toEqual([prompt, null]);
    }
  });

  const noun = fc.constantFrom(...world.nouns);
  const number = fc.integer({ min: 2, max: 6 });
  const words = ["zero", "one", "two", "three", "four", "five", "six", "seven"];
  const colour = fc.constantFrom("red", "blue", "green", "black");
  const relation = fc.constantFrom("left of", "above", "in front of", "to the right of", "below", "behind");
  const contradictory = fc.oneof(
    fc
      .record({ noun, n: number, m: number, where: fc.constantFrom("", " on a roof", " next to a river") })
      .filter(({ n, m, where }) => m < n || (m > n && where === ""))
      .map(
        ({ noun: { plural }, n, m, where }) =>
          `${words[n]} ${plural}${where}. There are exactly ${words[m]} ${plural}.`,
      ),
    fc
      .record({ a: noun, b: noun, relation })
      .filter(({ a, b }) => a !== b)
      .map(
        (it) =>
          `a ${it.a.name} ${it.relation} a ${it.b.name}. The ${it.b.name} is ${it.relation} the ${it.a.name}.`,
      ),
    fc
      .record({ noun, n: number })
      .map((it) => `no ${it.noun.plural}, a table with ${words[it.n]} ${it.noun.plural}`),
    fc
      .record({ noun, a: colour, b: colour })
      .filter(({ a, b }) => a !== b)
      .map((it) => `a ${it.a} ${it.noun.name}. The ${it.noun.name} is ${it.b}.`),
    fc
      .record({ a: noun, b: noun, n: number, more: fc.nat(2) })
      .filter(({ a, b }) => a !== b)
      .map(
        (it) =>
          `${words[it.n - Math.min(it.more, it.n - 2)]} ${it.a.plural} and ${words[it.n]} ${it.b.plural}, more ${it.a.plural} than ${it.b.plural}`,
      ),
  );

  it("finds what contradicts itself, and every reading is free of it", () => {
    fc.assert(
      fc.property(contradictory, (prompt) => {
        const asked = clarify(prompt);
        expect(asked, prompt).not.toBeNull();
        if (asked === null) return;
        clarificationSchema.parse(asked);
        const before = contradictionsIn(prompt).map(({ about }) => about);
        expect(asked.options.length).toBeGreaterThanOrEqual(2);
        expect(new Set(asked.options.map((option) => option.prompt)).size).toBe(asked.options.length);
        for (const option of asked.options) {
          expect(before.length, option.prompt).toBeGreaterThan(contradictionsIn(option.prompt).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads any text without a throw, and what it asks is well formed", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ..."no exactly two three cats cat dogs , . ; and red blue is the a of left above more than as many monochrome colourful".split(
          " ",
        ),
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const prompt = pieces.join(" ");
        const asked = clarify(prompt);
        if (asked === null) return;
        clarificationSchema.parse(asked);
        for (const option of asked.options) expect(option.prompt).not.toBe(prompt);
      }),
      { numRuns: 1000 },
    );
  });

  it("is what the local planner asks", async () => {
    const context = { signal: new AbortController().signal, onUsage: () => undefined };
    expect(await localPlanner.clarify?.({ prompt: "no cats, two cats" }, context)).toEqual(
      clarify("no cats, two cats"),
    );
    expect(await localPlanner.clarify?.({ prompt: "two cats" }, context)).toBeNull();
  });
});
