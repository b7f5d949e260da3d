/** The state of a run as every side sees it, built only by `reduce`. */

import type { ErrorPayload } from "../errors";
import type { Criterion } from "./criteria";
import type {
  Clarification,
  Edit,
  Experience,
  FinishReason,
  GenerationParameters,
  ImageRef,
  InheritedAttempt,
  Rating,
  Recalled,
  RoleName,
  RunHeader,
  Shown,
  SkillCandidate,
  Stage,
  Usage,
} from "./events";
import { type Budget, noBudget, type Pace } from "./settings";
import type { Override, Score, Verdict } from "./verdicts";

export interface IterationState {
  readonly n: number;
  /** The round it belongs to, from 1: images of one round share their prompt. */
  readonly round: number;
  /** Which of the round's images it is, from 1. */
  readonly candidate: number;
  /** How it was made out of an earlier image; null where it was drawn anew. */
  readonly edit: Edit | null;
  readonly prompt: string;
  /** What the agent had proposed, where the designer drew other words instead; else null. */
  readonly proposed: string | null;
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
    /** What computed it, of models on this computer: "cpu", "webgpu". */
    readonly provider?: string;
  } | null;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly overrides: Readonly<Record<string, Override>>;
  /** Criteria that are to be judged anew; old verdicts stand until the new ones come. */
  readonly again: readonly string[];
  /** Kept in step with criteria, verdicts and overrides; null before the image is there. */
  readonly score: Score | null;
  /** True once the verifier has closed its round over this image. */
  readonly judged: boolean;
  /** True when the attempt was given up: by the designer, undrawable, or passed over behind one that passes. */
  readonly skipped: boolean;
  /** Why the run gave it up; absent where the designer did. */
  readonly skippedBecause?: string;
  readonly verifyMs: number;
  readonly experience: Experience | null;
  readonly progress: {
    readonly fraction: number;
    readonly label: string;
    /** The picture as far as it is, as PNG or JPEG; null where the generator shows none. */
    readonly preview: Uint8Array | null;
  } | null;
  readonly rating: Rating | null;
}

/** A prompt waiting to be drawn. */
export interface Refinement {
  readonly iteration: number;
  readonly prompt: string;
  /** What the agent had proposed, where the designer changed it; else null. */
  readonly proposed: string | null;
  readonly thought: string;
  readonly strategy: string;
  readonly parameters: GenerationParameters;
  readonly shown: readonly Shown[];
  readonly edit: Edit | null;
}

export interface Failure extends ErrorPayload {
  readonly role: RoleName;
  readonly iteration: number | null;
  readonly at: number;
}

/** "paused": in step-by-step pace, the next prompt waits for the designer's word. */
export type RunStatus = "new" | "running" | "paused" | "stopped" | "failed" | "finished";

/** The agent's own words for an attempt that the designer worded differently; null while there are none. */
export interface EditedPrompt {
  readonly iteration: number;
  readonly draft: Refinement | null;
}

/**
 * The designer's choice between an attempt of this run and another attempt. One entry a pair; where both are of
 * this run it is told from one side only: read it with `preferenceBetween` (shared/run/ranking).
 */
export interface Preference {
  readonly iteration: number;
  readonly against: { readonly runId: string; readonly iteration: number };
  readonly outcome: "won" | "lost" | "tie";
  readonly blind: boolean;
  readonly at: number;
}

/** What a judge made of two images of equal score, both ways round; no winner where it contradicted itself. */
export interface JudgedPair {
  readonly a: number;
  readonly b: number;
  readonly winner: "a" | "b" | null;
  readonly orders: readonly ["a" | "b" | "tie", "a" | "b" | "tie"];
  readonly reason: string;
  readonly by: string;
}

/** All that a run used so far. */
export type UsageTotal = { readonly [Part in keyof Usage]-?: number };

export interface RunState {
  readonly header: RunHeader | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: RunStatus;
  readonly stage: Stage | null;
  readonly unknownWords: readonly string[];
  /** What the designer was asked about the prompt; null where nothing was unclear. */
  readonly clarification: Clarification | null;
  /** The designer's answer: the wish as it is meant, null for as typed; undefined while none is given. */
  readonly clarified: string | null | undefined;
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
  /** Prompts the designer worded: the waiting ones, and those drawn since. */
  readonly edited: readonly EditedPrompt[];
  readonly rounds: number;
  readonly pinned: number | null;
  readonly pace: Pace;
  /** The attempt whose prompt waits for the designer's word; null unless paused. */
  readonly pausedBefore: number | null;
  /** Attempts up to this one may be drawn in step-by-step pace. */
  readonly goAhead: number;
  /** Working time at most, in seconds; null: no limit. */
  readonly seconds: number | null;
  /** Working time so far, in milliseconds: from beginning or going on to rest, never while at rest. */
  readonly workedMs: number;
  /** Up to when `workedMs` counts. */
  readonly clockedAt: number;
  /** What a branch remembers of the run it came from, oldest first. */
  readonly inherited: readonly InheritedAttempt[];
  /** Lessons of other runs that were brought up for this one. */
  readonly recalled: readonly Recalled[];
  readonly preferences: readonly Preference[];
  readonly pairs: readonly JudgedPair[];
  /** Images a round draws, from the next one on. */
  readonly candidates: number;
  /** Images the latest round draws: what `candidates` said when it began. */
  readonly roundSize: number;
  readonly budget: Budget;
  readonly usage: UsageTotal;
  /** What stopped the run last; cleared when it goes on. */
  readonly failure: Failure | null;
  readonly finishedBecause: FinishReason | null;
  /** True from "stop after this" until it takes effect. */
  readonly stopping: boolean;
  /** Attempts up to this one no longer end the run by passing: the designer asked for more after them. */
  readonly goOnFrom: number;
  /** The latest attempt when the designer went on although another round promised too little; 0 where that never was. */
  readonly insistedAt: number;
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
  clarification: null,
  clarified: undefined,
  routing: null,
  enhanced: null,
  criteria: null,
  iterations: [],
  refinements: [],
  edited: [],
  rounds: 0,
  pinned: null,
  pace: "flow",
  pausedBefore: null,
  goAhead: 0,
  seconds: null,
  workedMs: 0,
  clockedAt: 0,
  inherited: [],
  recalled: [],
  preferences: [],
  pairs: [],
  candidates: 1,
  roundSize: 1,
  budget: noBudget,
  usage: { calls: 0, inputTokens: 0, outputTokens: 0, images: 0, sentBytes: 0, money: 0 },
  failure: null,
  finishedBecause: null,
  stopping: false,
  goOnFrom: 0,
  insistedAt: 0,
  lastSeq: -1,
};

/** What the designer wishes for, in the words that count: the answer to a question where there was one. */
export function wishOf({ header, clarified }: Pick<RunState, "header" | "clarified">): string {
  return clarified ?? header?.prompt ?? "";
}

/** The wish where it is not the prompt as it was typed: for records that tell both. */
export function answeredWish(state: Pick<RunState, "header" | "clarified">): { readonly wish?: string } {
  const wish = wishOf(state);
  return wish === (state.header?.prompt ?? "") ? {} : { wish };
}

/** True while the run rests because a question to the designer is open. */
export function awaitsAnswer({
  clarification,
  clarified,
}: Pick<RunState, "clarification" | "clarified">): boolean {
  return clarification !== null && clarified === undefined;
}

export { bestOf, leaders } from "./ranking";
