/** Which questions an image has yet to answer: those never asked, and those asked again. */
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState, RunState } from "../../shared/run/state";
import { reopened } from "./dependencies";

/**
 * Enabled criteria an image has never answered, those included that were not asked for want of what they require
 * and make sense by now. Errors are asked again until the round is closed.
 */
export function unanswered(state: RunState, iteration: IterationState): readonly Criterion[] {
  const open = new Set(reopened(state, iteration));
  return enabledOf(state).filter((criterion) => {
    if (iteration.overrides[criterion.id] !== undefined) return false;
    const verdict = iteration.verdicts[criterion.id];
    const failed = verdict?.state === "error" && !iteration.judged;
    return verdict === undefined || failed || open.has(criterion);
  });
}

/** Enabled criteria the designer wants to have judged anew, those with an answer of the designer's own included. */
export function askedAgain(state: RunState, iteration: IterationState): readonly Criterion[] {
  if (iteration.image === null || iteration.again.length === 0) return [];
  return enabledOf(state).filter(({ id }) => iteration.again.includes(id));
}

/** Both of these, each once, in the criteria's order. */
export function openQuestions(state: RunState, iteration: IterationState): readonly Criterion[] {
  const open = new Set([...unanswered(state, iteration), ...askedAgain(state, iteration)]);
  return enabledOf(state).filter((criterion) => open.has(criterion));
}

function enabledOf(state: RunState): readonly Criterion[] {
  return (state.criteria ?? []).filter((criterion) => criterion.enabled);
}
