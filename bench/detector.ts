/**
 * How well the bundled detector and reader see: held-out scenes drawn by the real renderer, read from pixels.
 *
 *   npm run bench:detector -- [--pictures 300] [--seed 1] [--out bench/results/detector.json]
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadAssets, rasterise, renderScene } from "../electron/inference/flatland/render/index";
import { imaging } from "../electron/inference/imaging";
import { sessionFactory } from "../electron/inference/sessions";
import { Vision } from "../electron/inference/vision/see";
import type { Scene } from "../shared/flatland/scene";
import { Dice } from "./detector/dice";
import { Masks } from "./detector/masks";
import { Measures, Rate } from "./detector/measures";
import { printed, summaryOf } from "./detector/report";
import { engineScenes, heldOutScene, type Layout } from "./detector/scenes";

const { values } = parseArgs({
  options: {
    pictures: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
    model: { type: "string", default: "models/flatland-detector" },
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
  const png = rasterise(renderScene(scene, { size: 1024 }), new Dice(seed).pick(SIZES), assets);
  const { detections, ms } = await vision.see(png, { text: false });
  times.push(ms);
  const drawn = scene.objects.map((object) => ({ ...object, box: masks.boxOf(object) }));
  measures.add(detections, drawn);
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
const engine = engineScenes(await readFile(resolve(top, "bench/detector/engine-scenes.json"), "utf8"));
for (const layout of ["engine", "groups", "wild"] satisfies Layout[]) {
  const measures = new Measures();
  const count = layout === "engine" ? Math.min(pictures, engine.length) : pictures;
  for (let n = 0; n < count; n++) {
    const seed = SEED_BASE + Number(values.seed) * 1_000_003 + n * 2 + (layout === "wild" ? 1 : 0);
    const scene = layout === "engine" ? engine[n] : heldOutScene(layout, seed, masks);
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
