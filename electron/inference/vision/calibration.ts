/** Turns raw probabilities into ones that hold: temperatures (Guo et al. 2017). */

/** Probabilities at another temperature: above 1 less sure, below 1 surer. They still sum to 1. */
export function tempered(probabilities: readonly number[], temperature: number): number[] {
  const powered = probabilities.map((p) => Math.max(p, 1e-12) ** (1 / temperature));
  const sum = powered.reduce((total, p) => total + p, 0);
  return powered.map((p) => p / sum);
}
