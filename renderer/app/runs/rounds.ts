/** Rounds as the screens tell of them: images of one round share their prompt and stand together. */
import type { IterationState, Refinement, RunState } from "../../../shared/run/state";
import { bestOf } from "../../../shared/run/state";
import { t } from "../../i18n";

/** True when a round draws several images, now or somewhere before: only then are rounds worth naming. */
export function hasRounds({ candidates, iterations }: Pick<RunState, "candidates" | "iterations">): boolean {
  return candidates > 1 || iterations.some((it) => it.candidate > 1);
}

/** Attempts of one round, in order. */
export function roundOf(
  { iterations }: Pick<RunState, "iterations">,
  round: number,
): readonly IterationState[] {
  return iterations.filter((it) => it.round === round);
}

/** The best of a round that has several judged images; null where there is nothing to choose between. */
export function bestOfRound(state: RunState, round: number): number | null {
  const members = roundOf(state, round);
  if (members.filter((it) => it.image !== null && it.judged).length < 2) return null;
  return bestOf({ ...state, iterations: members, pinned: null });
}

/** What the refiner wrote for an image: its round's prompt, which the round's first image stands for. */
export function refinementOf(
  state: Pick<RunState, "iterations" | "refinements">,
  n: number,
): Refinement | undefined {
  const own = state.refinements.find((one) => one.iteration === n);
  const round = state.iterations.find((it) => it.n === n)?.round;
  if (own !== undefined || round === undefined) return own;
  const members = new Set(roundOf(state, round).map((it) => it.n));
  return state.refinements.find((one) => members.has(one.iteration));
}

/** "round 2, image 3 of 4"; empty where rounds are not worth naming. */
export function roundPlace(state: RunState, iteration: IterationState): string {
  if (!hasRounds(state)) return "";
  const { round, candidate } = iteration;
  const count = roundOf(state, round).length;
  return count === 1
    ? t("studio:candidates.inRound", { round })
    : t("studio:candidates.place", { round, candidate, count });
}

/** "2.3": the round and which of its images; empty where rounds are not worth naming. */
export function roundTag(state: RunState, { round, candidate }: IterationState): string {
  return hasRounds(state) ? `${round}.${candidate}` : "";
}
