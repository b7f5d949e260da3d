/** What models can be computed with: the runtime's execution providers, their order, and what was found out about them. */
import { z } from "zod";

/** Execution providers by onnxruntime's names. */
export const providerNames = ["cuda", "dml", "coreml", "webgpu", "cpu"] as const;
export const providerNameSchema = z.enum(providerNames);
export type ProviderName = z.infer<typeof providerNameSchema>;

/** How people write them; the processor has a word of its own in every language. */
export const providerTitles: Readonly<Record<ProviderName, string>> = {
  cuda: "CUDA",
  dml: "DirectML",
  coreml: "Core ML",
  webgpu: "WebGPU",
  cpu: "CPU",
};

/**
 * Providers a platform may have, in the order they are tried; the processor last. On macOS WebGPU comes first: Core ML
 * compiles a model anew for every size, and leaves most of a diffusion model with open sizes to the processor.
 */
export function providersOf(platform: string): readonly ProviderName[] {
  if (platform === "win32") return ["cuda", "dml", "webgpu", "cpu"];
  if (platform === "darwin") return ["webgpu", "coreml", "cpu"];
  return ["cuda", "webgpu", "cpu"];
}

/** In megabytes; null: whatever there is. */
const limit = z.number().int().min(64).max(4_000_000).nullable();

/** What diffusion models of the designer's own are computed with. The bundled models always stay on the processor. */
export const computeSettingsSchema = z.object({
  /** "auto": the first of the platform's that works and is no slower than the processor. */
  provider: z.enum(["auto", ...providerNames]),
  /** A model whose files are larger is not given to a graphics card. */
  graphicsLimit: limit,
  /** A model whose files are larger is not loaded by the processor either. */
  processorLimit: limit,
});
export type ComputeSettings = z.infer<typeof computeSettingsSchema>;

export const defaultCompute: ComputeSettings = {
  provider: "auto",
  graphicsLimit: null,
  processorLimit: null,
};

/** A provider that was to compute and did not, and why. */
export const refusalSchema = z.object({ provider: providerNameSchema, reason: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/**
 * `works`: computes the same numbers as the processor. `absent`: the runtime comes without it here. `no-device`: no
 * graphics card, driver or library for it. `wrong`: its numbers are wrong. `crashed`: the process ended under it.
 */
export const standings = ["untried", "works", "absent", "no-device", "wrong", "crashed", "failed"] as const;
export type Standing = (typeof standings)[number];

/** One run of the benchmark's graph: the side of its input, and the median time in milliseconds. */
export const timingSchema = z.object({ side: z.number().int().min(1), ms: z.number().min(0) });
export type Timing = z.infer<typeof timingSchema>;

export const trialSchema = z.object({
  standing: z.enum(standings),
  /** What the runtime said; empty where it works. */
  detail: z.string(),
  /** From the smallest side to the largest that did not take too long. */
  timings: z.array(timingSchema),
});
export type Trial = z.infer<typeof trialSchema>;

export const providerStateSchema = trialSchema.extend({ name: providerNameSchema });
export type ProviderState = z.infer<typeof providerStateSchema>;

export const computeStateSchema = z.object({
  /** In the order they are tried on this platform. */
  providers: z.array(providerStateSchema),
  /** What is being tried or measured at the moment. */
  busy: z.object({ provider: providerNameSchema, measuring: z.boolean() }).nullable(),
});
export type ComputeState = z.infer<typeof computeStateSchema>;

/** How a model is to be computed: providers to try, in this order, and those left out beforehand with the reasons. */
export interface ComputeWay {
  readonly providers: readonly ProviderName[];
  readonly refused: readonly Refusal[];
}

/** The largest side all of these were measured at; null where there is none. */
export function commonSide(trials: readonly Pick<Trial, "timings">[]): number | null {
  const [first, ...others] = trials;
  const sides = (first?.timings ?? [])
    .map(({ side }) => side)
    .filter((side) => others.every(({ timings }) => timings.some((timing) => timing.side === side)));
  return sides.length === 0 ? null : Math.max(...sides);
}

/** Time at a side in milliseconds; null where it was not measured there. */
export function timeAt({ timings }: Pick<Trial, "timings">, side: number | null): number | null {
  return timings.find((timing) => timing.side === side)?.ms ?? null;
}

/** True where a provider works and is no slower than the processor, as far as both were measured. */
export function isWorthwhile(trial: Trial, processor: Trial | undefined): boolean {
  if (trial.standing !== "works") return false;
  if (processor === undefined) return true;
  const side = commonSide([trial, processor]);
  return (timeAt(trial, side) ?? Number.POSITIVE_INFINITY) <= (timeAt(processor, side) ?? 0);
}
