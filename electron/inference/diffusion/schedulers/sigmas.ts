/** Noise levels (sigma = noise over signal) of a schedule, and the ways to space them. */
import { betaQuantile } from "./beta-quantile";
import { el } from "./scheduler";
import { linspace } from "./spacing";

const f = Math.fround;

/** How the levels are spaced, where not by the training steps themselves. */
export type SigmaSpacing = "karras" | "exponential" | "beta" | "lu" | null;

/** The level at each training step, rising. */
export function sigmasOf(alphasCumprod: Float32Array): Float32Array {
  return alphasCumprod.map((left) => Math.sqrt(f(f(1 - left) / left)));
}

/** The value between the samples `values` at the real place `at`, held at both ends. */
export function interpolate(values: ArrayLike<number>, at: number): number {
  const last = values.length - 1;
  if (at <= 0) return el(values, 0);
  if (at >= last) return el(values, last);
  const below = Math.floor(at);
  return el(values, below) + (at - below) * (el(values, below + 1) - el(values, below));
}

/** The training step, as a real number, at which the level is reached. */
export function sigmaToTimestep(sigma: number, logSigmas: ArrayLike<number>): number {
  const log = Math.log(Math.max(sigma, 1e-10));
  let low = 0;
  for (let i = 0; i < logSigmas.length; i += 1) if (log >= el(logSigmas, i)) low = i;
  low = Math.min(low, logSigmas.length - 2);
  const [a, b] = [el(logSigmas, low), el(logSigmas, low + 1)];
  const weight = Math.min(1, Math.max(0, (a - log) / (a - b)));
  return (1 - weight) * low + weight * (low + 1);
}

export function logOf(sigmas: Float32Array): Float32Array {
  return sigmas.map((sigma) => Math.log(sigma));
}

/** Rho of the Karras spacing, as its paper has it. */
const RHO = 7;
/** Both shape parameters of the beta spacing. */
const BETA_SHAPE = 0.6;

/** `steps` levels from `max` down to `min`. */
export function spacedSigmas(
  spacing: Exclude<SigmaSpacing, null>,
  min: number,
  max: number,
  steps: number,
): number[] {
  switch (spacing) {
    case "karras": {
      // Karras et al. 2022, arXiv 2206.00364, equation 5.
      const [low, high] = [min ** (1 / RHO), max ** (1 / RHO)];
      return linspace(0, 1, steps).map((ramp) => (high + ramp * (low - high)) ** RHO);
    }
    case "exponential":
      return linspace(Math.log(max), Math.log(min), steps).map(Math.exp);
    case "beta":
      // Lee et al. 2024, arXiv 2407.12173.
      return linspace(0, 1, steps).map((ramp) => min + betaQuantile(1 - ramp, BETA_SHAPE) * (max - min));
    case "lu": {
      // Lu et al. 2022, arXiv 2206.00927: even in the logarithm's own roots, rho 1.
      const [low, high] = [Math.log(min), Math.log(max)];
      return linspace(0, 1, steps).map((ramp) => Math.exp(high + ramp * (low - high)));
    }
  }
}
