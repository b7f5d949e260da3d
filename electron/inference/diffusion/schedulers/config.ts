/** `scheduler_config.json` as diffusers writes it: keys that are understood, and which are not. */
import { z } from "zod";

const common = {
  num_train_timesteps: z.number().int().min(1).max(100_000).default(1000),
  beta_start: z.number().positive().default(0.0001),
  beta_end: z.number().positive().default(0.02),
  beta_schedule: z.enum(["linear", "scaled_linear", "squaredcos_cap_v2"]).default("linear"),
  trained_betas: z.array(z.number()).nullish(),
  rescale_betas_zero_snr: z.boolean().default(false),
  steps_offset: z.number().int().min(0).default(0),
};

const spacing = z.enum(["linspace", "leading", "trailing"]);
const prediction = z.enum(["epsilon", "sample", "v_prediction"]);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

const clipping = {
  clip_sample_range: z.number().positive().default(1),
  thresholding: z.boolean().default(false),
  dynamic_thresholding_ratio: z.number().min(0).max(1).default(0.995),
  sample_max_value: z.number().positive().default(1),
};

const spaced = {
  use_karras_sigmas: flag,
  use_exponential_sigmas: flag,
  use_beta_sigmas: flag,
};

export const ddimConfigSchema = z.object({
  ...common,
  ...clipping,
  clip_sample: z.boolean().default(true),
  set_alpha_to_one: z.boolean().default(true),
  prediction_type: prediction.default("epsilon"),
  timestep_spacing: spacing.default("leading"),
});
export type DdimConfig = z.infer<typeof ddimConfigSchema>;

export const eulerConfigSchema = z.object({
  ...common,
  ...spaced,
  prediction_type: prediction.default("epsilon"),
  interpolation_type: z.enum(["linear", "log_linear"]).default("linear"),
  sigma_min: z.number().positive().nullish(),
  sigma_max: z.number().positive().nullish(),
  timestep_spacing: spacing.default("linspace"),
  timestep_type: z.enum(["discrete", "continuous"]).default("discrete"),
  final_sigmas_type: z.enum(["zero", "sigma_min"]).default("zero"),
});
export type EulerConfig = z.infer<typeof eulerConfigSchema>;

export const eulerAncestralConfigSchema = z.object({
  ...common,
  prediction_type: z.enum(["epsilon", "v_prediction"]).default("epsilon"),
  timestep_spacing: spacing.default("linspace"),
});
export type EulerAncestralConfig = z.infer<typeof eulerAncestralConfigSchema>;

export const dpmConfigSchema = z.object({
  ...common,
  ...spaced,
  ...clipping,
  use_lu_lambdas: flag,
  use_flow_sigmas: flag,
  flow_shift: z.number().positive().default(1),
  solver_order: z.number().int().min(1).max(3).default(2),
  prediction_type: z.enum(["epsilon", "sample", "v_prediction", "flow_prediction"]).default("epsilon"),
  /** "deis" is solved as dpmsolver++, as diffusers does. */
  algorithm_type: z
    .enum(["dpmsolver++", "sde-dpmsolver++", "deis"])
    .default("dpmsolver++")
    .transform((type) => (type === "deis" ? "dpmsolver++" : type)),
  solver_type: z
    .enum(["midpoint", "heun", "logrho", "bh1", "bh2"])
    .default("midpoint")
    .transform((type) => (type === "heun" ? type : "midpoint")),
  lower_order_final: z.boolean().default(true),
  euler_at_final: z.boolean().default(false),
  final_sigmas_type: z.enum(["zero", "sigma_min"]).default("zero"),
  /** JSON has no infinity: absent and null stand for it. */
  lambda_min_clipped: z.number().nullish(),
  timestep_spacing: spacing.default("linspace"),
});
export type DpmConfig = z.infer<typeof dpmConfigSchema>;

export const lcmConfigSchema = z.object({
  ...common,
  ...clipping,
  beta_start: z.number().positive().default(0.00085),
  beta_end: z.number().positive().default(0.012),
  beta_schedule: common.beta_schedule.unwrap().default("scaled_linear"),
  clip_sample: z.boolean().default(false),
  set_alpha_to_one: z.boolean().default(true),
  original_inference_steps: z.number().int().min(1).default(50),
  timestep_scaling: z.number().positive().default(10),
  prediction_type: prediction.default("epsilon"),
});
export type LcmConfig = z.infer<typeof lcmConfigSchema>;

export const flowMatchConfigSchema = z.object({
  ...spaced,
  num_train_timesteps: common.num_train_timesteps,
  shift: z.number().positive().default(1),
  use_dynamic_shifting: flag,
  base_shift: z
    .number()
    .nullish()
    .transform((value) => value ?? 0.5),
  max_shift: z
    .number()
    .nullish()
    .transform((value) => value ?? 1.15),
  base_image_seq_len: z.number().int().min(1).default(256),
  max_image_seq_len: z.number().int().min(1).default(4096),
  invert_sigmas: z.boolean().default(false),
  shift_terminal: z.number().min(0).max(1).nullish(),
  time_shift_type: z.enum(["exponential", "linear"]).default("exponential"),
  stochastic_sampling: z.boolean().default(false),
});
export type FlowMatchConfig = z.infer<typeof flowMatchConfigSchema>;

/** Which of the three spacings is on. */
export function spacingOf(config: {
  readonly use_karras_sigmas: boolean;
  readonly use_exponential_sigmas: boolean;
  readonly use_beta_sigmas: boolean;
}): "karras" | "exponential" | "beta" | null {
  if (config.use_karras_sigmas) return "karras";
  if (config.use_exponential_sigmas) return "exponential";
  return config.use_beta_sigmas ? "beta" : null;
}
