import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scramble, seededRandom, uniforms } from "../../../../../electron/inference/flatland/sampler";

describe("seededRandom", () => {
  it("repeats the same numbers for the same seed, on every machine", () => {
    const random = seededRandom(7);
    const first = [random(), random(), random()];
    const again = seededRandom(7);
    expect([again(), again(), again()]).toEqual(first);
    expect(first.map((value) => value * 0x1000000)).toEqual([5844134, 2463401, 12620595]);
  });

  it("stays in [0, 1) and survives float32 unchanged", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed);
        for (let draw = 0; draw < 20; draw++) {
          const value = random();
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
          expect(Math.fround(value)).toBe(value);
        }
      }),
    );
  });

  it("is uniform: every twentieth of [0, 1) gets its share of 20,000 numbers", () => {
    const random = seededRandom(123);
    const bins = new Array<number>(20).fill(0);
    for (let draw = 0; draw < 20_000; draw++) {
      const bin = Math.floor(random() * 20);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    // Chi-square with 19 degrees of freedom exceeds 43.8 once in a thousand seeds.
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(43.8);
  });

  it("gives unlike numbers for neighbouring seeds", () => {
    const firsts = Array.from({ length: 200 }, (_, seed) => seededRandom(seed)());
    expect(new Set(firsts).size).toBe(200);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.08);
  });
});

describe("uniforms", () => {
  it("draws as many numbers as asked, in the generator's order", () => {
    const single = seededRandom(3);
    expect(Array.from(uniforms(seededRandom(3), 5))).toEqual([
      single(),
      single(),
      single(),
      single(),
      single(),
    ]);
  });
});

describe("scramble", () => {
  it("gives non-negative integers below 2^32, all different for different seeds", () => {
    const scrambled = Array.from({ length: 5000 }, (_, seed) => scramble(seed));
    expect(scrambled.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true);
    expect(new Set(scrambled).size).toBe(5000);
  });
});
