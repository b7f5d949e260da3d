/** What a run may spend. One limit a line, so that time, tokens and money can join the images. */
import type { RunState } from "../../shared/run/state";

interface Limit {
  readonly spent: (state: RunState) => number;
  readonly allowed: (state: RunState) => number;
}

/** Images that were really drawn: an attempt given up before its image came costs nothing. */
const images: Limit = {
  spent: (state) => state.iterations.filter((iteration) => iteration.image !== null).length,
  allowed: (state) => state.rounds,
};

const limits: readonly Limit[] = [images];

/** True when the run may not begin another attempt. */
export function isSpent(state: RunState): boolean {
  return limits.some((limit) => limit.spent(state) >= limit.allowed(state));
}
