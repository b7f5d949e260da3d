/** How sure a count is when each thing counted is itself only probable. */

/** Calibrated probability from which something is taken to be there. */
export const SEEN = 0.5;
/** Probability from which something may be there: below SEEN it is not counted, but it makes a count unsure. */
export const GLIMPSED = 0.2;
/** No model is surer than this of anything. */
const SUREST = 0.99;

/**
 * Probability that exactly `count` of independent things with the given probabilities are there (the
 * Poisson-binomial distribution, summed by dynamic programming).
 */
export function probabilityOfCount(probabilities: readonly number[], count: number): number {
  let spread: number[] = [1];
  for (const p of probabilities) {
    const next = Array.from({ length: spread.length + 1 }, () => 0);
    for (const [n, mass] of spread.entries()) {
      next[n] = (next[n] ?? 0) + mass * (1 - p);
      next[n + 1] = (next[n + 1] ?? 0) + mass * p;
    }
    spread = next;
  }
  return spread[count] ?? 0;
}

export function clampSure(probability: number): number {
  return Math.min(SUREST, Math.max(0, probability));
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
