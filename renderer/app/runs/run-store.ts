/** The open runs. Snapshots come by asking, live events by news; both meet in `entry.ts`. */
import { create } from "zustand";
import type { RunEvent } from "../../../shared/run/events";
import { say, sentenceFor } from "../announce";
import { ask, payloadOf } from "../ipc";
import { useUi } from "../ui-store";
import { newEntry, type RunEntry, type StopMode, withEvents, withLive, withSnapshot } from "./entry";

/** Runs kept in memory besides the current one. */
const KEPT = 4;

interface RunStore {
  readonly currentId: string | null;
  readonly entries: Readonly<Record<string, RunEntry>>;
  /** Ids of runs the loop is working on, open or not. */
  readonly working: readonly string[];
}

export const useRuns = create<RunStore>(() => ({ currentId: null, entries: {}, working: [] }));

function put(entry: RunEntry): void {
  useRuns.setState((store) => ({ entries: { ...store.entries, [entry.id]: entry } }));
}

function entryOf(id: string): RunEntry | undefined {
  return useRuns.getState().entries[id];
}

async function read(id: string): Promise<void> {
  try {
    const snapshot = await ask("runs:get", { runId: id });
    const entry = entryOf(id);
    if (entry !== undefined) put(withSnapshot(entry, snapshot));
  } catch (error) {
    const entry = entryOf(id);
    if (entry !== undefined) put({ ...entry, phase: "missing", error: payloadOf(error) });
  }
}

function forgetOld(keep: string): void {
  useRuns.setState((store) => {
    const ids = Object.keys(store.entries).filter((id) => id !== keep && !store.working.includes(id));
    const gone = new Set(ids.slice(0, Math.max(0, ids.length - KEPT)));
    return { entries: Object.fromEntries(Object.entries(store.entries).filter(([id]) => !gone.has(id))) };
  });
}

/** Shows a run, reading it when it is not in memory. */
export async function openRun(id: string): Promise<void> {
  const known = entryOf(id);
  useRuns.setState({ currentId: id });
  useUi.getState().rememberRun(id);
  if (known?.phase === "ready") return;
  put(newEntry(id));
  forgetOld(id);
  await read(id);
}

/** Keeps a run in memory and up to date without showing it. */
export async function watchRun(id: string): Promise<void> {
  if (entryOf(id)?.phase === "ready") return;
  put(newEntry(id));
  await read(id);
}

/** Leaves the current run: back to an empty studio. */
export function closeRun(): void {
  useRuns.setState({ currentId: null });
  useUi.getState().rememberRun(null);
}

/** Forgets a run that was deleted. */
export function dropRun(id: string): void {
  if (useRuns.getState().currentId === id) closeRun();
  useRuns.setState((store) => {
    const { [id]: _gone, ...entries } = store.entries;
    return { entries };
  });
}

/** Takes in a batch of news about one run. */
export function receive(id: string, events: readonly RunEvent[]): void {
  const known = entryOf(id);
  if (known === undefined) return;
  const { entry, gap } = withEvents(known, events);
  put(gap ? { ...entry, phase: "loading" } : entry);
  if (gap) void read(id);
  if (useRuns.getState().currentId !== id) return;
  const sentences = events.map((event) => sentenceFor(event, entry.state)).filter((text) => text !== null);
  if (sentences.length > 0) say(sentences.join(" "));
}

/** The loop began or ended its work on a run. */
export function setLive(id: string, live: boolean): void {
  useRuns.setState((store) => ({
    working: live ? [...new Set([...store.working, id])] : store.working.filter((other) => other !== id),
  }));
  const known = entryOf(id);
  if (known !== undefined) put(withLive(known, live));
}

export function setStopping(id: string, stopping: StopMode | null): void {
  const known = entryOf(id);
  if (known !== undefined) put({ ...known, stopping });
}

export function currentRun(): RunEntry | null {
  const { currentId, entries } = useRuns.getState();
  return currentId === null ? null : (entries[currentId] ?? null);
}

/** The run on screen, or null. */
export function useCurrentRun(): RunEntry | null {
  return useRuns((store) => (store.currentId === null ? null : (store.entries[store.currentId] ?? null)));
}
