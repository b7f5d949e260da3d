/** One-way nudges from commands to whichever part of the screen can carry them out. */
import { useEffect } from "react";

export type Signal =
  | "viewer:fit"
  | "viewer:actual"
  | "viewer:in"
  | "viewer:out"
  | "prompt:focus"
  | "library:search"
  | "criteria:add"
  | "next:focus"
  | "memory:search"
  | "tree:fit"
  | "title:rename";

const listeners = new Map<Signal, Set<() => void>>();
const waiting = new Set<Signal>();

/** Nudges to parts that may be about to appear, because the view was just changed. */
const patient: ReadonlySet<Signal> = new Set([
  "library:search",
  "criteria:add",
  "next:focus",
  "memory:search",
  "title:rename",
  "prompt:focus",
]);

/** Delivers a nudge; a patient one that nobody hears yet waits for its part to appear. */
export function signal(name: Signal): void {
  const heard = listeners.get(name);
  if (heard !== undefined && heard.size > 0) for (const listener of heard) listener();
  else if (patient.has(name)) waiting.add(name);
}

/** Hears a nudge for as long as the component lives. */
export function useSignal(name: Signal, listener: () => void): void {
  useEffect(() => {
    const heard = listeners.get(name) ?? new Set();
    listeners.set(name, heard.add(listener));
    if (waiting.delete(name)) listener();
    return () => {
      heard.delete(listener);
    };
  }, [name, listener]);
}
