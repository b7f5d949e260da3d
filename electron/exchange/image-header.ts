/** What kind of picture some bytes are, and how large, read from their first bytes: nothing is decoded. */
import { StudioError } from "../../shared/errors";
import { isPng, pngSize, readPng } from "../png/chunks";

export interface ImageHeader {
  readonly mime: "image/png" | "image/jpeg" | "image/webp";
  readonly width: number;
  readonly height: number;
}

/** Longest side and most pixels of a picture that is taken in: what fits in memory several times over. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 100_000_000;

/** The header of a PNG, JPEG or WebP file; null for other files and malformed headers. Never throws. */
export function imageHeader(bytes: Uint8Array): ImageHeader | null {
  const header = pngHeader(bytes) ?? jpegHeader(bytes) ?? webpHeader(bytes);
  return header === null || header.width === 0 || header.height === 0 ? null : header;
}

/** @throws StudioError "image-invalid" for pictures too large to take in */
export function assertBearable({ width, height }: ImageHeader): void {
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS) return;
  throw new StudioError(
    "image-invalid",
    `The picture is too large: ${width} × ${height} pixels. The studio takes pictures of up to ${MAX_PIXELS / 1e6} megapixels, at most ${MAX_SIDE} pixels a side.`,
    { remedy: "Make it smaller in another program, then bring it in again." },
  );
}

function pngHeader(bytes: Uint8Array): ImageHeader | null {
  if (!isPng(bytes)) return null;
  try {
    return { mime: "image/png", ...pngSize(readPng(bytes)) };
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** Frame headers of JPEG: SOF0 to SOF15, but not DHT (C4), JPG (C8) and DAC (CC) between them. ITU T.81, B.1.1.3 */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function jpegHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      return { mime: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** RFC 9649, sections 2.4 to 2.7 */
function webpHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30 || ascii(bytes, 0) !== "RIFF" || ascii(bytes, 8) !== "WEBP") return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mime = "image/webp";
  switch (ascii(bytes, 12)) {
    case "VP8 ":
      return { mime, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const packed = view.getUint32(21, true);
      return { mime, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { mime, width: 1 + threeBytes(view, 24), height: 1 + threeBytes(view, 27) };
    default:
      return null;
  }
}

function threeBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
