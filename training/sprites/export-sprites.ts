/**
 * Exports what scenes are made of as PNG sprites, drawn by the renderer itself, so that training data can be
 * composed far faster than whole scenes can be drawn.
 *
 *   npx tsx training/sprites/export-sprites.ts OUTDIR [--size 256]
 *
 * OUTDIR/<noun>__<finish|natural>.png   RGBA, the object in its square as in a scene, no shadow, no backdrop
 * OUTDIR/<prop>__<finish|natural>.png   ball in every finish; speed-lines and jump-arc natural only
 * OUTDIR/noto/...                       the same nouns from a second icon set, for augmentation
 * OUTDIR/shadows/<noun>.png             ground shadow at full strength; its square is `shadow.sides` times the
 *                                       object's and has the same centre; glass throws `shadow.strength.glass`
 * OUTDIR/lettering/<n>__<finish>.png    sample signs, words in meta.json
 * OUTDIR/backdrops/*.png                512×512
 * OUTDIR/meta.json                      tight alpha bounds [left, top, right, bottom] in fractions of the square
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { finishNames, nounNames, subjectOf } from "../../electron/inference/flatland/render/catalogue";
import type { Figure } from "../../electron/inference/flatland/render/figure";
import { finishes } from "../../electron/inference/flatland/render/finishes";
import { loadAssets, rasterise, rasterisePixels } from "../../electron/inference/flatland/render/rasterise";
import { SHADOW_OPACITY, shadowOf } from "../../electron/inference/flatland/render/shadow";
import {
  backdropSvg,
  figureSprite,
  objectSprite,
  SHADOW_SPRITE_SIDES,
  shadowSprite,
} from "../../electron/inference/flatland/render/sprites";
import world from "../../shared/flatland/world.json";
import { figuresFrom } from "./figures";

const [outDir, ...flags] = process.argv.slice(2);
if (outDir === undefined)
  throw new Error("Usage: npx tsx training/sprites/export-sprites.ts OUTDIR [--size 256]");
const sizeFlag = flags.indexOf("--size");
const size = sizeFlag < 0 ? 256 : Number(flags[sizeFlag + 1]);
if (!Number.isInteger(size) || size < 16)
  throw new Error("--size wants a whole number of pixels from 16 up.");

const assets = loadAssets(join(import.meta.dirname, "../../electron/inference/flatland/assets"));
const looks = [null, ...finishNames];
const bounds: Record<string, number[]> = {};
const SHADOW_COLOUR = "#403f44";

function tightBounds(data: Uint8Array, side: number): number[] {
  let [left, top, right, bottom] = [side, side, 0, 0];
  for (let at = 0; at < side * side; at++) {
    if ((data[at * 4 + 3] ?? 0) < 32) continue;
    const [x, y] = [at % side, Math.floor(at / side)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  }
  return [left, top, right, bottom].map((value) => Math.round((value / side) * 10000) / 10000);
}

function save(key: string, svg: string): void {
  bounds[key] = tightBounds(rasterisePixels(svg, size, assets).data, size);
  writeFileSync(join(outDir ?? "", `${key}.png`), rasterise(svg, size, assets));
}

for (const folder of ["", "noto", "shadows", "lettering", "backdrops"]) {
  mkdirSync(join(outDir, folder), { recursive: true });
}

for (const noun of [...nounNames, "ball"]) {
  for (const look of looks) save(`${noun}__${look ?? "natural"}`, objectSprite(noun, look));
}
for (const prop of ["speed-lines", "jump-arc"]) save(`${prop}__natural`, objectSprite(prop, null));

const names = new Map(world.nouns.map((noun) => [noun.name, noun.icon]));
const noto = figuresFrom("@iconify-json/noto", names);
for (const [noun, figure] of Object.entries(noto.figures)) {
  for (const look of looks) save(`noto/${noun}__${look ?? "natural"}`, figureSprite(figure, look));
}

const shadowShapes: Record<string, unknown> = {};
function saveShadow(key: string, figure: Figure): void {
  const side = Math.round(size * SHADOW_SPRITE_SIDES);
  writeFileSync(
    join(outDir ?? "", "shadows", `${key}.png`),
    rasterise(shadowSprite(figure, SHADOW_COLOUR), side, assets),
  );
  shadowShapes[key] = shadowOf(figure);
}
for (const noun of [...nounNames, "ball"]) {
  const subject = subjectOf(noun);
  if (subject.form === "figure") saveShadow(noun, subject.figure);
}
for (const [noun, figure] of Object.entries(noto.figures)) saveShadow(`noto-${noun}`, figure);

const words = [
  "OPEN",
  "HELLO",
  "SALE",
  "No. 7",
  "Good morning",
  "FRESH BREAD",
  "Café",
  "WELCOME HOME",
  "EXIT",
  "GEMS",
  "Happy Birthday",
  "STOP",
  "24 hours",
  "Zoo",
  "LEMONADE 50¢",
  "To the beach",
  "Straße",
  "wet paint",
  "Room 101",
  "THE QUICK BROWN FOX JUMPS",
];
const letterings: Record<string, string> = {};
for (const [index, text] of words.entries()) {
  for (const look of index < 4 ? looks : [null, looks[1 + (index % finishNames.length)] ?? null]) {
    const key = `lettering/${index}__${look ?? "natural"}`;
    save(key, objectSprite("lettering", look, text));
    letterings[key] = text;
  }
}

const BACKDROP_SEEDS = 24;
for (const kind of ["plain", "ground"] as const) {
  for (let seed = 0; seed < BACKDROP_SEEDS; seed++) {
    writeFileSync(
      join(outDir, "backdrops", `${kind}-${seed}.png`),
      rasterise(backdropSvg(kind, seed), 512, assets),
    );
  }
}

const meta = {
  size,
  bounds,
  missingInNoto: noto.missing,
  shadow: {
    sides: SHADOW_SPRITE_SIDES,
    colour: SHADOW_COLOUR,
    opacity: SHADOW_OPACITY,
    strength: Object.fromEntries(finishNames.map((name) => [name, finishes[name]?.shadow ?? 1])),
    note: "ellipses in hundredths of the object's square; speed-lines and jump-arc throw none",
    ellipses: shadowShapes,
  },
  letterings,
};
writeFileSync(join(outDir, "meta.json"), `${JSON.stringify(meta, null, 1)}\n`);
console.log(`${Object.keys(bounds).length} sprites → ${outDir}`);
