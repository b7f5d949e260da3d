/** How a criterion stands under an iteration. */
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState, RunState } from "../../../../shared/run/state";
import { effectiveState, NOT_ASKED, type VerdictState } from "../../../../shared/run/verdicts";

/** "unasked": what the question needs had failed, so it was not put; it counts as a failure. */
export type MarkState = VerdictState | "none" | "waiting" | "unasked";

export interface MarkInfo {
  readonly state: MarkState;
  /** True when the designer's word stands over the verifier's. */
  readonly yours: boolean;
}

export function markOf(iteration: IterationState, criterion: Criterion): MarkInfo {
  const override = iteration.overrides[criterion.id];
  const again = override === undefined && iteration.again.includes(criterion.id);
  if (again) return { state: "waiting", yours: false };
  const state = effectiveState(iteration.verdicts[criterion.id], override);
  if (state !== null && override === undefined && iteration.verdicts[criterion.id]?.by === NOT_ASKED)
    return { state: "unasked", yours: false };
  if (state !== null) return { state, yours: override !== undefined };
  const waiting = criterion.enabled && iteration.image !== null && !iteration.judged;
  return { state: waiting ? "waiting" : "none", yours: false };
}

/** What a criterion needs, of the criteria there are. */
export function neededBy(criterion: Criterion, criteria: readonly Criterion[]): readonly Criterion[] {
  const needs = new Set(criterion.requires ?? []);
  return criteria.filter((one) => needs.has(one.id));
}

/** Why a question was not put: the first of those it needs that does not hold. */
export function whyUnasked(
  iteration: IterationState,
  criterion: Criterion,
  criteria: readonly Criterion[],
): Criterion | null {
  const failed = neededBy(criterion, criteria).filter(
    ({ id }) => effectiveState(iteration.verdicts[id], iteration.overrides[id]) === "fail",
  );
  // The one nearest to the ground says most: no bicycle, rather than no white bicycle.
  return failed.find(({ id }) => iteration.verdicts[id]?.by !== NOT_ASKED) ?? failed[0] ?? null;
}

/** Numbers of the drawn iterations that have no answer to a criterion, neither the verifier's nor the designer's. */
export function unanswered(state: RunState, criterion: Criterion): readonly number[] {
  const open = (it: IterationState) =>
    it.image !== null &&
    it.judged &&
    !it.again.includes(criterion.id) &&
    effectiveState(it.verdicts[criterion.id], it.overrides[criterion.id]) === null;
  return state.iterations.filter(open).map((it) => it.n);
}
