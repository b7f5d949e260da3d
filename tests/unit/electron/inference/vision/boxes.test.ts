import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionBox, overlapOf } from "../../../../../electron/inference/vision/boxes";

describe("overlapOf", () => {
  const unit = { x: 0.2, y: 0.2, w: 0.4, h: 0.4 };

  it("is 1 with itself and 0 with a neighbour that only touches", () => {
    expect(overlapOf(unit, unit)).toBeCloseTo(1, 9);
    expect(overlapOf(unit, { ...unit, x: 0.6 })).toBeCloseTo(0, 9);
  });

  it("is a third for boxes that share half of each", () => {
    expect(overlapOf(unit, { ...unit, x: 0.4 })).toBeCloseTo(1 / 3, 9);
  });
});

describe("fractionBox", () => {
  it("gives fractions of the picture", () => {
    const box = fractionBox({ left: 20, top: 10, right: 60, bottom: 30 }, { width: 100, height: 50 });
    expect(box.x).toBeCloseTo(0.2, 9);
    expect(box.y).toBeCloseTo(0.2, 9);
    expect(box.w).toBeCloseTo(0.4, 9);
    expect(box.h).toBeCloseTo(0.4, 9);
  });

  it("never leaves the picture, whatever the edges", () => {
    const edge = fc.double({ min: -500, max: 500, noNaN: true });
    fc.assert(
      fc.property(edge, edge, edge, edge, (left, top, right, bottom) => {
        const { x, y, w, h } = fractionBox({ left, top, right, bottom }, { width: 256, height: 256 });
        expect(Math.min(x, y, w, h)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
