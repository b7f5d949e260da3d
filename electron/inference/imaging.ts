/** Pictures in and out of pixels: decoding for models, thumbnails, one common file format. */
import type { Sharp } from "sharp";

import { StudioError } from "../../shared/errors";
import type { Box } from "../../shared/run/verdicts";
import { type ImagingBuild, imagingBuildFor, loadImaging, type OpenImage } from "./imaging-build";
import { composited, coverageOf, maskPixels } from "./masking";

/** Interleaved 8-bit RGB, row by row from the top left: `data.length === 3 * width * height`. */
export interface RgbImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface DecodedImage extends RgbImage {
  /** Size of the picture as it is shown, before resizing (after EXIF orientation). */
  readonly original: { readonly width: number; readonly height: number };
}

/** What goes into a PNG made from raw pixels. */
export interface RawImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

export interface Imaging {
  readonly build: ImagingBuild;
  /** Decodes and stretches to exactly width × height, no borders added; transparency lies on white. */
  decodeRgb(bytes: Uint8Array, width: number, height: number): Promise<DecodedImage>;
  /** Width and height in pixels as shown, without decoding the pixels. */
  sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }>;
  /** PNG whose longer side is at most `side` pixels; never enlarges. */
  thumbnail(bytes: Uint8Array, side: number): Promise<Uint8Array>;
  /** JPEG on white whose longer side is at most `side` pixels; never enlarges. Without metadata. */
  toJpeg(bytes: Uint8Array, side: number): Promise<{ jpeg: Uint8Array; width: number; height: number }>;
  /** The same picture as an 8-bit sRGB PNG, upright, without metadata. A plain PNG comes back unchanged. */
  toPng(bytes: Uint8Array): Promise<Uint8Array>;
  /** A PNG of raw pixels. */
  encodePng(image: RawImage): Promise<Uint8Array>;
  /** A PNG that marks boxes (fractions of the picture), grown a little: see `maskPixels`. */
  mask(boxes: readonly Box[], size: Size, polarity: "white" | "transparent"): Promise<Uint8Array>;
  /** A PNG of `edited` within the grown boxes and of `base` everywhere else; both of one size. */
  composite(base: Uint8Array, edited: Uint8Array, boxes: readonly Box[]): Promise<Uint8Array>;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Bitmap formats that may come from a generator or a designer. Drawings (SVG, PDF) are not decoded here. */
const FORMATS: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "gif", "tiff", "heif", "avif"]);

/** 160 megapixels: twice an 8k square; more would be a mistake or an attack on memory. */
const MAX_PIXELS = 160_000_000;

/** Flat colours and sharp edges show artefacts early. */
const JPEG_QUALITY = 92;

function unreadable(cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  return new StudioError("image-invalid", "This picture cannot be read.", {
    remedy: "Use a PNG, JPEG or WebP file that opens in other programs.",
    detail: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}

function wholeSide(side: number, name: string): number {
  if (Number.isInteger(side) && side >= 1 && side <= 16_384) return side;
  throw new StudioError("bad-input", `An image cannot be ${side} pixels in ${name}.`, {
    remedy: "Ask for a whole number of pixels between 1 and 16384.",
  });
}

/** Bytes of their own: not a view into a pool or into WebAssembly memory, so they may be posted on. */
const owned = (buffer: Uint8Array) => new Uint8Array(buffer);

/** True for PNG files with nothing a viewer could take differently: 8 bit, no profile, no orientation. */
async function isPlainPng(open: OpenImage, bytes: Uint8Array): Promise<boolean> {
  const { format, depth, icc, exif, pages } = await open(bytes).metadata();
  return (
    format === "png" && depth === "uchar" && icc === undefined && exif === undefined && (pages ?? 1) === 1
  );
}

/** Opens imaging in one build. The library is loaded on the first call. */
export function createImaging(build: ImagingBuild): Imaging {
  let library: OpenImage | undefined;
  const open: OpenImage = (input, options) => {
    library ??= loadImaging(build);
    return library(input, options);
  };

  async function read(bytes: Uint8Array): Promise<{ image: Sharp; width: number; height: number }> {
    const image = open(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 });
    const { format, autoOrient } = await image.metadata();
    if (!FORMATS.has(format)) throw new Error(`The file is ${format}, not a bitmap.`);
    return { image: image.autoOrient().toColourspace("srgb"), ...autoOrient };
  }

  async function rgba(bytes: Uint8Array): Promise<RawImage> {
    const { image, width, height } = await read(bytes);
    return { data: await image.ensureAlpha().raw().toBuffer(), width, height, channels: 4 };
  }

  async function encode({ data, width, height, channels }: RawImage): Promise<Uint8Array> {
    return owned(
      await open(data, { raw: { width, height, channels } }).png({ compressionLevel: 6 }).toBuffer(),
    );
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw unreadable(cause);
    }
  }

  return {
    build,
    decodeRgb: (bytes, width, height) =>
      attempt(async () => {
        const size = { width: wholeSide(width, "width"), height: wholeSide(height, "height") };
        const { image, width: originalWidth, height: originalHeight } = await read(bytes);
        const flat = image.flatten({ background: "#ffffff" }).resize({ ...size, fit: "fill" });
        const data = await flat.removeAlpha().raw().toBuffer();
        return { data: owned(data), ...size, original: { width: originalWidth, height: originalHeight } };
      }),
    sizeOf: (bytes) =>
      attempt(async () => {
        const { width, height } = await read(bytes);
        return { width, height };
      }),
    thumbnail: (bytes, side) =>
      attempt(async () => {
        const box = wholeSide(side, "side");
        const { image } = await read(bytes);
        const small = image.resize({ width: box, height: box, fit: "inside", withoutEnlargement: true });
        return owned(await small.png({ compressionLevel: 6 }).toBuffer());
      }),
    toJpeg: (bytes, side) =>
      attempt(async () => {
        const box = wholeSide(side, "side");
        const { image } = await read(bytes);
        const small = image
          .flatten({ background: "#ffffff" })
          .resize({ width: box, height: box, fit: "inside", withoutEnlargement: true })
          .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" });
        const { data, info } = await small.toBuffer({ resolveWithObject: true });
        return { jpeg: owned(data), width: info.width, height: info.height };
      }),
    toPng: (bytes) =>
      attempt(async () => {
        const { image } = await read(bytes);
        if (await isPlainPng(open, bytes)) {
          // Decoding every pixel once shows a torn file now rather than in the middle of a run.
          await open(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).raw().toBuffer();
          return owned(bytes);
        }
        return owned(await image.png({ compressionLevel: 6 }).toBuffer());
      }),
    encodePng: (image) => attempt(() => encode(image)),
    mask: (boxes, { width, height }, polarity) =>
      attempt(() => {
        const size = { width: wholeSide(width, "width"), height: wholeSide(height, "height") };
        return encode(maskPixels(coverageOf(boxes, width, height), size, polarity));
      }),
    composite: (base, edited, boxes) =>
      attempt(async () => encode(composited(await rgba(base), await rgba(edited), boxes))),
  };
}

let shared: Imaging | undefined;

/** Imaging in the build this process should use (see imaging-build.ts), opened once. */
export function imaging(): Imaging {
  shared ??= createImaging(imagingBuildFor(process));
  return shared;
}

/** `imaging().decodeRgb`: decodes PNG, JPEG or WebP bytes and stretches them to width × height RGB. */
export const decodeRgb: Imaging["decodeRgb"] = (bytes, width, height) =>
  imaging().decodeRgb(bytes, width, height);
