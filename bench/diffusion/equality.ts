/** Our pictures against those that optimum's and diffusers' own pipelines drew from the same noise. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type LoadedModel, loadModel } from "../../electron/inference/diffusion/load";
import type { DiffusionRequest } from "../../electron/inference/diffusion/pipeline";
import { sessionOn } from "../../electron/inference/sessions";
import type { SamplerName } from "../../shared/inference/diffusion";
import {
  bytesOf,
  type FlowGolden,
  flowGoldens,
  flowModels,
  type Golden,
  goldenNoise,
  goldens,
  models,
  psnr,
} from "../../tests/unit/electron/inference/diffusion/support";
import type { Reference } from "./reference";

/** One picture of ours beside theirs. */
export interface Compared {
  readonly family: string;
  readonly scheduler: string;
  /** In dB; infinite where they are equal. */
  readonly psnr: number;
  /** Where theirs comes from. */
  readonly by: "golden" | "optimum";
}

/** Below this the pictures differ. */
export const LEAST_DB = 60;

const ownScheduler = {
  sd: "EulerDiscreteScheduler",
  lcm: "LCMScheduler",
  sdxl: "EulerAncestralDiscreteScheduler",
};

/** Samplers drawn live with optimum; latent consistency models have no other than their own. */
const live: Readonly<Record<"sd" | "sdxl", readonly SamplerName[]>> = {
  sd: samplers(),
  sdxl: samplers(),
};

function samplers(): readonly SamplerName[] {
  return [
    "DDIMScheduler",
    "EulerDiscreteScheduler",
    "EulerAncestralDiscreteScheduler",
    "DPMSolverMultistepScheduler",
    "LCMScheduler",
  ];
}

/** Every committed golden. */
export async function againstGoldens(): Promise<readonly Compared[]> {
  const open = opener();
  const compared: Compared[] = [];
  for (const one of goldens.cases) {
    const { pipeline } = await open(path.join(models, one.family));
    const { images } = await pipeline.draw(
      { ...requestOf(one, goldens), ...(one.scheduler === null ? {} : { scheduler: one.scheduler }) },
      { noise: goldenNoise },
    );
    compared.push({
      family: one.family,
      scheduler: one.scheduler ?? ownScheduler[one.family],
      psnr: psnr(images[0]?.pixels ?? new Uint8Array(), bytesOf(one.pixels)),
      by: "golden",
    });
  }
  await open.close();
  for (const one of flowGoldens.cases) compared.push(await flowCase(one));
  return compared;
}

/** Every sampler with every family that takes it, drawn now by a Python with optimum. */
export async function againstOptimum(reference: Reference, threads: number): Promise<readonly Compared[]> {
  const open = opener();
  const compared: Compared[] = [];
  for (const family of ["sd", "sdxl"] as const) {
    const { pipeline } = await open(path.join(models, family));
    for (const scheduler of live[family]) {
      const way = { steps: 6, guidance: 5, side: 32 };
      const theirs = await reference.draw({ family, scheduler, ...way, threads, golden: true });
      const { images } = await pipeline.draw(
        {
          prompt: goldens.prompt,
          steps: way.steps,
          guidance: way.guidance,
          width: way.side,
          height: way.side,
          seeds: [1],
          scheduler,
        },
        { noise: goldenNoise },
      );
      const ratio = psnr(images[0]?.pixels ?? new Uint8Array(), theirs.pixels);
      compared.push({ family, scheduler, psnr: ratio, by: "optimum" });
    }
  }
  await open.close();
  return compared;
}

/** Opens folders and keeps the last one. */
function opener() {
  let kept: { readonly folder: string; readonly model: LoadedModel } | null = null;
  const open = async (folder: string): Promise<LoadedModel> => {
    if (kept?.folder === folder) return kept.model;
    await kept?.model.release();
    kept = { folder, model: await loadModel(folder, sessionOn("cpu", 1)) };
    return kept.model;
  };
  return Object.assign(open, {
    close: async () => {
      await kept?.model.release();
      kept = null;
    },
  });
}

/** Stable Diffusion 3, with the scheduler's settings of the golden. */
async function flowCase(one: FlowGolden): Promise<Compared> {
  const scratch = await mkdtemp(path.join(tmpdir(), "gems-equality-"));
  try {
    const folder = path.join(scratch, "model");
    await cp(path.join(flowModels, "sd3"), folder, { recursive: true });
    if (!one.t5) await rm(path.join(folder, "text_encoder_3"), { recursive: true });
    const file = path.join(folder, "scheduler", "scheduler_config.json");
    const config: unknown = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify(Object.assign({}, config, one.scheduler)));
    const model = await loadModel(folder, sessionOn("cpu", 1));
    const { images } = await model.pipeline.draw(requestOf(one, flowGoldens), { noise: goldenNoise });
    await model.release();
    const ratio = psnr(images[0]?.pixels ?? new Uint8Array(), bytesOf(one.pixels));
    return { family: "sd3", scheduler: "FlowMatchEulerDiscreteScheduler", psnr: ratio, by: "golden" };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function requestOf(
  { mode, arguments: given }: Pick<Golden, "mode" | "arguments">,
  { prompt, image: picture, mask }: Pick<typeof goldens, "prompt" | "image" | "mask">,
): DiffusionRequest {
  const image = { pixels: bytesOf(picture), width: 32, height: 32 };
  const strength = given.strength ?? 1;
  return {
    prompt,
    steps: given.num_inference_steps,
    guidance: given.guidance_scale,
    width: given.width,
    height: given.height,
    seeds: [1],
    ...(given.negative_prompt === undefined ? {} : { negativePrompt: given.negative_prompt }),
    ...(mode === "image" ? { from: { image, strength } } : {}),
    ...(mode === "inpaint" ? { from: { image, strength, mask: bytesOf(mask) } } : {}),
  };
}
