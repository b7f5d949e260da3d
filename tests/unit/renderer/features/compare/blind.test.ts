import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answered,
  begin,
  ended,
  fairDice,
  isOver,
  pairsOf,
  shuffled,
  tallyOf,
} from "../../../../../renderer/features/compare/blind/session";

const items = ["one", "two", "three"];

describe("a blind comparison", () => {
  it("shows every two images once", () => {
    expect(pairsOf(items)).toEqual([
      ["one", "two"],
      ["one", "three"],
      ["two", "three"],
    ]);
    expect(pairsOf(["one"])).toEqual([]);
  });

  it("draws order and sides by lot, and loses nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer()),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (list, rolls) => {
          const dice = () => rolls.next().value ?? 0;
          expect([...shuffled(list, dice)].sort()).toEqual([...list].sort());
        },
      ),
    );
    const orders = new Set(Array.from({ length: 60 }, () => shuffled(items, fairDice).join(" ")));
    expect(orders.size).toBeGreaterThan(3);
    const sides = new Set(
      Array.from({ length: 60 }, () => begin([["x", "y"] as const], fairDice).pairs[0]?.first),
    );
    expect(sides).toEqual(new Set(["x", "y"]));
  });

  it("counts wins for the image that was picked, on whichever side it stood", () => {
    const dice = () => 0.9;
    let session = begin(pairsOf(items), dice);
    for (const answer of ["a", "b", "tie"] as const) session = answered(session, answer);
    expect(isOver(session)).toBe(true);
    const tally = tallyOf(session);
    expect(tally.reduce((sum, one) => sum + one.won, 0)).toBe(2);
    expect(tally.reduce((sum, one) => sum + one.lost, 0)).toBe(2);
    expect(tally.reduce((sum, one) => sum + one.tied, 0)).toBe(2);
    for (const [index, pair] of session.pairs.entries()) {
      const winner = pair.answer === "a" ? pair.first : pair.answer === "b" ? pair.second : null;
      if (winner !== null)
        expect(tally.find((one) => one.item === winner)?.won, String(index)).toBeGreaterThan(0);
    }
    expect(tally.map((one) => one.won)).toEqual([...tally.map((one) => one.won)].sort((a, b) => b - a));
  });

  it("counts nothing for what was skipped or left", () => {
    const skipped = answered(begin(pairsOf(items), fairDice), "skipped");
    const session = ended(skipped);
    expect(isOver(session)).toBe(true);
    expect(session.pairs.every((pair) => pair.answer === "skipped")).toBe(true);
    expect(tallyOf(session).every((one) => one.won + one.lost + one.tied === 0)).toBe(true);
    expect(answered(session, "a")).toBe(session);
  });
});
