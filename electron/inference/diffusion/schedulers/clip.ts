/** Keeps the finished picture a model predicts within reason. */
import { el, mix, type Sample } from "./scheduler";

export interface ClipConfig {
  readonly clip_sample: boolean;
  readonly clip_sample_range: number;
  readonly thresholding: boolean;
  readonly dynamic_thresholding_ratio: number;
  readonly sample_max_value: number;
}

/** Clips as configured; the same array where nothing is. */
export function clipped(sample: Sample, config: ClipConfig): Sample {
  if (config.thresholding) return thresholded(sample, config);
  if (!config.clip_sample) return sample;
  const range = config.clip_sample_range;
  return sample.map((value) => Math.min(range, Math.max(-range, value)));
}

/**
 * Dynamic thresholding (Saharia et al. 2022, arXiv 2205.11487, section 2.3): clips at the given quantile of the
 * magnitudes and scales back to 1.
 */
export function thresholded(
  sample: Sample,
  { dynamic_thresholding_ratio: ratio, sample_max_value: most }: ClipConfig,
): Sample {
  const sizes = sample.map(Math.abs).sort();
  const place = ratio * (sizes.length - 1);
  const below = Math.floor(place);
  const [a, b] = [el(sizes, below), el(sizes, Math.min(below + 1, sizes.length - 1))];
  const limit = Math.min(most, Math.max(1, a + (place - below) * (b - a)));
  return mix(sample.length, (i) => Math.min(limit, Math.max(-limit, el(sample, i))) / limit);
}
