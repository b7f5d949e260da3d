import { describe, expect, it } from "vitest";
import { frameInto, placeIn, within, withMargin } from "../../../../../electron/inference/vision/framing";

describe("within", () => {
  it("shrinks the longer side and enlarges nothing", () => {
    expect(within({ width: 2048, height: 1152 }, 1024)).toEqual({ width: 1024, height: 576 });
    expect(within({ width: 100, height: 300 }, 1024)).toEqual({ width: 100, height: 300 });
  });
});

describe("frameInto", () => {
  const image = { data: new Uint8Array(8 * 4 * 3).fill(200), width: 8, height: 4 };
  const whole = { left: 0, top: 0, width: 8, height: 4 };

  it("puts a wide picture into the middle of a grey square, nothing stretched", () => {
    const target = new Uint8Array(4 * 4 * 3);
    expect(frameInto(target, 0, image, whole, 4)).toEqual({
      left: 0,
      top: 1,
      width: 4,
      height: 2,
      scale: 0.5,
    });
    const rows = Array.from({ length: 4 }, (_, y) => [...target.subarray(y * 12, (y + 1) * 12)]);
    const row = (value: number) => Array.from({ length: 12 }, () => value);
    expect(rows).toEqual([row(127), row(200), row(200), row(127)]);
  });

  it("writes where it is told and nowhere else", () => {
    const target = new Uint8Array(3 * 4 * 4 * 3);
    frameInto(target, 48, image, whole, 4);
    expect(target.subarray(0, 48).every((value) => value === 0)).toBe(true);
    expect(target.subarray(48, 96).every((value) => value > 0)).toBe(true);
    expect(target.subarray(96).every((value) => value === 0)).toBe(true);
  });

  it("repeats the edge where a margin reaches over it", () => {
    const target = new Uint8Array(4 * 4 * 3);
    frameInto(target, 0, image, { left: -4, top: -2, width: 8, height: 8 }, 4);
    expect(target.every((value) => value === 200)).toBe(true);
  });
});

it("scales thin things to at least one pixel", () => {
  expect(placeIn({ width: 1000, height: 1 }, 32)).toMatchObject({ width: 32, height: 1 });
});

it("grows a box by a share of its longer side", () => {
  expect(withMargin({ left: 10, top: 20, width: 20, height: 10 }, 0.1)).toEqual({
    left: 8,
    top: 18,
    width: 24,
    height: 14,
  });
});
