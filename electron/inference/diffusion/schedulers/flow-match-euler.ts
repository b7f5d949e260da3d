/** Euler's method along the straight paths of flow matching (Esser et al. 2024, arXiv 2403.03206). */
import { type FlowMatchConfig, spacingOf } from "./config";
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
import { spacedSigmas } from "./sigmas";
import { linspace } from "./spacing";

const f = Math.fround;

export class FlowMatchEulerScheduler implements Scheduler {
  readonly name = "FlowMatchEulerDiscreteScheduler";
  readonly initNoiseSigma = 1;
  timesteps: readonly number[] = [];
  readonly #config: FlowMatchConfig;
  #sigmas: Float32Array = new Float32Array();

  constructor(config: FlowMatchConfig) {
    this.#config = config;
  }

  setTimesteps(steps: number, { sequenceLength }: TimestepOptions = {}): void {
    const { num_train_timesteps: n, invert_sigmas } = this.#config;
    assertSteps(steps, n);
    const even = linspace(this.#trained(1) * n, this.#trained(1 / n) * n, steps).map((at) => at / n);
    const shifted = this.#terminated(even.map((sigma) => this.#shifted(sigma, sequenceLength)));
    const spacing = spacingOf(this.#config);
    const levels =
      spacing === null ? shifted : spacedSigmas(spacing, shifted.at(-1) ?? 0, shifted[0] ?? 1, steps);
    const kept = levels.map((sigma) => (invert_sigmas ? f(1 - f(sigma)) : f(sigma)));
    this.timesteps = kept.map((sigma) => f(sigma * n));
    this.#sigmas = Float32Array.from([...kept, invert_sigmas ? 1 : 0]);
  }

  scaleInput(sample: Sample): Sample {
    return sample;
  }

  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped {
    const [now, next] = [el(this.#sigmas, index), el(this.#sigmas, index + 1)];
    const denoised = mix(sample.length, (i) => el(sample, i) - now * el(output, i));
    if (this.#config.stochastic_sampling) {
      const fresh = noise();
      return {
        sample: mix(sample.length, (i) => (1 - next) * el(denoised, i) + next * el(fresh, i)),
        denoised,
      };
    }
    const dt = next - now;
    return { sample: mix(sample.length, (i) => el(sample, i) + dt * el(output, i)), denoised };
  }

  addNoise(original: Sample, noise: Sample, index: number): Sample {
    const sigma = el(this.#sigmas, index);
    return mix(original.length, (i) => sigma * el(noise, i) + (1 - sigma) * el(original, i));
  }

  /** The level a training step ends at. Like diffusers, a fixed shift counts here and once more in `#shifted`. */
  #trained(share: number): number {
    const { shift, use_dynamic_shifting } = this.#config;
    const sigma = f(share);
    return use_dynamic_shifting ? sigma : f(f(shift * sigma) / f(1 + f((shift - 1) * sigma)));
  }

  #shifted(sigma: number, sequenceLength: number | undefined): number {
    const { shift, use_dynamic_shifting, time_shift_type } = this.#config;
    if (!use_dynamic_shifting) return (shift * sigma) / (1 + (shift - 1) * sigma);
    const mu = this.#mu(sequenceLength ?? this.#config.base_image_seq_len);
    const weight = time_shift_type === "exponential" ? Math.exp(mu) : mu;
    return weight / (weight + (1 / sigma - 1));
  }

  /** Shift by resolution: a line through the shifts of the base and the largest sequence. */
  #mu(length: number): number {
    const { base_shift, max_shift, base_image_seq_len: low, max_image_seq_len: high } = this.#config;
    const slope = (max_shift - base_shift) / (high - low);
    return length * slope + (base_shift - slope * low);
  }

  /** Stretched so that the last level is the one the model was trained to end at. */
  #terminated(sigmas: readonly number[]): readonly number[] {
    const { shift_terminal: terminal } = this.#config;
    if (terminal === null || terminal === undefined || terminal === 0) return sigmas;
    const scale = (1 - (sigmas.at(-1) ?? 0)) / (1 - terminal);
    return sigmas.map((sigma) => 1 - (1 - sigma) / scale);
  }
}
