/** What a run may spend. One attempt under way is always finished; the limits say whether another may begin. */
import { isReached, limitNames, spendingOf } from "../../shared/run/spending";
import type { RunState } from "../../shared/run/state";

/** True when the run may not begin another round; `spendingOf` tells which limit is reached. */
export function isSpent(state: RunState): boolean {
  const spending = spendingOf(state);
  return limitNames.some((limit) => isReached(spending[limit]));
}

/** True when the round under way may not draw another candidate: it counts as one round however many it has. */
export function isRoundCut(state: RunState): boolean {
  const spending = spendingOf(state);
  return limitNames.some((limit) => limit !== "rounds" && isReached(spending[limit]));
}
