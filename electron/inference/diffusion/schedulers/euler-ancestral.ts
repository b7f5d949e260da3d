/** Euler's method that gives back some noise after each step (k-diffusion's "ancestral" sampler). */
import type { EulerAncestralConfig } from "./config";
import { denoisedOf, eulerTimesteps, OverSigmas } from "./euler-kit";
import { assertSteps } from "./refusals";
import { el, mix, type Noise, type Sample, type Scheduler, type Stepped } from "./scheduler";
import { interpolate } from "./sigmas";

export class EulerAncestralScheduler extends OverSigmas implements Scheduler {
  readonly name = "EulerAncestralDiscreteScheduler";
  readonly #config: EulerAncestralConfig;

  constructor(config: EulerAncestralConfig) {
    super(config);
    this.#config = config;
  }

  setTimesteps(steps: number): void {
    const { num_train_timesteps: n, timestep_spacing, steps_offset } = this.#config;
    assertSteps(steps, n);
    this.timesteps = eulerTimesteps(timestep_spacing, n, steps, steps_offset);
    this.sigmas = Float32Array.from([...this.timesteps.map((at) => interpolate(this.training, at)), 0]);
  }

  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped {
    const [from, to] = [el(this.sigmas, index), el(this.sigmas, index + 1)];
    const denoised = denoisedOf(this.#config.prediction_type, output, sample, from);
    const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2);
    const dt = Math.sqrt(to ** 2 - up ** 2) - from;
    // Drawn at the last step as well, where it counts for nothing: the stream of numbers stays the same.
    const fresh = noise();
    const next = mix(sample.length, (i) => {
      const derivative = (el(sample, i) - el(denoised, i)) / from;
      return el(sample, i) + derivative * dt + up * el(fresh, i);
    });
    return { sample: next, denoised };
  }
}
