/**
 * What a run needs next, decided from its state alone. Resuming after a stop or a crash is therefore the
 * same as going on: the loop asks the journal's state and does that step.
 */
import type { Criterion } from "../../shared/run/criteria";
import { promptFor } from "../../shared/run/drafts";
import type { FinishReason, Stage } from "../../shared/run/events";
import { undecidedPair } from "../../shared/run/ranking";
import { bestOf, type IterationState, type RunState } from "../../shared/run/state";
import { finishReason, isRoundWon, settledReason } from "./finish";
import { askedAgain, openQuestions } from "./questions";
import {
  type Abilities,
  drawnInRound,
  isReworded,
  joiningCandidate,
  lessonToDraw,
  nextCandidate,
  nextRound,
  type Place,
  placeOf,
  plainAbilities,
  undrawn,
} from "./rounds";

export type Step =
  | { readonly kind: "plan" }
  | { readonly kind: "decompose" }
  /** The prompt of this attempt waits for the designer's word. */
  | { readonly kind: "pause"; readonly iteration: number }
  | ({ readonly kind: "begin" } & Place)
  /** `iterations` are drawn at the same time, all of one round; `iteration` is the first of them. */
  | { readonly kind: "draw"; readonly iteration: number; readonly iterations: readonly number[] }
  /** `criteria` are those without an answer; empty when only the closing judgement is missing. */
  | { readonly kind: "verify"; readonly iteration: number; readonly criteria: readonly Criterion[] }
  /** The designer wants an image judged again, of whatever attempt, at work and at rest. */
  | { readonly kind: "reverify"; readonly iteration: number; readonly criteria: readonly Criterion[] }
  /** The image is not looked at: another of its round passed everything. */
  | { readonly kind: "pass-over"; readonly iteration: number }
  | { readonly kind: "distil"; readonly iteration: number }
  /** `iteration` is the attempt the new prompt is for. */
  | { readonly kind: "refine"; readonly iteration: number }
  /** Two attempts of equal score are told apart by comparing their images. */
  | { readonly kind: "compare"; readonly a: number; readonly b: number }
  | { readonly kind: "stop" }
  | { readonly kind: "finish"; readonly reason: FinishReason; readonly best: number | null }
  | { readonly kind: "over" };

/** Steps that "stop after this" waits for: they belong to the attempts under way, or were asked for. */
const closing: ReadonlySet<Step["kind"]> = new Set<Step["kind"]>([
  "draw",
  "verify",
  "reverify",
  "pass-over",
  "finish",
  "over",
]);

/** Most pairs of images compared in one run. */
const MAX_PAIRS = 3;

/** The next step: what the designer asked to see judged again first, then the loop's own. */
export function nextStep(state: RunState, abilities = plainAbilities): Step {
  const able = { ...abilities, judges: abilities.judges && !state.stopping };
  const step = reverification(state) ?? settlement(state) ?? wantedStep(state, able);
  return state.stopping && !closing.has(step.kind) ? { kind: "stop" } : step;
}

/**
 * The next step of the paper's loop (figure 2): plan, decompose, then draw, verify, distil and refine in turn,
 * round by round; as if nobody had asked to stop, or to judge again.
 */
export function wantedStep(state: RunState, abilities = plainAbilities): Step {
  if (state.header === null || state.status !== "running") return { kind: "over" };
  if (state.enhanced === null) return { kind: "plan" };
  if (state.criteria === null) return { kind: "decompose" };
  if (state.iterations.length === 0) return beginning(state, nextRound(state));
  return drawing(state, abilities) ?? verifying(state, abilities) ?? onwards(state, abilities);
}

/** What has begun is drawn before anything else, together with as many others as are drawn at the same time. */
function drawing(state: RunState, abilities: Abilities): Step | null {
  const waiting = undrawn(state);
  const [first] = waiting;
  if (first === undefined) return null;
  const reworded = waiting.find((it) => isReworded(state, it));
  if (reworded !== undefined) return beginning(state, placeOf(reworded));
  const joining = joiningCandidate(state, abilities);
  if (joining !== null) return beginning(state, joining);
  const iterations = waiting.slice(0, abilities.parallel).map((it) => it.n);
  return { kind: "draw", iteration: first.n, iterations };
}

/** The round's oldest image with an open question; then those that need not be looked at any more. */
function verifying(state: RunState, abilities: Abilities): Step | null {
  const [first] = verifications(state, abilities);
  if (first !== undefined) return first;
  const over = drawnInRound(state).find((it) => isPassedOver(state, it, abilities));
  return over === undefined ? null : { kind: "pass-over", iteration: over.n };
}

/** The round's images with an open question, oldest first. */
export function verifications(
  state: RunState,
  abilities: Abilities,
): readonly (Step & { readonly kind: "verify" })[] {
  return drawnInRound(state).flatMap((it) => {
    const criteria = openQuestions(state, it);
    const isOpen = (!it.judged || criteria.length > 0) && !isPassedOver(state, it, abilities);
    return isOpen ? [{ kind: "verify" as const, iteration: it.n, criteria }] : [];
  });
}

/**
 * Another image of the round passed everything, and neither verifier nor designer had anything to do with this one.
 * Where images of equal score are compared, this one may be the better: it is looked at.
 */
function isPassedOver(state: RunState, it: IterationState, abilities: Abilities): boolean {
  const isUntouched = Object.keys(it.verdicts).length === 0 && Object.keys(it.overrides).length === 0;
  const isWanted = it.judged || it.again.length > 0 || state.pinned === it.n;
  return isUntouched && !isWanted && !mayCompare(state, abilities) && isRoundWon(state);
}

/** All that has begun is drawn and judged: another candidate, the end, or the next round. */
function onwards(state: RunState, abilities: Abilities): Step {
  const candidate = nextCandidate(state);
  if (candidate !== null) return beginning(state, candidate);
  const reason = finishReason(state);
  if (reason !== null) return comparing(state, abilities) ?? { kind: "finish", reason, best: bestOf(state) };
  const next = nextRound(state);
  const lesson = lessonToDraw(state);
  if (lesson !== null && !bringsLesson(state, next, abilities)) return { kind: "distil", iteration: lesson };
  const waiting = state.refinements.some((refinement) => refinement.iteration === next.iteration);
  return waiting ? beginning(state, next) : { kind: "refine", iteration: next.iteration };
}

/** True where the lesson comes with the agent's words for the next round, or came with them; never with the designer's. */
function bringsLesson({ edited }: RunState, { iteration }: Place, { distils }: Abilities): boolean {
  return distils && !edited.some((one) => one.iteration === iteration && one.draft === null);
}

/** Before the end, who shares the lead is compared, where somebody can: one pair a step. */
function comparing(state: RunState, abilities: Abilities): Step | null {
  if (!mayCompare(state, abilities)) return null;
  const pair = undecidedPair(state);
  return pair === null ? null : { kind: "compare", a: pair[0], b: pair[1] };
}

function mayCompare({ header, pairs }: RunState, { judges }: Abilities): boolean {
  return judges && header?.settings.judgePairs !== false && pairs.length < MAX_PAIRS;
}

/**
 * Step by step, no prompt is drawn before the designer has given the word for it: once a round, and for words that
 * were written for one candidate alone.
 */
function beginning(state: RunState, place: Place): Step {
  const { iteration, candidate } = place;
  const isNew = candidate === 1 || promptFor(state, iteration) !== null;
  const waits = state.pace === "step" && state.goAhead < iteration && isNew;
  return waits ? { kind: "pause", iteration } : { kind: "begin", ...place };
}

/** The oldest image the designer wants judged again. The loop's own round over the latest asks these as well. */
function reverification(state: RunState): Step | null {
  const own = wantedStep(state);
  for (const it of state.iterations) {
    const criteria = askedAgain(state, it);
    if (criteria.length === 0 || (own.kind === "verify" && own.iteration === it.n)) continue;
    return { kind: "reverify", iteration: it.n, criteria };
  }
  return null;
}

/** A finished run whose facts have changed at rest says anew what it ended with. */
function settlement(state: RunState): Step | null {
  if (state.status !== "finished") return null;
  const reason = settledReason(state);
  if (reason === null || reason === state.finishedBecause) return null;
  return { kind: "finish", reason, best: bestOf(state) };
}

/**
 * True when the designer's news between `before` and `after` makes the work on `step` pointless: the run now
 * needs something else, or the facts the step was given have changed. Images to be judged again wait their turn.
 */
export function isOvertaken(
  step: Step,
  before: RunState,
  after: RunState,
  abilities = plainAbilities,
): boolean {
  if (step.kind === "reverify") return isAsked(before, step.iteration) && !isAsked(after, step.iteration);
  if (step.kind === "draw") return !isAwaited(step.iterations, after);
  const next = wantedStep(after, abilities);
  if (step.kind === "compare" && next.kind === "compare") return step.a !== next.a || step.b !== next.b;
  if (next.kind !== step.kind || iterationOf(next) !== iterationOf(step)) return true;
  if (step.kind !== "distil" && step.kind !== "refine") return false;
  return before.criteria !== after.criteria || bestOf(before) !== bestOf(after) || factsDiffer(before, after);
}

function isAwaited(iterations: readonly number[], state: RunState): boolean {
  return state.status === "running" && undrawn(state).some((it) => iterations.includes(it.n));
}

function isAsked(state: RunState, n: number): boolean {
  return state.iterations.some((it) => it.n === n && askedAgain(state, it).length > 0);
}

/** What those who learn from attempts are told of them; stars do not matter to them, a rejection does. */
function factsDiffer(before: RunState, after: RunState): boolean {
  return after.iterations.some((it, index) => {
    const was = before.iterations[index];
    return (
      was?.verdicts !== it.verdicts ||
      was.overrides !== it.overrides ||
      was.again !== it.again ||
      (was.rating === "rejected") !== (it.rating === "rejected")
    );
  });
}

/** The attempt a step belongs to, where it belongs to one. */
export function iterationOf(step: Step): number | undefined {
  return "iteration" in step ? step.iteration : undefined;
}

/** The stage to show while a step is worked on; null for steps that take no time. */
export function stageOf(step: Step): Stage | null {
  switch (step.kind) {
    case "plan":
    case "decompose":
    case "draw":
    case "verify":
    case "distil":
    case "refine":
      return step.kind;
    case "reverify":
    case "compare":
      return "verify";
    default:
      return null;
  }
}
