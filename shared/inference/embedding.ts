/** Vectors of meaning: unit vectors of this many numbers. */
export const EMBEDDING_SIZE = 384;

/** Texts one request may bring. */
export const EMBED_AT_ONCE = 32;

/** Cosine of two unit vectors of the same length, held to [-1, 1] against rounding. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return Math.min(1, Math.max(-1, sum));
}
