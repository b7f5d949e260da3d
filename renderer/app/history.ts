/**
 * What the designer did and can take back, newest last. One line of history for the whole studio: a new act
 * forgets what was undone before it. Acts outlive the notice that told of them, but not the session.
 */
import { create } from "zustand";

export interface Act {
  readonly id: number;
  /** What was done, as its notice says it: "3 runs were moved to the trash." */
  readonly text: string;
  readonly undo: () => unknown;
  /** Does it again; an act without it is gone for good once it was undone. */
  readonly redo: (() => unknown) | null;
  /** The run, board, skill … the act is about; its acts go when the thing goes for good. */
  readonly about: string | null;
}

interface History {
  readonly past: readonly Act[];
  readonly future: readonly Act[];
}

/** Acts kept; beyond that the oldest can no longer be undone. */
export const HISTORY_LIMIT = 100;

export const useHistory = create<History>(() => ({ past: [], future: [] }));

let nextId = 1;

export type NewAct = Pick<Act, "text" | "undo"> & Partial<Pick<Act, "redo" | "about">>;

/** Writes an act down. */
export function remember({ redo = null, about = null, ...act }: NewAct): Act {
  const made: Act = { ...act, redo, about, id: nextId++ };
  useHistory.setState(({ past }) => ({ past: [...past, made].slice(-HISTORY_LIMIT), future: [] }));
  return made;
}

const without = (acts: readonly Act[], id: number) => acts.filter((act) => act.id !== id);

/**
 * Takes an act back: the newest, or the one named. Where taking back fails, the act stays undoable.
 * @returns the act, or null when there is none
 * @throws what the act's own `undo` throws
 */
export async function undoAct(id?: number): Promise<Act | null> {
  const { past } = useHistory.getState();
  const act = id === undefined ? past.at(-1) : past.find((one) => one.id === id);
  if (act === undefined) return null;
  // Out of the list first: a second press while this one works must reach the act before it.
  useHistory.setState({ past: without(past, act.id) });
  try {
    await act.undo();
  } catch (error) {
    useHistory.setState((now) => ({ past: inOrder([...now.past, act]) }));
    throw error;
  }
  if (act.redo !== null) useHistory.setState(({ future }) => ({ future: [...future, act] }));
  return act;
}

/**
 * Does again what was undone last.
 * @returns the act, or null when there is none
 * @throws what the act's own `redo` throws
 */
export async function redoAct(): Promise<Act | null> {
  const { future } = useHistory.getState();
  const act = future.at(-1);
  if (act === undefined || act.redo === null) return null;
  useHistory.setState({ future: without(future, act.id) });
  try {
    await act.redo();
  } catch (error) {
    useHistory.setState((now) => ({ future: [...now.future, act] }));
    throw error;
  }
  useHistory.setState(({ past }) => ({ past: [...past, act].slice(-HISTORY_LIMIT) }));
  return act;
}

/** Acts are numbered as they happen, so their numbers are their order. */
function inOrder(acts: readonly Act[]): readonly Act[] {
  return [...acts].sort((a, b) => a.id - b.id);
}

/** Forgets the acts about things that are gone for good: nothing is left to take back. */
export function forgetActs(about: readonly string[]): void {
  const gone = new Set(about);
  const stays = (act: Act) => act.about === null || !gone.has(act.about);
  useHistory.setState(({ past, future }) => ({ past: past.filter(stays), future: future.filter(stays) }));
}

export function clearHistory(): void {
  useHistory.setState({ past: [], future: [] });
}

/** The act that undoing would take back now. */
export const undoable = (): Act | null => useHistory.getState().past.at(-1) ?? null;

/** The act that redoing would do again now. */
export const redoable = (): Act | null => useHistory.getState().future.at(-1) ?? null;
