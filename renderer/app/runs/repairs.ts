/** What became of an image that was made out of another, in criteria: mended, kept, lost. */
import type { Criterion } from "../../../shared/run/criteria";
import { keptOf } from "../../../shared/run/repair";
import type { IterationState, RunState } from "../../../shared/run/state";
import { iterationOf } from "./derive";

export interface RepairStory {
  readonly base: IterationState | null;
  readonly baseN: number;
  /** What was to be mended. */
  readonly mend: readonly Criterion[];
  /** True when it could not be mended and was drawn anew. */
  readonly anew: boolean;
  /** Of what was to be mended. */
  readonly mended: readonly Criterion[];
  readonly kept: readonly Criterion[];
  readonly lost: readonly Criterion[];
  /** True once every question was put to the image. */
  readonly judged: boolean;
}

/** null for an image that was drawn anew. */
export function repairOf(state: RunState, iteration: IterationState): RepairStory | null {
  const { edit } = iteration;
  if (edit === null) return null;
  const known = new Map((state.criteria ?? []).map((criterion) => [criterion.id, criterion]));
  const named = (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
  const told = keptOf(state, iteration.n);
  return {
    base: iterationOf(state, edit.base),
    baseN: edit.base,
    mend: named(edit.mend),
    anew: told !== null && !told.edited,
    mended: named((told?.mended ?? []).filter((id) => edit.mend.includes(id))),
    kept: named(told?.kept ?? []),
    lost: named(told?.lost ?? []),
    judged: iteration.judged,
  };
}
