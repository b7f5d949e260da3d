import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityOf, moved, slid } from "../../../../../../renderer/features/studio/criteria/columns";

describe("capacityOf", () => {
  it("grows with the panel and never falls below three", () => {
    expect(capacityOf(100)).toBe(3);
    expect(capacityOf(282)).toBe(6);
    expect(capacityOf(460)).toBeGreaterThan(capacityOf(282));
  });
});

describe("slid", () => {
  it("shows everything that fits, else the newest, else what is looked at", () => {
    expect(slid(null, 4, 6, 0).start).toBe(0);
    expect(slid(null, 200, 6, -1).start).toBe(194);
    expect(slid(null, 200, 6, 20).start).toBe(20);
  });

  it("stays where it is while what is looked at is in sight", () => {
    const window = slid(null, 200, 6, 20);
    expect(slid(window, 200, 6, 23).start).toBe(20);
    expect(slid(window, 200, 6, 26).start).toBe(21);
    expect(slid(window, 200, 6, 19).start).toBe(19);
  });

  it("goes along with new columns only when it stood at the end", () => {
    const end = slid(null, 10, 6, 9);
    expect(slid(end, 11, 6, 9).start).toBe(5);
    const middle = slid(null, 10, 6, 1);
    expect(slid(middle, 11, 6, 1).start).toBe(1);
  });

  it("always is full, within bounds, and holds what is looked at, however it was moved before", () => {
    const step = fc.record({ grow: fc.nat(3), looked: fc.nat(400), by: fc.integer({ min: -20, max: 20 }) });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.array(step, { maxLength: 20 }), (capacity, steps) => {
        let total = 1;
        let window = slid(null, total, capacity, 0);
        for (const { grow, looked, by } of steps) {
          total += grow;
          const at = looked % total;
          window = slid(moved(window, by), total, capacity, at);
          const end = Math.min(total, window.start + capacity);
          expect(end - window.start).toBe(Math.min(total, capacity));
          expect(at >= window.start && at < end).toBe(true);
          expect(moved(window, by).start).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
