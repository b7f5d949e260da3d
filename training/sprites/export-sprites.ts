/**
 * Exports what scenes are made of as PNG sprites, drawn by the renderer itself, so that training data can be
 * composed far faster than whole scenes can be drawn.
 *
 *   npx tsx training/sprites/export-sprites.ts OUTDIR [--size 192] [--part flat|outline|sticker|paper-cut|
 *                                                      monochrome|backdrops]...
 *
 * OUTDIR/<kind>__<finish|natural>.png   RGBA, the object in its square as in a scene, no shadow, no backdrop; kinds
 *                                       keep their blanks ("hot dog__red.png"); speed-lines, jump-arc natural only
 * OUTDIR/noto/...                       the same nouns from a second icon set, for augmentation, turned to face
 *                                       the way world.json says
 * OUTDIR/shadows/<kind>.png             ground shadow at full strength; its square is `shadow.sides` times the
 *                                       object's and has the same centre; glass throws `shadow.strength.glass`
 * OUTDIR/lettering/<n>__<finish>.png    sample signs; words and typefaces in meta.json
 * OUTDIR/meta.json                      tight alpha bounds [left, top, right, bottom] in fractions of the picture
 * OUTDIR/<style>/...                    the same for a style that changes figures (the second set in some finishes),
 *                                       with a meta.json of its own. Pictures there are `sides` times the object's
 *                                       square (same centre), for what overhangs; shadows that belong to the style
 *                                       are part of the picture, so those of the ground have strength 0
 * OUTDIR/backdrops/<name>-<n>[-<aspect>].png          shorter side 384
 * OUTDIR/backdrops/<style>/<name>-<n>[-<aspect>].png
 */
import { join } from "node:path";
import { parseArgs } from "node:util";

import {
  facingOf,
  finishNames,
  nounNames,
  subjectOf,
} from "../../electron/inference/flatland/render/catalogue";
import type { Figure } from "../../electron/inference/flatland/render/figure";
import { isLifted, overhang } from "../../electron/inference/flatland/render/figure-svg";
import { finishes } from "../../electron/inference/flatland/render/finishes";
import { paletteNames } from "../../electron/inference/flatland/render/palettes";
import { loadAssets } from "../../electron/inference/flatland/render/rasterise";
import { SHADOW_OPACITY, shadowOf } from "../../electron/inference/flatland/render/shadow";
import {
  backdropSvg,
  figureSprite,
  objectSprite,
  SHADOW_SPRITE_SIDES,
  shadowSprite,
} from "../../electron/inference/flatland/render/sprites";
import {
  aspectNames,
  backdropNames,
  ratioOf,
  type StyleName,
  styleNames,
  typefaceNames,
} from "../../shared/flatland/scene";
import world from "../../shared/flatland/world.json";
import { figuresFrom } from "./figures";
import { SpriteWriter } from "./sprite-writer";

const USAGE = "Usage: npx tsx training/sprites/export-sprites.ts OUTDIR [--size 192] [--part NAME]...";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: "string", default: "192" }, part: { type: "string", multiple: true } },
});
const [outDir] = positionals;
const size = Number(values.size);
if (outDir === undefined) throw new Error(USAGE);
if (!Number.isInteger(size) || size < 16)
  throw new Error("--size wants a whole number of pixels from 16 up.");

const assets = loadAssets(join(import.meta.dirname, "../../electron/inference/flatland/assets"));
const SHADOW_COLOUR = "#403f44";
const BACKDROP_SIZE = 384;
const kinds = [...nounNames, "ball"];
/** What the second icon set wears in other styles than the flat one: enough to tell materials from colours. */
const someLooks = [null, "red", "blue", "white", "black", "plastic", "glass", "wooden", "stone", "metal"];
const keyOf = (kind: string, finish: string | null) => `${kind}__${finish ?? "natural"}`;

const WORDS = [
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
  "Please keep off the grass and do not feed the ducks",
  "¡Hola!",
  "Grand Opening Sunday 9 am",
  "Jazz & Coffee",
];

/** Nouns whose figure looks the other way in the second icon set than in the first. */
const TURNED = new Set(["trumpet"]);

/** Signs in every typeface; the first ones in every finish. */
function exportLettering(writer: SpriteWriter, style: StyleName, side: number) {
  const letterings: Record<string, string> = {};
  const typefaces: Record<string, string> = {};
  let count = 0;
  for (const typeface of typefaceNames) {
    for (const [index, text] of WORDS.entries()) {
      const some = [null, finishNames[index % finishNames.length] ?? null];
      for (const finish of style === "flat" && index < 2 ? [null, ...finishNames] : some) {
        const key = keyOf(`lettering/${count}`, finish);
        writer.sprite(key, objectSprite("lettering", finish, text, { style, typeface }), side);
        letterings[key] = text;
        typefaces[key] = typeface;
      }
      count++;
    }
  }
  return { letterings, typefaces };
}

/** Ground shadows of both icon sets' figures. */
function exportShadows(writer: SpriteWriter, second: Readonly<Record<string, Figure>>) {
  const ellipses: Record<string, unknown> = {};
  const side = Math.round(size * SHADOW_SPRITE_SIDES);
  const all = kinds.flatMap((kind): [string, Figure][] => {
    const subject = subjectOf(kind);
    return subject.form === "figure" ? [[kind, subject.figure]] : [];
  });
  for (const [key, figure] of [
    ...all,
    ...Object.entries(second).map(([kind, one]) => [`noto-${kind}`, one] as const),
  ]) {
    writer.picture(`shadows/${key}`, shadowSprite(figure, SHADOW_COLOUR), side);
    ellipses[key] = shadowOf(figure);
  }
  return ellipses;
}

/** Everything of one style, in a folder of its own except for the flat one. */
async function exportStyle(style: StyleName): Promise<void> {
  const flat = style === "flat";
  const writer = new SpriteWriter(flat ? (outDir ?? "") : join(outDir ?? "", style), assets);
  const side = Math.round(size * overhang(style));
  const looks = [null, ...finishNames];
  const second = await figuresFrom(
    "@iconify-json/noto",
    new Map(world.nouns.map(({ name, icon }) => [name, icon])),
  );
  for (const kind of kinds) {
    for (const finish of looks)
      writer.sprite(keyOf(kind, finish), objectSprite(kind, finish, "", { style }), side);
  }
  for (const kind of ["speed-lines", "jump-arc"])
    writer.sprite(keyOf(kind, null), objectSprite(kind, null, "", { style }), side);
  for (const [kind, figure] of Object.entries(second.figures)) {
    for (const finish of flat ? looks : someLooks) {
      const svg = figureSprite(figure, finish, style);
      writer.sprite(keyOf(`noto/${kind}`, finish), TURNED.has(kind) ? mirrored(svg) : svg, side);
    }
  }
  const strength = finishNames.map(
    (name) => [name, isLifted(style) ? 0 : (finishes[name]?.shadow ?? 1)] as const,
  );
  const { letterings, typefaces } = exportLettering(writer, style, side);
  writer.meta({
    size,
    style,
    sides: overhang(style),
    missingInNoto: second.missing,
    facing: Object.fromEntries([...kinds, "speed-lines", "jump-arc"].map((kind) => [kind, facingOf(kind)])),
    shadow: {
      sides: SHADOW_SPRITE_SIDES,
      colour: SHADOW_COLOUR,
      opacity: SHADOW_OPACITY,
      strength: Object.fromEntries([...strength, ["natural", isLifted(style) ? 0 : 1]]),
      note: "ellipses in hundredths of the object's square; speed-lines and jump-arc throw none",
      ellipses: flat ? exportShadows(writer, second.figures) : {},
    },
    letterings,
    typefaces,
  });
  console.log(`${style}: ${Object.keys(writer.bounds).length} sprites`);
}

/** A sprite seen in a mirror. */
const mirrored = (svg: string) =>
  svg.replace(/^(<svg[^>]*>)(.*)(<\/svg>)$/s, '$1<g transform="translate(100 0) scale(-1 1)">$2</g>$3');

/** Backdrops of a style: square ones of many seeds, some of every other aspect. */
function exportBackdrops(style: StyleName): void {
  const writer = new SpriteWriter(
    join(outDir ?? "", "backdrops", ...(style === "flat" ? [] : [style])),
    assets,
  );
  const seeds = style === "flat" ? 28 : 14;
  for (const kind of backdropNames) {
    for (const aspect of aspectNames) {
      for (let seed = 0; seed < (aspect === "1:1" ? seeds : seeds / 2); seed++) {
        const name = aspect === "1:1" ? `${kind}-${seed}` : `${kind}-${seed}-${aspect.replace(":", "x")}`;
        const palette = seed % 2 === 1 ? paletteNames[(seed * 5) % paletteNames.length] : undefined;
        const look = { aspect, style, ...(palette === undefined ? {} : { palette }) };
        const width = Math.round(BACKDROP_SIZE * Math.max(1, ratioOf(aspect)));
        writer.picture(name, backdropSvg(kind, seed, look), width);
      }
    }
  }
  console.log(`backdrops, ${style}`);
}

const parts = values.part ?? [...styleNames, "backdrops"];
for (const part of parts) {
  const style = styleNames.find((name) => name === part);
  if (style !== undefined) await exportStyle(style);
  else if (part === "backdrops") for (const one of styleNames) exportBackdrops(one);
  else throw new Error(`${USAGE}\nThere is no part "${part}".`);
}
