/** Gaussian noise by seed, the same on every machine. */

/** Draws so many numbers of mean 0 and deviation 1; each call goes on where the last one ended. */
export type Gaussian = (length: number) => Float32Array;

/**
 * A stream of Gaussian numbers: sfc32 (Doty-Humphrey's PractRand) behind the polar method of Marsaglia and Bray,
 * which uses nothing but a square root and a logarithm.
 */
export function gaussian(seed: number): Gaussian {
  const uniform = sfc32(seed);
  let spare: number | null = null;
  const next = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * scale;
      return x * scale;
    }
  };
  return (length) => Float32Array.from({ length }, next);
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9, 1];
  const step = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 20; i += 1) step();
  return step;
}

/** Noise of several pictures at once, each from its own stream. */
export function together(streams: readonly Gaussian[]): Gaussian {
  return (length) => {
    const out = new Float32Array(length);
    const each = length / streams.length;
    for (const [i, stream] of streams.entries()) out.set(stream(each), i * each);
    return out;
  };
}
