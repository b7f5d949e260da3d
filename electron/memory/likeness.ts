/** How alike two texts are: by meaning where their vectors are known, by words where not. */
import { cosine } from "../../shared/inference/embedding";
import { wordOverlap } from "./words";

export interface Likeness {
  /** -1..1; 1 for texts that say the same. */
  between(a: string, b: string): number;
  readonly by: "meaning" | "words";
}

export const byWords: Likeness = { between: wordOverlap, by: "words" };

/** @param vectorOf the vector of a text, undefined for one that has none yet: that pair is compared by words */
export function byMeaning(vectorOf: (text: string) => Float32Array | undefined): Likeness {
  return {
    by: "meaning",
    between(a, b) {
      if (a === b) return 1;
      const [left, right] = [vectorOf(a), vectorOf(b)];
      return left === undefined || right === undefined ? wordOverlap(a, b) : cosine(left, right);
    },
  };
}
