/** Rounds: one prompt each, drawn as one image or as several candidates. */
import type { IterationState, RunState } from "./state";

type Drawn = Pick<RunState, "iterations">;

/** Rounds that brought an image. One given up before its first image came costs nothing. */
export function roundsDrawn({ iterations }: Drawn): number {
  return new Set(iterations.filter((it) => it.image !== null).map((it) => it.round)).size;
}

/** Images that were really drawn: an attempt given up before its image came costs nothing. */
export function imagesDrawn({ iterations }: Drawn): number {
  return iterations.filter((it) => it.image !== null).length;
}

/** The latest round's attempts in order; empty before the first. */
export function latestRound({ iterations }: Drawn): readonly IterationState[] {
  const latest = iterations.at(-1);
  return latest === undefined ? [] : iterations.filter((it) => it.round === latest.round);
}
