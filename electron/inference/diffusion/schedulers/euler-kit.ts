/** What both Euler samplers share: levels, timesteps, and reading the model's answer (Karras et al. 2022). */
import { alphasCumprod, type BetaConfig } from "./betas";
import { el, mix, type Sample } from "./scheduler";
import { sigmasOf } from "./sigmas";
import { leading, linspace, type Spacing, trailing } from "./spacing";

/** Smallest share of the picture left: the last step of a schedule that ends in pure noise would be infinite. */
const SMALLEST_LEFT = 2 ** -24;

/** What is left of the picture at each training step, never nothing at all. */
export function leftOf(config: BetaConfig): Float32Array {
  const left = alphasCumprod(config);
  if (config.rescale_betas_zero_snr) left[left.length - 1] = SMALLEST_LEFT;
  return left;
}

/** The training steps to visit, as real numbers, the noisiest first. */
export function eulerTimesteps(
  spacing: Spacing,
  n: number,
  steps: number,
  offset: number,
): readonly number[] {
  if (spacing === "linspace")
    return linspace(0, n - 1, steps)
      .reverse()
      .map(Math.fround);
  return spacing === "leading" ? leading(Math.floor(n / steps), steps, offset) : trailing(n, n / steps);
}

/** Standard deviation of the noise to begin with; spacings that leave the noisiest step out begin a little above. */
function initialSigma(spacing: Spacing, sigmas: ArrayLike<number>): number {
  const most = Math.max(...Array.from(sigmas));
  return spacing === "leading" ? Math.sqrt(most ** 2 + 1) : most;
}

/** A sampler over noise levels: what it does to a sample beside its steps. */
export abstract class OverSigmas {
  timesteps: readonly number[] = [];
  /** The level at each training step, rising. */
  protected readonly training: Float32Array;
  readonly #spacing: Spacing;
  #sigmas: Float32Array;
  #initial: number;

  constructor(config: BetaConfig & { readonly timestep_spacing: Spacing }) {
    this.#spacing = config.timestep_spacing;
    this.training = sigmasOf(leftOf(config));
    this.#sigmas = this.training;
    this.#initial = initialSigma(this.#spacing, this.training);
  }

  /** The level at each step taken, falling, and the one to end at; the training's own before steps are chosen. */
  protected get sigmas(): Float32Array {
    return this.#sigmas;
  }

  protected set sigmas(sigmas: Float32Array) {
    this.#sigmas = sigmas;
    this.#initial = initialSigma(this.#spacing, sigmas);
  }

  /** Asked for once a latent: it is worked out when the levels are chosen. */
  get initNoiseSigma(): number {
    return this.#initial;
  }

  scaleInput(sample: Sample, index: number): Sample {
    const scale = Math.sqrt(el(this.sigmas, index) ** 2 + 1);
    return mix(sample.length, (i) => el(sample, i) / scale);
  }

  addNoise(original: Sample, noise: Sample, index: number): Sample {
    const sigma = el(this.sigmas, index);
    return mix(original.length, (i) => el(original, i) + sigma * el(noise, i));
  }
}

/** The finished picture the answer amounts to, at noise level `sigma`. */
export function denoisedOf(
  prediction: "epsilon" | "sample" | "v_prediction",
  output: Sample,
  sample: Sample,
  sigma: number,
): Sample {
  if (prediction === "sample") return output;
  if (prediction === "epsilon") return mix(sample.length, (i) => el(sample, i) - sigma * el(output, i));
  const [out, skip] = [-sigma / Math.sqrt(sigma ** 2 + 1), 1 / (sigma ** 2 + 1)];
  return mix(sample.length, (i) => el(output, i) * out + el(sample, i) * skip);
}
