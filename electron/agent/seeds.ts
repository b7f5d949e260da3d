/** Seeds for attempts to come. */
import { MAX_SEED } from "../../shared/run/settings";
import type { Attempt } from "./roles";

/** Between the seeds of one run's attempts. */
const STEP = 101;
/** Between the seeds of one round's candidates: a prime, so that they do not meet those of the rounds to come. */
const CANDIDATE_STEP = 104_729;

/** A seed no attempt has used, the same for the same run and attempt. */
export function freshSeed(seed: number, trajectory: readonly Attempt[]): number {
  return unusedSeed((seed + trajectory.length * STEP) % (MAX_SEED + 1), trajectory);
}

/** A seed for a round's candidate, from 2, that no attempt has used; `seed` is the first candidate's. */
export function candidateSeed(seed: number, candidate: number, trajectory: readonly Attempt[]): number {
  return unusedSeed((seed + (candidate - 1) * CANDIDATE_STEP) % (MAX_SEED + 1), trajectory);
}

/** The seed itself, or the next one after it that no attempt has used. */
export function unusedSeed(seed: number, trajectory: readonly Attempt[]): number {
  const used = new Set(trajectory.map(({ iteration }) => iteration.parameters.seed));
  let next = seed;
  while (used.has(next)) next = (next + 1) % (MAX_SEED + 1);
  return next;
}
