/** When a run is over, and what is said of it then. */
import type { Criterion } from "../../shared/run/criteria";
import type { FinishReason } from "../../shared/run/events";
import { latestRound } from "../../shared/run/rounds";
import type { IterationState, RunState } from "../../shared/run/state";
import { isSpent } from "./budget";
import { promisesTooLittle } from "./gain";
import { isBeyondReach, stateOf } from "./reach";

/**
 * Success ends a run at once, unless the designer wants more after it; then the budget ends it, or that another
 * round promises too little, and the reason still says what was reached. null while there is reason to go on.
 */
export function finishReason(state: RunState): FinishReason | null {
  const judged = judgedOf(state);
  const keepGoing = state.header?.settings.keepGoing ?? false;
  const recent = judged.filter((it) => it.n > state.goOnFrom);
  const early = !keepGoing && successIn(state, recent) !== null;
  const spent = isSpent(state);
  if (!early && !spent && !promisesTooLittle(state)) return null;
  return successIn(state, judged) ?? (spent ? "budget" : "no-gain");
}

/** True when an image of the latest round passed everything, and the designer wants no more than that. */
export function isRoundWon(state: RunState): boolean {
  if (state.header?.settings.keepGoing ?? false) return false;
  const round = new Set(latestRound(state));
  const judged = judgedOf(state).filter((it) => round.has(it) && it.n > state.goOnFrom);
  return successIn(state, judged) !== null;
}

/**
 * What is to be said of a finished run after its facts changed at rest. Where nothing passes any more and the
 * budget is not spent either, it stays with what it ended by: that is how it came to its end.
 */
export function settledReason(state: RunState): FinishReason | null {
  return successIn(state, judgedOf(state)) ?? (isSpent(state) ? "budget" : state.finishedBecause);
}

function judgedOf(state: RunState): readonly IterationState[] {
  return state.iterations.filter((it) => it.image !== null && it.judged && !it.skipped);
}

function successIn(
  state: RunState,
  judged: readonly IterationState[],
): "all-passed" | "nothing-failed" | null {
  const enabled = (state.criteria ?? []).filter((criterion) => criterion.enabled);
  const passes = (it: IterationState, criterion: Criterion) => stateOf(it, criterion) === "pass";
  if (enabled.length > 0 && judged.some((it) => enabled.every((criterion) => passes(it, criterion)))) {
    return "all-passed";
  }
  const done = (it: IterationState) =>
    enabled.every((criterion) => passes(it, criterion) || isBeyondReach(state, it, criterion));
  return judged.some(done) ? "nothing-failed" : null;
}
