/** A reading as the engine is told it, and as the designer is told what was concluded. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concludedPrompt, conclusionsOf } from "../../../../../electron/agent/local/conclusion";
import { readPrompt } from "../../../../../electron/agent/local/grammar";
import type { Leftover } from "../../../../../electron/agent/local/reading";
import { regionIds } from "../../../../../shared/flatland/placement";
import { comparison, groupsOf, linkOf, order, phrase, readingOf } from "./made";

const behind = { type: "relation", id: "behind" } as const;
const above = { type: "relation", id: "on-top-of" } as const;
const placed = (region: Leftover["region"], ...groups: number[]): Leftover => ({
  kind: "region",
  region,
  backdrop: null,
  groups,
  text: "",
  unknown: "",
  start: 0,
  end: 0,
});
const concluded = { concluded: true };
const cat = phrase("cat", 2);
const dog = phrase("dog", 1);
const cow = phrase("cow", 3);

describe("what the engine is told", () => {
  it("is nothing new where the prompt says it already, or says what nobody understands", () => {
    const groups = groupsOf(cat);
    expect(concludedPrompt(readingOf(groups))).toBeNull();
    const other = { ...placed(null), kind: "other", text: "dancing" } as const;
    expect(concludedPrompt(readingOf(groups, { ...concluded, leftovers: [other] }))).toBeNull();
    expect(concludedPrompt(readingOf(groupsOf(phrase("cat", 0))))).toBeNull();
  });

  it("is every group by its number, style behind", () => {
    const style = { ...placed(null), kind: "style", text: "soft light" } as const;
    const groups = groupsOf(cat, phrase("bird", 0), dog);
    expect(concludedPrompt(readingOf(groups, { leftovers: [style] }))).toBe(
      "two cats, and one dog, soft light",
    );
  });

  it("is a number for every comparison, and a group for every place in an order", () => {
    const groups = groupsOf(phrase("dog", null), cat);
    expect(
      concludedPrompt(readingOf(groups, { facts: [comparison(0, 1, { times: 2 })], ...concluded })),
    ).toBe("four dogs, and two cats");
    expect(concludedPrompt(readingOf(groupsOf(cow), { facts: [order(0, 1, "red")], ...concluded }))).toBe(
      "two cows, and one red cow",
    );
  });

  it("is each link once, chained where one goes on from the other, by name where it does not", () => {
    const chain = [linkOf(above, 0, 1), linkOf(behind, 1, 2)];
    expect(concludedPrompt(readingOf(groupsOf(cat, dog, cow), { links: chain, ...concluded }))).toBe(
      "two cats on top of one dog behind three cows",
    );
    const fork = [linkOf(above, 0, 1), linkOf(behind, 0, 2)];
    expect(concludedPrompt(readingOf(groupsOf(cat, dog, cow), { links: fork, ...concluded }))).toBe(
      "two cats on top of one dog, and the cats behind three cows",
    );
    const twice = [linkOf(above, 0, 1), linkOf(above, 1, 0)];
    expect(concludedPrompt(readingOf(groupsOf(cat, dog), { links: twice, ...concluded }))).toBe(
      "two cats on top of one dog",
    );
  });

  it("names both sides of between", () => {
    const link = linkOf({ type: "between", id: "between", other: 2 }, 0, 1);
    expect(concludedPrompt(readingOf(groupsOf(cat, dog, cow), { links: [link], ...concluded }))).toBe(
      "two cats between one dog and three cows",
    );
  });

  it("sets groups with places of their own apart", () => {
    const reading = readingOf(groupsOf(cat, dog), { leftovers: [placed("top-left", 0), placed("right", 1)] });
    expect(concludedPrompt(reading)).toBe("two cats in the upper left; one dog on the right half");
  });

  it.each(regionIds)("is read again as it was meant: %s", (region) => {
    const told = concludedPrompt(readingOf(groupsOf(cat), { leftovers: [placed(region, 0)] }));
    const { leftovers, groups } = readPrompt(told ?? "");
    expect(groups).toMatchObject([{ kind: "cat", count: 2 }]);
    expect(leftovers).toMatchObject([{ region, groups: [0] }]);
  });

  it("is the same when it is concluded once more", () => {
    const kinds = fc.shuffledSubarray(["cat", "dog", "cow", "pig"], { minLength: 2, maxLength: 4 });
    const numbers = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(kinds, numbers, fc.constantFrom(behind, above), (names, counts, link) => {
        const groups = groupsOf(...names.map((kind, i) => phrase(kind, counts[i] ?? 1)));
        const told = concludedPrompt(readingOf(groups, { links: [linkOf(link, 0, 1)], ...concluded }));
        const again = readPrompt(told ?? "");
        expect(again.groups.map(({ kind, count }) => `${count} ${kind}`).sort()).toEqual(
          groups.map(({ kind, count }) => `${count} ${kind}`).sort(),
        );
        expect(again.links).toMatchObject([{ link, subject: 0, object: 1 }]);
        expect(again.leftovers).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what the designer is told", () => {
  it("names slips of the pen and numbers that were worked out", () => {
    const groups = groupsOf(
      phrase("giraffe", 1, { meant: "giraffe", noun: "girafe", countSpan: { start: 0, end: 1 } }),
      phrase("dog", null),
      phrase("cat", 2, { countSpan: { start: 0, end: 1 } }),
    );
    const reading = readingOf(groups, { facts: [comparison(1, 2, { times: 2 })], ...concluded });
    expect(conclusionsOf(reading)).toEqual([
      "read “girafe” as giraffe",
      "worked out four dogs",
      "said it outright, without what is not to be drawn",
    ]);
  });

  it("is short where nothing was worked out", () => {
    const groups = groupsOf(phrase("cat", 2, { countSpan: { start: 0, end: 1 } }));
    expect(conclusionsOf(readingOf(groups))).toEqual(["said it outright, without what is not to be drawn"]);
  });
});
