/** What words that stand for something mean, and how links wait for their other side. */
import { describe, expect, it } from "vitest";
import { compare, pick, sayOf, takePart } from "../../../../../electron/agent/local/conclusions";
import { linkOf, Ties } from "../../../../../electron/agent/local/links";
import type { Predicate } from "../../../../../electron/agent/local/predicates";
import { lexed, outline, phrase, said } from "./made";

const span = { start: 0, end: 0 };
const cat = phrase("cat", 1);
const cats = phrase("cat", 3);
const dog = phrase("dog", 1);
const dogs = phrase("dog", 2);
const red: Predicate = { name: "red", size: null, holds: true, shared: false, next: 0 };

describe("words for what was named", () => {
  it("“it” is the last single thing of the clause, “they” are several", () => {
    const { discourse } = said(cats, dog);
    expect(discourse.meantBy("one")).toEqual([1]);
    expect(discourse.meantBy("many")).toEqual([0, 1]);
    expect(said(cats).discourse.meantBy("many")).toEqual([0]);
    expect(said(dog).discourse.meantBy("many")).toEqual([0]);
    expect(said().discourse.meantBy("one")).toEqual([]);
  });

  it("“it” is rather what was spoken of than what it stands to", () => {
    const { discourse } = said(cat, dog);
    discourse.asObject(1);
    discourse.endClause();
    expect(discourse.meantBy("one")).toEqual([0]);
  });

  it("is never what is ruled out, or what the sentence is about itself", () => {
    const { discourse } = said(cat, phrase("bird", 0));
    expect(discourse.meantBy("one")).toEqual([0]);
    // "which" goes with what was named last, there or not.
    expect(discourse.meantBy("any")).toEqual([1]);
    expect(said(cat, dog).discourse.meantBy("one", [1])).toEqual([0]);
  });

  it("a crowd is what one clause named side by side, and lasts until the next that names anything", () => {
    const { found, discourse } = said(cat, dog);
    expect(discourse.crowd()).toEqual([0, 1]);
    discourse.endClause();
    discourse.endClause();
    expect(discourse.crowd()).toEqual([0, 1]);
    expect(discourse.pair).toEqual([0, 1]);
    discourse.mention(found.group(phrase("cow", 1)).index);
    expect(discourse.crowd()).toEqual([2]);
    expect(discourse.pair).toEqual([0, 1]);
  });

  it("a whole is several things, of the kind where one is named", () => {
    const { discourse } = said(cats, dogs, phrase("cow", 1));
    expect(discourse.whole(null)?.kind).toBe("dog");
    expect(discourse.whole("cat")?.kind).toBe("cat");
    expect(discourse.whole("cow")).toBeNull();
  });
});

describe("a part", () => {
  const taking = (count: number | null, ...parts: readonly [number | "half" | "rest" | "none", string][]) => {
    const { found, discourse } = said(phrase("cat", count));
    const taken = parts.map(([quantity, name]) =>
      takePart(found, discourse, { of: null, quantity, predicate: { ...red, name } }, span),
    );
    return { taken, outline: outline(found), facts: found.reading.facts };
  };

  it("takes its number, half, or what the others leave", () => {
    expect(taking(3, [1, "red"], ["rest", "blue"])).toMatchObject({
      taken: [true, true],
      outline: "3 cat; 1 red cat of 0; 2 blue cat of 0",
    });
    expect(taking(4, ["half", "red"]).outline).toBe("4 cat; 2 red cat of 0");
    expect(taking(null, [1, "red"], ["rest", "blue"]).outline).toBe("? cat; 1 red cat of 0; ? blue cat of 0");
  });

  it("that is the whole is said of the whole; none of it says what it lacks", () => {
    expect(taking(3, [3, "red"])).toMatchObject({ taken: [true], outline: "3 red cat" });
    expect(taking(3, ["none", "red"])).toMatchObject({
      outline: "3 cat",
      facts: [{ type: "lacks", group: 0, finish: "red" }],
    });
  });

  it("there is not of too few, of an odd half, or of nothing", () => {
    expect(taking(2, [3, "red"])).toMatchObject({ taken: [false], outline: "2 cat" });
    expect(taking(3, ["half", "red"])).toMatchObject({ taken: [false], outline: "3 cat" });
    expect(taking(3, [2, "red"], [2, "blue"]).taken).toEqual([true, false]);
    const { found, discourse } = said(cat);
    expect(takePart(found, discourse, { of: null, quantity: 1, predicate: red }, span)).toBe(false);
  });

  it("“the other” of two single things is the one nothing was said of", () => {
    const { found, discourse } = said(phrase("cat", 1, { finishes: ["blue"] }), dog);
    expect(takePart(found, discourse, { of: null, quantity: "rest", predicate: red }, span)).toBe(true);
    expect(outline(found)).toBe("1 blue cat; 1 red dog");
  });
});

describe("a place in an order", () => {
  const first = { nth: 1, from: null, kind: null, ofTwo: false } as const;

  it("is one of a group of several, else one of what was named", () => {
    const several = said(cats);
    const place = pick(several.found, several.discourse, first, span);
    expect(place).toMatchObject({ type: "place", group: { kind: "cat" } });
    if (place === null) throw new Error("nothing was picked");
    expect(sayOf(several.found, place, red)).toBe(true);
    expect(several.found.reading.facts).toEqual([
      { type: "order", group: 0, nth: 1, from: "left", finish: "red" },
    ]);
    expect(sayOf(several.found, place, { ...red, holds: false })).toBe(false);
    const two = said(cat, dog);
    expect(pick(two.found, two.discourse, first, span)).toEqual({ type: "groups", indices: [0] });
  });

  it("“the latter” is the last of at least two", () => {
    const latter = { ...first, nth: 2, ofTwo: true };
    const two = said(cat, dog);
    expect(pick(two.found, two.discourse, latter, span)).toEqual({ type: "groups", indices: [1] });
    const one = said(cat);
    expect(pick(one.found, one.discourse, latter, span)).toBeNull();
  });

  it("of a kind nobody named announces it; of a single one there is none", () => {
    const { found, discourse } = said();
    expect(pick(found, discourse, { ...first, kind: "car" }, span)).toMatchObject({ type: "place" });
    expect(outline(found)).toBe("? car");
    const single = said(cat);
    expect(pick(single.found, single.discourse, { ...first, kind: "cat" }, span)).toBeNull();
  });
});

describe("a comparison", () => {
  const equal = { sort: "equal", times: 1, plus: 0, next: 0 } as const;

  it("names its sides, or takes what was spoken of", () => {
    const { found, discourse } = said();
    compare(
      found,
      discourse,
      [],
      { ...equal, times: 2, subject: phrase("dog", null), object: phrase("cat", 2) },
      span,
    );
    expect(found.reading.facts).toMatchObject([{ type: "comparison", subject: 0, object: 1, times: 2 }]);
    const spoken = said(cats);
    const half = { ...equal, times: 0.5, subject: phrase("dog", null), object: null };
    expect(compare(spoken.found, spoken.discourse, [0], half, span)?.kind).toBe("dog");
    expect(spoken.found.reading.facts).toMatchObject([{ subject: 1, object: 0, times: 0.5 }]);
  });

  it("without two sides is none", () => {
    const nobody = said();
    expect(
      compare(nobody.found, nobody.discourse, [], { ...equal, subject: null, object: null }, span),
    ).toBeNull();
    const one = said(cats);
    expect(
      compare(one.found, one.discourse, [0], { ...equal, subject: null, object: phrase("cat", null) }, span),
    ).toBeNull();
    expect(one.found.reading.facts).toEqual([]);
  });
});

describe("links", () => {
  const [, lexemes] = lexed("behind");
  const behind = lexemes[0];
  if (behind === undefined) throw new Error("a word was written");
  const opened = linkOf(behind.meaning);
  if (opened === null) throw new Error("behind links");
  const pairs = (found: ReturnType<typeof said>["found"]) =>
    found.reading.links.map(({ link, subject, object }) => `${subject} ${link.id} ${object}`);

  it("are opened by words for places, nearness, sizes and doings, by no others", () => {
    const ids = (prompt: string) => lexed(prompt)[1].map(({ meaning }) => linkOf(meaning)?.link.id ?? null);
    expect(ids("behind")).toEqual(["behind"]);
    expect(ids("far from")).toEqual(["far-from"]);
    expect(ids("chasing")).toEqual(["chasing"]);
    expect(ids("larger than")).toEqual(["larger"]);
    expect(ids("cat")).toEqual([null]);
    expect(lexed("surrounded by")[1].map(({ meaning }) => linkOf(meaning))).toMatchObject([
      { link: { id: "around" }, swapped: true },
    ]);
  });

  it("tie every subject to every object; swapped ones the other way", () => {
    const { found, discourse } = said(cat, dog, phrase("cow", 1));
    const ties = new Ties(found, discourse);
    ties.await(opened, [0, 1], behind, true);
    expect(ties.awaits).toBe(true);
    ties.arrive([2], span, undefined);
    expect(ties.awaits).toBe(false);
    expect(pairs(found)).toEqual(["0 behind 2", "1 behind 2"]);
    expect(ties.isObject(2)).toBe(true);
    const other = said(cat, dog);
    const swapping = new Ties(other.found, other.discourse);
    swapping.await({ ...opened, swapped: true }, [0], behind, true);
    swapping.arrive([1], span, undefined);
    expect(pairs(other.found)).toEqual(["1 behind 0"]);
  });

  it("before both groups wait for the subject too", () => {
    const { found, discourse } = said(cat, dog);
    const ties = new Ties(found, discourse);
    ties.await(opened, [], behind, false);
    ties.arrive([0], span, undefined);
    expect(pairs(found)).toEqual([]);
    ties.arrive([1], span, "comma");
    expect(pairs(found)).toEqual(["1 behind 0"]);
  });

  it("nobody follows are given back, once", () => {
    const { found, discourse } = said(cat);
    const ties = new Ties(found, discourse);
    ties.await(opened, [0], behind, true);
    expect(ties.drop()).toEqual({ start: 0, end: 6, groups: [0] });
    expect(ties.drop()).toBeNull();
    expect(pairs(found)).toEqual([]);
  });

  it("never tie a group to itself or to what is not to be there", () => {
    const { found, discourse } = said(cat, phrase("bird", 0));
    const ties = new Ties(found, discourse);
    for (const object of [0, 1]) {
      ties.await(opened, [0], behind, true);
      ties.arrive([object], span, undefined);
    }
    expect(pairs(found)).toEqual([]);
  });

  it("“each other” ties one to the next", () => {
    const { found, discourse } = said(cat, dog, phrase("cow", 1));
    const ties = new Ties(found, discourse);
    ties.await(opened, [0, 1, 2], behind, true);
    expect(ties.eachOther(span)).toEqual([0, 1, 2]);
    expect(pairs(found)).toEqual(["0 behind 1", "1 behind 2"]);
  });
});
