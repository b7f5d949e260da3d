/** What is being looked at in each run: an iteration and a criterion. Kept between starts. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { bestOf, type RunState } from "../../../shared/run/state";
import { drawnOf } from "../../app/runs/derive";
import { calmStorage } from "../../app/storage";

export interface Selection {
  readonly iteration: number | null;
  readonly criterion: string | null;
  /** The highest iteration the designer has looked at; later ones are news. */
  readonly seen: number;
}

export const noSelection: Selection = { iteration: null, criterion: null, seen: 0 };

/** Runs remembered; older ones start afresh. */
const REMEMBERED = 60;

interface Selections {
  readonly runs: Readonly<Record<string, Selection>>;
}

export const useSelections = create<Selections>()(
  persist(() => ({ runs: {} }) as Selections, {
    name: "gems.selection",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

export function selectionOf(runId: string): Selection {
  return useSelections.getState().runs[runId] ?? noSelection;
}

export function useSelection(runId: string): Selection {
  return useSelections((store) => store.runs[runId] ?? noSelection);
}

/** Looks at an iteration, a criterion or both. */
export function select(runId: string, change: Partial<Pick<Selection, "iteration" | "criterion">>): void {
  useSelections.setState(({ runs }) => {
    const before = runs[runId] ?? noSelection;
    const seen = Math.max(before.seen, change.iteration ?? 0);
    const { [runId]: _moved, ...others } = runs;
    const kept = Object.entries(others).slice(-(REMEMBERED - 1));
    return { runs: { ...Object.fromEntries(kept), [runId]: { ...before, ...change, seen } } };
  });
}

/**
 * The iteration on screen. A choice stands whatever arrives; without one, a live run shows its first image
 * and a resting one its best. Only `follow` goes along with the newest.
 */
export function viewedIteration(
  state: RunState,
  selection: Selection,
  options: { live: boolean; follow: boolean },
): number | null {
  const drawn = drawnOf(state);
  if (options.live && options.follow) return drawn.at(-1)?.n ?? state.iterations.at(-1)?.n ?? null;
  if (state.iterations.some((it) => it.n === selection.iteration)) return selection.iteration;
  return (options.live ? drawn[0]?.n : bestOf(state)) ?? state.iterations[0]?.n ?? null;
}

/** How many images came in after the newest one looked at. */
export function unseenCount(state: RunState, seen: number): number {
  return drawnOf(state).filter((it) => it.n > seen).length;
}

/** The neighbour of an iteration in drawing order, staying at the ends. */
export function neighbour(state: RunState, from: number | null, step: number): number | null {
  const numbers = state.iterations.map((it) => it.n);
  if (numbers.length === 0) return null;
  const at = from === null ? -1 : numbers.indexOf(from);
  const to = Math.min(numbers.length - 1, Math.max(0, at + step));
  return numbers[to] ?? null;
}
