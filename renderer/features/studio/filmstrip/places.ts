/** Where the filmstrip's tiles stand: images of one round close together, rounds apart. */
import type { IterationState } from "../../../../shared/run/state";

export const TILE = 78;
/** Between rounds. */
const GAP = 12;
/** Between the images of one round, and between rounds of several images. */
const GAP_WITHIN = 6;
const GAP_BETWEEN = 22;

/** Free room before each tile, in CSS pixels. `grouped`: rounds are told apart. */
export function gapsOf(iterations: readonly Pick<IterationState, "round">[], grouped: boolean): number[] {
  return iterations.map((it, index) => {
    if (index === 0) return 0;
    if (!grouped) return GAP;
    return iterations[index - 1]?.round === it.round ? GAP_WITHIN : GAP_BETWEEN;
  });
}

export interface RoundSpan {
  readonly round: number;
  /** Places in the strip, `last` included. */
  readonly first: number;
  readonly last: number;
  /** From the strip's first tile, in CSS pixels. */
  readonly left: number;
  readonly width: number;
}

/** The stretch of the strip that each round takes. */
export function spansOf(
  iterations: readonly Pick<IterationState, "round">[],
  gaps: readonly number[],
): readonly RoundSpan[] {
  const spans: RoundSpan[] = [];
  let left = 0;
  for (const [index, { round }] of iterations.entries()) {
    left += gaps[index] ?? 0;
    const before = spans.at(-1);
    if (before !== undefined && before.round === round)
      spans[spans.length - 1] = { ...before, last: index, width: left + TILE - before.left };
    else spans.push({ round, first: index, last: index, left, width: TILE });
    left += TILE;
  }
  return spans;
}

/** Of all tiles and gaps, in CSS pixels. */
export function lengthOf(gaps: readonly number[]): number {
  return gaps.reduce((sum, gap) => sum + gap + TILE, 0);
}
