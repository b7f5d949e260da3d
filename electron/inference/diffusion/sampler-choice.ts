/** Which sampler draws: the folder's own, or the one wanted where it solves the same equation. */
import type { SamplerName } from "../../../shared/inference/diffusion";
import { traitsOf } from "./families";
import type { ModelFolder } from "./model-folder";
import { type CreatedScheduler, createScheduler } from "./schedulers/create";

const FLOW: SamplerName = "FlowMatchEulerDiscreteScheduler";
const DPM: SamplerName = "DPMSolverMultistepScheduler";

/**
 * A sampler for the model. Models of flow matching are solved by their own sampler or by DPM++ along the same path;
 * another one's wish is not heeded, and the notes say so.
 * @throws StudioError "model-invalid" for a configuration that cannot be read.
 */
export function samplerFor(
  { family, scheduler: config }: Pick<ModelFolder, "family" | "scheduler">,
  wanted?: SamplerName,
): CreatedScheduler {
  const { flow } = traitsOf[family];
  if (wanted === undefined || (wanted === FLOW && flow)) return createScheduler(config, wanted);
  if (flow && wanted === DPM && !shiftedByResolution(config)) {
    return createScheduler(alongThePath(config), DPM);
  }
  if (!flow && wanted !== FLOW) return createScheduler(config, wanted);
  const own = createScheduler(config);
  return {
    ...own,
    notes: [...own.notes, `${wanted} does not fit this kind of model; ${own.scheduler.name} was used.`],
  };
}

/** DPM++ of velocities, with the noise levels of the folder's own sampler. */
function alongThePath(config: unknown): unknown {
  const shift = setting(config, "shift") ?? setting(config, "flow_shift") ?? 1;
  return {
    num_train_timesteps: setting(config, "num_train_timesteps") ?? 1000,
    prediction_type: "flow_prediction",
    use_flow_sigmas: true,
    flow_shift: shift,
  };
}

function shiftedByResolution(config: unknown): boolean {
  return setting(config, "use_dynamic_shifting") === true;
}

function setting(config: unknown, key: string): unknown {
  return typeof config === "object" && config !== null ? Reflect.get(config, key) : undefined;
}
