/** The one adjustable thing of each mode, turned up and down by the same two keys. */
import { adjust, flickerRates, gains, useComparison } from "./compare-store";
import { engine } from "./stage/current";

/** The neighbour in a rising list, staying at its ends. */
export function neighbourIn(steps: readonly number[], now: number, by: 1 | -1): number {
  const at = steps.findIndex((one) => one >= now);
  const index = at === -1 ? steps.length - 1 : at;
  return steps[Math.min(steps.length - 1, Math.max(0, index + by))] ?? now;
}

const NUDGE = 0.05;

export function turn(by: 1 | -1): void {
  const { mode, gain, opacity, flickerRate } = useComparison.getState();
  if (mode === "difference") adjust({ gain: neighbourIn(gains, gain, by) });
  else if (mode === "onion") adjust({ opacity: within(opacity + by * NUDGE) });
  else if (mode === "flicker") adjust({ flickerRate: neighbourIn(flickerRates, flickerRate, by) });
  else if (mode === "slider") engine.moveDivider(engine.divider + by * NUDGE);
}

function within(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
}
