import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";

import { createImaging } from "../../../../electron/inference/imaging";
import type { ImagingBuild } from "../../../../electron/inference/imaging-build";
import { StudioError } from "../../../../shared/errors";

/** A 4-quadrant test picture: red, green / blue, half-transparent black. */
function quadrants(
  width: number,
  height: number,
): { data: Uint8Array; width: number; height: number; channels: 4 } {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [right, low] = [at % width >= width / 2, Math.floor(at / width) >= height / 2];
    data.set(
      low ? (right ? [0, 0, 0, 128] : [0, 0, 255, 255]) : right ? [0, 255, 0, 255] : [255, 0, 0, 255],
      at * 4,
    );
  }
  return { data, width, height, channels: 4 };
}

const pixel = (image: { data: Uint8Array; width: number }, x: number, y: number) => [
  ...image.data.slice((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
];

const rejected = async (work: Promise<unknown>): Promise<StudioError> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StudioError) return error;
  throw new Error(`Expected a StudioError, got ${String(error)}`);
};

/** What imaging promises, checked against one build of the library. */
export function imagingCases(build: ImagingBuild): void {
  const pictures = createImaging(build);

  describe(`imaging (${build})`, () => {
    it("decodes PNG, JPEG and WebP to the same RGB, stretched to the asked size", async () => {
      const png = await pictures.encodePng(quadrants(64, 32));
      const jpeg = new Uint8Array(
        await sharp(png).flatten({ background: "#fff" }).jpeg({ quality: 100 }).toBuffer(),
      );
      const webp = new Uint8Array(await sharp(png).webp({ lossless: true }).toBuffer());
      for (const bytes of [png, jpeg, webp]) {
        const image = await pictures.decodeRgb(bytes, 40, 40);
        expect(image).toMatchObject({ width: 40, height: 40, original: { width: 64, height: 32 } });
        expect(image.data).toHaveLength(40 * 40 * 3);
        const seen = [
          pixel(image, 8, 8),
          pixel(image, 32, 8),
          pixel(image, 8, 32),
          pixel(image, 32, 32),
        ].flat();
        const meant = [255, 0, 0, 0, 255, 0, 0, 0, 255, 127, 127, 127];
        expect(Math.max(...seen.map((value, at) => Math.abs(value - (meant[at] ?? 0))))).toBeLessThanOrEqual(
          4,
        );
      }
    });

    it("hands out bytes of their own", async () => {
      const { data } = await pictures.decodeRgb(await pictures.encodePng(quadrants(8, 8)), 4, 4);
      expect(data.byteOffset).toBe(0);
      expect(data.buffer).toBeInstanceOf(ArrayBuffer);
      expect(data.buffer.byteLength).toBe(48);
    });

    it("turns pictures upright before measuring them", async () => {
      const sideways = await sharp(quadrants(60, 30).data, { raw: { width: 60, height: 30, channels: 4 } })
        .flatten()
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer();
      expect(await pictures.sizeOf(sideways)).toEqual({ width: 30, height: 60 });
      const image = await pictures.decodeRgb(sideways, 30, 60);
      expect(image.original).toEqual({ width: 30, height: 60 });
      const [r = 0, , b = 255] = pixel(image, 24, 10);
      expect(r).toBeGreaterThan(b);
    });

    it("makes thumbnails that fit the side, keep the shape and are never enlarged", async () => {
      const png = await pictures.encodePng(quadrants(300, 100));
      expect(await pictures.sizeOf(await pictures.thumbnail(png, 60))).toEqual({ width: 60, height: 20 });
      expect(await pictures.sizeOf(await pictures.thumbnail(png, 900))).toEqual({ width: 300, height: 100 });
      const dot = await pictures.encodePng({
        data: new Uint8Array([9, 9, 9]),
        width: 1,
        height: 1,
        channels: 3,
      });
      expect(await pictures.sizeOf(await pictures.thumbnail(dot, 64))).toEqual({ width: 1, height: 1 });
    });

    it("normalises to 8-bit PNG and leaves a plain PNG as it is", async () => {
      const png = await pictures.encodePng(quadrants(20, 10));
      expect(await pictures.toPng(png)).toEqual(png);
      const deep = await sharp(png).toColourspace("rgb16").png().toBuffer();
      const webp = await sharp(png).webp().toBuffer();
      const tagged = await sharp(png).withMetadata({ orientation: 6 }).png().toBuffer();
      for (const bytes of [deep, webp, tagged]) {
        const meta = await sharp(await pictures.toPng(bytes)).metadata();
        expect(meta).toMatchObject({ format: "png", depth: "uchar", space: "srgb" });
        expect(meta.orientation).toBeUndefined();
      }
    });

    it("round-trips raw pixels through PNG", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 9 }).chain((width) =>
            fc.integer({ min: 1, max: 9 }).chain((height) =>
              fc.record({
                width: fc.constant(width),
                height: fc.constant(height),
                data: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
              }),
            ),
          ),
          async ({ width, height, data }) => {
            const png = await pictures.encodePng({ data, width, height, channels: 3 });
            expect((await pictures.decodeRgb(png, width, height)).data).toEqual(data);
          },
        ),
        { numRuns: 15 },
      );
    });

    it("refuses what is not a picture, what is torn and what is a drawing", async () => {
      const png = await pictures.encodePng(quadrants(200, 200));
      const drawing = new TextEncoder().encode(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      );
      for (const bytes of [
        new Uint8Array(),
        new Uint8Array([1, 2, 3]),
        drawing,
        png.slice(0, png.length / 2),
      ]) {
        const works = [
          () => pictures.decodeRgb(bytes, 8, 8),
          () => pictures.toPng(bytes),
          () => pictures.thumbnail(bytes, 8),
        ];
        for (const work of works) {
          const error = await rejected(work());
          expect(error.code).toBe("image-invalid");
          expect(error.remedy).toMatch(/PNG/);
        }
      }
    });

    it("refuses sizes that are not", async () => {
      const png = await pictures.encodePng(quadrants(4, 4));
      for (const side of [0, -1, 1.5, Number.NaN, 1e9]) {
        expect((await rejected(pictures.decodeRgb(png, side, 8))).code).toBe("bad-input");
        expect((await rejected(pictures.thumbnail(png, side))).code).toBe("bad-input");
      }
    });
  });
}
