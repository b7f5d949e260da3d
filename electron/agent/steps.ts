/**
 * What a run needs next, decided from its state alone. Resuming after a stop or a crash is therefore the
 * same as going on: the loop asks the journal's state and does that step.
 */
import type { Criterion } from "../../shared/run/criteria";
import type { FinishReason, Stage } from "../../shared/run/events";
import { bestOf, type IterationState, type RunState } from "../../shared/run/state";
import { effectiveState } from "../../shared/run/verdicts";
import { isSpent } from "./budget";

export type Step =
  | { readonly kind: "plan" }
  | { readonly kind: "decompose" }
  | { readonly kind: "begin"; readonly iteration: number }
  | { readonly kind: "draw"; readonly iteration: number }
  /** `criteria` are those without an answer; empty when only the closing judgement is missing. */
  | { readonly kind: "verify"; readonly iteration: number; readonly criteria: readonly Criterion[] }
  | { readonly kind: "distil"; readonly iteration: number }
  /** `iteration` is the attempt the new prompt is for. */
  | { readonly kind: "refine"; readonly iteration: number }
  | { readonly kind: "stop" }
  | { readonly kind: "finish"; readonly reason: FinishReason; readonly best: number | null }
  | { readonly kind: "over" };

/** Attempts in a row that must leave a question unclear before drawing again counts as no remedy. */
const UNCLEAR_STREAK = 3;

/** The next step of the paper's loop (figure 2): plan, decompose, then draw, verify, distil and refine in turn. */
export function nextStep(state: RunState): Step {
  const step = wantedStep(state);
  const closesAttempt = ["draw", "verify", "finish", "over"].includes(step.kind);
  return state.stopping && !closesAttempt ? { kind: "stop" } : step;
}

/** The next step as if nobody had asked to stop after this one. */
export function wantedStep(state: RunState): Step {
  if (state.header === null || state.status !== "running") return { kind: "over" };
  if (state.enhanced === null) return { kind: "plan" };
  if (state.criteria === null) return { kind: "decompose" };
  const latest = state.iterations.at(-1);
  if (latest === undefined) return { kind: "begin", iteration: 1 };
  if (!latest.skipped) {
    if (latest.image === null) return { kind: "draw", iteration: latest.n };
    const criteria = unanswered(state, latest);
    if (!latest.judged || criteria.length > 0) return { kind: "verify", iteration: latest.n, criteria };
  }
  return finish(state) ?? onwards(state, latest);
}

function onwards(state: RunState, latest: IterationState): Step {
  if (latest.image !== null && !latest.skipped && latest.experience === null) {
    return { kind: "distil", iteration: latest.n };
  }
  const next = latest.n + 1;
  const waiting = state.refinements.some((refinement) => refinement.iteration === next);
  return { kind: waiting ? "begin" : "refine", iteration: next };
}

/** Enabled criteria the latest image has yet to answer. Errors are asked again until the round is closed. */
export function unanswered(state: RunState, iteration: IterationState): readonly Criterion[] {
  return (state.criteria ?? []).filter((criterion) => {
    if (!criterion.enabled || iteration.overrides[criterion.id] !== undefined) return false;
    const verdict = iteration.verdicts[criterion.id];
    return verdict === undefined || (verdict.state === "error" && !iteration.judged);
  });
}

function finish(state: RunState): Step | null {
  const reason = finishReason(state);
  return reason === null ? null : { kind: "finish", reason, best: bestOf(state) };
}

/**
 * Success ends a run at once, unless the designer wants more after it; then the budget ends it, and the reason
 * still says what was reached.
 */
function finishReason(state: RunState): FinishReason | null {
  const judged = state.iterations.filter((it) => it.image !== null && it.judged && !it.skipped);
  const keepGoing = state.header?.settings.keepGoing ?? false;
  const early = keepGoing
    ? null
    : successIn(
        state,
        judged.filter((it) => it.n > state.goOnFrom),
      );
  if (early !== null) return early;
  return isSpent(state) ? (successIn(state, judged) ?? "budget") : null;
}

function successIn(state: RunState, judged: readonly IterationState[]): FinishReason | null {
  const enabled = (state.criteria ?? []).filter((criterion) => criterion.enabled);
  const passes = (it: IterationState, criterion: Criterion) => stateOf(it, criterion) === "pass";
  if (enabled.length > 0 && judged.some((it) => enabled.every((criterion) => passes(it, criterion)))) {
    return "all-passed";
  }
  const done = (it: IterationState) =>
    enabled.every((criterion) => passes(it, criterion) || isBeyondReach(state, it, criterion));
  return judged.some(done) ? "nothing-failed" : null;
}

/**
 * True when another image would not help to answer: the question cannot be checked at all (an unclear verdict
 * of confidence 0), was left unclear time and again, was called unclear by the designer, or could not be asked.
 */
function isBeyondReach(state: RunState, iteration: IterationState, criterion: Criterion): boolean {
  const effective = stateOf(iteration, criterion);
  if (effective === "error") return true;
  if (effective !== "unclear") return false;
  if (criterion.check?.type === "uncheckable" || iteration.overrides[criterion.id] !== undefined) return true;
  if (iteration.verdicts[criterion.id]?.confidence === 0) return true;
  const drawn = state.iterations
    .filter((it) => it.image !== null && it.n <= iteration.n)
    .slice(-UNCLEAR_STREAK);
  return drawn.length === UNCLEAR_STREAK && drawn.every((it) => stateOf(it, criterion) === "unclear");
}

function stateOf(iteration: IterationState, criterion: Criterion) {
  return effectiveState(iteration.verdicts[criterion.id], iteration.overrides[criterion.id]);
}

/**
 * True when the designer's news between `before` and `after` makes the work on `step` pointless: the run now
 * needs something else, or the facts the step was given have changed.
 */
export function isOvertaken(step: Step, before: RunState, after: RunState): boolean {
  const next = wantedStep(after);
  if (next.kind !== step.kind || iterationOf(next) !== iterationOf(step)) return true;
  if (step.kind !== "distil" && step.kind !== "refine") return false;
  return (
    before.criteria !== after.criteria ||
    before.iterations !== after.iterations ||
    before.pinned !== after.pinned
  );
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
    default:
      return null;
  }
}
