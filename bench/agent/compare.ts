/** Paired comparison of two policies over the same prompts. */
import { mean } from "../statistics";

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Resamples of the prompts: enough that the second digit of the bounds stands. */
const RESAMPLES = 2_000;

/**
 * Percentile bootstrap over prompts (Efron 1979): both policies' results of a prompt stay together, so what makes a
 * prompt hard for both does not widen the interval.
 * @param statistic of the drawn pairs, such as a ratio of means
 * @param random uniform in [0, 1)
 * @returns the statistic and its 95 % interval
 */
export function bootstrap<T>(
  pairs: readonly T[],
  statistic: (drawn: readonly T[]) => number,
  random: () => number,
): Interval {
  const values = Array.from({ length: RESAMPLES }, () =>
    statistic(pairs.map(() => pairs[Math.floor(random() * pairs.length)] as T)),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return { value: statistic(pairs), low: at(0.025), high: at(0.975) };
}

export type Pair = readonly [ours: number, theirs: number];

/** Ratio of the means: what all runs together cost, not what a typical one does. */
export function ratioOfMeans(pairs: readonly Pair[]): number {
  return mean(pairs.map(([ours]) => ours)) / mean(pairs.map(([, theirs]) => theirs));
}

export function differenceOfMeans(pairs: readonly Pair[]): number {
  return mean(pairs.map(([ours, theirs]) => ours - theirs));
}
