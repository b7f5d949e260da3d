/** Which questions another image could still answer. */
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState, RunState } from "../../shared/run/state";
import { effectiveState, type VerdictState } from "../../shared/run/verdicts";

/** Rounds in a row that must leave a question unclear in all their images before drawing again counts as no remedy. */
const UNCLEAR_STREAK = 3;

/** What counts of a criterion on an image: the designer's word, else the verifier's, else null. */
export function stateOf(iteration: IterationState, criterion: Criterion): VerdictState | null {
  return effectiveState(iteration.verdicts[criterion.id], iteration.overrides[criterion.id]);
}

/**
 * True when another image would not help to answer: the question cannot be checked at all (an unclear verdict
 * of confidence 0), was left unclear time and again, was called unclear by the designer, or could not be asked.
 */
export function isBeyondReach(state: RunState, iteration: IterationState, criterion: Criterion): boolean {
  const effective = stateOf(iteration, criterion);
  if (effective === "error") return true;
  if (effective !== "unclear") return false;
  if (criterion.check?.type === "uncheckable" || iteration.overrides[criterion.id] !== undefined) return true;
  if (iteration.verdicts[criterion.id]?.confidence === 0) return true;
  const drawn = state.iterations.filter((it) => it.image !== null && it.n <= iteration.n);
  const rounds = [...new Set(drawn.map((it) => it.round))].slice(-UNCLEAR_STREAK);
  if (rounds.length < UNCLEAR_STREAK) return false;
  const asked = drawn.filter((it) => rounds.includes(it.round));
  return asked.every((it) => stateOf(it, criterion) === "unclear");
}
