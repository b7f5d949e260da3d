/** The tiny models and what optimum drew with them (training/diffusion/tiny_folders.py). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Gaussian } from "../../../../../electron/inference/diffusion/noise";

export const models = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../../../fixtures/diffusion/models",
);

const goldensSchema = z.object({
  prompt: z.string(),
  image: z.string(),
  mask: z.string(),
  cases: z.array(
    z.object({
      family: z.enum(["sd", "lcm", "sdxl"]),
      mode: z.enum(["text", "image", "inpaint"]),
      arguments: z.object({
        width: z.number(),
        height: z.number(),
        num_inference_steps: z.number(),
        guidance_scale: z.number(),
        negative_prompt: z.string().optional(),
        strength: z.number().optional(),
      }),
      scheduler: z
        .enum([
          "DDIMScheduler",
          "DPMSolverMultistepScheduler",
          "EulerAncestralDiscreteScheduler",
          "EulerDiscreteScheduler",
        ])
        .nullable(),
      pixels: z.string(),
    }),
  ),
});

export const goldens = goldensSchema.parse(
  JSON.parse(readFileSync(path.join(models, "goldens.json"), "utf8")),
);
export type Golden = (typeof goldens)["cases"][number];

export const flowModels = path.resolve(models, "../flow");

const flowGoldensSchema = goldensSchema.omit({ cases: true }).extend({
  cases: z.array(
    z.object({
      mode: z.enum(["text", "image", "inpaint"]),
      /** Drawn with the third text encoder. */
      t5: z.boolean(),
      arguments: goldensSchema.shape.cases.element.shape.arguments,
      scheduler: z.record(z.string(), z.union([z.boolean(), z.number()])),
      pixels: z.string(),
    }),
  ),
});

export const flowGoldens = flowGoldensSchema.parse(
  JSON.parse(readFileSync(path.join(flowModels, "goldens.json"), "utf8")),
);
export type FlowGolden = (typeof flowGoldens)["cases"][number];

export const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

/** The noise of the goldens: sums of twelve numbers of a congruential generator. */
export function goldenNoise(): Gaussian {
  let state = 20_261_122;
  return (length) =>
    Float32Array.from({ length }, () => {
      let total = 0;
      for (let i = 0; i < 12; i += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        total += state / 2 ** 32;
      }
      return total - 6;
    });
}

/** Peak signal-to-noise ratio in dB; infinite for equal pictures. */
export function psnr(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} bytes against ${b.length}`);
  const error = a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / error);
}
