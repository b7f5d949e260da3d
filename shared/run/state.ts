/** The state of a run as every side sees it, built only by `reduce`. */

import type { ErrorPayload } from "../errors";
import type { Criterion } from "./criteria";
import type {
  Experience,
  FinishReason,
  GenerationParameters,
  ImageRef,
  RoleName,
  RunHeader,
  Shown,
  SkillCandidate,
  Stage,
  Usage,
} from "./events";
import type { Override, Score, Verdict } from "./verdicts";

export interface IterationState {
  readonly n: number;
  readonly prompt: string;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly startedAt: number;
  readonly image: {
    readonly ref: ImageRef;
    readonly vector: ImageRef | null;
    readonly width: number;
    readonly height: number;
    readonly ms: number;
    readonly backend: string;
    readonly notes: readonly string[];
  } | null;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly overrides: Readonly<Record<string, Override>>;
  /** Kept in step with criteria, verdicts and overrides; null before the image is there. */
  readonly score: Score | null;
  /** True once the verifier has closed its round over this image. */
  readonly judged: boolean;
  /** True when the designer gave the attempt up. */
  readonly skipped: boolean;
  readonly verifyMs: number;
  readonly experience: Experience | null;
  readonly progress: { readonly fraction: number; readonly label: string } | null;
}

/** A prompt waiting to be drawn. */
export interface Refinement {
  readonly iteration: number;
  readonly prompt: string;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly shown: readonly Shown[];
}

export interface Failure extends ErrorPayload {
  readonly role: RoleName;
  readonly iteration: number | null;
  readonly at: number;
}

export type RunStatus = "new" | "running" | "stopped" | "failed" | "finished";

export interface RunState {
  readonly header: RunHeader | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: RunStatus;
  readonly stage: Stage | null;
  readonly unknownWords: readonly string[];
  readonly routing: {
    readonly candidates: readonly SkillCandidate[];
    readonly chosen: string | null;
    readonly reason: string;
    readonly packHash: string | null;
  } | null;
  readonly enhanced: {
    readonly prompt: string;
    readonly thought: string;
    readonly temperature: number | null;
  } | null;
  /** null until the decomposer has answered. */
  readonly criteria: readonly Criterion[] | null;
  readonly iterations: readonly IterationState[];
  readonly refinements: readonly Refinement[];
  readonly rounds: number;
  readonly pinned: number | null;
  readonly usage: Usage;
  /** What stopped the run last; cleared when it goes on. */
  readonly failure: Failure | null;
  readonly finishedBecause: FinishReason | null;
  /** True from "stop after this" until it takes effect. */
  readonly stopping: boolean;
  /** Attempts up to this one no longer end the run by passing: the designer asked for more after them. */
  readonly goOnFrom: number;
  /** Seq of the last journaled event; -1 before the first. */
  readonly lastSeq: number;
}

export const emptyRunState: RunState = {
  header: null,
  createdAt: 0,
  updatedAt: 0,
  status: "new",
  stage: null,
  unknownWords: [],
  routing: null,
  enhanced: null,
  criteria: null,
  iterations: [],
  refinements: [],
  rounds: 0,
  pinned: null,
  usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
  failure: null,
  finishedBecause: null,
  stopping: false,
  goOnFrom: 0,
  lastSeq: -1,
};

/** True for iterations whose score may be compared: drawn, and every question put to them. */
function isRanked(iteration: IterationState): boolean {
  return iteration.image !== null && iteration.judged && iteration.score?.ratio != null;
}

/**
 * Iterations that share the highest score; empty when none is judged to its end. One that is still being
 * verified does not count: the first questions passed say nothing of the rest. The pin does not matter here.
 */
export function leaders(state: RunState): readonly number[] {
  const ranked = state.iterations.filter(isRanked);
  const top = Math.max(...ranked.map((it) => it.score?.ratio ?? -1));
  return ranked.filter((it) => it.score?.ratio === top).map((it) => it.n);
}

/**
 * The iteration to show as best: the designer's pin, else the highest score (among equals the most criteria
 * judged, then the earliest), else the last image drawn, else null.
 */
export function bestOf(state: RunState): number | null {
  if (state.pinned !== null) return state.pinned;
  const tied = new Set(leaders(state));
  const ranked = state.iterations
    .filter((it) => tied.has(it.n))
    .sort((a, b) => (b.score?.judged ?? 0) - (a.score?.judged ?? 0) || a.n - b.n);
  const lastDrawn = state.iterations.filter((it) => it.image !== null).at(-1);
  return ranked[0]?.n ?? lastDrawn?.n ?? null;
}
