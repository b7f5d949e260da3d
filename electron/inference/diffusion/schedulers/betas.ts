/**
 * Noise added at each of the training steps, and what is left of the picture after it. Computed in the float32
 * steps PyTorch takes, so that a thousand products end at the same numbers.
 */
import { el } from "./scheduler";

const f = Math.fround;

export type BetaSchedule = "linear" | "scaled_linear" | "squaredcos_cap_v2";

export interface BetaConfig {
  readonly num_train_timesteps: number;
  readonly beta_start: number;
  readonly beta_end: number;
  readonly beta_schedule: BetaSchedule;
  readonly trained_betas?: readonly number[] | null | undefined;
  readonly rescale_betas_zero_snr: boolean;
}

/** Share of the picture's variance left after each training step, falling from almost 1 to almost 0. */
export function alphasCumprod(config: BetaConfig): Float32Array {
  const betas = betasOf(config);
  return cumprod(config.rescale_betas_zero_snr ? withZeroTerminalSnr(betas) : betas);
}

function betasOf(config: BetaConfig): Float32Array {
  const { num_train_timesteps: n, beta_start, beta_end, beta_schedule, trained_betas } = config;
  if (trained_betas != null) return Float32Array.from(trained_betas);
  if (beta_schedule === "linear") return linspace32(beta_start, beta_end, n);
  if (beta_schedule === "scaled_linear") {
    return linspace32(Math.sqrt(beta_start), Math.sqrt(beta_end), n).map((root) => f(root * root));
  }
  return cosineBetas(n);
}

/** Cosine schedule (Nichol and Dhariwal 2021, arXiv 2102.09672), no beta above .999. */
function cosineBetas(n: number): Float32Array {
  const left = (t: number) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  return Float32Array.from({ length: n }, (_, i) => Math.min(1 - left((i + 1) / n) / left(i / n), 0.999));
}

/** Evenly spaced float32 numbers, counted from the nearer end as PyTorch does. */
export function linspace32(start: number, end: number, n: number): Float32Array {
  const [from, to] = [f(start), f(end)];
  const step = n > 1 ? f(f(to - from) / (n - 1)) : 0;
  return Float32Array.from({ length: n }, (_, i) =>
    i < n / 2 ? f(from + f(step * i)) : f(to - f(step * (n - 1 - i))),
  );
}

/** Products of 1 - beta, accumulated in double and kept in float32. */
function cumprod(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => {
    product *= f(1 - beta);
    return product;
  });
}

/** Moves the schedule so that the last step is pure noise (Lin et al. 2023, arXiv 2305.08891, algorithm 1). */
function withZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = cumprod(betas).map((left) => Math.sqrt(left));
  const [first, last] = [el(roots, 0), el(roots, roots.length - 1)];
  const scale = f(first / f(first - last));
  const bar = roots.map((root) => f(f(root - last) * scale)).map((root) => f(root * root));
  return bar.map((left, i) => f(1 - (i === 0 ? left : f(left / el(bar, i - 1)))));
}
