/** Studio-300 is what it says: every atom is of the world, and stands in its prompt. */
import { expect, test } from "vitest";
import { studio300 } from "../../../../bench/product/suites/studio";
import { atomsOf } from "../../../../bench/suites/studio-300/notation";
import { studioSuite } from "../../../../bench/suites/studio-300/suite";
import world from "../../../../shared/flatland/world.json";
import type { Check, Selector } from "../../../../shared/run/criteria";

const { tasks } = studio300(undefined);
const suite = studioSuite();

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const holds = (prompt: string, words: readonly string[]) =>
  words.some((word) => new RegExp(`(?<![\\p{L}])${escaped(word)}(?![\\p{L}])`, "iu").test(prompt));

/** Ways designers say a number, beyond the digit. */
const numberWords: Readonly<Record<number, readonly string[]>> = {
  0: ["no", "not", "none", "zero", "without", "never"],
  1: ["a", "an", "one", "lone", "single", "1"],
  2: ["two", "pair", "pairs", "couple", "2"],
  3: ["three", "trio", "3"],
  4: ["four", "4"],
  5: ["five", "5"],
  6: ["six", "half a dozen", "6"],
  7: ["seven", "7"],
};
const relationWords: Readonly<Record<string, readonly string[]>> = {
  "left-of": ["left"],
  "right-of": ["right", "rightmost"],
  "on-top-of": ["top", "above", "over", "lowest"],
  under: ["under", "below", "beneath", "underneath"],
  "in-front-of": ["front"],
  behind: ["behind"],
};
const verbWords: Readonly<Record<string, readonly string[]>> = {
  chasing: ["chasing", "running after"],
  "playing-with": ["plays with", "playing with"],
  "jumping-over": ["jumping over"],
};

function kindWords(kind: string): readonly string[] {
  const noun = world.nouns.find(({ name }) => name === kind);
  return noun === undefined ? [] : [noun.name, noun.plural, ...noun.also];
}

function finishWords(name: string): readonly string[] {
  const finish = world.finishes.find((one) => one.name === name);
  const bent: Readonly<Record<string, readonly string[]>> = { striped: ["stripes"] };
  return finish === undefined ? [] : [finish.name, ...finish.also, ...(bent[name] ?? [])];
}

const names = (prompt: string, { kind, finish }: Selector) =>
  (kind === "lettering" ? /“.+”/.test(prompt) : holds(prompt, kindWords(kind))) &&
  (finish === undefined || holds(prompt, finishWords(finish)));

function named(prompt: string, check: Check, why: string | undefined): boolean {
  switch (check.type) {
    case "object":
      return names(prompt, check.of);
    case "count":
      return names(prompt, check.of) && (why !== undefined || holds(prompt, numberWords[check.count] ?? []));
    case "attribute":
      return names(prompt, check.of) && holds(prompt, finishWords(check.finish));
    case "relation":
      return (
        names(prompt, check.subject) &&
        names(prompt, check.object) &&
        (why !== undefined || holds(prompt, relationWords[check.relation] ?? []))
      );
    case "verb":
      return (
        names(prompt, check.subject) &&
        names(prompt, check.object) &&
        holds(prompt, verbWords[check.verb] ?? [])
      );
    case "text":
      return prompt.includes(`“${check.text}”`);
    default:
      return false;
  }
}

test("the committed file is what its sources make, and holds 300 different prompts", () => {
  expect(tasks).toEqual(suite.tasks);
  expect(tasks).toHaveLength(300);
  expect(new Set(tasks.map(({ prompt }) => prompt.toLowerCase())).size).toBe(300);
});

test("every atom stands in its prompt", () => {
  const strangers = tasks.flatMap(({ id, prompt, atoms }) =>
    atoms
      .filter(({ check, why }) => !named(prompt, check, why))
      .map(({ question }) => `${id} “${prompt}”: ${question}`),
  );
  expect(strangers).toEqual([]);
});

test("every kind the prompt names is asked for", () => {
  const overlooked = tasks.flatMap(({ id, prompt, atoms }) => {
    const outside = prompt.replace(/“[^”]*”/g, "");
    const asked = JSON.stringify(atoms.map(({ check }) => check));
    return world.nouns
      .filter(({ name }) => holds(outside, kindWords(name)) && !asked.includes(`"${name}"`))
      .map(({ name }) => `${id} “${prompt}”: ${name}`);
  });
  expect(overlooked).toEqual([]);
});

test("prompts hold 3 to 16 facts, no fact twice, and numbers the engine can be asked for", () => {
  for (const { id, atoms, atomicity } of tasks) {
    expect(atomicity, id).toBe(atoms.length);
    expect(atoms.length, id).toBeGreaterThanOrEqual(3);
    expect(atoms.length, id).toBeLessThanOrEqual(16);
    expect(new Set(atoms.map(({ check }) => JSON.stringify(check))).size, id).toBe(atoms.length);
    expect(new Set(atoms.map((atom) => atom.id)).size, id).toBe(atoms.length);
    for (const { check } of atoms) if (check.type === "count") expect(check.count, id).toBeLessThanOrEqual(8);
  }
});

test("it covers what designers do: at least so many prompts of each sort", () => {
  const count = (tag: string) => tasks.filter(({ tags }) => tags.includes(tag)).length;
  expect(count("comparative")).toBeGreaterThanOrEqual(40);
  expect(count("negation")).toBeGreaterThanOrEqual(30);
  expect(count("lettering")).toBeGreaterThanOrEqual(40);
  expect(count("pronoun")).toBeGreaterThanOrEqual(40);
  expect(count("synonym")).toBeGreaterThanOrEqual(60);
  expect(count("same-kind")).toBeGreaterThanOrEqual(25);
  expect(count("ordinal")).toBeGreaterThanOrEqual(5);
});

test("atoms are noted down strictly", () => {
  expect(atomsOf('2 dog:brown; no cat; "HI"; dog left-of lettering').map(({ check }) => check)).toEqual([
    { type: "object", of: { kind: "dog" } },
    { type: "count", of: { kind: "dog" }, count: 2 },
    { type: "attribute", of: { kind: "dog" }, finish: "brown" },
    { type: "count", of: { kind: "cat" }, count: 0 },
    { type: "text", text: "HI" },
    { type: "relation", relation: "left-of", subject: { kind: "dog" }, object: { kind: "lettering" } },
  ]);
  expect(() => atomsOf("2 wyvern")).toThrow(/knows no "wyvern"/);
  expect(() => atomsOf("2 dog:orange")).toThrow(/knows no "orange"/);
  expect(() => atomsOf("dog beside cat")).toThrow(/No relation or verb/);
  expect(() => atomsOf("many dog")).toThrow(/Not a number/);
});
