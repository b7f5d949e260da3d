/** The iterations in the tray with all that is known of them. */
import { useEffect, useMemo, useRef } from "react";
import { imageUrl } from "../../../shared/ipc/channels";
import type { Place } from "../../../shared/ipc/domains/common";
import type { IterationState, RunState } from "../../../shared/run/state";
import { useCompareTray } from "../../app/compare-tray";
import { listen } from "../../app/ipc";
import { drawnOf, iterationOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { useRuns, watchRun } from "../../app/runs/run-store";
import type { Size } from "./stage/lens";

/** "gone": the run is not in the library any more, or the iteration has no image. */
export type Standing = "loading" | "gone" | "ready";

export interface Compared {
  readonly place: Place;
  readonly key: string;
  readonly standing: Standing;
  readonly run: RunState | null;
  readonly iteration: IterationState | null;
  readonly url: string;
  readonly size: Size | null;
}

/** One that is there to be looked at. */
export type Ready = Compared & {
  readonly run: RunState;
  readonly iteration: IterationState;
  readonly size: Size;
};

export function isReady(one: Compared | undefined): one is Ready {
  return one?.standing === "ready" && one.run !== null && one.iteration !== null && one.size !== null;
}

export const keyOf = (place: Place): string => `${place.runId}.${place.iteration}`;

export function comparedOf(place: Place, entry: RunEntry | undefined): Compared {
  const key = keyOf(place);
  const nothing = { place, key, run: null, iteration: null, url: "", size: null };
  if (entry === undefined || entry.phase === "loading") return { ...nothing, standing: "loading" };
  if (entry.phase === "missing") return { ...nothing, standing: "gone" };
  const iteration = iterationOf(entry.state, place.iteration);
  const image = iteration?.image ?? null;
  if (iteration === null || image === null) {
    return { ...nothing, run: entry.state, iteration, standing: "gone" };
  }
  const { width, height, ref } = image;
  return {
    place,
    key,
    standing: "ready",
    run: entry.state,
    iteration,
    url: imageUrl(place.runId, ref.file),
    size: { width, height },
  };
}

/** True when nothing that is shown of a place differs: progress of a live run elsewhere is no reason to draw anew. */
export function looksSame(a: Compared, b: Compared): boolean {
  if (a.key !== b.key || a.standing !== b.standing || a.iteration !== b.iteration) return false;
  if (a.run === b.run) return true;
  if (a.run === null || b.run === null) return false;
  const told = ({ header, criteria, preferences, pinned, routing, rounds }: RunState) =>
    [header, criteria, preferences, pinned, routing, rounds] as const;
  const before = told(a.run);
  return (
    told(b.run).every((part, index) => part === before[index]) &&
    drawnOf(a.run).length === drawnOf(b.run).length
  );
}

/** Reads again what could not be opened: a run may have come back from the trash. */
function retryMissing(ids: readonly string[]): void {
  const { entries } = useRuns.getState();
  for (const id of ids) if (entries[id]?.phase === "missing") void watchRun(id);
}

/** What is laid out, followed as runs go on and verdicts change. Which images these are changes only by hand. */
export function useCompared(): readonly Compared[] {
  const places = useCompareTray((tray) => tray.places);
  const entries = useRuns((runs) => runs.entries);
  const ids = useMemo(() => [...new Set(places.map((place) => place.runId))], [places]);
  const unread = ids.filter((id) => entries[id] === undefined).join(" ");
  useEffect(() => {
    for (const id of unread.split(" ")) if (id !== "") void watchRun(id);
  }, [unread]);
  useEffect(() => {
    retryMissing(ids);
    return listen("library-changed", () => retryMissing(ids));
  }, [ids]);
  const before = useRef<readonly Compared[]>([]);
  return useMemo(() => {
    const now = places.map((place) => comparedOf(place, entries[place.runId]));
    const kept = now.map((one, index) => {
      const old = before.current[index];
      return old !== undefined && looksSame(old, one) ? old : one;
    });
    const same =
      kept.length === before.current.length && kept.every((one, index) => one === before.current[index]);
    if (!same) before.current = kept;
    return before.current;
  }, [places, entries]);
}

/** True when more than one run is laid out, so that names must tell them apart. */
export function ofSeveralRuns(all: readonly Compared[]): boolean {
  return new Set(all.map((one) => one.place.runId)).size > 1;
}

export function titleOf(one: Compared): string {
  return one.run?.header?.title ?? "";
}
