/** Which attempts stand out: by the designer's word, by score, and by the designer's choice among equals. */
import type { IterationState, Preference, RunState } from "./state";
import { effectiveState } from "./verdicts";

/** True for iterations whose score may be compared: drawn, and every question put to them. */
function isRanked(iteration: IterationState): boolean {
  return iteration.image !== null && iteration.judged && iteration.score?.ratio != null;
}

/** True when the attempt fails a criterion that the designer locked. */
export function failsLocked(
  criteria: RunState["criteria"],
  { verdicts, overrides }: Pick<IterationState, "verdicts" | "overrides">,
): boolean {
  return (criteria ?? []).some(
    ({ id, enabled, locked }) =>
      enabled && locked === true && effectiveState(verdicts[id], overrides[id]) === "fail",
  );
}

/** The first of a pool by score; those that give up a locked criterion only where all of them do. */
function firstOf(state: RunState, pool: readonly IterationState[]): readonly IterationState[] {
  const ranked = pool.filter(isRanked);
  const keeping = ranked.filter((it) => !failsLocked(state.criteria, it));
  const fit = keeping.length > 0 ? keeping : ranked;
  const top = Math.max(...fit.map((it) => it.score?.ratio ?? -1));
  return fit.filter((it) => it.score?.ratio === top);
}

/**
 * Iterations that share the highest score; empty when none is judged to its end. One that is still being
 * verified does not count: the first questions passed say nothing of the rest. Rejected ones never lead, and
 * those that fail a locked criterion only where every other does too. The pin does not matter here.
 */
export function leaders(state: RunState): readonly number[] {
  const kept = state.iterations.filter((it) => it.rating !== "rejected");
  return firstOf(state, kept).map((it) => it.n);
}

/**
 * The iteration to show as best: the designer's pin, else the highest score (among equals the one the designer
 * preferred, then the one with the most criteria judged, then the one a judge preferred both ways round, then
 * the earliest), else the last image drawn, else null. Rejected ones only where nothing else was drawn.
 */
export function bestOf(state: RunState): number | null {
  if (state.pinned !== null) return state.pinned;
  return bestAmong(state, state.iterations);
}

/** The best of some attempts by the same rules; the pin does not matter here. null where none is drawn. */
export function bestAmong(state: RunState, attempts: readonly IterationState[]): number | null {
  const drawn = attempts.filter((it) => it.image !== null);
  const kept = drawn.filter((it) => it.rating !== "rejected");
  const pool = kept.length > 0 ? kept : drawn;
  return inOrder(state, firstOf(state, pool))[0]?.n ?? pool.at(-1)?.n ?? null;
}

/** Attempts of equal score, the one to prefer first. */
function inOrder(state: RunState, tied: readonly IterationState[]): readonly IterationState[] {
  return [...tied].sort(
    (a, b) =>
      victories(state, b, tied) - victories(state, a, tied) ||
      (b.score?.judged ?? 0) - (a.score?.judged ?? 0) ||
      judgedVictories(state, b, tied) - judgedVictories(state, a, tied) ||
      a.n - b.n,
  );
}

/**
 * Two of those in the lead that nothing but a comparison of the images can tell apart: the best so far, and one
 * that was neither compared with it nor beaten by another. null where the lead is not shared like that, where the
 * designer pinned an attempt, or chose between the two.
 */
export function undecidedPair(state: RunState): readonly [number, number] | null {
  if (state.pinned !== null) return null;
  const lead = new Set(leaders(state));
  const tied = state.iterations.filter((it) => lead.has(it.n));
  const [best, ...others] = inOrder(state, tied);
  if (best === undefined) return null;
  const rival = others.find(
    (it) =>
      victories(state, it, tied) === victories(state, best, tied) &&
      it.score?.judged === best.score?.judged &&
      judgedVictories(state, it, tied) >= 0 &&
      it.image?.ref.hash !== best.image?.ref.hash &&
      preferenceBetween(state, best.n, it.n) === null &&
      !state.pairs.some(({ a, b }) => (a === best.n && b === it.n) || (a === it.n && b === best.n)),
  );
  return rival === undefined ? null : [best.n, rival.n];
}

/** Times preferred less times passed over, against the others of a group. */
function victories(state: RunState, it: IterationState, group: readonly IterationState[]): number {
  return group.reduce((sum, other) => {
    const outcome = other.n === it.n ? null : preferenceBetween(state, it.n, other.n);
    return sum + (outcome === "won" ? 1 : outcome === "lost" ? -1 : 0);
  }, 0);
}

/** Times a judge preferred it less times it was passed over, against the others of a group. */
function judgedVictories(state: RunState, it: IterationState, group: readonly IterationState[]): number {
  const others = new Set(group.map(({ n }) => n).filter((n) => n !== it.n));
  return state.pairs.reduce((sum, { a, b, winner }) => {
    if (winner === null || !((a === it.n && others.has(b)) || (b === it.n && others.has(a)))) return sum;
    return sum + ((winner === "a") === (a === it.n) ? 1 : -1);
  }, 0);
}

const turned = { won: "lost", lost: "won", tie: "tie" } as const;

/** The designer's choice between two attempts of one run, from the first one's side; null where there is none. */
export function preferenceBetween(
  state: Pick<RunState, "header" | "preferences">,
  n: number,
  other: number,
): Preference["outcome"] | null {
  for (const { iteration, against, outcome } of state.preferences) {
    if (against.runId !== state.header?.id) continue;
    if (iteration === n && against.iteration === other) return outcome;
    if (iteration === other && against.iteration === n) return turned[outcome];
  }
  return null;
}

/** Every choice that an attempt was part of, told from its side, whichever side the journal has. */
export function preferencesOf(
  state: Pick<RunState, "header" | "preferences">,
  n: number,
): readonly Preference[] {
  const own = state.header?.id;
  return state.preferences.flatMap((one) => {
    if (one.iteration === n) return [one];
    if (own === undefined || one.against.runId !== own || one.against.iteration !== n) return [];
    const against = { runId: own, iteration: one.iteration };
    return [{ ...one, iteration: n, against, outcome: turned[one.outcome] }];
  });
}
