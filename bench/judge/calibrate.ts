/** Fits the judge's confidences on scenes that are used for nothing else, and writes them into its configuration. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { facingOf } from "../../electron/inference/flatland/render/catalogue";
import { loadAssets } from "../../electron/inference/flatland/render/index";
import type { Scene } from "../../shared/flatland/scene";
import { Dice } from "../detector/dice";
import { Masks } from "../detector/masks";
import { engineScenes, heldOutScene } from "../detector/scenes";
import { judgeConfigSchema } from "./config";
import { type JudgeEyes, openJudgeEyes } from "./index";
import { drawnScene, ROOT } from "./measure";
import { type Rectangle, sharedShare } from "./pixels";
import { cooled, signsOf } from "./sight";

const FILE = path.join(ROOT, "bench/judge/model/config.json");
const SEED = 0x2ca1_0000;
const SAME = 0.5;
/** Scenes that no engine would lay out, a few, so that confidences hold for odd pictures too. */
const ODD = 120;

interface Samples {
  readonly signs: (readonly number[])[];
  readonly right: number[];
  readonly finishes: { readonly guess: readonly number[]; readonly truth: number }[];
  readonly facings: { readonly guess: readonly number[]; readonly truth: number }[];
  readonly backdrops: { readonly guess: readonly number[]; readonly truth: number }[];
}

/** Draws, looks, fits and writes. */
export async function calibrate(pictures: number): Promise<void> {
  const assets = loadAssets(path.join(ROOT, "electron/inference/flatland/assets"));
  const masks = new Masks(assets);
  const file = path.join(ROOT, "bench/judge/calibration-scenes.json");
  const engine = engineScenes(await readFile(file, "utf8")).slice(0, pictures);
  const odd = Array.from({ length: Math.min(ODD, Math.round(pictures * 0.08)) }, (_, i) =>
    heldOutScene(i % 2 === 0 ? "groups" : "wild", SEED + 7919 * i, masks),
  );
  const eyes = await openJudgeEyes();
  const samples: Samples = { signs: [], right: [], finishes: [], facings: [], backdrops: [] };
  for (const [nth, scene] of [...engine, ...odd].entries()) {
    const picture = drawnScene(scene, new Dice(SEED + nth), assets);
    collect(scene, await eyes.inspect(picture), eyes.config, masks, samples);
  }
  await eyes.close();
  const [search = 0, kind = 0, support = 0, offset = 0] = logisticFit(samples.signs, samples.right);
  const calibration = {
    search,
    kind,
    support,
    offset,
    finishTemperature: temperature(samples.finishes),
    facingTemperature: temperature(samples.facings),
    backdropTemperature: temperature(samples.backdrops),
  };
  const raw: unknown = JSON.parse(await readFile(FILE, "utf8"));
  judgeConfigSchema.parse(raw);
  await writeFile(FILE, `${JSON.stringify({ ...Object(raw), calibration }, null, 1)}\n`);
  console.log(`${samples.right.length} candidates`, calibration);
}

function collect(
  scene: Scene,
  { pixels, searched, readings }: Awaited<ReturnType<JudgeEyes["inspect"]>>,
  config: JudgeEyes["config"],
  masks: Masks,
  into: Samples,
): void {
  const drawn = scene.objects.map((object) => {
    const { x, y, w, h } = masks.boxOf(object, scene.look?.aspect);
    const box: Rectangle = {
      left: x * pixels.width,
      top: y * pixels.height,
      right: (x + w) * pixels.width,
      bottom: (y + h) * pixels.height,
    };
    return { object, box };
  });
  searched.candidates.forEach((candidate, index) => {
    const reading = readings[index];
    if (reading === undefined) return;
    const kinds = reading.kinds.slice(0, -1);
    const kind = config.kinds[kinds.indexOf(Math.max(...kinds))];
    // Two candidates for one thing are both right: what is seen twice is joined later.
    const hit = drawn.find(
      ({ object, box }) => object.kind === kind && sharedShare(box, candidate.box) >= SAME,
    );
    into.signs.push([...signsOf(candidate, reading), 1]);
    into.right.push(hit === undefined ? 0 : 1);
    if (hit === undefined || config.finishless.includes(hit.object.kind)) return;
    const finish = config.finishes.indexOf(hit.object.finish ?? "natural");
    if (scene.look?.style !== "monochrome") into.finishes.push({ guess: reading.finishes, truth: finish });
    const facing = hit.object.facing ?? facingOf(hit.object.kind);
    if (facing !== null) {
      into.facings.push({ guess: [1 - reading.right, reading.right], truth: facing === "right" ? 1 : 0 });
    }
  });
  into.backdrops.push({ guess: searched.backdrops, truth: config.backdrops.indexOf(scene.backdrop) });
}

/** Logistic regression by gradient descent with a little decay; rows carry a constant last. */
function logisticFit(rows: readonly (readonly number[])[], right: readonly number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const weights = Array.from({ length: width }, () => 0);
  const scale = Array.from({ length: width }, (_, i) =>
    Math.max(1e-6, Math.sqrt(rows.reduce((sum, row) => sum + (row[i] ?? 0) ** 2, 0) / rows.length)),
  );
  for (let step = 0; step < 3000; step++) {
    const slope = weights.map(() => 0);
    rows.forEach((row, n) => {
      const sum = row.reduce((total, value, i) => total + ((weights[i] ?? 0) * value) / (scale[i] ?? 1), 0);
      const miss = 1 / (1 + Math.exp(-sum)) - (right[n] ?? 0);
      row.forEach((value, i) => {
        slope[i] = (slope[i] ?? 0) + (miss * value) / (scale[i] ?? 1);
      });
    });
    weights.forEach((weight, i) => {
      weights[i] = weight - 1.5 * ((slope[i] ?? 0) / rows.length + 1e-4 * weight);
    });
  }
  return weights.map((weight, i) => weight / (scale[i] ?? 1));
}

/** The temperature under which the true answers are likeliest (Guo et al. 2017). */
function temperature(
  samples: readonly { readonly guess: readonly number[]; readonly truth: number }[],
): number {
  if (samples.length === 0) return 1;
  const loss = (at: number) =>
    samples.reduce((sum, { guess, truth }) => sum - Math.log(cooled(guess, at)[truth] ?? 1e-12), 0);
  const grid = Array.from({ length: 60 }, (_, i) => 0.3 * (4 / 0.3) ** (i / 59));
  return grid.reduce((best, at) => (loss(at) < loss(best) ? at : best), 1);
}
