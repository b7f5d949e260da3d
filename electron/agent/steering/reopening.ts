/** Questions that come to make sense by what the designer says: they are put after all. */
import type { Criterion } from "../../../shared/run/criteria";
import type { EventBody } from "../../../shared/run/events";
import type { IterationState, RunState } from "../../../shared/run/state";
import { reopened } from "../dependencies";

/**
 * The event that has an image's newly opened questions asked; none where nothing opens.
 * @param state before the designer's word
 * @param criteria after it
 * @param after the iteration after it
 */
export function askReopened(
  state: RunState,
  criteria: readonly Criterion[] | null,
  after: IterationState,
): readonly EventBody[] {
  const before = state.iterations.find((it) => it.n === after.n);
  if (before === undefined || after.image === null) return [];
  const open = new Set(reopened(state, before).map(({ id }) => id));
  const criterionIds = reopened({ criteria }, after)
    .map(({ id }) => id)
    .filter((id) => !open.has(id) && !after.again.includes(id));
  return criterionIds.length === 0
    ? []
    : [{ type: "reverification-asked", iteration: after.n, criterionIds }];
}
