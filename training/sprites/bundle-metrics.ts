/**
 * Writes electron/inference/flatland/assets/lettering-metrics.json: advance widths (in ems) of the lettering
 * font for ASCII, Latin-1 and common punctuation, read from the TTF's cmap and hmtx tables.
 *
 *   npx tsx training/sprites/bundle-metrics.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const assets = join(import.meta.dirname, "../../electron/inference/flatland/assets");
const font = readFileSync(join(assets, "fonts/Nunito-ExtraBold.ttf"));

function table(tag: string): number {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`The font has no ${tag} table.`);
}

/** Glyph index of a code point through the Unicode BMP subtable (format 4). */
function glyphOf(code: number): number {
  const cmap = table("cmap");
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const sub = cmap + font.readUInt32BE(cmap + 8 + 8 * index);
    if (font.readUInt16BE(sub) !== 4) continue;
    const segments = font.readUInt16BE(sub + 6);
    for (let at = 0; at < segments; at += 2) {
      if (font.readUInt16BE(sub + 14 + at) < code) continue;
      const start = font.readUInt16BE(sub + 16 + segments + at);
      if (start > code) return 0;
      const delta = font.readUInt16BE(sub + 16 + 2 * segments + at);
      const rangeAt = sub + 16 + 3 * segments + at;
      const range = font.readUInt16BE(rangeAt);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = font.readUInt16BE(rangeAt + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
  }
  return 0;
}

const unitsPerEm = font.readUInt16BE(table("head") + 18);
const longMetrics = font.readUInt16BE(table("hhea") + 34);
const hmtx = table("hmtx");
const advanceOf = (glyph: number) => font.readUInt16BE(hmtx + 4 * Math.min(glyph, longMetrics - 1)) / unitsPerEm;

const codes = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index),
  ...Array.from({ length: 0x100 - 0xa0 }, (_, index) => 0xa0 + index),
  ...[0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x20ac, 0x152, 0x153, 0x2122],
];
const advances = Object.fromEntries(
  codes
    .map((code) => [String.fromCodePoint(code), glyphOf(code)] as const)
    .filter(([, glyph]) => glyph !== 0)
    .map(([character, glyph]) => [character, Math.round(advanceOf(glyph) * 1000) / 1000]),
);
const path = join(assets, "lettering-metrics.json");
writeFileSync(path, `${JSON.stringify({ family: "Nunito", weight: 800, fallback: 0.75, advances })}\n`);
console.log(`${Object.keys(advances).length} advances → ${path}`);
