/** Latent consistency models: few steps, each to the finished picture and part of the way back (arXiv 2310.04378). */
import { StudioError } from "../../../../shared/errors";
import { alphasCumprod } from "./betas";
import { clipped } from "./clip";
import type { LcmConfig } from "./config";
import { assertSteps } from "./refusals";
import {
  el,
  mix,
  type Noise,
  type Sample,
  type Scheduler,
  type Stepped,
  type TimestepOptions,
} from "./scheduler";

/** Standard deviation of the data the consistency function's boundary is set by. */
const SIGMA_DATA = 0.5;

export class LcmScheduler implements Scheduler {
  readonly name = "LCMScheduler";
  readonly initNoiseSigma = 1;
  timesteps: readonly number[] = [];
  readonly #config: LcmConfig;
  readonly #left: Float32Array;
  #steps = 0;

  constructor(config: LcmConfig) {
    this.#config = config;
    this.#left = alphasCumprod(config);
  }

  setTimesteps(steps: number, { strength = 1 }: TimestepOptions = {}): void {
    const { num_train_timesteps: n, original_inference_steps: original } = this.#config;
    assertSteps(steps, Math.min(n, original));
    const stride = Math.floor(n / original);
    const known = Array.from({ length: Math.trunc(original * strength) }, (_, i) => (i + 1) * stride - 1);
    if (known.length < steps) {
      throw new StudioError("bad-input", `${steps} steps do not fit into so small a change.`, {
        remedy: `Choose at most ${known.length} steps, or let more of the picture change.`,
      });
    }
    this.#steps = steps;
    const back = known.reverse();
    this.timesteps = Array.from({ length: steps }, (_, i) => el(back, Math.floor((i * back.length) / steps)));
  }

  scaleInput(sample: Sample): Sample {
    return sample;
  }

  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped {
    const timestep = el(this.timesteps, index);
    const left = el(this.#left, timestep);
    const original = clipped(this.#read(output, sample, left), this.#config);
    const scaled = timestep * this.#config.timestep_scaling;
    const skip = SIGMA_DATA ** 2 / (scaled ** 2 + SIGMA_DATA ** 2);
    const out = scaled / Math.sqrt(scaled ** 2 + SIGMA_DATA ** 2);
    const denoised = mix(sample.length, (i) => out * el(original, i) + skip * el(sample, i));
    if (index === this.#steps - 1) return { sample: denoised, denoised };
    const next = el(this.#left, this.timesteps[index + 1] ?? timestep);
    return { sample: this.#between(denoised, noise(), next), denoised };
  }

  addNoise(original: Sample, noise: Sample, index: number): Sample {
    return this.#between(original, noise, el(this.#left, el(this.timesteps, index)));
  }

  #between(original: Sample, noise: Sample, left: number): Sample {
    const [a, b] = [Math.sqrt(left), Math.sqrt(1 - left)];
    return mix(original.length, (i) => a * el(original, i) + b * el(noise, i));
  }

  #read(output: Sample, sample: Sample, left: number): Sample {
    const [a, b] = [Math.sqrt(left), Math.sqrt(1 - left)];
    switch (this.#config.prediction_type) {
      case "epsilon":
        return mix(sample.length, (i) => (el(sample, i) - b * el(output, i)) / a);
      case "sample":
        return output;
      case "v_prediction":
        return mix(sample.length, (i) => a * el(sample, i) - b * el(output, i));
    }
  }
}
