/**
 * Scores of a prompt and of a policy. Soft-TIFA (GenEval2, arXiv 2512.16853): the mean of the probabilities that each
 * atom holds, arithmetic (AM: how many facts are right) and geometric (GM: whether the prompt as a whole is).
 */
import { bootstrap, differenceOfMeans, type Interval, ratioOfMeans } from "../agent/compare";
import { randomOf } from "../prompts";
import { mean, wilson } from "../statistics";
import type { Probability } from "./judging/judge";
import type { Row } from "./results";
import type { Task } from "./task";

export type { Interval };

export interface PromptScore {
  readonly am: number;
  readonly gm: number;
  /** Every atom that could be judged holds more likely than not. */
  readonly passed: boolean;
  /** Share of the weight that could be judged. */
  readonly judged: number;
}

/**
 * @param probabilities of the atoms, in their order; null ones leave the mean
 * @param weights of the atoms; all 1 gives Soft-TIFA as published
 * @returns null where nothing could be judged
 */
export function scoreOf(
  probabilities: readonly Probability[],
  weights: readonly number[],
): PromptScore | null {
  const known = probabilities.flatMap((p, index) => (p === null ? [] : [{ p, weight: weights[index] ?? 1 }]));
  const sum = (of: (one: (typeof known)[number]) => number) =>
    known.reduce((total, one) => total + of(one), 0);
  const weight = sum((one) => one.weight);
  if (weight === 0) return null;
  return {
    am: sum((one) => one.weight * one.p) / weight,
    gm: Math.exp(sum((one) => one.weight * Math.log(one.p)) / weight),
    passed: known.every(({ p }) => p > 0.5),
    judged: weight / weights.reduce((total, one) => total + one, 0),
  };
}

export const judgeNames = ["independent", "eyes", "scene"] as const;
export type JudgeName = (typeof judgeNames)[number];

/** A finished prompt with its scores by every judge there was. */
export interface Scored {
  readonly task: Task;
  readonly row: Row;
  readonly scores: Readonly<Record<JudgeName, PromptScore | null>>;
}

/** @returns scores of the rows whose task is among `tasks`, in the order of `tasks` */
export function scored(tasks: readonly Task[], rows: readonly Row[]): readonly Scored[] {
  const byTask = new Map(rows.map((row) => [row.task, row]));
  return tasks.flatMap((task) => {
    const row = byTask.get(task.id);
    if (row === undefined) return [];
    const weights = task.atoms.map(({ weight }) => weight);
    const by = (name: JudgeName) => (row[name] === null ? null : scoreOf(row[name], weights));
    return [{ task, row, scores: { independent: by("independent"), eyes: by("eyes"), scene: by("scene") } }];
  });
}

export interface Summary {
  readonly n: number;
  readonly am: Interval;
  readonly gm: Interval;
  readonly passed: Interval;
  readonly judged: number;
}

/** Of one policy by one judge; null where that judge judged nothing. */
export function summaryOf(all: readonly Scored[], judge: JudgeName, seed: number): Summary | null {
  const scores = all.flatMap(({ scores: by }) => by[judge] ?? []);
  if (scores.length === 0) return null;
  const interval = (of: (score: PromptScore) => number) => meanOf(scores.map(of), seed);
  return {
    n: scores.length,
    am: interval(({ am }) => am),
    gm: interval(({ gm }) => gm),
    passed: shareOf(
      scores.map(({ passed }) => passed),
      seed,
    ),
    judged: mean(scores.map(({ judged }) => judged)),
  };
}

/** A share with its interval: Wilson's where all came out alike, of which the bootstrap would make a certainty. */
function shareOf(passed: readonly boolean[], seed: number): Interval {
  const hits = passed.filter(Boolean).length;
  if (hits > 0 && hits < passed.length) return meanOf(passed.map(Number), seed);
  const [low, high] = wilson(hits, passed.length);
  return { value: hits / passed.length, low, high };
}

/** The mean with its bootstrap interval over prompts; the same seed gives the same interval. */
export function meanOf(values: readonly number[], seed: number): Interval {
  return bootstrap(values, mean, randomOf(seed));
}

export interface Paired {
  readonly n: number;
  readonly am: Interval;
  readonly gm: Interval;
  readonly passed: Interval;
  readonly images: Interval;
  /** Share of the other's failures that are left; null where the other failed nowhere. */
  readonly failures: Interval | null;
}

/** `mine` against `other` over the prompts both have, prompt by prompt. */
export function pairedOf(
  mine: readonly Scored[],
  other: readonly Scored[],
  judge: JudgeName,
  seed: number,
): Paired | null {
  const theirs = new Map(other.map((one) => [one.task.id, one]));
  const pairs = mine.flatMap((one) => {
    const rival = theirs.get(one.task.id);
    const [a, b] = [one.scores[judge], rival?.scores[judge]];
    return a == null || b == null || rival === undefined ? [] : [{ a, b, one, rival }];
  });
  if (pairs.length === 0) return null;
  const by = (of: (score: PromptScore) => number) =>
    bootstrap(
      pairs.map(({ a, b }) => [of(a), of(b)] as const),
      differenceOfMeans,
      randomOf(seed),
    );
  const images = pairs.map(({ one, rival }) => [one.row.images, rival.row.images] as const);
  const failed = pairs.map(({ a, b }) => [Number(!a.passed), Number(!b.passed)] as const);
  return {
    n: pairs.length,
    am: by(({ am }) => am),
    gm: by(({ gm }) => gm),
    passed: by(({ passed }) => Number(passed)),
    images: bootstrap(images, differenceOfMeans, randomOf(seed)),
    failures: failed.some(([, b]) => b > 0) ? bootstrap(failed, ratioOfMeans, randomOf(seed)) : null,
  };
}

/** How far two judges see the same, and how often the first is content where the second is not. */
export interface Agreement {
  readonly atoms: number;
  /** Share of atoms on which both come down on the same side. */
  readonly same: number;
  /** Prompts the first judge passes. */
  readonly passes: number;
  /** Of those, the ones the second does not: what reward hacking would drive up. */
  readonly flattered: number;
}

export function agreementOf(all: readonly Scored[], first: JudgeName, second: JudgeName): Agreement | null {
  const sides = all.flatMap(({ row }) => {
    const [a, b] = [row[first], row[second]];
    if (a === null || b === null) return [];
    return a.flatMap((p, index) => {
      const q = b[index];
      return p === null || q == null ? [] : [p > 0.5 === q > 0.5];
    });
  });
  if (sides.length === 0) return null;
  const passes = all.filter(({ scores }) => scores[first]?.passed === true && scores[second] !== null);
  return {
    atoms: sides.length,
    same: mean(sides.map(Number)),
    passes: passes.length,
    flattered: passes.filter(({ scores }) => scores[second]?.passed !== true).length,
  };
}
