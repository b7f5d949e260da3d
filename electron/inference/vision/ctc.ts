/** Greedy decoding of connectionist temporal classification (Graves et al. 2006). */

export interface Reading {
  readonly text: string;
  /** Mean probability of the characters kept; 0 for an empty text. */
  readonly confidence: number;
}

/**
 * The likeliest character of each step, repetitions and blanks removed. `probabilities` holds one row a
 * step; class 0 is the blank and class i the alphabet's character i - 1.
 */
export function readCtc(probabilities: ArrayLike<number>, alphabet: readonly string[]): Reading {
  const classes = alphabet.length + 1;
  const steps = Math.floor(probabilities.length / classes);
  const kept: number[] = [];
  let text = "";
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const [best, probability] = likeliest(probabilities, step * classes, classes);
    if (best !== 0 && best !== previous) {
      text += alphabet[best - 1] ?? "";
      kept.push(probability);
    }
    previous = best;
  }
  const sum = kept.reduce((total, probability) => total + probability, 0);
  return { text, confidence: kept.length === 0 ? 0 : Math.min(1, sum / kept.length) };
}

function likeliest(values: ArrayLike<number>, from: number, count: number): [number, number] {
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const value = values[from + i] ?? 0;
    if (value > highest) [best, highest] = [i, value];
  }
  return [best, highest];
}
