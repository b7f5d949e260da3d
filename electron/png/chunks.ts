/**
 * PNG files as lists of chunks (W3C PNG Specification, third edition, section 5), so that texts can be put in and
 * taken out without touching a pixel.
 */
import { StudioError } from "../../shared/errors";
import { crc32 } from "./crc32";

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Length, type and checksum around a chunk's data. */
const FRAME = 12;

export interface PngChunk {
  /** Four letters: "IHDR", "tEXt". */
  readonly type: string;
  readonly data: Uint8Array;
  /** The chunk as it stands in the file, with length, type and checksum. */
  readonly whole: Uint8Array;
}

export interface PngFile {
  /** From IHDR to IEND. */
  readonly chunks: readonly PngChunk[];
  /** What follows IEND; belongs to no picture, but may belong to the file. */
  readonly trailing: Uint8Array;
}

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= PNG_SIGNATURE.length && PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/**
 * Cuts a file into its chunks; they are views into `bytes`. Checksums are not verified (see `isIntact`).
 * @throws StudioError "image-invalid" for anything that is no whole PNG, saying what is wrong with it.
 */
export function readPng(bytes: Uint8Array): PngFile {
  if (!isPng(bytes)) throw invalid("it does not begin as a PNG does");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let at = PNG_SIGNATURE.length;
  while (chunks.at(-1)?.type !== "IEND") {
    if (at + FRAME > bytes.length) throw invalid("it ends in the middle");
    const length = view.getUint32(at);
    const type = typeAt(bytes, at + 4);
    if (type === null) throw invalid("one of its parts has no name");
    const end = at + FRAME + length;
    if (end > bytes.length) throw invalid("it ends in the middle");
    if (chunks.length === 0 && type !== "IHDR") throw invalid("it has no header");
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
  }
  if (!chunks.some((chunk) => chunk.type === "IDAT")) throw invalid("it has no pixels");
  return { chunks, trailing: bytes.subarray(at) };
}

/** Width and height in pixels. @throws StudioError "image-invalid" when the header is malformed. */
export function pngSize(file: PngFile): { readonly width: number; readonly height: number } {
  const header = file.chunks[0]?.data;
  if (header === undefined || header.length !== 13) throw invalid("its header is malformed");
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width === 0 || height === 0 || width > 0x7fff_ffff || height > 0x7fff_ffff) {
    throw invalid("its header names an impossible size");
  }
  return { width, height };
}

/** Puts chunks together again; what was read comes back byte for byte. */
export function writePng(file: PngFile): Uint8Array {
  const parts = [PNG_SIGNATURE, ...file.chunks.map((chunk) => chunk.whole), file.trailing];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A new chunk with its checksum. */
export function makeChunk(type: string, data: Uint8Array): PngChunk {
  const whole = new Uint8Array(data.length + FRAME);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  for (let letter = 0; letter < 4; letter += 1) whole[4 + letter] = type.charCodeAt(letter);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)));
  return { type, data: whole.subarray(8, data.length + 8), whole };
}

/** True when the chunk's checksum fits its content. */
export function isIntact({ whole }: PngChunk): boolean {
  const end = whole.length - 4;
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  return view.getUint32(end) === crc32(whole.subarray(4, end));
}

/** True for chunks a decoder may pass over: their first letter is small. */
export function isAncillary({ type }: PngChunk): boolean {
  return type.charAt(0) >= "a";
}

function typeAt(bytes: Uint8Array, at: number): string | null {
  const type = String.fromCharCode(...bytes.subarray(at, at + 4));
  return /^[A-Za-z]{4}$/.test(type) ? type : null;
}

function invalid(why: string): StudioError {
  return new StudioError("image-invalid", `The file is not a PNG that can be read: ${why}.`, {
    remedy:
      "Use a file that opens in other programs, or fetch it again: it may have been cut off on its way.",
  });
}
