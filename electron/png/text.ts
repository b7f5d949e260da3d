/** Texts in PNG files: tEXt, zTXt and iTXt chunks (W3C PNG Specification, third edition, section 11.3.3). */
import { deflateSync, inflateSync } from "node:zlib";
import { makeChunk, type PngChunk, type PngFile } from "./chunks";

/** Longest text that is unpacked, in bytes: a few kilobytes of a chunk can claim to be gigabytes. */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024;

export interface PngText {
  readonly keyword: string;
  readonly text: string;
}

const textTypes: ReadonlySet<string> = new Set(["tEXt", "zTXt", "iTXt"]);

export function isText(chunk: PngChunk): boolean {
  return textTypes.has(chunk.type);
}

/** A chunk's keyword, without unpacking its text; null for other chunks and malformed ones. */
export function keywordOf(chunk: PngChunk): string | null {
  if (!isText(chunk)) return null;
  const end = chunk.data.indexOf(0);
  return end < 1 || end > 79 ? null : latin1(chunk.data.subarray(0, end));
}

/** A text chunk's content; null when it is none, malformed, or unpacks to more than `MAX_TEXT_BYTES`. */
export function readText(chunk: PngChunk): PngText | null {
  const keyword = keywordOf(chunk);
  if (keyword === null) return null;
  const rest = chunk.data.subarray(chunk.data.indexOf(0) + 1);
  try {
    if (chunk.type === "tEXt") return { keyword, text: latin1(rest) };
    if (chunk.type === "zTXt") return { keyword, text: latin1(unpacked(rest.subarray(1))) };
    return { keyword, text: international(rest) };
  } catch {
    // Unpacking failed: to a reader of texts, a damaged one is none.
    return null;
  }
}

/** Every readable text of a file, in order. */
export function textsOf(file: PngFile): readonly PngText[] {
  return file.chunks.map(readText).filter((text) => text !== null);
}

/** A text chunk: tEXt where Latin-1 has all its characters, as older readers want it, iTXt else. */
export function textChunk(keyword: string, text: string): PngChunk {
  if (!isLatin(text)) return internationalChunk(keyword, text, false);
  return makeChunk("tEXt", joined([latin1Bytes(keyword), Uint8Array.of(0), latin1Bytes(text)]));
}

/** Code points up to 255 are Latin-1; NUL may not stand in a tEXt. */
function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > 255) return false;
  }
  return true;
}

/** An iTXt chunk, compressed. */
export function compressedTextChunk(keyword: string, text: string): PngChunk {
  return internationalChunk(keyword, text, true);
}

function internationalChunk(keyword: string, text: string, compress: boolean): PngChunk {
  const bytes = new TextEncoder().encode(text);
  const body = compress ? new Uint8Array(deflateSync(bytes)) : bytes;
  // Keyword, end, compression flag, compression method, no language tag, no translated keyword.
  const head = Uint8Array.of(0, compress ? 1 : 0, 0, 0, 0);
  return makeChunk("iTXt", joined([latin1Bytes(keyword), head, body]));
}

function international(rest: Uint8Array): string {
  const [flag, method] = rest;
  const language = rest.indexOf(0, 2);
  const translated = language === -1 ? -1 : rest.indexOf(0, language + 1);
  if (translated === -1 || method !== 0) throw new Error("malformed iTXt");
  const body = rest.subarray(translated + 1);
  return new TextDecoder().decode(flag === 1 ? unpacked(body) : body);
}

function unpacked(bytes: Uint8Array): Uint8Array {
  return inflateSync(bytes, { maxOutputLength: MAX_TEXT_BYTES });
}

/** Not `TextDecoder("latin1")`, which is Windows-1252. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function latin1Bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
