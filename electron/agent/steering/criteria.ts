/** Editing the questions an image must answer. */
import { type Criterion, criterionSchema } from "../../../shared/run/criteria";
import type { EventBody } from "../../../shared/run/events";
import type { RunState } from "../../../shared/run/state";
import { withSoundRequires } from "../dependencies";
import { criterionId, uniqueId } from "../ids";
import { badInput } from "./refusals";
import { askReopened } from "./reopening";

export function editCriteria(state: RunState, edited: readonly Criterion[]): readonly EventBody[] {
  const parsed = criterionSchema.array().safeParse(edited);
  if (!parsed.success) {
    throw badInput(
      "A criterion is not complete.",
      "Give every criterion a question of at most 500 characters.",
    );
  }
  const criteria = settleIds(state.criteria ?? [], parsed.data);
  const same = JSON.stringify(criteria) === JSON.stringify(state.criteria);
  if (same) return [];
  const opened = state.iterations.flatMap((iteration) => askReopened(state, criteria, iteration));
  return [{ type: "criteria-edited", criteria }, ...opened];
}

/**
 * Gives a criterion a new identity when its question or check changes, so that no verdict outlives the
 * question it answered. A reworded question drops what belonged to the old words: its check, what it requires, and
 * the links of others to it.
 */
function settleIds(known: readonly Criterion[], edited: readonly Criterion[]): Criterion[] {
  const byId = new Map(known.map((criterion) => [criterion.id, criterion]));
  const taken = new Set<string>();
  const settled = edited.map((criterion) => {
    const one = settle(criterion, byId.get(criterion.id));
    const id = uniqueId(one.id, taken);
    taken.add(id);
    return { ...one, id };
  });
  return withSoundRequires(settled);
}

function settle(criterion: Criterion, before: Criterion | undefined): Criterion {
  if (before === undefined) return criterion;
  const sameCheck = JSON.stringify(before.check) === JSON.stringify(criterion.check);
  if (before.question === criterion.question && sameCheck) return criterion;
  const { check, requires, ...rest } = criterion;
  const sameLinks = JSON.stringify(before.requires) === JSON.stringify(requires);
  const changed = {
    ...rest,
    ...(sameCheck || check === undefined ? {} : { check }),
    ...(sameLinks || requires === undefined ? {} : { requires }),
  };
  return { ...changed, id: criterionId(changed), origin: "designer" };
}
