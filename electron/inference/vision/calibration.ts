/** Turns raw scores into probabilities that hold: Platt scaling (1999) and temperatures (Guo et al. 2017). */

const EDGE = 1e-6;

/** Probability that a detection with raw score `score` (0..1) is right. */
export function plattScaled(score: number, slope: number, offset: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, score));
  const logit = Math.log(inside / (1 - inside));
  return 1 / (1 + Math.exp(-(slope * logit + offset)));
}

/** Probabilities at another temperature: above 1 less sure, below 1 surer. They still sum to 1. */
export function tempered(probabilities: readonly number[], temperature: number): number[] {
  const powered = probabilities.map((p) => Math.max(p, 1e-12) ** (1 / temperature));
  const sum = powered.reduce((total, p) => total + p, 0);
  return powered.map((p) => p / sum);
}
