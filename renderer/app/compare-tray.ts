/** What is laid out for comparison: iterations of any runs, in order, kept between starts. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Place } from "../../shared/ipc/domains/common";
import { calmStorage } from "./storage";
import { useUi } from "./ui-store";

/** Images that can be looked at together. */
export const TRAY_LIMIT = 9;

interface CompareTray {
  readonly places: readonly Place[];
}

export const useCompareTray = create<CompareTray>()(
  persist((): CompareTray => ({ places: [] }), {
    name: "gems.compare-tray",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

export function samePlace(a: Place, b: Place): boolean {
  return a.runId === b.runId && a.iteration === b.iteration;
}

/** Replaces what is laid out; more than nine are cut off. */
export function layOut(places: readonly Place[]): void {
  const unique = places.filter((place, index) => places.findIndex((one) => samePlace(one, place)) === index);
  useCompareTray.setState({ places: unique.slice(0, TRAY_LIMIT) });
}

/** Adds what is not there yet, as far as there is room; says how many there was no room for. */
export function addToTray(added: readonly Place[]): number {
  const { places } = useCompareTray.getState();
  const fresh = added.filter((place) => !places.some((one) => samePlace(one, place)));
  layOut([...places, ...fresh]);
  return Math.max(0, places.length + fresh.length - TRAY_LIMIT);
}

/** Adds an iteration, or takes it away when it is there. False when there is no room. */
export function toggleInTray(place: Place): boolean {
  const { places } = useCompareTray.getState();
  if (places.some((one) => samePlace(one, place))) {
    layOut(places.filter((one) => !samePlace(one, place)));
    return true;
  }
  if (places.length >= TRAY_LIMIT) return false;
  layOut([...places, place]);
  return true;
}

/** Moves what lies at one place of the row to another. */
export function moveInTray(from: number, to: number): void {
  const { places } = useCompareTray.getState();
  const moved = places[from];
  if (moved === undefined || to < 0 || to >= places.length || from === to) return;
  const rest = places.filter((_, index) => index !== from);
  layOut([...rest.slice(0, to), moved, ...rest.slice(to)]);
}

/** Lays iterations out and goes to look at them. */
export function compare(places: readonly Place[]): void {
  layOut(places);
  useUi.getState().go("compare");
}
