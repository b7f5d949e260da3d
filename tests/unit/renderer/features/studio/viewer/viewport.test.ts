import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actualScale,
  carriedOver,
  FIT_MARGINS,
  fitted,
  kept,
  panned,
  percentOf,
  snapped,
  wheelFactor,
  zoomedTo,
} from "../../../../../../renderer/features/studio/viewer/viewport";

const stage = { width: 900, height: 600 };
const image = { width: 1024, height: 1024 };
const side = fc.integer({ min: 1, max: 8192 });

describe("fitted", () => {
  it("keeps the whole image inside the margins, whatever its shape", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const view = fitted(stage, { width, height });
        expect(view.x).toBeGreaterThanOrEqual(FIT_MARGINS.side - 1e-6);
        expect(view.y).toBeGreaterThanOrEqual(FIT_MARGINS.top - 1e-6);
        expect(view.x + width * view.scale).toBeLessThanOrEqual(stage.width - FIT_MARGINS.side + 1e-6);
        expect(view.y + height * view.scale).toBeLessThanOrEqual(stage.height - FIT_MARGINS.bottom + 1e-6);
      }),
    );
  });

  it("survives a stage with no room and an image of one pixel", () => {
    expect(fitted({ width: 1, height: 1 }, image).scale).toBeGreaterThan(0);
    expect(fitted(stage, { width: 1, height: 1 }).scale).toBe(16);
  });
});

describe("zoomedTo", () => {
  it("keeps the image point under the pointer where it is, as long as the image stays on the stage", () => {
    const view = fitted(stage, image);
    const at = { x: 400, y: 300 };
    for (const scale of [0.5, 1, 2, 7.3]) {
      const next = zoomedTo(view, scale, at, stage, image, 1);
      expect((at.x - next.x) / next.scale).toBeCloseTo((at.x - view.x) / view.scale, 6);
      expect((at.y - next.y) / next.scale).toBeCloseTo((at.y - view.y) / view.scale, 6);
    }
  });

  it("means device pixels by 100 %", () => {
    const view = zoomedTo(fitted(stage, image), actualScale(2), { x: 450, y: 300 }, stage, image, 2);
    expect(view.scale).toBe(0.5);
    expect(percentOf(view.scale, 2)).toBe("100 %");
    expect(percentOf(0.02, 1)).toBe("2.0 %");
  });

  it("has ends in both directions", () => {
    const view = fitted(stage, image);
    expect(zoomedTo(view, 1e9, { x: 0, y: 0 }, stage, image, 1).scale).toBe(64);
    expect(zoomedTo(view, 1e-9, { x: 0, y: 0 }, stage, image, 1).scale * 1024).toBe(24);
  });
});

describe("panned", () => {
  it("always leaves some of the image on the stage", () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, min: -1e5, max: 1e5 }),
        fc.float({ noNaN: true, min: -1e5, max: 1e5 }),
        (x, y) => {
          const view = panned(fitted(stage, image), { x, y }, stage, image);
          expect(view.x).toBeLessThan(stage.width);
          expect(view.y).toBeLessThan(stage.height);
          expect(view.x + image.width * view.scale).toBeGreaterThan(0);
          expect(view.y + image.height * view.scale).toBeGreaterThan(0);
          expect(kept(view, stage, image)).toEqual(view);
        },
      ),
    );
  });
});

describe("carriedOver", () => {
  it("changes nothing between images of one size", () => {
    const view = { scale: 3, x: -40, y: 12 };
    expect(carriedOver(view, stage, image, { ...image })).toBe(view);
  });

  it("keeps the same part of the picture at the centre for another size", () => {
    const view = zoomedTo(fitted(stage, image), 2, { x: 200, y: 500 }, stage, image, 1);
    const next = carriedOver(view, stage, image, { width: 512, height: 512 });
    const part = (one: typeof view, width: number) => (stage.width / 2 - one.x) / (width * one.scale);
    expect(part(next, 512)).toBeCloseTo(part(view, 1024), 6);
    expect(next.scale * 512).toBeCloseTo(view.scale * 1024, 6);
  });
});

describe("wheel and pixels", () => {
  it("zooms in and out by the same amount, in bounded steps", () => {
    expect(wheelFactor(-100, 0) * wheelFactor(100, 0)).toBeCloseTo(1, 10);
    expect(wheelFactor(-5000, 0)).toBe(wheelFactor(-120, 0));
    expect(wheelFactor(-3, 1)).toBe(wheelFactor(-48, 0));
  });

  it("puts the corner on device pixels", () => {
    expect(snapped({ scale: 1, x: 10.26, y: 10.24 }, 2)).toEqual({ scale: 1, x: 10.5, y: 10 });
  });
});
