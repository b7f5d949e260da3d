/** Diffusion models as both sides know them. */
import { z } from "zod";

/**
 * Kinds of model that can be run: Stable Diffusion 1 and 2, SDXL, latent consistency models, Stable Diffusion 3, and
 * the studio's own flow-matching transformers.
 */
export const diffusionFamilies = ["sd", "sdxl", "lcm", "sd3", "flow"] as const;
export type DiffusionFamily = (typeof diffusionFamilies)[number];

/** Samplers, by the names diffusers gives them. */
export const samplerNames = [
  "DDIMScheduler",
  "EulerDiscreteScheduler",
  "EulerAncestralDiscreteScheduler",
  "DPMSolverMultistepScheduler",
  "LCMScheduler",
  "FlowMatchEulerDiscreteScheduler",
] as const;
export type SamplerName = (typeof samplerNames)[number];

/** Samplers that solve a family's equation; its own is always among them. */
export function samplersFor(family: DiffusionFamily): readonly SamplerName[] {
  if (family === "sd3" || family === "flow")
    return ["FlowMatchEulerDiscreteScheduler", "DPMSolverMultistepScheduler"];
  return samplerNames.filter((name) => name !== "FlowMatchEulerDiscreteScheduler");
}

/** What a model's folder holds. */
export const modelReportSchema = z.object({
  family: z.enum(diffusionFamilies),
  /** Side in pixels that it was trained at. */
  side: z.number().int().min(1),
  /** Both sides of a picture are multiples of so many pixels; 64 where it is not said. */
  grid: z.number().int().min(1).exactOptional(),
  /** True when it can begin from a picture. */
  edits: z.boolean(),
  /** For people: guesses made where the folder says nothing. */
  notes: z.array(z.string()),
});
export type ModelReport = z.infer<typeof modelReportSchema>;

/** Shapes of pictures, width to height. */
export const pictureShapes = ["1:1", "4:3", "3:2", "16:9", "3:4", "2:3", "9:16"] as const;
export type PictureShape = (typeof pictureShapes)[number];

/** Where a folder does not say what a picture's sides are multiples of. */
const USUAL_GRID = 64;

/**
 * Width and height in pixels of a picture of a shape: about as many pixels as a square of that side has, both on the
 * model's grid.
 */
export function sizeFor(
  report: Pick<ModelReport, "grid">,
  side: number,
  shape: PictureShape = "1:1",
): { readonly width: number; readonly height: number } {
  if (shape === "1:1") return { width: side, height: side };
  const [across = 1, down = 1] = shape.split(":").map(Number);
  const { grid = USUAL_GRID } = report;
  const onGrid = (length: number) => Math.max(grid, Math.round(length / grid) * grid);
  return {
    width: onGrid(side * Math.sqrt(across / down)),
    height: onGrid(side * Math.sqrt(down / across)),
  };
}

/** How a model is asked to draw. */
export interface DrawingWay {
  readonly steps: number;
  readonly guidance: number;
  readonly sampler?: SamplerName;
}

/** Adversarially distilled models (arXiv 2311.17042) are named so; they want few steps and no guidance. */
const distilled = /turbo|lightning|hyper/i;

/**
 * What to begin with, by what the model's makers advise for its kind.
 * @param folder the model's folder: its name tells distilled models from others
 */
export function firstWay(folder: string, family: ModelReport["family"]): DrawingWay {
  // Latent consistency models are told the guidance instead of being run twice (arXiv 2310.04378).
  if (family === "lcm") return { steps: 4, guidance: 8.5, sampler: "LCMScheduler" };
  if (distilled.test(folder)) return { steps: 4, guidance: 0 };
  if (family === "sd3") return { steps: 28, guidance: 7 };
  if (family === "flow") return { steps: 16, guidance: 4 };
  return family === "sdxl" ? { steps: 25, guidance: 6 } : { steps: 25, guidance: 7.5 };
}

/** A licence as a folder names it; the studio does not read what it allows. */
export const licenceSchema = z.object({
  /** "openrail++", from the front matter of the README; null where only a file is there. */
  name: z.string().nullable(),
  /** Name of the licence's file in the folder. */
  file: z.string().nullable(),
});
export type Licence = z.infer<typeof licenceSchema>;

/** A model's folder as the settings show it. */
export const modelFactsSchema = z.object({
  folder: z.string(),
  name: z.string(),
  report: modelReportSchema,
  /** Everything in the folder, in bytes. */
  diskBytes: z.number().min(0),
  /** What is loaded to draw: at least this much memory is needed. */
  modelBytes: z.number().min(0),
  /** What the system says is free at the moment. */
  freeBytes: z.number().min(0),
  /** True while it is in memory already. */
  loaded: z.boolean(),
  licence: licenceSchema.nullable(),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

/** True where loading a model would take more memory than is free. */
export function isTight({
  modelBytes,
  freeBytes,
  loaded,
}: Pick<ModelFacts, "modelBytes" | "freeBytes" | "loaded">): boolean {
  return !loaded && modelBytes > freeBytes;
}
