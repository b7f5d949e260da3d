/** Seeded chance: the same seed draws the same scene on every machine. */

/** Numbers in [0, 1) with 24 bits, so that they survive the way through float32 unchanged. */
export type Random = () => number;

/**
 * Generator with 32 bits of state (Tommy Ettinger's mulberry32). Uses integer arithmetic only, hence
 * bit-reproducible. `seed` is any integer; its low 32 bits count.
 */
export function seededRandom(seed: number): Random {
  let state = scramble(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 8) / 0x1000000;
  };
}

/** Spreads neighbouring seeds over all 32 bits (the finaliser of MurmurHash3), so that 7 and 8 do not resemble. */
export function scramble(seed: number): number {
  let bits = seed | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** `count` uniform numbers as the model takes them: float32 in [0, 1). */
export function uniforms(random: Random, count: number): Float32Array {
  return Float32Array.from({ length: count }, random);
}
