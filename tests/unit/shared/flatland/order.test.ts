import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../../shared/flatland/geometry";
import { nthOf, orderSides } from "../../../../shared/flatland/order";

const at = (x: number, y: number): Box => ({ x: x - 0.05, y: y - 0.05, w: 0.1, h: 0.1 });
/** Neither from left to right nor from top to bottom. */
const boxes = [at(0.5, 0.2), at(0.1, 0.6), at(0.9, 0.4)];

describe("the nth of a group", () => {
  it.each([
    [1, "left", 1],
    [2, "left", 0],
    [3, "left", 2],
    [1, "right", 2],
    [3, "right", 1],
    [1, "top", 0],
    [2, "top", 2],
    [1, "bottom", 1],
    [1, "middle", 0],
    [4, "left", null],
    [0, "left", null],
  ] as const)("%d from %s is box %j", (nth, from, index) => {
    expect(nthOf(boxes, nth, from)).toBe(index);
  });

  it("of none is none", () => {
    for (const from of orderSides) expect(nthOf([], 1, from)).toBeNull();
  });

  it("has no middle where their number is even", () => {
    expect(nthOf(boxes.slice(0, 2), 1, "middle")).toBeNull();
    expect(nthOf(boxes.slice(0, 1), 1, "middle")).toBe(0);
  });

  it("cannot be told of two that stand level, only of the others", () => {
    const level = [at(0.2, 0.1), at(0.21, 0.8), at(0.7, 0.5)];
    expect(nthOf(level, 1, "left")).toBeNull();
    expect(nthOf(level, 2, "left")).toBeNull();
    expect(nthOf(level, 3, "left")).toBe(2);
    expect(nthOf(level, 1, "top")).toBe(0);
  });

  it("is told by middles, not by edges", () => {
    const wide = { x: 0.1, y: 0.4, w: 0.6, h: 0.2 };
    expect(nthOf([wide, at(0.2, 0.5)], 1, "left")).toBe(1);
  });

  const apart = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 })
    .chain((places) =>
      fc.record({ places: fc.constant(places), ys: fc.array(fc.nat(40), { minLength: 8, maxLength: 8 }) }),
    )
    .map(({ places, ys }) => places.map((place, i) => at(place / 40, (ys[i] ?? 0) / 40)));

  it("counted from the right is counted from the left the other way round", () => {
    fc.assert(
      fc.property(apart, fc.integer({ min: 1, max: 8 }), (group, nth) => {
        fc.pre(nth <= group.length);
        const index = nthOf(group, nth, "left");
        expect(index).not.toBeNull();
        expect(nthOf(group, group.length + 1 - nth, "right")).toBe(index);
        const mirrored = group.map((box) => ({ ...box, x: 1 - box.x - box.w }));
        expect(nthOf(mirrored, nth, "right")).toBe(index);
      }),
    );
  });

  it("numbers every box once", () => {
    fc.assert(
      fc.property(apart, (group) => {
        const all = group.map((_, i) => nthOf(group, i + 1, "left"));
        expect([...all].sort()).toEqual(group.map((_, i) => i).sort());
      }),
    );
  });
});
