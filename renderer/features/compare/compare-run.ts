/** Laying out a whole run: its images, the first as A and the best as B. */
import { bestOf, type RunState } from "../../../shared/run/state";
import { compare, TRAY_LIMIT } from "../../app/compare-tray";
import { drawnOf } from "../../app/runs/derive";
import { adjust } from "./compare-store";

/** Of more than nine images: the first, the best and the latest. */
export function worthComparing(state: RunState): readonly number[] {
  const drawn = drawnOf(state).map((it) => it.n);
  if (drawn.length <= TRAY_LIMIT) return drawn;
  const best = bestOf(state);
  const musts = new Set([...drawn.slice(0, 1), ...(best === null ? [] : [best])]);
  const latest = drawn.filter((n) => !musts.has(n)).slice(musts.size - TRAY_LIMIT);
  const kept = new Set([...musts, ...latest]);
  return drawn.filter((n) => kept.has(n));
}

export function compareRun(runId: string, state: RunState): void {
  const places = worthComparing(state).map((iteration) => ({ runId, iteration }));
  const [first] = places;
  const last = places.at(-1);
  const best = places.find((place) => place.iteration === bestOf(state));
  compare(places);
  if (first === undefined || last === undefined) return;
  adjust({ a: first, b: best === undefined || best === first ? last : best });
}
