/**
 * The trajectory memory (GEMS, section 3.2): facts of every attempt raw, their lessons compressed, and the
 * choice of what a refiner is shown. What is not shown costs nothing, so images go along for few attempts only.
 */
import type { Experience, InheritedAttempt, Shown } from "../../shared/run/events";
import { failsLocked, preferencesOf } from "../../shared/run/ranking";
import { bestOf, type IterationState, type RunState } from "../../shared/run/state";
import {
  DESIGNER,
  effectiveState,
  type Override,
  scoreOf,
  type Verdict,
  type VerdictState,
} from "../../shared/run/verdicts";
import type { Attempt } from "./roles";

/** Most words a lesson may have. */
export const EXPERIENCE_WORDS = 100;

/**
 * Every attempt in the order they were made, given-up ones included (their image may be null); before them, what
 * the run took over from the one it branched from.
 */
export function trajectoryOf(state: RunState): readonly Attempt[] {
  const inherited = state.inherited.map((attempt) => inheritedOf(state, attempt));
  return [...inherited, ...state.iterations.map((iteration) => attemptOf(state, iteration))];
}

export function attemptOf(state: RunState, iteration: IterationState): Attempt {
  return {
    iteration,
    image: iteration.image?.ref ?? null,
    criteria: state.criteria ?? [],
    best: isBest(state, iteration),
    inheritedFrom: null,
    preferredTo: preferencesOf(state, iteration.n)
      .filter(({ outcome, against }) => outcome === "won" && against.runId === state.header?.id)
      .map(({ against }) => against.iteration),
  };
}

/** The attempt to build on: the designer's pin whatever it is, else the best one that was not rejected. */
function isBest(state: RunState, { n, image, rating }: IterationState): boolean {
  if (image === null || bestOf(state) !== n) return false;
  return state.pinned === n || rating !== "rejected";
}

/** An attempt of another run as it stands by this run's criteria. Verdicts of the designer's count as such. */
function inheritedOf(state: RunState, from: InheritedAttempt): Attempt {
  const { iteration: n, prompt, thought, strategy, parameters, image, experience, rating = null } = from;
  const criteria = state.criteria ?? [];
  const verdicts = Object.fromEntries(from.verdicts.map((verdict) => [verdict.criterionId, verdict]));
  const overrides = Object.fromEntries(from.verdicts.flatMap((verdict) => overrideIn(verdict)));
  const iteration: IterationState = {
    n,
    round: n,
    candidate: 1,
    edit: null,
    prompt,
    proposed: null,
    thought,
    strategy,
    parameters,
    startedAt: 0,
    image: null,
    verdicts,
    overrides,
    again: [],
    score: image === null ? null : scoreOf(criteria, verdicts, overrides),
    judged: true,
    skipped: image === null,
    verifyMs: 0,
    experience,
    progress: null,
    rating,
  };
  const inheritedFrom = from.runId ?? state.header?.branchOf?.runId ?? "";
  return { iteration, image, criteria, best: false, inheritedFrom, preferredTo: [] };
}

function overrideIn({ by, criterionId, state, answer }: Verdict): [string, Override][] {
  if (by !== DESIGNER || state === "error") return [];
  return [[criterionId, answer === "" ? { state } : { state, note: answer }]];
}

/** Lessons of the run's own earlier attempts, oldest first. */
export function lessonsOf(state: RunState, before = Number.POSITIVE_INFINITY): readonly Experience[] {
  return state.iterations
    .filter((it) => it.n < before)
    .map((it) => it.experience)
    .filter((experience) => experience !== null);
}

/** Lessons taken over from the run this one branched from, oldest first. */
export function inheritedLessonsOf(state: RunState): readonly Experience[] {
  return state.inherited.flatMap(({ experience }) => (experience === null ? [] : [experience]));
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
  return recollections.map(({ attempt, parts }) => {
    const { iteration, inheritedFrom } = attempt;
    const shown = { iteration: iteration.n, parts: [...parts] };
    return inheritedFrom === null ? shown : { ...shown, inherited: true, runId: inheritedFrom };
  });
}

/** True for an attempt nobody is to build on: rejected by the designer (and not pinned), or without what is locked. */
export function isNoGround({ iteration, criteria, best }: Attempt): boolean {
  return (iteration.rating === "rejected" && !best) || failsLocked(criteria, iteration);
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
