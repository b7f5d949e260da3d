/**
 * The trajectory memory (GEMS, section 3.2): facts of every attempt raw, their lessons compressed, and the
 * choice of what a refiner is shown. What is not shown costs nothing, so images go along for few attempts only.
 */
import type { Experience, Shown } from "../../shared/run/events";
import { bestOf, type IterationState, type RunState } from "../../shared/run/state";
import { effectiveState, type VerdictState } from "../../shared/run/verdicts";
import type { Attempt } from "./roles";

/** Most words a lesson may have. */
export const EXPERIENCE_WORDS = 100;

/** Every attempt in the order they were made, given-up ones included (their image may be null). */
export function trajectoryOf(state: RunState): readonly Attempt[] {
  return state.iterations.map((iteration) => attemptOf(state, iteration));
}

export function attemptOf(state: RunState, iteration: IterationState): Attempt {
  return {
    iteration,
    image: iteration.image?.ref ?? null,
    criteria: state.criteria ?? [],
    best: isBest(state, iteration),
  };
}

function isBest(state: RunState, iteration: IterationState): boolean {
  return iteration.image !== null && bestOf(state) === iteration.n;
}

/** Lessons of earlier attempts, oldest first. */
export function lessonsOf(state: RunState, before = Number.POSITIVE_INFINITY): readonly Experience[] {
  return state.iterations
    .filter((it) => it.n < before)
    .map((it) => it.experience)
    .filter((experience) => experience !== null);
}

/** One attempt as it is handed to a reader, and which parts of it. */
export interface Recollection {
  readonly attempt: Attempt;
  readonly parts: Shown["parts"];
}

export interface RecallLimits {
  /** Attempts shown at most. */
  readonly attempts: number;
  /** Images among them at most. */
  readonly images: number;
}

/**
 * Chooses what a refiner reads: the best attempt first, then the latest, then back in time. Prompts and
 * verdicts are raw; an image comes with the first few only; a lesson comes wherever one was drawn.
 */
export function recall(trajectory: readonly Attempt[], limits: RecallLimits): readonly Recollection[] {
  const latestFirst = [...trajectory].reverse();
  const best = latestFirst.filter((attempt) => attempt.best);
  const order = [...best, ...latestFirst.filter((attempt) => !attempt.best)].slice(0, limits.attempts);
  const withImage = new Set(order.filter((attempt) => attempt.image !== null).slice(0, limits.images));
  return order.map((attempt) => ({ attempt, parts: partsOf(attempt, withImage.has(attempt)) }));
}

function partsOf(attempt: Attempt, image: boolean): Shown["parts"] {
  const { iteration } = attempt;
  const parts: Shown["parts"] = ["prompt"];
  if (Object.keys(iteration.verdicts).length > 0) parts.push("verdicts");
  if (image) parts.push("image");
  if (iteration.experience !== null) parts.push("experience");
  return parts;
}

/** What the journal keeps of a recollection. */
export function shownOf(recollections: readonly Recollection[]): Shown[] {
  return recollections.map(({ attempt, parts }) => ({ iteration: attempt.iteration.n, parts: [...parts] }));
}

/** Enabled criteria of an attempt that stand in one of `states`, overrides counted. */
export function criteriaIn(
  attempt: Attempt,
  ...states: readonly (VerdictState | null)[]
): Attempt["criteria"] {
  const { verdicts, overrides } = attempt.iteration;
  return attempt.criteria.filter(
    ({ id, enabled }) => enabled && states.includes(effectiveState(verdicts[id], overrides[id])),
  );
}

/** The text cut after at most `limit` words, at the end of a sentence where that loses little. */
export function withinWords(text: string, limit = EXPERIENCE_WORDS): string {
  const words = text.trim().split(/\s+/);
  if (words.length <= limit) return text.trim();
  const kept = words.slice(0, limit).join(" ");
  const end = Math.max(kept.lastIndexOf(". "), kept.lastIndexOf("! "), kept.lastIndexOf("? "));
  return end > kept.length / 2 ? kept.slice(0, end + 1) : `${kept.replace(/[,;:]$/, "")}…`;
}
