import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createImaging } from "../../../../electron/inference/imaging";
import { coverageOf } from "../../../../electron/inference/masking";
import { StudioError } from "../../../../shared/errors";

const imaging = createImaging("native");
const plain = (side: number, colour: string) =>
  sharp({ create: { width: side, height: side, channels: 3, background: colour } })
    .png()
    .toBuffer();
const rgbOf = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const anyBox = fc.record({ x: share, y: share, w: fc.double({ min: 0, max: 1, noNaN: true }), h: share });

describe("the region that may change", () => {
  test("is whole within a box, soft around it, nothing far from it", () => {
    const coverage = coverageOf([{ x: 0.25, y: 0.25, w: 0.5, h: 0.5 }], 100, 100);
    const at = (x: number, y: number) => coverage[y * 100 + x];
    expect(at(50, 50)).toBe(255);
    expect(at(22, 50)).toBe(255);
    const edge = at(19, 50) ?? 0;
    expect(edge).toBeGreaterThan(0);
    expect(edge).toBeLessThan(255);
    expect(at(10, 50)).toBe(0);
    expect(at(0, 0)).toBe(0);
  });

  test("never leaves the picture, wherever the boxes reach", () => {
    fc.assert(
      fc.property(fc.array(anyBox, { maxLength: 4 }), fc.integer({ min: 1, max: 40 }), (boxes, side) => {
        expect(coverageOf(boxes, side, 7)).toHaveLength(side * 7);
      }),
    );
  });
});

describe("masks", () => {
  const boxes = [{ x: 0, y: 0, w: 0.3, h: 0.3 }];
  const size = { width: 64, height: 64 };

  test("are white where to draw, or transparent there", async () => {
    const white = await sharp(await imaging.mask(boxes, size, "white"))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(white.info).toMatchObject(size);
    expect([white.data[0], white.data.at(-1)]).toEqual([255, 0]);
    const cut = await sharp(await imaging.mask(boxes, size, "transparent"))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(cut.info.channels).toBe(4);
    expect([cut.data[3], cut.data.at(-1)]).toEqual([0, 255]);
    const alphas = new Set(cut.data.filter((_, at) => at % 4 === 3));
    expect([...alphas].sort((a, b) => a - b)).toEqual([0, 255]);
  });
});

describe("laying an edit over its base", () => {
  test("keeps every pixel outside the region and takes those within", async () => {
    const [base, edited] = await Promise.all([plain(80, "#203040"), plain(80, "#f0e0d0")]);
    const boxes = [{ x: 0.5, y: 0.5, w: 0.5, h: 0.5 }];
    const pixels = await rgbOf(await imaging.composite(base, edited, boxes));
    const coverage = coverageOf(boxes, 80, 80);
    coverage.forEach((share, at) => {
      const pixel = [...pixels.subarray(at * 3, at * 3 + 3)];
      if (share === 0) expect(pixel).toEqual([0x20, 0x30, 0x40]);
      if (share === 255) expect(pixel).toEqual([0xf0, 0xe0, 0xd0]);
    });
  });

  test("refuses pictures of different sizes", async () => {
    const [base, edited] = await Promise.all([plain(80, "red"), plain(64, "red")]);
    const error: unknown = await imaging
      .composite(base, edited, [{ x: 0, y: 0, w: 1, h: 1 }])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StudioError);
    expect(error).toMatchObject({ code: "bad-input" });
  });
});
