import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bluePlanesFirst, resampled } from "../../../../../electron/inference/vision/resample";

const picture = (width: number, height: number, colour: (x: number, y: number) => readonly number[]) => ({
  width,
  height,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, i) => [...colour(i % width, Math.floor(i / width))]).flat(),
  ),
});

describe("resampled", () => {
  it("keeps a plain picture plain at every size and place", () => {
    const grey = picture(20, 12, () => [40, 90, 200]);
    fc.assert(
      fc.property(
        fc.record({
          left: fc.double({ min: 0, max: 10, noNaN: true }),
          top: fc.double({ min: 0, max: 6, noNaN: true }),
          width: fc.double({ min: 0.5, max: 10, noNaN: true }),
          height: fc.double({ min: 0.5, max: 6, noNaN: true }),
        }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        (region, width, height) => {
          const { data } = resampled(grey, region, width, height);
          expect([...data]).toEqual(Array.from({ length: width * height }, () => [40, 90, 200]).flat());
        },
      ),
    );
  });

  it("is the picture itself at its own size", () => {
    const image = picture(5, 4, (x, y) => [x * 50, y * 60, 7]);
    expect(resampled(image, { left: 0, top: 0, width: 5, height: 4 }, 5, 4).data).toEqual(image.data);
  });

  it("averages fine checks to grey when shrinking instead of picking single pixels", () => {
    const checks = picture(64, 64, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    const { data } = resampled(checks, { left: 0, top: 0, width: 64, height: 64 }, 8, 8);
    for (const value of data) expect(Math.abs(value - 127.5)).toBeLessThan(6);
  });

  it("cuts the part that was asked for", () => {
    const halves = picture(40, 10, (x) => (x < 20 ? [255, 0, 0] : [0, 0, 255]));
    const { data } = resampled(halves, { left: 22, top: 0, width: 16, height: 10 }, 4, 2);
    expect([...data]).toEqual(Array.from({ length: 8 }, () => [0, 0, 255]).flat());
  });
});

describe("bluePlanesFirst", () => {
  it("lays planes out one after another, blue, green, red, and normalises each with its own numbers", () => {
    const image = { data: Uint8Array.from([255, 51, 0, 0, 102, 255]), width: 2, height: 1 };
    const planes = bluePlanesFirst(image, [0.5, 0.2, 0], [0.5, 0.1, 2]);
    expect([...planes].map((value) => Math.round(value * 1000) / 1000)).toEqual([-1, 1, 0, 2, 0.5, 0]);
  });
});
