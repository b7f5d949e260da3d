/**
 * Draws a grid of made-up scenes: every backdrop, style, typeface, palette and aspect of the world, to look at.
 * The places are dealt out by a plain rule, not by the layout model.
 *
 *   npx tsx training/sprites/world-grid.ts OUT.png [--count 40] [--seed 1] [--style S] [--backdrop B] [--aspect A]
 *                                          [--width 1640]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";

import { facingOf, finishNames, nounNames } from "../../electron/inference/flatland/render/catalogue";
import { paletteNames } from "../../electron/inference/flatland/render/palettes";
import { randomFrom } from "../../electron/inference/flatland/render/random";
import { loadAssets, rasterise } from "../../electron/inference/flatland/render/rasterise";
import { renderScene } from "../../electron/inference/flatland/render/scene-svg";
import {
  type AspectName,
  aspectNames,
  backdropNames,
  ratioOf,
  type Scene,
  type SceneObject,
  styleNames,
  typefaceNames,
} from "../../shared/flatland/scene";
import world from "../../shared/flatland/world.json";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    style: { type: "string" },
    backdrop: { type: "string" },
    aspect: { type: "string" },
    width: { type: "string", default: "1640" },
  },
});
const [out] = positionals;
if (out === undefined) throw new Error("Usage: npx tsx training/sprites/world-grid.ts OUT.png [--count 40]");

const random = randomFrom(Number(values.seed));
const pick = <T>(all: readonly T[]): T => {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error("Nothing to pick from.");
  return one;
};
const between = (low: number, high: number) => low + (high - low) * random();

const SIGNS = ["OPEN", "Good morning", "FRESH BREAD", "To the beach", "No. 7", "Café", "LEMONADE 50¢"];
/** What looks odd standing on the ground. */
const UP = new Set([
  "airplane",
  "balloon",
  "bee",
  "bat",
  "bird",
  "butterfly",
  "cloud",
  "helicopter",
  "kite",
  "moon",
  "star",
  "sun",
  "snowflake",
  "rocket",
]);

function kindsFor(index: number): string[] {
  const nouns = nounNames.filter((name) => !UP.has(name));
  const each = [...nouns.keys()].map((at) => nouns[(at + index * 4) % nouns.length] ?? "dog");
  return each.slice(0, 2 + Math.floor(random() * 3));
}

/** Things side by side on one line, as large as they fit. */
function rowOf(kinds: readonly string[], ratio: number, base: number, sign: string | null): SceneObject[] {
  const [across, down] = [Math.max(1, ratio), Math.max(1, 1 / ratio)];
  const side = Math.min(0.46, (0.9 * across) / kinds.length);
  const step = (across * 0.92) / kinds.length;
  return kinds.map((kind, at) => {
    const size = side * between(0.82, 1);
    const facing = facingOf(kind) === null ? {} : { facing: pick(["left", "right"] as const) };
    return {
      kind: sign !== null && at === 0 ? "lettering" : kind,
      finish: random() < 0.5 ? pick(finishNames) : null,
      x: (across * 0.04 + step * (at + 0.5)) / across,
      y: (base * down + between(0, 0.08) - size / 2) / down,
      size,
      ...(sign !== null && at === 0 ? { text: sign } : facing),
    };
  });
}

function sceneOf(index: number, aspect: AspectName): Scene {
  const backdrop =
    backdropNames.find((name) => name === values.backdrop) ??
    backdropNames[index % backdropNames.length] ??
    "plain";
  const style =
    styleNames.find((name) => name === values.style) ??
    styleNames[Math.floor(index / 3) % styleNames.length] ??
    "flat";
  const ratio = ratioOf(aspect);
  const sign = index % 4 === 1 ? pick(SIGNS) : null;
  const kinds = kindsFor(index);
  const rows = ratio < 1 ? [kinds.slice(2), kinds.slice(0, 2)].filter((row) => row.length > 0) : [kinds];
  const low = rows.flatMap((row, at) =>
    rowOf(
      row,
      ratio,
      ratio < 1 ? 0.93 - (0.44 * ratio + 0.02) * (rows.length - 1 - at) : 0.86,
      at === 0 ? sign : null,
    ),
  );
  const high: SceneObject[] =
    ratio < 1 || index % 3 === 0
      ? [
          {
            kind: pick([...UP]),
            finish: null,
            x: between(0.25, 0.75),
            y: between(0.2, 0.3),
            size: between(0.18, 0.26),
          },
        ]
      : [];
  return {
    backdrop,
    styleSeed: index * 31 + 5,
    objects: [...high, ...low],
    look: {
      aspect,
      style,
      typeface: typefaceNames[index % typefaceNames.length] ?? "rounded",
      ...(index % 5 === 2 ? { palette: pick(world.palettes).name } : {}),
    },
  };
}

if (paletteNames.length < world.palettes.length)
  throw new Error("The renderer lacks palettes of world.json.");
const assets = loadAssets(join(import.meta.dirname, "../../electron/inference/flatland/assets"));
const ROW = 240;
const GAP = 12;
const width = Number(values.width);
const tiles: { input: Buffer; left: number; top: number }[] = [];
let [left, top] = [GAP, GAP];
for (let index = 0; index < Number(values.count); index++) {
  const cycle: readonly AspectName[] = ["1:1", "16:9", "1:1", "9:16", "4:3", "3:4"];
  const aspect =
    aspectNames.find((name) => name === values.aspect) ??
    cycle[(index + Math.floor(index / 6)) % cycle.length] ??
    "1:1";
  const wide = Math.round(ROW * ratioOf(aspect));
  if (left + wide + GAP > width) [left, top] = [GAP, top + ROW + GAP];
  const png = rasterise(renderScene(sceneOf(index, aspect), { size: Math.max(wide, ROW) }), wide, assets);
  tiles.push({ input: Buffer.from(png), left, top });
  left += wide + GAP;
}
const canvas = sharp({ create: { width, height: top + ROW + GAP + 2, channels: 3, background: "#ffffff" } });
const png = await canvas.composite(tiles).png({ palette: true, quality: 92, compressionLevel: 9 }).toBuffer();
writeFileSync(out, png);
console.log(`${tiles.length} scenes, ${Math.round(png.length / 1024)} KiB → ${out}`);
