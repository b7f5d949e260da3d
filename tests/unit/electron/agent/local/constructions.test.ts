/** Readers of comparisons, parts, ordinals and late numbers on their own: what they take, and what they leave alone. */
import { describe, expect, it } from "vitest";
import { readComparison } from "../../../../../electron/agent/local/comparisons";
import { readLateNumber, readOrdinal, readPart } from "../../../../../electron/agent/local/parts";
import { lexed } from "./made";

/** What is left of a prompt behind the lexemes that were read. */
const rest = ([prompt, lexemes]: ReturnType<typeof lexed>, next: number) =>
  prompt.slice(lexemes[next]?.start ?? prompt.length);

describe("comparisons", () => {
  const read = (prompt: string) => {
    const words = lexed(prompt);
    const found = readComparison(...words, 0);
    if (found === null) return null;
    const { sort, times, plus, subject, object, also, next } = found;
    const side = (one: typeof object) => (one === null || one === "pronoun" ? one : one.kind);
    const sum = `${sort} ×${times} ${plus < 0 ? plus : `+${plus}`}`;
    const sides = [side(subject), side(object), ...(also === undefined ? [] : [also.kind])].join(" ");
    return `${sum}: ${sides} | ${rest(words, next)}`;
  };

  it.each([
    ["as many dogs as cats", "equal ×1 +0: dog cat | "],
    ["twice as many dogs as cats, and a cow", "equal ×2 +0: dog cat | , and a cow"],
    ["half as many dogs as there are cats", "equal ×0.5 +0: dog cat | "],
    ["exactly as many dogs as cats", "equal ×1 +0: dog cat | "],
    ["three times as many dogs", "equal ×3 +0: dog  | "],
    ["as many dogs as cats and cows together", "equal ×1 +0: dog cat cow | "],
    ["as many dogs as cats and cows", "equal ×1 +0: dog cat | and cows"],
    ["as many as the cats", "equal ×1 +0:  cat | "],
    ["twice as many as them", "equal ×2 +0:  pronoun | "],
    ["more cats than dogs", "more ×1 +0: cat dog | "],
    ["fewer cats than dogs", "fewer ×1 +0: cat dog | "],
    ["two more cats than dogs", "equal ×1 +2: cat dog | "],
    ["one fewer cat than dogs", "equal ×1 -1: cat dog | "],
    ["two fewer clocks", "equal ×1 -2: clock  | "],
    ["outnumber the cats", "more ×1 +0:  cat | "],
    ["outnumber the cats by two", "equal ×1 +2:  cat | "],
    ["an equal number of cats and dogs", "equal ×1 +0: cat dog | "],
  ])("%s", (prompt, expected) => expect(read(prompt)).toBe(expected));

  it.each(["two cats", "two more cats", "more cats", "as many dogs as", "more than cats", "outnumber", ""])(
    "“%s” is none",
    (prompt) => expect(read(prompt)).toBeNull(),
  );
});

describe("parts", () => {
  const read = (prompt: string) => {
    const words = lexed(prompt);
    const found = readPart(...words, 0);
    if (found === null) return null;
    const { quantity, of, predicate } = found.part;
    const whole = of === null ? "" : ` of ${of.kind}`;
    return `${quantity}${whole} ${predicate.holds ? "" : "not "}${predicate.name} | ${rest(words, found.next)}`;
  };

  it.each([
    ["one of them red, the rest", "1 red | , the rest"],
    ["two of them are red", "2 red | "],
    ["two of the cats are red", "2 of cat red | "],
    ["half of them are red", "half red | "],
    ["the others are blue.", "rest blue | ."],
    ["the other one is blue", "rest blue | "],
    ["the rest blue", "rest blue | "],
    ["one is not red", "1 not red | "],
    ["none of them is red", "none red | "],
    ["one red and", "1 red | and"],
  ])("%s", (prompt, expected) => expect(read(prompt)).toBe(expected));

  it.each(["one red cat", "half red", "of them red", "red", "one, red", "two of them", ""])(
    "“%s” is none",
    (prompt) => expect(read(prompt)).toBeNull(),
  );
});

describe("ordinals", () => {
  const read = (prompt: string) => {
    const words = lexed(prompt);
    const found = readOrdinal(words[1], 0);
    if (found === null) return null;
    const { nth, from, kind, ofTwo } = found.ordinal;
    return `${ofTwo ? "of two " : ""}${nth} ${from} ${kind} | ${rest(words, found.next)}`;
  };

  it.each([
    ["the third car from the left is red", "3 left car | is red"],
    ["the second from the right", "2 right null | "],
    ["the first", "1 null null | "],
    ["the leftmost one is red", "1 left null | is red"],
    ["the rightmost car", "1 right car | "],
    ["the middle car", "1 middle car | "],
    ["the one on the left", "1 left null | "],
    ["the car at the bottom", "1 bottom car | "],
    ["the left car", "1 left car | "],
    ["the former", "of two 1 null null | "],
    ["the latter is", "of two 2 null null | is"],
  ])("%s", (prompt, expected) => expect(read(prompt)).toBe(expected));

  it.each(["the left", "the centre", "third", "the car", "the cars on the left", "latter", ""])(
    "“%s” is none",
    (prompt) => expect(read(prompt)).toBeNull(),
  );
});

describe("numbers said late", () => {
  const read = (prompt: string, from = 0) => {
    const words = lexed(prompt);
    const found = readLateNumber(...words, from);
    if (found === null) return null;
    const { count, range } = found.amount;
    return `${count ?? `${range?.min}-${range?.max ?? ""}`} | ${rest(words, found.next)}`;
  };

  it.each([
    ["exactly six of them.", "6 | ."],
    ["of which there are three, and", "3 | , and"],
    ["at least two of them", "2- | "],
  ])("%s", (prompt, expected) => expect(read(prompt)).toBe(expected));

  it("stand between commas, or speak of what was named", () => {
    expect(read("sheep, two,", 2)).toBe("2 | ,");
    expect(read("two,")).toBeNull();
    expect(read("two cats")).toBeNull();
    expect(read("of them red")).toBeNull();
  });
});
