/** Answers requests of the studio's scheme with files of one folder. No Electron here: plain fetch types. */
import { open, realpath } from "node:fs/promises";
import path from "node:path";

const mimeTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/** The content type of a file name; null for kinds that are not served. */
export function mimeOf(file: string): string | null {
  return mimeTypes[path.extname(file).toLowerCase()] ?? null;
}

export interface ByteRange {
  /** First byte, from 0. */
  readonly start: number;
  /** Last byte, included. */
  readonly end: number;
}

/**
 * Reads a `Range` header (RFC 9110, section 14) of one range.
 * @param size length of the file in bytes
 * @returns the range; "whole" when the header asks for nothing we serve in parts; "unsatisfiable" for 416
 */
export function parseRange(header: string | null, size: number): ByteRange | "whole" | "unsatisfiable" {
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const first = match?.[1] ?? "";
  const last = match?.[2] ?? "";
  if (match === null || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Number(last);
    return length === 0 || size === 0
      ? "unsatisfiable"
      : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return "whole";
  return start >= size ? "unsatisfiable" : { start, end };
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return ["ENOENT", "ENOTDIR", "ELOOP", "EISDIR", "ENAMETOOLONG"].includes(String(error.code));
}

/**
 * Finds a file of a folder. Links are followed first and judged after, so none leads outside.
 * @param segments path below the folder, already decoded
 * @returns the real path, or null when there is no such file inside the folder
 */
export async function locate(folder: string, segments: readonly string[]): Promise<string | null> {
  const unsafe = segments.some((part) => part === "" || part.startsWith(".") || /[/\\:\0]/.test(part));
  if (unsafe || segments.length === 0) return null;
  try {
    const top = await realpath(folder);
    const file = await realpath(path.join(top, ...segments));
    return file.startsWith(top + path.sep) ? file : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Decodes the path of an address into its segments; null when it is malformed. */
export function segmentsOf(pathname: string): readonly string[] | null {
  try {
    return pathname.replace(/^\//, "").split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** An empty answer with the given status. */
export function refuse(status: 400 | 403 | 404 | 405 | 416, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { "x-content-type-options": "nosniff", ...headers } });
}

interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of the whole file in bytes. */
  readonly size: number;
  readonly range: ByteRange | null;
}

/** Reads what is wanted of a file; null when the range lies outside it. */
async function readPart(file: string, wanted: string | null): Promise<FilePart | null> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const range = parseRange(wanted, size);
    if (range === "unsatisfiable") return null;
    const { start, end } = range === "whole" ? { start: 0, end: size - 1 } : range;
    const bytes = new Uint8Array(end - start + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return { bytes: bytes.subarray(0, bytesRead), size, range: range === "whole" ? null : range };
  } finally {
    await handle.close();
  }
}

/**
 * Answers with the file, or the part of it that `Range` asks for.
 * @param file a path that `locate` returned
 * @param headers added to the answer
 */
export async function sendFile(
  request: Request,
  file: string,
  headers: Record<string, string>,
): Promise<Response> {
  const type = mimeOf(file);
  if (type === null) return refuse(404);
  try {
    const part = await readPart(file, request.headers.get("range"));
    if (part === null) return refuse(416);
    const { bytes, size, range } = part;
    const common = {
      "content-type": type,
      "content-length": String(bytes.length),
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      ...headers,
    };
    if (range === null) return new Response(bytes, { status: 200, headers: common });
    const contentRange = `bytes ${range.start}-${range.end}/${size}`;
    return new Response(bytes, { status: 206, headers: { ...common, "content-range": contentRange } });
  } catch (error) {
    if (isMissing(error)) return refuse(404);
    throw error;
  }
}
