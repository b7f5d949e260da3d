/** How likely each token was where the answer begins. */

export interface Chance {
  readonly id: number;
  /** Natural logarithm of the probability. */
  readonly logprob: number;
}

/** The likeliest tokens of unnormalised scores, best first. */
export function likeliest(scores: Float32Array, count: number): readonly Chance[] {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) top = Math.max(top, score);
  let mass = 0;
  for (const score of scores) mass += Math.exp(score - top);
  const normal = top + Math.log(mass);
  const best: Chance[] = [];
  for (const [id, score] of scores.entries()) {
    const last = best.at(-1);
    if (best.length === count && last !== undefined && score - normal <= last.logprob) continue;
    const at = best.findIndex(({ logprob }) => logprob < score - normal);
    best.splice(at < 0 ? best.length : at, 0, { id, logprob: score - normal });
    if (best.length > count) best.pop();
  }
  return best;
}
