/** What follows from a reading: numbers out of comparisons, parts in the place of wholes, places as parts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisonHolds } from "../../../../../electron/agent/local/checks/amounts";
import { drawable, needsConcluding } from "../../../../../electron/agent/local/drawable";
import { settles, solved } from "../../../../../electron/agent/local/solve";
import { comparison, groupsOf, linkOf, order, outline, phrase, readingOf } from "./made";

const leftOf = { type: "relation", id: "left-of" } as const;

describe("a comparison", () => {
  const settled = (a: number | null, b: number | null, extra: Parameters<typeof comparison>[2]) => {
    const groups = groupsOf(phrase("cat", a), phrase("dog", b));
    return `${settles(groups, comparison(0, 1, extra))} ${outline({ groups })}`;
  };

  it.each([
    [null, 2, { times: 2 }, "true 4 cat; 2 dog"],
    [null, 2, { plus: 1 }, "true 3 cat; 2 dog"],
    [4, null, { times: 2 }, "true 4 cat; 2 dog"],
    [3, null, { plus: 1 }, "true 3 cat; 2 dog"],
    [null, 4, { times: 0.5 }, "true 2 cat; 4 dog"],
    [null, 3, { sort: "more" }, "true 4- cat; 3 dog"],
    [null, 3, { sort: "fewer" }, "true 1-2 cat; 3 dog"],
    [null, 2, { sort: "fewer" }, "true 1 cat; 2 dog"],
    [3, null, { sort: "more" }, "true 3 cat; 1-2 dog"],
    [3, null, { sort: "fewer" }, "true 3 cat; 4- dog"],
    // Nothing whole comes of these, nothing at all of those.
    [3, null, { times: 2 }, "false 3 cat; ? dog"],
    [null, 3, { times: 0.5 }, "false ? cat; 3 dog"],
    [null, 2, { plus: -2 }, "false ? cat; 2 dog"],
    [null, 1, { sort: "fewer" }, "false ? cat; 1 dog"],
    [null, null, {}, "false ? cat; ? dog"],
    // Both are known: it is right, or a contradiction that stays to be asked.
    [4, 2, { times: 2 }, "true 4 cat; 2 dog"],
    [3, 2, { times: 2 }, "false 3 cat; 2 dog"],
  ] as const)("of %j cats and %j dogs, %j: %s", (a, b, extra, expected) => {
    expect(settled(a, b, extra)).toBe(expected);
  });

  it("takes two together, once both are known", () => {
    const groups = groupsOf(phrase("cat", null), phrase("dog", 2), phrase("cow", 3));
    expect(settles(groups, comparison(0, 1, { also: 2 }))).toBe(true);
    expect(outline({ groups })).toBe("5 cat; 2 dog; 3 cow");
    const open = groupsOf(phrase("cat", null), phrase("dog", 2), phrase("cow", null));
    expect(settles(open, comparison(0, 1, { also: 2 }))).toBe(false);
  });

  it("keeps bounds that were said", () => {
    const groups = groupsOf(phrase("cat", null, { range: { min: 3, max: 7 } }), phrase("dog", 2));
    expect(settles(groups, comparison(0, 1, { sort: "more" }))).toBe(false);
    expect(outline({ groups })).toBe("3-7 cat; 2 dog");
  });

  it("leads on to the next", () => {
    const groups = groupsOf(phrase("cat", null), phrase("dog", null), phrase("cow", 2));
    const facts = [comparison(0, 1, { times: 2 }), comparison(1, 2, { plus: 1 })];
    const { facts: left, groups: now } = solved(readingOf(groups, { facts }));
    expect(left).toEqual([]);
    expect(outline({ groups: now })).toBe("6 cat; 3 dog; 2 cow");
  });

  it("that holds of any number asks for one at least, not for less than nothing", () => {
    const groups = groupsOf(phrase("cat", 2), phrase("dog", null), phrase("cow", 5));
    expect(settles(groups, comparison(0, 1, { sort: "fewer", also: 2 }))).toBe(true);
    expect(outline({ groups })).toBe("2 cat; 1- dog; 5 cow");
  });

  it("of known numbers comes to a number that fulfils it, or to none", () => {
    const some = fc.record({
      sort: fc.constantFrom("equal" as const, "more" as const, "fewer" as const),
      times: fc.constantFrom(0.5, 1, 2, 3),
      plus: fc.integer({ min: -3, max: 3 }),
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 9 }), fc.boolean(), (extra, number, subjectKnown) => {
        const groups = groupsOf(
          phrase("cat", subjectKnown ? number : null),
          phrase("dog", subjectKnown ? null : number),
        );
        if (!settles(groups, comparison(0, 1, extra))) return;
        const values = groups.map(({ count, range }) =>
          count !== null ? [count] : range === null ? [] : [range.min, range.max ?? range.min + 4],
        );
        for (const a of values[0] ?? [])
          for (const b of values[1] ?? []) expect(comparisonHolds(extra, a, b)).toBe(true);
        expect(values.flat().every((value) => value >= 1)).toBe(true);
      }),
    );
  });
});

describe("parts", () => {
  const part = (kind: string, count: number, finish: string, partOf: number) => ({
    ...phrase(kind, count, { finishes: [finish] }),
    partOf,
  });

  it("that make up the whole stand in its place, and in its links", () => {
    const groups = groupsOf(
      phrase("cat", 3),
      phrase("dog", 1),
      part("cat", 1, "red", 0),
      part("cat", 2, "blue", 0),
    );
    const { groups: now, links } = solved(readingOf(groups, { links: [linkOf(leftOf, 0, 1)] }));
    expect(outline({ groups: now })).toBe("1 dog; 1 red cat; 2 blue cat");
    expect(links.map(({ subject, object }) => [subject, object])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  it("that leave some over stay parts, to be drawn as groups beside the rest", () => {
    const reading = solved(readingOf(groupsOf(phrase("cat", 3), part("cat", 1, "red", 0))));
    expect(outline(reading)).toBe("3 cat; 1 red cat of 0");
    expect(outline(drawable(reading))).toBe("2 cat; 1 red cat of 0");
  });

  it("that are all places in an order stand so to each other", () => {
    const facts = [order(0, 1, "red"), order(0, 1, "blue", "right")];
    const { groups, links, facts: left } = solved(readingOf(groupsOf(phrase("car", 2)), { facts }));
    expect(outline({ groups })).toBe("1 red car; 1 blue car");
    expect(links).toMatchObject([{ link: leftOf, subject: 0, object: 1 }]);
    expect(left).toEqual([]);
  });

  it("of the same look, or of which one is not told, stay places", () => {
    for (const facts of [[order(0, 1, "red"), order(0, 2, "red")], [order(0, 1, "red")]]) {
      const reading = solved(readingOf(groupsOf(phrase("car", 2)), { facts }));
      expect(reading.facts).toEqual(facts);
      expect(outline(reading)).toBe("2 car");
    }
  });
});

describe("what is to be drawn", () => {
  it("has a number for everything: near the lower bound, a few, in proportion", () => {
    const open = (min: number, max: number | null) => phrase("cat", null, { range: { min, max } });
    expect(outline(drawable(readingOf(groupsOf(open(3, null)))))).toBe("3 cat");
    expect(outline(drawable(readingOf(groupsOf(open(0, null)))))).toBe("1 cat");
    expect(outline(drawable(readingOf(groupsOf(open(2, 5)))))).toBe("3 cat");
    expect(outline(drawable(readingOf(groupsOf(open(2, 2)))))).toBe("2 cat");
    expect(outline(drawable(readingOf(groupsOf(phrase("cat", null)))))).toBe("3 cat");
    const both = groupsOf(phrase("cat", null), phrase("dog", null));
    const { groups, facts } = drawable(readingOf(both, { facts: [comparison(0, 1, { times: 2 })] }));
    expect(outline({ groups })).toBe("4 cat; 2 dog");
    expect(facts).toEqual([]);
  });

  it("of two unknown numbers fulfils what is said of them", () => {
    const some = fc.record({
      sort: fc.constantFrom("equal" as const, "more" as const, "fewer" as const),
      times: fc.constantFrom(0.5, 1, 2, 3),
      plus: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(some, (extra) => {
        const both = groupsOf(phrase("cat", null), phrase("dog", null));
        const [a, b] = drawable(readingOf(both, { facts: [comparison(0, 1, extra)] })).groups;
        expect(comparisonHolds(extra, a?.count ?? 0, b?.count ?? 0)).toBe(true);
      }),
    );
  });

  it("leaves out what is not to be there, with its links, and the second of two that would do", () => {
    const groups = groupsOf(phrase("cat", 2), phrase("bird", 0), phrase("dog", 1), phrase("cow", 1));
    const reading = readingOf(groups, {
      facts: [{ type: "either", groups: [2, 3] }],
      links: [linkOf(leftOf, 0, 1), linkOf(leftOf, 0, 2)],
    });
    const plan = drawable(reading);
    expect(outline(plan)).toBe("2 cat; 1 dog");
    expect(plan.links.map(({ subject, object }) => [subject, object])).toEqual([[0, 1]]);
  });

  it("turns a look at one place into a group of its own", () => {
    const facts = [order(0, 1, "red"), order(0, 3, "red")];
    expect(outline(drawable(readingOf(groupsOf(phrase("car", 5)), { facts })))).toBe("3 car; 2 red car of 0");
  });
});

it("needs concluding where the words are not what is to be drawn", () => {
  const plain = readingOf(groupsOf(phrase("cat", 2)));
  expect(needsConcluding(plain)).toBe(false);
  expect(needsConcluding({ ...plain, concluded: true })).toBe(true);
  expect(needsConcluding(readingOf(groupsOf(phrase("cat", 0))))).toBe(true);
  expect(needsConcluding(readingOf(groupsOf(phrase("cat", null, { range: { min: 2, max: null } }))))).toBe(
    true,
  );
  expect(needsConcluding(readingOf(groupsOf(phrase("giraffe", 1, { meant: "giraffe" }))))).toBe(true);
  const left = {
    kind: "region",
    region: "left",
    backdrop: null,
    text: "",
    unknown: "",
    start: 0,
    end: 0,
  } as const;
  expect(needsConcluding({ ...plain, leftovers: [{ ...left, groups: [0] }] })).toBe(true);
  expect(needsConcluding({ ...plain, leftovers: [{ ...left, groups: [] }] })).toBe(false);
});
