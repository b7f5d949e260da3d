/**
 * Writes electron/inference/flatland/assets/font-metrics.json: what setting text in the bundled fonts needs, in
 * ems, read from the TTFs: advance widths for ASCII, Latin-1, Latin Extended-A and common punctuation, kerning of
 * ASCII pairs, the height of capitals.
 *
 *   npx tsx training/sprites/bundle-metrics.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { glyphOf, measuresOf } from "./font-file";

const assets = join(import.meta.dirname, "../../electron/inference/flatland/assets");

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const CODES = [
  ...range(0x20, 0x7f),
  ...range(0xa0, 0x180),
  ...[0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x20ac, 0x2122, 0x2212, 0xd7],
];
const KERNED = range(0x21, 0x7f);

const thousandths = (ems: number) => Math.round(ems * 1000) / 1000;

/** Kerning is kept in thousandths of an em: by left character, then runs of "amount" → right characters. */
function kerningOf(font: Buffer): Record<string, Record<string, string>> {
  const { kern, unitsPerEm } = measuresOf(font);
  const glyphs = KERNED.map((code) => ({
    character: String.fromCodePoint(code),
    glyph: glyphOf(font, code),
  }));
  const found: Record<string, Record<string, string>> = {};
  for (const left of glyphs) {
    const runs: Record<string, string> = {};
    for (const right of glyphs) {
      const amount = String(Math.round((1000 * kern(left.glyph, right.glyph)) / unitsPerEm));
      if (amount !== "0" && amount !== "-0") runs[amount] = (runs[amount] ?? "") + right.character;
    }
    if (Object.keys(runs).length > 0) found[left.character] = runs;
  }
  return found;
}

function metricsOf(file: string, family: string, weight: number, options: { kerned: boolean }) {
  const font = readFileSync(join(assets, "fonts", file));
  const { unitsPerEm, advance, capHeight } = measuresOf(font);
  const advances: Record<string, number> = {};
  for (const code of CODES) {
    const glyph = glyphOf(font, code);
    if (glyph !== 0) advances[String.fromCodePoint(code)] = thousandths(advance(glyph) / unitsPerEm);
  }
  const kerning = options.kerned ? kerningOf(font) : {};
  return { family, weight, fallback: 1, capHeight: thousandths(capHeight / unitsPerEm), advances, kerning };
}

const metrics = {
  sans: metricsOf("Inter-SemiBold.ttf", "Inter", 600, { kerned: true }),
  rounded: metricsOf("Nunito-ExtraBold.ttf", "Nunito", 800, { kerned: true }),
  serif: metricsOf("DMSerifDisplay-Regular.ttf", "DM Serif Display", 400, { kerned: true }),
  hand: metricsOf("Caveat-Bold.ttf", "Caveat", 700, { kerned: true }),
  display: metricsOf("Anton-Regular.ttf", "Anton", 400, { kerned: true }),
  mono: metricsOf("CourierPrime-Bold.ttf", "Courier Prime", 700, { kerned: true }),
  text: metricsOf("Inter-Regular.ttf", "Inter", 400, { kerned: false }),
  strong: metricsOf("Inter-SemiBold.ttf", "Inter", 600, { kerned: false }),
};
const lines = Object.entries(metrics).map(
  ([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
);
const path = join(assets, "font-metrics.json");
writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`);
console.log(`${Object.keys(metrics).length} fonts → ${path}`);
