/** Euler's method over noise levels (Karras et al. 2022, arXiv 2206.00364, algorithm 1 without churn). */
import { linspace32 } from "./betas";
import { type EulerConfig, spacingOf } from "./config";
import { denoisedOf, eulerTimesteps, OverSigmas } from "./euler-kit";
import { assertSteps } from "./refusals";
import { el, mix, type Sample, type Scheduler, type Stepped } from "./scheduler";
import { interpolate, logOf, sigmaToTimestep, spacedSigmas } from "./sigmas";

export class EulerScheduler extends OverSigmas implements Scheduler {
  readonly name = "EulerDiscreteScheduler";
  readonly #config: EulerConfig;

  constructor(config: EulerConfig) {
    super(config);
    this.#config = config;
  }

  setTimesteps(steps: number): void {
    const { num_train_timesteps: n, timestep_spacing, steps_offset } = this.#config;
    assertSteps(steps, n);
    const visited = eulerTimesteps(timestep_spacing, n, steps, steps_offset);
    const plain = this.#levels(visited, steps);
    const spacing = spacingOf(this.#config);
    const levels = spacing === null ? plain : this.#spaced(spacing, plain, steps);
    const last = this.#config.final_sigmas_type === "zero" ? 0 : el(this.training, 0);
    this.sigmas = Float32Array.from([...levels, last]);
    this.timesteps = this.#asked(spacing === null ? visited : this.#timestepsOf(levels)).map(Math.fround);
  }

  step(output: Sample, index: number, sample: Sample): Stepped {
    const sigma = el(this.sigmas, index);
    const denoised = denoisedOf(this.#config.prediction_type, output, sample, sigma);
    const dt = el(this.sigmas, index + 1) - sigma;
    const next = mix(sample.length, (i) => {
      const derivative = (el(sample, i) - el(denoised, i)) / sigma;
      return el(sample, i) + derivative * dt;
    });
    return { sample: next, denoised };
  }

  #levels(visited: readonly number[], steps: number): readonly number[] {
    if (this.#config.interpolation_type === "linear") {
      return visited.map((timestep) => interpolate(this.training, timestep));
    }
    const logs = logOf(this.training);
    return Array.from(linspace32(el(logs, logs.length - 1), el(logs, 0), steps + 1), Math.exp);
  }

  #spaced(spacing: "karras" | "exponential" | "beta", levels: readonly number[], steps: number) {
    const { sigma_min, sigma_max } = this.#config;
    return spacedSigmas(spacing, sigma_min ?? levels.at(-1) ?? 0, sigma_max ?? levels[0] ?? 0, steps);
  }

  #timestepsOf(levels: readonly number[]): readonly number[] {
    const logs = logOf(this.training);
    return levels.map((sigma) => sigmaToTimestep(sigma, logs));
  }

  /** Models trained on continuous levels are asked with a quarter of the level's logarithm. */
  #asked(timesteps: readonly number[]): readonly number[] {
    const { timestep_type, prediction_type } = this.#config;
    if (timestep_type !== "continuous" || prediction_type !== "v_prediction") return timesteps;
    return Array.from(this.sigmas.slice(0, -1), (sigma) => 0.25 * Math.log(sigma));
  }
}
