/** Which of the training steps a sampler visits (Lin et al. 2023, arXiv 2305.08891, table 2). */

export type Spacing = "linspace" | "leading" | "trailing";

/** Rounds halves to the even neighbour, as NumPy does. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** `n` evenly spaced numbers from `start` to `end`, both included; only `start` for one. */
export function linspace(start: number, end: number, n: number): number[] {
  const step = n > 1 ? (end - start) / (n - 1) : 0;
  return Array.from({ length: n }, (_, i) => (i === n - 1 && n > 1 ? end : start + i * step));
}

/** Whole steps from 0 on, the last first. */
export function leading(ratio: number, steps: number, offset: number): number[] {
  return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * ratio + offset);
}

/** Whole steps back from the last one, which is always visited. */
export function trailing(last: number, ratio: number): number[] {
  const length = Math.ceil(last / ratio);
  return Array.from({ length }, (_, i) => roundHalfEven(last - i * ratio) - 1);
}
