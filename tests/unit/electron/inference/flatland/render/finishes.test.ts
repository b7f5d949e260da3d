import { describe, expect, it } from "vitest";
import { looksSo } from "../../../../../../electron/inference/flatland/names";
import {
  finishNames,
  nounNames,
  propNames,
} from "../../../../../../electron/inference/flatland/render/catalogue";
import { finishes } from "../../../../../../electron/inference/flatland/render/finishes";
import { rasterisePixels } from "../../../../../../electron/inference/flatland/render/rasterise";
import { objectSprite } from "../../../../../../electron/inference/flatland/render/sprites";
import { assets } from "./fixtures";

const SIDE = 40;
const BACKDROP = 224;

type Lab = readonly [number, number, number];

/** CIE L*a*b* (D65) of display values 0..255. */
function labOf(rgb: readonly number[]): Lab {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const share = value / 255;
    return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92;
  });
  const curve = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** A sprite over a light backdrop at 40 px, in L*a*b*, and which of its pixels are the figure's. */
function look(noun: string, finish: string | null): { lab: Lab[]; inside: boolean[] } {
  const { data } = rasterisePixels(objectSprite(noun, finish), SIDE, assets);
  const pixels = Array.from({ length: SIDE * SIDE }, (_, at) => [...data.slice(at * 4, at * 4 + 4)]);
  const lab = pixels.map(([r = 0, g = 0, b = 0, a = 0]) =>
    labOf([r, g, b].map((value) => (value * a + BACKDROP * (255 - a)) / 255)),
  );
  return { lab, inside: pixels.map((pixel) => (pixel[3] ?? 0) > 100) };
}

/** Mean colour difference (CIE76) over the figure's pixels. */
function difference(one: readonly Lab[], other: readonly Lab[], inside: readonly boolean[]): number {
  let [sum, count] = [0, 0];
  one.forEach((a, at) => {
    const b = other[at];
    if (!inside[at] || b === undefined) return;
    sum += Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    count++;
  });
  return sum / count;
}

describe("finishes", () => {
  it("covers every finish of the world and no other", () => {
    expect(Object.keys(finishes).sort()).toEqual([...finishNames].sort());
  });

  // Every sixth noun, and the ones with the least surface to show a finish on.
  const slight = ["bicycle", "hammer", "key", "ladder", "moon", "ring", "spider", "star", "ball"];
  const sample = new Set([...nounNames.filter((_, index) => index % 6 === 0), ...slight]);

  it.each([...sample])("tells all finishes of a %s apart at 40 px", (noun) => {
    const { inside } = look(noun, "black");
    expect(inside.filter(Boolean).length).toBeGreaterThan(90);
    const natural = look(noun, null).lab;
    const looks = finishNames.map((finish) => [finish, look(noun, finish).lab] as const);
    for (const [at, [finish, lab]] of looks.entries()) {
      if (!looksSo(noun, null, finish))
        expect(difference(lab, natural, inside), `${finish} against natural`).toBeGreaterThan(6);
      for (const [other, otherLab] of looks.slice(at + 1)) {
        expect(difference(lab, otherLab, inside), `${finish} against ${other}`).toBeGreaterThan(14);
      }
    }
  });

  it("stays within the square and keeps the natural outline", () => {
    for (const noun of sample) {
      const coverage = (finish: string | null) =>
        rasterisePixels(objectSprite(noun, finish), 64, assets).data.filter((_, at) => at % 4 === 3);
      const plain = coverage(null);
      const red = coverage("red");
      const changed = red.filter((alpha, at) => alpha > 128 !== (plain[at] ?? 0) > 128).length;
      expect(changed, noun).toBeLessThan(20);
      const border = [...coverage("glass")].filter(
        (_, at) => at % 64 === 0 || at % 64 === 63 || at < 64 || at >= 63 * 64,
      );
      expect(Math.max(...border), noun).toBeLessThan(255);
    }
  });

  it("draws every prop", () => {
    for (const prop of propNames) {
      const { data } = rasterisePixels(objectSprite(prop, null, "Hi"), SIDE, assets);
      expect(data.filter((value, at) => at % 4 === 3 && value > 100).length, prop).toBeGreaterThan(60);
    }
  });
});
