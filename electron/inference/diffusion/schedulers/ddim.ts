/** DDIM (Song et al. 2020, arXiv 2010.02502, equations 12 and 16), deterministic unless `eta` is above 0. */
import { alphasCumprod } from "./betas";
import { clipped } from "./clip";
import type { DdimConfig } from "./config";
import { assertSteps } from "./refusals";
import { el, mix, type Noise, type Sample, type Scheduler, type Stepped } from "./scheduler";
import { leading, linspace, roundHalfEven, trailing } from "./spacing";

export class DdimScheduler implements Scheduler {
  readonly name = "DDIMScheduler";
  readonly initNoiseSigma = 1;
  timesteps: readonly number[] = [];
  readonly #config: DdimConfig;
  readonly #eta: number;
  readonly #left: Float32Array;
  #stride = 1;

  /** @param eta share of DDPM's noise added at each step, 0..1 */
  constructor(config: DdimConfig, eta = 0) {
    this.#config = config;
    this.#eta = eta;
    this.#left = alphasCumprod(config);
  }

  setTimesteps(steps: number): void {
    const { num_train_timesteps: n, timestep_spacing, steps_offset } = this.#config;
    assertSteps(steps, n);
    this.#stride = Math.floor(n / steps);
    if (timestep_spacing === "linspace") {
      this.timesteps = linspace(0, n - 1, steps)
        .map(roundHalfEven)
        .reverse();
    } else if (timestep_spacing === "leading") {
      this.timesteps = leading(this.#stride, steps, steps_offset);
    } else {
      this.timesteps = trailing(n, n / steps);
    }
  }

  scaleInput(sample: Sample): Sample {
    return sample;
  }

  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped {
    const timestep = el(this.timesteps, index);
    const [now, before] = [this.#leftAt(timestep), this.#leftAt(timestep - this.#stride)];
    const { original, epsilon } = this.#read(output, sample, now);
    const denoised = clipped(original, this.#config);
    const deviation = this.#eta * Math.sqrt(((1 - before) / (1 - now)) * (1 - now / before));
    const [keep, direction] = [Math.sqrt(before), Math.sqrt(1 - before - deviation ** 2)];
    const fresh = deviation > 0 ? noise() : null;
    const next = mix(sample.length, (i) => {
      const drift = keep * el(denoised, i) + direction * el(epsilon, i);
      return fresh === null ? drift : drift + deviation * el(fresh, i);
    });
    return { sample: next, denoised };
  }

  addNoise(original: Sample, noise: Sample, index: number): Sample {
    const left = this.#leftAt(el(this.timesteps, index));
    const [a, b] = [Math.sqrt(left), Math.sqrt(1 - left)];
    return mix(original.length, (i) => a * el(original, i) + b * el(noise, i));
  }

  #leftAt(timestep: number): number {
    if (timestep >= 0) return el(this.#left, timestep);
    return this.#config.set_alpha_to_one ? 1 : el(this.#left, 0);
  }

  #read(output: Sample, sample: Sample, left: number): { original: Sample; epsilon: Sample } {
    const [a, b] = [Math.sqrt(left), Math.sqrt(1 - left)];
    const of = (at: (o: number, s: number) => number) =>
      mix(sample.length, (i) => at(el(output, i), el(sample, i)));
    switch (this.#config.prediction_type) {
      case "epsilon":
        return { original: of((o, s) => (s - b * o) / a), epsilon: output };
      case "sample":
        return { original: output, epsilon: of((o, s) => (s - a * o) / b) };
      case "v_prediction":
        return { original: of((o, s) => a * s - b * o), epsilon: of((o, s) => a * o + b * s) };
    }
  }
}
