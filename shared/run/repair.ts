/** What an edit did to what it was to mend and to keep, told from the two images' verdicts. */
import type { IterationState, RunState } from "./state";
import { effectiveState } from "./verdicts";

/** How the note of an image begins that was to be mended and could only be drawn anew. */
export const DRAWN_ANEW = "Drawn anew";

/** Ids of enabled criteria; those the edited image could not be judged by are in none of the lists. */
export interface Repair {
  /** The attempt the image was made of. */
  readonly base: number;
  /** True when the image really was made of it, false when it had to be drawn anew. */
  readonly edited: boolean;
  /** Passed before and after. */
  readonly kept: readonly string[];
  /** Passed before, failed now. */
  readonly lost: readonly string[];
  /** Did not pass before, passes now, whether or not it was to be mended. */
  readonly mended: readonly string[];
  /** Was to be mended, and fails still. */
  readonly unmended: readonly string[];
}

/**
 * What became of the base's verdicts in attempt `n`, overrides counted; null where it was not made out of another
 * image or has none yet.
 */
export function keptOf(state: Pick<RunState, "iterations" | "criteria">, n: number): Repair | null {
  const after = state.iterations.find((it) => it.n === n);
  if (after === undefined || after.edit === null || after.image === null) return null;
  const { edit, image } = after;
  const before = state.iterations.find((it) => it.n === edit.base);
  if (before === undefined) return null;
  const ids = (state.criteria ?? []).filter((one) => one.enabled).map((one) => one.id);
  const was = (id: string) => standing(before, id);
  const is = (id: string) => standing(after, id);
  return {
    base: before.n,
    edited: !image.notes.some((note) => note.startsWith(DRAWN_ANEW)),
    kept: ids.filter((id) => was(id) === "pass" && is(id) === "pass"),
    lost: ids.filter((id) => was(id) === "pass" && is(id) === "fail"),
    mended: ids.filter((id) => was(id) !== "pass" && is(id) === "pass"),
    unmended: ids.filter((id) => edit.mend.includes(id) && is(id) === "fail"),
  };
}

function standing({ verdicts, overrides }: IterationState, id: string) {
  return effectiveState(verdicts[id], overrides[id]);
}
