/** From a model folder's `scheduler_config.json` to a scheduler. */
import type { z } from "zod";
import { StudioError } from "../../../../shared/errors";
import type { SamplerName } from "../../../../shared/inference/diffusion";
import {
  ddimConfigSchema,
  dpmConfigSchema,
  eulerAncestralConfigSchema,
  eulerConfigSchema,
  flowMatchConfigSchema,
  lcmConfigSchema,
} from "./config";
import { DdimScheduler } from "./ddim";
import { DpmMultistepScheduler } from "./dpm-multistep";
import { EulerScheduler } from "./euler";
import { EulerAncestralScheduler } from "./euler-ancestral";
import { FlowMatchEulerScheduler } from "./flow-match-euler";
import { LcmScheduler } from "./lcm";
import type { Scheduler } from "./scheduler";

function kind<S extends z.ZodType>(schema: S, make: (config: z.infer<S>) => Scheduler) {
  return {
    keys: () => new Set(Object.keys("shape" in schema ? (schema.shape as object) : {})),
    make: (raw: unknown): Scheduler => make(schema.parse(raw)),
    check: (raw: unknown) => schema.safeParse(raw),
    /** What a key is where a configuration does not name it. */
    usual: (key: string): unknown => {
      const { data } = schema.safeParse({});
      return typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined;
    },
  };
}

const kinds = {
  DDIMScheduler: kind(ddimConfigSchema, (config) => new DdimScheduler(config)),
  EulerDiscreteScheduler: kind(eulerConfigSchema, (config) => new EulerScheduler(config)),
  EulerAncestralDiscreteScheduler: kind(
    eulerAncestralConfigSchema,
    (config) => new EulerAncestralScheduler(config),
  ),
  DPMSolverMultistepScheduler: kind(dpmConfigSchema, (config) => new DpmMultistepScheduler(config)),
  LCMScheduler: kind(lcmConfigSchema, (config) => new LcmScheduler(config)),
  FlowMatchEulerDiscreteScheduler: kind(
    flowMatchConfigSchema,
    (config) => new FlowMatchEulerScheduler(config),
  ),
} as const satisfies Record<SamplerName, unknown>;

/** Samplers we have not, and which of ours solves the same equation. */
const standIns: Readonly<Record<string, SamplerName>> = {
  DDPMScheduler: "DDIMScheduler",
  PNDMScheduler: "DPMSolverMultistepScheduler",
  LMSDiscreteScheduler: "DPMSolverMultistepScheduler",
  HeunDiscreteScheduler: "DPMSolverMultistepScheduler",
  DEISMultistepScheduler: "DPMSolverMultistepScheduler",
  UniPCMultistepScheduler: "DPMSolverMultistepScheduler",
  DPMSolverSinglestepScheduler: "DPMSolverMultistepScheduler",
  KDPM2DiscreteScheduler: "DPMSolverMultistepScheduler",
  KDPM2AncestralDiscreteScheduler: "EulerAncestralDiscreteScheduler",
  EDMEulerScheduler: "EulerDiscreteScheduler",
};

/** Left over from other samplers in nearly every published folder; they mean nothing to ours. */
const idle: ReadonlySet<string> = new Set([
  "_class_name",
  "_diffusers_version",
  "_name_or_path",
  "_internal_dict",
  "skip_prk_steps",
  "clip_sample",
  "clip_sample_range",
  "set_alpha_to_one",
  "interpolation_type",
  "variance_type",
  "use_dynamic_shifting",
  "time_shift_type",
]);

export interface CreatedScheduler {
  readonly scheduler: Scheduler;
  /** For people: another sampler in its place, keys that are not understood. */
  readonly notes: readonly string[];
}

/**
 * Makes the scheduler a configuration names, or the one wanted instead with the configuration's noise schedule.
 * @throws StudioError "model-invalid" for one that cannot be read, or a sampler nobody here can stand in for.
 */
export function createScheduler(config: unknown, wanted?: SamplerName): CreatedScheduler {
  const raw = asRecord(config);
  const named = String(raw._class_name ?? "");
  const known = named in kinds ? (named as SamplerName) : undefined;
  const name = wanted ?? known ?? standIns[named];
  if (name === undefined) throw invalid(`it names the sampler "${named}", which the studio does not have`);
  const parsed = kinds[name].check(raw);
  if (!parsed.success)
    throw invalid(parsed.error.issues[0]?.message ?? "it cannot be read", parsed.error.message);
  const strange = Object.keys(raw).filter(
    (key) => !kinds[name].keys().has(key) && !idle.has(key) && !isIdle(key, raw[key]),
  );
  const notes: string[] = [];
  if (known === undefined && wanted === undefined)
    notes.push(`${named} is not available; ${name} takes its place.`);
  if (strange.length > 0) notes.push(`The scheduler's settings not heeded here: ${strange.join(", ")}.`);
  return { scheduler: kinds[name].make(raw), notes };
}

/** True for another sampler's key that asks for nothing out of the ordinary: switched off, or as it is anyway. */
function isIdle(key: string, value: unknown): boolean {
  const owners = Object.values(kinds).filter((one) => one.keys().has(key));
  return (
    owners.length > 0 && (value == null || value === false || owners.some((one) => one.usual(key) === value))
  );
}

function asRecord(config: unknown): Readonly<Record<string, unknown>> {
  if (typeof config === "object" && config !== null && !Array.isArray(config)) {
    return config as Record<string, unknown>;
  }
  throw invalid("it is no object");
}

function invalid(why: string, detail?: string): StudioError {
  return new StudioError("model-invalid", `The model's scheduler configuration cannot be used: ${why}.`, {
    remedy: "Export the model again, or choose one of the studio's samplers for it.",
    ...(detail === undefined ? {} : { detail }),
  });
}
