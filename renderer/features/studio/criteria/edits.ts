/** Changes to the list of criteria, as pure functions over it. */
import type { Criterion } from "../../../../shared/run/criteria";

export interface CriterionDraft {
  readonly question: string;
  readonly weight: number;
  /** Must hold. */
  readonly locked: boolean;
}

export const MIN_WEIGHT = 0.5;
export const MAX_WEIGHT = 10;
export const MAX_QUESTION = 500;

/** Adds a designer's question at the end. `id` must be new. */
export function added(criteria: readonly Criterion[], id: string, draft: CriterionDraft): Criterion[] {
  const fresh: Criterion = {
    id,
    question: draft.question.trim(),
    kind: "other",
    weight: draft.weight,
    enabled: true,
    origin: "designer",
  };
  return [...criteria, lockedAs(fresh, draft.locked)];
}

/**
 * Rewords or reweighs a criterion. New words no longer mean what the structured check measures, so the check
 * goes with the old words.
 */
export function edited(criteria: readonly Criterion[], id: string, draft: CriterionDraft): Criterion[] {
  return criteria.map((criterion) => {
    if (criterion.id !== id) return criterion;
    const question = draft.question.trim();
    const weighed = lockedAs({ ...criterion, weight: draft.weight }, draft.locked);
    if (question === criterion.question) return weighed;
    const { check: _old, ...rest } = weighed;
    return { ...rest, question, kind: "other", origin: "designer" };
  });
}

export function toggled(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria.map((criterion) =>
    criterion.id === id ? { ...criterion, enabled: !criterion.enabled } : criterion,
  );
}

/** Journals say nothing of what is not locked. */
function lockedAs({ locked: _former, ...criterion }: Criterion, locked: boolean): Criterion {
  return locked ? { ...criterion, locked } : criterion;
}

/** Makes a criterion one that must hold, or one among others again. */
export function lockToggled(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria.map((criterion) =>
    criterion.id === id ? lockedAs(criterion, criterion.locked !== true) : criterion,
  );
}

/** Moves a criterion up (negative) or down the list, staying within it. */
export function shifted(criteria: readonly Criterion[], id: string, by: number): Criterion[] {
  const from = criteria.findIndex((criterion) => criterion.id === id);
  const moved = criteria[from];
  if (moved === undefined) return [...criteria];
  const others = criteria.filter((criterion) => criterion.id !== id);
  others.splice(Math.min(others.length, Math.max(0, from + by)), 0, moved);
  return others;
}

/** Takes a criterion away; those that needed it are asked without it. */
export function removed(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria.filter((criterion) => criterion.id !== id).map((criterion) => withoutNeed(criterion, id));
}

function withoutNeed(criterion: Criterion, id: string): Criterion {
  if (criterion.requires?.includes(id) !== true) return criterion;
  const { requires, ...rest } = criterion;
  const left = requires.filter((one) => one !== id);
  return left.length === 0 ? rest : { ...rest, requires: left };
}

/** An id no criterion has yet. */
export function freshId(criteria: readonly Criterion[]): string {
  const taken = new Set(criteria.map((criterion) => criterion.id));
  let number = criteria.length + 1;
  while (taken.has(`yours-${number}`)) number += 1;
  return `yours-${number}`;
}
