/** One open run as the renderer holds it: snapshot and live stream folded together by the shared reducer. */
import type { ErrorPayload } from "../../../shared/errors";
import type { RunSnapshot } from "../../../shared/ipc/domains/runs";
import type { RunEvent } from "../../../shared/run/events";
import { reduce } from "../../../shared/run/reduce";
import { emptyRunState, type RunState } from "../../../shared/run/state";
import { type RunClock, restingClock, tick } from "./clock";

export type StopMode = "now" | "after-this" | "skip";

export interface RunEntry {
  readonly id: string;
  readonly phase: "loading" | "ready" | "missing";
  readonly state: RunState;
  readonly clock: RunClock;
  readonly live: boolean;
  readonly folder: string;
  readonly damaged: number;
  /** Why the run could not be opened. */
  readonly error: ErrorPayload | null;
  /** Events that arrived before the snapshot they belong behind. */
  readonly early: readonly RunEvent[];
  /** A stop that was asked for and has not happened yet. */
  readonly stopping: StopMode | null;
}

/** A run that is about to be read. */
export function newEntry(id: string): RunEntry {
  return {
    id,
    phase: "loading",
    state: emptyRunState,
    clock: restingClock,
    live: false,
    folder: "",
    damaged: 0,
    error: null,
    early: [],
    stopping: null,
  };
}

function apply(entry: RunEntry, event: RunEvent): RunEntry {
  const known = event.seq !== null && event.seq <= entry.state.lastSeq;
  if (known) return entry;
  return {
    ...entry,
    state: reduce(entry.state, event),
    clock: tick(entry.clock, event),
    stopping: endsStop(event, entry.stopping) ? null : entry.stopping,
  };
}

function endsStop(event: RunEvent, stopping: StopMode | null): boolean {
  if (
    ["run-stopped", "run-paused", "clarification-asked", "run-finished", "run-resumed"].includes(event.type)
  )
    return true;
  return stopping === "skip" && event.type === "iteration-started";
}

/** Replaces what is known by the journal as it stands on disk, then adds what was heard meanwhile. */
export function withSnapshot(entry: RunEntry, snapshot: RunSnapshot): RunEntry {
  const { live, folder, damaged } = snapshot;
  const read = snapshot.events.reduce(apply, { ...newEntry(entry.id), stopping: entry.stopping });
  const whole = entry.early.reduce(apply, read);
  return { ...whole, phase: "ready", live, folder, damaged, early: [] };
}

/**
 * Adds live events. `gap` says that one in between was missed, so the journal must be read again
 * (a fresh run being read keeps its events until then).
 */
export function withEvents(entry: RunEntry, events: readonly RunEvent[]): { entry: RunEntry; gap: boolean } {
  if (entry.phase !== "ready") return { entry: { ...entry, early: [...entry.early, ...events] }, gap: false };
  let current = entry;
  for (const [index, event] of events.entries()) {
    if (event.seq !== null && event.seq > current.state.lastSeq + 1) {
      return { entry: { ...current, early: events.slice(index) }, gap: true };
    }
    current = apply(current, event);
  }
  return { entry: current, gap: false };
}

/** The loop began or ended its work on the run. */
export function withLive(entry: RunEntry, live: boolean): RunEntry {
  return { ...entry, live, stopping: live ? entry.stopping : null };
}
