import { describe, expect, it } from "vitest";
import type { Box } from "../../../../shared/flatland/geometry";
import {
  arrangementHolds,
  isBetween,
  isLarger,
  placementHolds,
  regionHolds,
  sizeHolds,
} from "../../../../shared/flatland/placement";

/** A square box around a centre. */
const at = (x: number, y: number, side = 0.1): Box => ({
  x: x - side / 2,
  y: y - side / 2,
  w: side,
  h: side,
});
const ring = (n: number, radius = 0.3, side = 0.1) =>
  Array.from({ length: n }, (_, i) =>
    at(0.5 + radius * Math.cos((i / n) * 2 * Math.PI), 0.5 + radius * Math.sin((i / n) * 2 * Math.PI), side),
  );

describe("sizes", () => {
  it.each([
    ["tiny", 0.12, true],
    ["tiny", 0.3, false],
    ["small", 0.25, true],
    ["large", 0.25, false],
    ["large", 0.5, true],
    ["huge", 0.5, false],
    ["huge", 0.7, true],
  ] as const)("alone, %s at %d of the image: %s", (size, side, holds) => {
    expect(sizeHolds(size, [at(0.5, 0.5, side)], [])).toBe(holds);
  });

  it("is judged against what else is there", () => {
    expect(sizeHolds("large", [at(0.2, 0.5, 0.3)], [at(0.7, 0.5, 0.2)])).toBe(true);
    expect(sizeHolds("huge", [at(0.2, 0.5, 0.3)], [at(0.7, 0.5, 0.2)])).toBe(false);
    expect(sizeHolds("tiny", [at(0.2, 0.5, 0.1)], [at(0.7, 0.5, 0.3)])).toBe(true);
  });

  it("knows that a fraction of a wide image is longer across than down", () => {
    const wide: Box = { x: 0.4, y: 0.3, w: 0.2, h: 0.4 };
    expect(sizeHolds("large", [wide], [], 2)).toBe(false);
    expect(isLarger([{ ...wide, w: 0.3 }], [wide], 2)).toBe(true);
    expect(isLarger([wide], [wide], 2)).toBe(false);
  });

  it("of nothing never hold", () => {
    expect(sizeHolds("tiny", [], [])).toBe(false);
    expect(isLarger([], [at(0.5, 0.5)])).toBe(false);
  });
});

describe("placements", () => {
  it("next to: neighbours, not things across the picture", () => {
    expect(placementHolds("next-to", [at(0.4, 0.5)], [at(0.55, 0.5)])).toBe(true);
    expect(placementHolds("next-to", [at(0.1, 0.5)], [at(0.9, 0.5)])).toBe(false);
  });

  it("far from: the other way round", () => {
    expect(placementHolds("far-from", [at(0.1, 0.1)], [at(0.9, 0.9)])).toBe(true);
    expect(placementHolds("far-from", [at(0.4, 0.5)], [at(0.55, 0.5)])).toBe(false);
  });

  it("around: on all sides", () => {
    expect(placementHolds("around", ring(6), [at(0.5, 0.5)])).toBe(true);
    expect(placementHolds("around", ring(3), [at(0.5, 0.5)])).toBe(true);
    expect(placementHolds("around", ring(6).slice(0, 3), [at(0.5, 0.5)])).toBe(false);
    expect(placementHolds("around", ring(6), [at(0.95, 0.5)])).toBe(false);
  });

  it("between: near the line that joins the others", () => {
    expect(isBetween([at(0.5, 0.5)], [at(0.2, 0.5)], [at(0.8, 0.55)])).toBe(true);
    expect(isBetween([at(0.9, 0.5)], [at(0.2, 0.5)], [at(0.6, 0.5)])).toBe(false);
    expect(isBetween([at(0.5, 0.9)], [at(0.2, 0.2)], [at(0.8, 0.2)])).toBe(false);
  });
});

it.each([
  ["left", 0.2, 0.5, true],
  ["left", 0.49, 0.5, false],
  ["top-right", 0.8, 0.2, true],
  ["top-right", 0.8, 0.7, false],
  ["bottom", 0.1, 0.9, true],
  ["centre", 0.55, 0.6, true],
  ["centre", 0.8, 0.5, false],
] as const)("region %s at %d, %d: %s", (region, x, y, holds) => {
  expect(regionHolds(region, [at(x, y)])).toBe(holds);
});

describe("arrangements", () => {
  const row = [0.2, 0.4, 0.6].map((x) => at(x, 0.5));
  const column = [0.2, 0.4, 0.6].map((y) => at(0.5, y));
  const grid = [0.3, 0.5].flatMap((y) => [0.3, 0.5, 0.7].map((x) => at(x, y)));
  const pile = [at(0.4, 0.7), at(0.5, 0.7), at(0.6, 0.7), at(0.45, 0.6), at(0.55, 0.6), at(0.5, 0.5)];
  const cases = { row, column, grid, pile, circle: ring(6) } as const;
  const kinds = ["row", "column", "grid", "pile", "circle"] as const;
  it.each(kinds.flatMap((made) => kinds.map((asked) => [made, asked] as const)))(
    "%s as %s",
    (made, asked) => {
      expect(arrangementHolds(asked, cases[made])).toBe(made === asked);
    },
  );

  it("of one thing never holds", () => {
    for (const asked of kinds) expect(arrangementHolds(asked, [at(0.5, 0.5)])).toBe(false);
  });
});
