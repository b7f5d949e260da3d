/** Images that came into the compared runs while they were compared. They are offered, never shown by themselves. */
import { useMemo, useRef } from "react";
import type { Place } from "../../../../shared/ipc/domains/common";
import type { RunState } from "../../../../shared/run/state";
import { drawnOf } from "../../../app/runs/derive";
import type { Compared } from "../compared";

/** The highest drawn iteration of each run; null where the run is not read yet. */
function newest(run: RunState): number {
  return Math.max(0, ...drawnOf(run).map((it) => it.n));
}

/** Places drawn after those known, that are not laid out. */
export function freshPlaces(
  runs: ReadonlyMap<string, RunState>,
  known: ReadonlyMap<string, number>,
  laidOut: readonly Place[],
): readonly Place[] {
  return [...runs].flatMap(([runId, run]) =>
    drawnOf(run)
      .filter((it) => it.n > (known.get(runId) ?? Number.POSITIVE_INFINITY))
      .filter((it) => !laidOut.some((place) => place.runId === runId && place.iteration === it.n))
      .map((it) => ({ runId, iteration: it.n })),
  );
}

export function useNews(all: readonly Compared[]): readonly Place[] {
  const known = useRef(new Map<string, number>());
  return useMemo(() => {
    const runs = new Map(
      all.flatMap((one) => (one.run === null ? [] : [[one.place.runId, one.run] as const])),
    );
    for (const [id, run] of runs) if (!known.current.has(id)) known.current.set(id, newest(run));
    return freshPlaces(
      runs,
      known.current,
      all.map((one) => one.place),
    );
  }, [all]);
}
