import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf } from "../../../../shared/library/dates";
import type { Filter } from "../../../../shared/library/filters";
import { queryFields, queryStates } from "../../../../shared/library/filters";
import { parseQuery, problemText, tokensOf } from "../../../../shared/library/query";
import { queryText, quoted, termText, withoutPiece } from "../../../../shared/library/write-query";

const now = new Date(2026, 10, 15, 14, 30).getTime();
const read = (text: string, boards?: readonly string[]) =>
  parseQuery(text, boards === undefined ? { now } : { now, boards });
const filters = (text: string): (Filter & { not?: true })[] =>
  read(text).terms.map(({ filter, not }) => (not ? { ...filter, not } : filter));
const midnight = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();

describe("a query", () => {
  it("is words, the last of them a beginning", () => {
    expect(filters("white  bicy")).toEqual([
      { field: "words", text: "white", phrase: false, prefix: false },
      { field: "words", text: "bicy", phrase: false, prefix: true },
    ]);
    expect(filters("bicy rating:5")[0]).toMatchObject({ text: "bicy", prefix: true });
    expect(filters('white "snow cow"')).toEqual([
      { field: "words", text: "white", phrase: false, prefix: false },
      { field: "words", text: "snow cow", phrase: true, prefix: false },
    ]);
  });

  it("leaves out what has a minus before it", () => {
    expect(filters('cow -dog -"two cats" -failed:count')).toEqual([
      { field: "words", text: "cow", phrase: false, prefix: true },
      { field: "words", text: "dog", phrase: false, prefix: false, not: true },
      { field: "words", text: "two cats", phrase: true, prefix: false, not: true },
      { field: "failed", value: "count", not: true },
    ]);
    expect(filters("cow - dog")).toHaveLength(2);
  });

  it("has fields", () => {
    expect(filters('failed:count skill:spatial board:"My best" model:flat images:>3 seed:7')).toEqual([
      { field: "failed", value: "count" },
      { field: "skill", value: "spatial" },
      { field: "board", value: "My best" },
      { field: "backend", value: "flat" },
      { field: "rounds", op: ">", value: 3 },
      { field: "seed", op: "=", value: 7 },
    ]);
    expect(filters("rating:>=4 Rating:none rating:rejected score:<1 score:80% is:Pinned")).toEqual([
      { field: "rating", op: ">=", value: 4 },
      { field: "rating", op: "=", value: "none" },
      { field: "rating", op: "=", value: "rejected" },
      { field: "score", op: "<", value: 1 },
      { field: "score", op: "=", value: 0.8 },
      { field: "is", value: "pinned" },
    ]);
  });

  it("knows dates", () => {
    expect(filters("before:2026-11-01")).toEqual([
      {
        field: "before",
        value: "2026-11-01",
        from: midnight(2026, 11, 1),
        to: midnight(2026, 11, 2),
      },
    ]);
    expect(spanOf("today", now)).toEqual({ from: midnight(2026, 11, 15), to: midnight(2026, 11, 16) });
    expect(spanOf("yesterday", now)).toEqual({ from: midnight(2026, 11, 14), to: midnight(2026, 11, 15) });
    expect(spanOf("7d", now)?.from).toBe(midnight(2026, 11, 8));
    expect(spanOf("2w", now)?.from).toBe(midnight(2026, 11, 1));
    expect(spanOf("3m", now)?.from).toBe(midnight(2026, 8, 15));
    expect(spanOf("1y", now)?.from).toBe(midnight(2025, 11, 15));
    expect(spanOf("2026-2", now)).toEqual({ from: midnight(2026, 2, 1), to: midnight(2026, 3, 1) });
    expect(spanOf("2024", now)).toEqual({ from: midnight(2024, 1, 1), to: midnight(2025, 1, 1) });
    for (const word of ["2026-13", "2026-02-30", "2026-00-10", "soon", "7", "d", "12h", ""]) {
      expect(spanOf(word, now), word).toBeNull();
    }
  });

  it("points at what makes no sense and goes on with the rest", () => {
    const { terms, problems } = read("cow colour:red rating:9 failed: is:lovely before:soon dog", []);
    expect(terms).toHaveLength(2);
    expect(problems.map(({ code, from, to }) => [code, from, to])).toEqual([
      ["unknown-field", 4, 14],
      ["bad-value", 15, 23],
      ["missing-value", 24, 31],
      ["bad-value", 32, 41],
      ["bad-value", 42, 53],
    ]);
    expect(problemText(problems[1]!)).toBe(
      "“rating:” does not take “9”, but 1 to 5 (also >=4, <3), none or rejected.",
    );
    for (const bad of [
      "rating:0",
      "rating:>=x",
      "score:2",
      "score:101%",
      "seed:-1",
      "seed:1.5",
      "images:few",
    ]) {
      expect(read(bad).problems, bad).toMatchObject([{ code: "bad-value" }]);
    }
    expect(read('"never closed')).toMatchObject({
      terms: [{ filter: { text: "never closed", phrase: true } }],
      problems: [{ code: "open-quote", from: 0, to: 13 }],
    });
  });

  it("knows which boards there are, whatever their case", () => {
    expect(read("board:heroes", ["Heroes"]).problems).toEqual([]);
    expect(read("board:villains", ["Heroes"]).problems).toMatchObject([{ code: "no-board" }]);
  });

  it("takes prose for prose", () => {
    expect(filters("a sign: OPEN & 10:30 don't !!!").map((one) => "text" in one && one.text)).toEqual([
      "a",
      "sign:",
      "OPEN",
      "10:30",
      "don't",
    ]);
    expect(read("!!! - *")).toEqual({ terms: [], problems: [] });
  });
});

const messy = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...queryFields, ...queryStates).map((name) => `${name}:`),
        fc.constantFrom(
          '"',
          '""',
          "-",
          " ",
          ">",
          ">=",
          "<",
          "7d",
          "today",
          "2026-11-01",
          "4",
          "80%",
          "none",
          "cow",
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join("")),
);

describe("whatever is typed", () => {
  it("is read without throwing, in order, within its text", () => {
    fc.assert(
      fc.property(messy, (text) => {
        const { terms, problems } = read(text, ["cow"]);
        for (const { from, to } of [...terms, ...problems]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
        const places = tokensOf(text);
        for (const [index, token] of places.entries()) {
          expect(token.from).toBeGreaterThanOrEqual(places[index - 1]?.to ?? 0);
        }
        for (const problem of problems) expect(problemText(problem)).toMatch(/\S/);
      }),
      { numRuns: 2000 },
    );
  });

  it("means the same when it is written down again", () => {
    fc.assert(
      fc.property(messy, (text) => {
        const { terms } = read(text);
        const again = read(queryText(terms));
        const meaning = (all: typeof terms) => all.map(({ filter, not }) => ({ filter, not }));
        expect(meaning(again.terms)).toEqual(meaning(terms));
        expect(again.problems).toEqual([]);
        expect(queryText(again.terms)).toBe(queryText(terms));
      }),
      { numRuns: 2000 },
    );
  });

  it("can be a board of any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), (name) => {
        fc.pre(name.trim() !== "");
        const { terms, problems } = read(`board:${quoted(name)}`, [name]);
        expect(problems).toEqual([]);
        expect(terms).toMatchObject([{ filter: { field: "board", value: name.trim() } }]);
      }),
    );
  });
});

describe("pieces", () => {
  it("are taken out without leaving a gap", () => {
    const text = "cow  rating:>=4 dog";
    const [, stars] = read(text).terms;
    expect(termText(stars!)).toBe("rating:>=4");
    expect(withoutPiece(text, stars!)).toBe("cow dog");
    expect(withoutPiece("rating:5", { from: 0, to: 8 })).toBe("");
  });
});
