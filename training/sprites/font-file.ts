/** Reads what setting text needs from a TrueType file: glyphs of characters, their advances, kerning of pairs. */

/** Where a table of a TrueType file starts, or null when it has none. */
function findTable(font: Buffer, tag: string): number | null {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  return null;
}

function tableOf(font: Buffer, tag: string): number {
  const table = findTable(font, tag);
  if (table === null) throw new Error(`The font has no ${tag} table.`);
  return table;
}

/** Glyph index of a code point through the Unicode BMP subtable (cmap format 4); 0 when there is none. */
export function glyphOf(font: Buffer, code: number): number {
  const cmap = tableOf(font, "cmap");
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const sub = cmap + font.readUInt32BE(cmap + 8 + 8 * index);
    if (font.readUInt16BE(sub) !== 4) continue;
    const segments = font.readUInt16BE(sub + 6);
    for (let at = 0; at < segments; at += 2) {
      if (font.readUInt16BE(sub + 14 + at) < code) continue;
      const start = font.readUInt16BE(sub + 16 + segments + at);
      if (start > code) return 0;
      const delta = font.readUInt16BE(sub + 16 + 2 * segments + at);
      const offsetAt = sub + 16 + 3 * segments + at;
      const offset = font.readUInt16BE(offsetAt);
      if (offset === 0) return (code + delta) & 0xffff;
      const glyph = font.readUInt16BE(offsetAt + offset + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
  }
  return 0;
}

export interface FontMeasures {
  readonly unitsPerEm: number;
  /** Height of capitals in font units. */
  readonly capHeight: number;
  /** Advance width of a glyph in font units. */
  advance(glyph: number): number;
  /** How much closer (negative) two glyphs stand, in font units. */
  kern(left: number, right: number): number;
}

/** Measures of a TrueType file. */
export function measuresOf(font: Buffer): FontMeasures {
  const longMetrics = font.readUInt16BE(tableOf(font, "hhea") + 34);
  const hmtx = tableOf(font, "hmtx");
  const pairs = pairTables(font);
  return {
    unitsPerEm: font.readUInt16BE(tableOf(font, "head") + 18),
    capHeight: font.readInt16BE(tableOf(font, "OS/2") + 88),
    advance: (glyph) => font.readUInt16BE(hmtx + 4 * Math.min(glyph, longMetrics - 1)),
    kern: (left, right) => kernOf(font, pairs, left, right),
  };
}

/** Lookups of pair adjustment that the Latin script's `kern` feature uses, each as its subtables. */
function pairTables(font: Buffer): number[][] {
  const gpos = findTable(font, "GPOS");
  if (gpos === null) return [];
  const features = gpos + font.readUInt16BE(gpos + 6);
  const lookups = gpos + font.readUInt16BE(gpos + 8);
  const wanted = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(features); index++) {
    const record = features + 2 + 6 * index;
    if (font.toString("latin1", record, record + 4) !== "kern") continue;
    const feature = features + font.readUInt16BE(record + 4);
    for (let at = 0; at < font.readUInt16BE(feature + 2); at++)
      wanted.add(font.readUInt16BE(feature + 4 + 2 * at));
  }
  return [...wanted].sort((a, b) => a - b).map((index) => pairSubtables(font, lookups, index));
}

const PAIR_ADJUSTMENT = 2;
const EXTENSION = 9;

function pairSubtables(font: Buffer, lookups: number, index: number): number[] {
  const lookup = lookups + font.readUInt16BE(lookups + 2 + 2 * index);
  const type = font.readUInt16BE(lookup);
  const subtables = Array.from(
    { length: font.readUInt16BE(lookup + 4) },
    (_, nth) => lookup + font.readUInt16BE(lookup + 6 + 2 * nth),
  );
  if (type === PAIR_ADJUSTMENT) return subtables;
  if (type !== EXTENSION) return [];
  return subtables
    .filter((at) => font.readUInt16BE(at + 2) === PAIR_ADJUSTMENT)
    .map((at) => at + font.readUInt32BE(at + 4));
}

/** A glyph's place in a coverage table, -1 when it is not covered. */
function coverageIndex(font: Buffer, coverage: number, glyph: number): number {
  const count = font.readUInt16BE(coverage + 2);
  if (font.readUInt16BE(coverage) === 1) {
    for (let at = 0; at < count; at++) if (font.readUInt16BE(coverage + 4 + 2 * at) === glyph) return at;
    return -1;
  }
  for (let at = 0; at < count; at++) {
    const range = coverage + 4 + 6 * at;
    const first = font.readUInt16BE(range);
    if (glyph >= first && glyph <= font.readUInt16BE(range + 2))
      return font.readUInt16BE(range + 4) + glyph - first;
  }
  return -1;
}

/** A glyph's class in a class definition table; 0 for the rest. */
function classOf(font: Buffer, table: number, glyph: number): number {
  if (font.readUInt16BE(table) === 1) {
    const at = glyph - font.readUInt16BE(table + 2);
    return at >= 0 && at < font.readUInt16BE(table + 4) ? font.readUInt16BE(table + 6 + 2 * at) : 0;
  }
  for (let index = 0; index < font.readUInt16BE(table + 2); index++) {
    const range = table + 4 + 6 * index;
    if (glyph >= font.readUInt16BE(range) && glyph <= font.readUInt16BE(range + 2))
      return font.readUInt16BE(range + 4);
  }
  return 0;
}

const X_ADVANCE = 4;
const bits = (mask: number) => mask.toString(2).replaceAll("0", "").length;

/** The x advance of a value record with fields `format` at `at`. */
const advanceAt = (font: Buffer, at: number, format: number) =>
  (format & X_ADVANCE) === 0 ? 0 : font.readInt16BE(at + 2 * bits(format & (X_ADVANCE - 1)));

/** What one subtable says of a pair; null when it says nothing and the next is asked. */
function pairIn(font: Buffer, table: number, left: number, right: number): number | null {
  const covered = coverageIndex(font, table + font.readUInt16BE(table + 2), left);
  if (covered < 0) return null;
  const [first, second] = [font.readUInt16BE(table + 4), font.readUInt16BE(table + 6)];
  const values = 2 * (bits(first) + bits(second));
  if (font.readUInt16BE(table) === 2) {
    const row = classOf(font, table + font.readUInt16BE(table + 8), left);
    const column = classOf(font, table + font.readUInt16BE(table + 10), right);
    const record = table + 16 + (row * font.readUInt16BE(table + 14) + column) * values;
    return advanceAt(font, record, first);
  }
  const set = table + font.readUInt16BE(table + 10 + 2 * covered);
  for (let index = 0; index < font.readUInt16BE(set); index++) {
    const record = set + 2 + index * (2 + values);
    if (font.readUInt16BE(record) === right) return advanceAt(font, record + 2, first);
  }
  return null;
}

function kernOf(font: Buffer, lookups: readonly (readonly number[])[], left: number, right: number): number {
  let sum = 0;
  for (const tables of lookups) {
    for (const table of tables) {
      const value = pairIn(font, table, left, right);
      if (value === null) continue;
      sum += value;
      break;
    }
  }
  return sum;
}
