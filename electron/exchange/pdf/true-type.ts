/** What setting text needs to know of a TrueType font: its measures, and which glyph stands for which character. */
import { StudioError } from "../../../shared/errors";

export interface TrueType {
  readonly bytes: Uint8Array;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** xMin, yMin, xMax, yMax in font units. */
  readonly box: readonly [number, number, number, number];
  /** The glyph of a code point; 0 where the font has none. */
  glyphOf(codePoint: number): number;
  /** Advance width in font units. */
  advanceOf(glyph: number): number;
}

/**
 * Reads the tables cmap, head, hhea and hmtx (OpenType specification, chapter "Font tables").
 * @throws StudioError "corrupt-data" when the file is no such font
 */
export function readTrueType(bytes: Uint8Array): TrueType {
  try {
    return parse(bytes);
  } catch (cause) {
    throw new StudioError("corrupt-data", "One of the studio's fonts cannot be read.", {
      remedy: "Install the studio again.",
      cause,
    });
  }
}

function parse(bytes: Uint8Array): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tablesOf(view);
  const head = tableIn(tables, "head");
  const hhea = tableIn(tables, "hhea");
  const hmtx = tableIn(tables, "hmtx");
  const metrics = view.getUint16(hhea + 34);
  const i16 = (at: number) => view.getInt16(at);
  return {
    bytes,
    unitsPerEm: view.getUint16(head + 18),
    ascent: i16(hhea + 4),
    descent: i16(hhea + 6),
    box: [i16(head + 36), i16(head + 38), i16(head + 40), i16(head + 42)],
    glyphOf: glyphReader(view, tableIn(tables, "cmap")),
    advanceOf: (glyph) => view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1)),
  };
}

function tablesOf(view: DataView): ReadonlyMap<string, number> {
  const count = view.getUint16(4);
  const entries = Array.from({ length: count }, (_, index): [string, number] => {
    const at = 12 + index * 16;
    const letters = [0, 1, 2, 3].map((letter) => view.getUint8(at + letter));
    return [String.fromCharCode(...letters), view.getUint32(at + 8)];
  });
  return new Map(entries);
}

function tableIn(tables: ReadonlyMap<string, number>, name: string): number {
  const at = tables.get(name);
  if (at === undefined) throw new Error(`the font has no ${name} table`);
  return at;
}

/** Takes a Unicode subtable: format 12 where there is one, else format 4. */
function glyphReader(view: DataView, cmap: number): (codePoint: number) => number {
  const count = view.getUint16(cmap + 2);
  const subtables = Array.from({ length: count }, (_, index) => {
    const at = cmap + 4 + index * 8;
    const start = cmap + view.getUint32(at + 4);
    return { platform: view.getUint16(at), start, format: view.getUint16(start) };
  }).filter(({ platform }) => platform === 0 || platform === 3);
  const wide = subtables.find(({ format }) => format === 12);
  if (wide !== undefined) return (codePoint) => wideGlyph(view, wide.start, codePoint);
  const basic = subtables.find(({ format }) => format === 4);
  if (basic === undefined) throw new Error("the font has no Unicode character map");
  return (codePoint) => basicGlyph(view, basic.start, codePoint);
}

function wideGlyph(view: DataView, start: number, codePoint: number): number {
  let low = 0;
  let high = view.getUint32(start + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = start + 16 + middle * 12;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return 0;
}

function basicGlyph(view: DataView, start: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const twice = view.getUint16(start + 6);
  const [ends, starts] = [start + 14, start + 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  for (let at = 0; at < twice; at += 2) {
    if (codePoint > view.getUint16(ends + at)) continue;
    const first = view.getUint16(starts + at);
    if (codePoint < first) return 0;
    const delta = view.getUint16(deltas + at);
    const offset = view.getUint16(offsets + at);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(offsets + at + offset + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
