import { describe, expect, it } from "vitest";
import { inReadingOrder, textRegions } from "../../../../../electron/inference/vision/text-regions";

interface Patch {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly p: number;
}

/** A map with rectangles of equal probability. */
function mapOf(width: number, height: number, patches: readonly Patch[]) {
  const data = new Float32Array(width * height);
  for (const { x, y, w, h, p } of patches) {
    for (let row = y; row < y + h; row++) data.fill(p, row * width + x, row * width + x + w);
  }
  return { data, width, height };
}

describe("textRegions", () => {
  it("grows a line's core by its area over its perimeter", () => {
    const [line, ...rest] = textRegions(mapOf(100, 60, [{ x: 20, y: 20, w: 40, h: 10, p: 0.9 }]));
    expect(rest).toEqual([]);
    const by = (400 / 100) * 1.6;
    expect(line?.left).toBeCloseTo(20 - by, 6);
    expect(line?.top).toBeCloseTo(20 - by, 6);
    expect(line?.width).toBeCloseTo(40 + 2 * by, 6);
    expect(line?.height).toBeCloseTo(10 + 2 * by, 6);
  });

  it("stays within the map", () => {
    const [line] = textRegions(mapOf(50, 20, [{ x: 0, y: 5, w: 50, h: 15, p: 1 }]));
    expect(line).toMatchObject({ left: 0, width: 50 });
    expect((line?.top ?? 0) + (line?.height ?? 0)).toBe(20);
  });

  it("takes corners that touch for one line", () => {
    const patches = [
      { x: 5, y: 5, w: 10, h: 5, p: 0.9 },
      { x: 15, y: 10, w: 10, h: 5, p: 0.9 },
    ];
    expect(textRegions(mapOf(40, 30, patches))).toHaveLength(1);
  });

  it("leaves out specks and faint cores", () => {
    const patches = [
      { x: 5, y: 5, w: 2, h: 2, p: 1 },
      { x: 20, y: 5, w: 20, h: 8, p: 0.45 },
    ];
    expect(textRegions(mapOf(60, 30, patches))).toEqual([]);
  });

  it("lists lines in reading order: rows from the top, a row from the left", () => {
    const patches = [
      { x: 60, y: 11, w: 20, h: 8, p: 0.9 },
      { x: 10, y: 40, w: 20, h: 8, p: 0.9 },
      { x: 10, y: 10, w: 20, h: 8, p: 0.9 },
    ];
    const corners = textRegions(mapOf(100, 60, patches)).map(({ left, top }) => [left > 40, top > 30]);
    expect(corners).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });
});

describe("inReadingOrder", () => {
  it("does not mind slightly uneven lines", () => {
    const [left, right] = [
      { left: 0, top: 3, width: 10, height: 10 },
      { left: 20, top: 0, width: 10, height: 10 },
    ];
    expect(inReadingOrder(left, right)).toBeLessThan(0);
    expect(inReadingOrder(right, left)).toBeGreaterThan(0);
  });
});
