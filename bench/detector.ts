/**
 * How well the bundled detector and reader see: held-out scenes drawn by the real renderer, read from pixels.
 *
 *   npm run bench:detector -- [--pictures 300] [--seed 1] [--out bench/results/detector.json]
 *     [--world old]  only the 40 nouns of the first world, flat, square and unmirrored, to compare with its detector
 *     [--model FOLDER]  another detector
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { facingOf } from "../electron/inference/flatland/render/catalogue";
import { loadAssets, rasterise, renderScene } from "../electron/inference/flatland/render/index";
import { imaging } from "../electron/inference/imaging";
import { sessionFactory } from "../electron/inference/sessions";
import { Vision } from "../electron/inference/vision/see";
import type { Scene } from "../shared/flatland/scene";
import { Dice } from "./detector/dice";
import { Masks } from "./detector/masks";
import { Measures, Rate } from "./detector/measures";
import { oldWorld } from "./detector/old-world";
import { printed, summaryOf } from "./detector/report";
import { engineScenes, heldOutScene, type Layout, wholeWorld } from "./detector/scenes";

const { values } = parseArgs({
  options: {
    pictures: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
    model: { type: "string", default: "models/flatland-detector" },
    world: { type: "string", default: "whole" },
    layouts: { type: "string", default: "engine,groups,wild,alone" },
  },
});
const top = resolve(import.meta.dirname, "..");
/** Far from the seeds training draws its pictures with, and used by nothing else. */
const SEED_BASE = 0x5eed_0000;
const SIZES = [512, 768, 1024];

const assets = loadAssets(resolve(top, "electron/inference/flatland/assets"));
const masks = new Masks(assets);
const vision = await Vision.load({
  detectorDir: resolve(top, values.model),
  ocrDir: resolve(top, "models/ocr"),
  createSession: sessionFactory(),
  imaging: imaging(),
});

/** Letters and digits only: what counts as reading a sign right. */
const plainText = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const reading = new Rate();
const readingTimes: number[] = [];
const times: number[] = [];

async function look(scene: Scene, seed: number, measures: Measures): Promise<void> {
  const { aspect, style = "flat" } = scene.look ?? {};
  const svg = renderScene(scene, { size: 1024 });
  const png = rasterise(svg, new Dice(seed).pick(SIZES), assets, { fit: "longer" });
  const { detections, backdrop, ms } = await vision.see(png, { text: false });
  times.push(ms);
  const drawn = scene.objects.map(({ facing, ...object }) => ({
    ...object,
    facing: facing ?? facingOf(object.kind) ?? undefined,
    box: masks.boxOf({ ...object, ...(facing === undefined ? {} : { facing }) }, aspect),
  }));
  measures.add(detections, drawn, style);
  if (backdrop !== undefined) measures.backdrop.add(scene.backdrop, backdrop.name === scene.backdrop);
  const signs = scene.objects.filter((object) => object.text !== undefined);
  if (signs.length === 0) return;
  const read = await vision.see(png, { text: true });
  readingTimes.push(read.ms);
  const all = plainText(read.lines.map((line) => line.text).join(""));
  for (const sign of signs) reading.add(all.includes(plainText(sign.text ?? "")));
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const results: Record<string, unknown> = {};
const pictures = Number(values.pictures);
const old = values.world === "old";
const scenes = resolve(top, `bench/detector/${old ? "old-world" : "engine"}-scenes.json`);
const engine = engineScenes(await readFile(scenes, "utf8"));
const world = old ? oldWorld : wholeWorld;
const LAYOUTS = ["engine", "groups", "wild", "alone"] satisfies Layout[];
const OFFSETS = { engine: 0, groups: 0, wild: 1, alone: 500_001 } satisfies Record<Layout, number>;
for (const layout of LAYOUTS.filter((name) => values.layouts.split(",").includes(name))) {
  const measures = new Measures();
  const count = layout === "engine" ? Math.min(pictures, engine.length) : pictures;
  for (let n = 0; n < count; n++) {
    const seed = SEED_BASE + Number(values.seed) * 1_000_003 + n * 2 + OFFSETS[layout];
    const scene = layout === "engine" ? engine[n] : heldOutScene(layout, seed, masks, world);
    if (scene !== undefined) await look(scene, seed, measures);
  }
  console.log(`${printed(layout, count, measures)}\n`);
  results[layout] = { pictures: count, ...summaryOf(measures) };
}
const timing = {
  decodeAndDetect: Math.round(median(times)),
  withReading: Math.round(median(readingTimes)),
  processor: cpus()[0]?.model ?? "unknown",
};
console.log(`signs read   ${reading.value.toFixed(3)} of ${reading.asked}`);
console.log(
  `median ms    ${timing.decodeAndDetect} (with reading ${timing.withReading}) on ${timing.processor}`,
);
if (values.out !== undefined) {
  const report = {
    pictures,
    seed: Number(values.seed),
    ...results,
    signsRead: reading.value,
    milliseconds: timing,
  };
  await mkdir(dirname(resolve(values.out)), { recursive: true });
  await writeFile(resolve(values.out), `${JSON.stringify(report, null, 1)}\n`);
}
