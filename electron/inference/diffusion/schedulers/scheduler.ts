/**
 * What a sampler of a diffusion model is here. Schedulers hold no pictures: they are told how many steps to take,
 * and turn what the model answered at one step into the sample of the next. Numbers follow diffusers' schedulers
 * of the same names within 1e-4 (tests/unit/electron/inference/diffusion/schedulers, goldens by
 * training/diffusion/scheduler_goldens.py).
 */

/** A picture or its latents, flat, in float32. */
export type Sample = Float32Array;

/** Fresh Gaussian noise of the sample's length. Called only where the sampler needs some. */
export type Noise = () => Sample;

export interface Stepped {
  /** The sample of the next step. */
  readonly sample: Sample;
  /** The finished picture as far as the model can tell by now. */
  readonly denoised: Sample;
}

export interface TimestepOptions {
  /** How much of the schedule is run, 0..1; LCM spaces its steps by it, the others ignore it here. */
  readonly strength?: number;
  /** Length of the picture's sequence in tokens, for schedules shifted by resolution (flow matching). */
  readonly sequenceLength?: number;
}

export interface Scheduler {
  /** Names the class in diffusers that it follows. */
  readonly name: string;
  /** What the model is asked with, first to last; empty before `setTimesteps`. */
  readonly timesteps: readonly number[];
  /** Standard deviation of the noise to begin with; known after `setTimesteps`. */
  readonly initNoiseSigma: number;
  /** Chooses the timesteps and forgets every step taken. @throws StudioError "bad-input" for a number it cannot do. */
  setTimesteps(steps: number, options?: TimestepOptions): void;
  /** The sample as the model wants it at this step. May be the same array. */
  scaleInput(sample: Sample, index: number): Sample;
  /**
   * Takes step `index` (its place in `timesteps`). Steps are taken in order, from any place on.
   * @param output what the model answered, after guidance
   */
  step(output: Sample, index: number, sample: Sample, noise: Noise): Stepped;
  /** A finished picture with as much noise as step `index` expects, to begin from it there. */
  addNoise(original: Sample, noise: Sample, index: number): Sample;
}

/** Element-wise, into a new array. */
export function mix(length: number, at: (i: number) => number): Sample {
  const out = new Float32Array(length);
  for (let i = 0; i < length; i += 1) out[i] = at(i);
  return out;
}

/** The element; 0 beyond the end, which no caller reads. */
export function el(values: ArrayLike<number>, i: number): number {
  return values[i] ?? 0;
}
