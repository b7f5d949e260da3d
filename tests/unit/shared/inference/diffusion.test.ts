import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  diffusionFamilies,
  firstWay,
  pictureShapes,
  samplersFor,
  sizeFor,
} from "../../../../shared/inference/diffusion";

describe("sizes of pictures", () => {
  it("keep a square as it is, and other shapes on the grid", () => {
    expect(sizeFor({}, 512)).toEqual({ width: 512, height: 512 });
    expect(sizeFor({}, 512, "16:9")).toEqual({ width: 704, height: 384 });
    expect(sizeFor({ grid: 16 }, 1024, "9:16")).toEqual({ width: 768, height: 1360 });
    expect(sizeFor({ grid: 64 }, 64, "9:16")).toEqual({ width: 64, height: 64 });
  });

  it("are multiples of the grid, at least one, with about as many pixels as the square", () => {
    const grids = fc.constantFrom(2, 8, 16, 32, 64);
    fc.assert(
      fc.property(
        grids,
        fc.integer({ min: 4, max: 64 }),
        fc.constantFrom(...pictureShapes),
        (grid, n, shape) => {
          const side = grid * n;
          const { width, height } = sizeFor({ grid }, side, shape);
          expect([width % grid, height % grid]).toEqual([0, 0]);
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(grid);
          const [across = 1, down = 1] = shape.split(":").map(Number);
          expect(Math.abs(width - side * Math.sqrt(across / down))).toBeLessThanOrEqual(grid);
          expect(Math.abs(height - side * Math.sqrt(down / across))).toBeLessThanOrEqual(grid);
        },
      ),
    );
  });
});

describe("ways to begin with", () => {
  it.each(diffusionFamilies)("name a sampler that fits, if any (%s)", (family) => {
    const { sampler, steps, guidance } = firstWay("/models/some", family);
    if (sampler !== undefined) expect(samplersFor(family)).toContain(sampler);
    expect(steps).toBeGreaterThan(0);
    expect(guidance).toBeGreaterThanOrEqual(0);
  });

  it("take few steps and no guidance for distilled models of every kind but one", () => {
    expect(firstWay("/models/sd3.5-large-turbo", "sd3")).toEqual({ steps: 4, guidance: 0 });
    expect(firstWay("/models/sd3-medium", "sd3")).toEqual({ steps: 28, guidance: 7 });
  });
});
