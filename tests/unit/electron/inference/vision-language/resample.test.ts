import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { filterOf } from "../../../../../electron/inference/vision-language/picture";
import {
  cropped,
  resample,
  type Samples,
  within,
} from "../../../../../electron/inference/vision-language/resample";
import { fixtures, picture } from "./fixtures";

const number = z.number();
const cases = z
  .array(z.object({ filter: z.string(), width: number, height: number, sum: number, weighted: number }))
  .parse(JSON.parse(readFileSync(path.join(fixtures, "resizing.json"), "utf8")));

describe("resizing, as Pillow does it", () => {
  test.each(cases)("$filter to $width × $height", async ({ filter, width, height, sum, weighted }) => {
    const wide: Samples = { ...(await picture("wide")), channels: 3 };
    const { data } = resample(wide, width, height, filterOf(filter));
    const all = [...data];
    expect(all.length).toBe(width * height * 3);
    expect(all.reduce((total, one) => total + one, 0)).toBe(sum);
    expect(all.reduce((total, one, i) => total + one * (i + 1), 0)).toBe(weighted);
  });

  test("a plain picture stays plain at every size", () => {
    const side = fc.integer({ min: 1, max: 40 });
    const filter = fc.constantFrom("nearest", "box", "bilinear", "hamming", "bicubic", "lanczos");
    fc.assert(
      fc.property(
        side,
        side,
        side,
        side,
        fc.integer({ min: 0, max: 255 }),
        filter,
        (w, h, x, y, value, name) => {
          const plain = { data: new Uint8Array(w * h * 3).fill(value), width: w, height: h, channels: 3 };
          const { data, width, height } = resample(plain, x, y, filterOf(name));
          return width === x && height === y && data.every((one) => one === value);
        },
      ),
    );
  });

  test("refuses a filter that nobody knows", () => {
    expect(() => filterOf("mitchell")).toThrow(RangeError);
    expect(() => filterOf(9)).toThrow(RangeError);
  });
});

describe("cropping", () => {
  const numbered: Samples = {
    data: Uint8Array.from({ length: 12 }, (_, i) => i + 1),
    width: 4,
    height: 3,
    channels: 1,
  };

  test("takes a part", () => {
    expect([...cropped(numbered, 1, 1, 2, 2).data]).toEqual([6, 7, 10, 11]);
  });

  test("is black outside", () => {
    expect([...cropped(numbered, -1, 2, 3, 2).data]).toEqual([0, 9, 10, 0, 0, 0]);
    expect([...cropped(numbered, 9, 9, 1, 1).data]).toEqual([0]);
  });
});

test("a picture is made smaller, never larger, and keeps its shape", async () => {
  const wide = await picture("wide");
  expect(within(wide, 97)).toBe(wide);
  expect(within(wide, 48)).toMatchObject({ width: 48, height: 30 });
});
