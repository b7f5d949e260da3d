/** Changes to the list of criteria, as pure functions over it. */
import type { Criterion } from "../../../../shared/run/criteria";

export interface CriterionDraft {
  readonly question: string;
  readonly weight: number;
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
  return [...criteria, fresh];
}

/**
 * Rewords or reweighs a criterion. New words no longer mean what the structured check measures, so the check
 * goes with the old words.
 */
export function edited(criteria: readonly Criterion[], id: string, draft: CriterionDraft): Criterion[] {
  return criteria.map((criterion) => {
    if (criterion.id !== id) return criterion;
    const question = draft.question.trim();
    if (question === criterion.question) return { ...criterion, weight: draft.weight };
    const { check: _old, ...rest } = criterion;
    return { ...rest, question, weight: draft.weight, kind: "other", origin: "designer" };
  });
}

export function toggled(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria.map((criterion) =>
    criterion.id === id ? { ...criterion, enabled: !criterion.enabled } : criterion,
  );
}

export function removed(criteria: readonly Criterion[], id: string): Criterion[] {
  return criteria.filter((criterion) => criterion.id !== id);
}

/** An id no criterion has yet. */
export function freshId(criteria: readonly Criterion[]): string {
  const taken = new Set(criteria.map((criterion) => criterion.id));
  let number = criteria.length + 1;
  while (taken.has(`yours-${number}`)) number += 1;
  return `yours-${number}`;
}

/** What stands under a question: "count · weight 2 · yours". */
export function metaOf(criterion: Criterion): string {
  const parts: string[] = [
    criterion.kind === "other" && criterion.origin === "designer" ? "your question" : criterion.kind,
  ];
  if (criterion.weight !== 1) parts.push(`weight ${criterion.weight}`);
  if (criterion.origin === "skill") parts.push("from the skill");
  if (!criterion.enabled) parts.push("off");
  return parts.join(" · ");
}
