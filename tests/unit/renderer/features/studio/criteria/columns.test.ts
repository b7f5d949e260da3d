import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityOf, columnWindow } from "../../../../../../renderer/features/studio/criteria/columns";

describe("capacityOf", () => {
  it("grows with the panel and never falls below three", () => {
    expect(capacityOf(100)).toBe(3);
    expect(capacityOf(282)).toBe(6);
    expect(capacityOf(460)).toBeGreaterThan(capacityOf(282));
  });
});

describe("columnWindow", () => {
  it("shows everything that fits", () => {
    expect(columnWindow(4, 6, 0, 0)).toEqual({ start: 0, end: 4 });
  });

  it("shows the newest, unless something older is looked at", () => {
    expect(columnWindow(200, 6, 199, 0)).toEqual({ start: 194, end: 200 });
    expect(columnWindow(200, 6, -1, 0)).toEqual({ start: 194, end: 200 });
    expect(columnWindow(200, 6, 20, 0)).toEqual({ start: 20, end: 26 });
  });

  it("always is full, within bounds and, unscrolled, holds what is looked at", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 3, max: 12 }),
        fc.nat(299),
        fc.integer({ min: -400, max: 400 }),
        (total, capacity, at, offset) => {
          const looked = at % total;
          const { start, end } = columnWindow(total, capacity, looked, offset);
          expect(end - start).toBe(Math.min(total, capacity));
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(total);
          const still = columnWindow(total, capacity, looked, 0);
          expect(looked >= still.start && looked < still.end).toBe(true);
        },
      ),
    );
  });
});
