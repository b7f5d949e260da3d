/**
 * Writes electron/inference/flatland/assets/font-metrics.json: advance widths (in ems) of the bundled fonts for
 * ASCII, Latin-1, Latin Extended-A and common punctuation, read from the TTFs' cmap and hmtx tables.
 *
 *   npx tsx training/sprites/bundle-metrics.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const assets = join(import.meta.dirname, "../../electron/inference/flatland/assets");

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const CODES = [
  ...range(0x20, 0x7f),
  ...range(0xa0, 0x180),
  ...[0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x20ac, 0x2122, 0x2212, 0xd7],
];

/** Where a table of a TrueType file starts. */
function tableOf(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (font.toString("latin1", at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`The font has no ${tag} table.`);
}

/** Glyph index of a code point through the Unicode BMP subtable (cmap format 4); 0 when there is none. */
function glyphOf(font: Buffer, code: number): number {
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

function metricsOf(file: string, family: string, weight: number, fallback: number) {
  const font = readFileSync(join(assets, "fonts", file));
  const unitsPerEm = font.readUInt16BE(tableOf(font, "head") + 18);
  const longMetrics = font.readUInt16BE(tableOf(font, "hhea") + 34);
  const hmtx = tableOf(font, "hmtx");
  const advances: Record<string, number> = {};
  for (const code of CODES) {
    const glyph = glyphOf(font, code);
    if (glyph === 0) continue;
    const advance = font.readUInt16BE(hmtx + 4 * Math.min(glyph, longMetrics - 1)) / unitsPerEm;
    advances[String.fromCodePoint(code)] = Math.round(advance * 1000) / 1000;
  }
  return { family, weight, fallback, advances };
}

const metrics = {
  lettering: metricsOf("Nunito-ExtraBold.ttf", "Nunito", 800, 1),
  text: metricsOf("Inter-Regular.ttf", "Inter", 400, 1),
  strong: metricsOf("Inter-SemiBold.ttf", "Inter", 600, 1),
};
const lines = Object.entries(metrics).map(
  ([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
);
const path = join(assets, "font-metrics.json");
writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`);
console.log(`${Object.keys(metrics).length} fonts → ${path}`);
