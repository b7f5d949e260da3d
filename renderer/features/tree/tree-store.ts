/** Where the designer stands in the family of runs, and which images are chosen there. */
import { create } from "zustand";
import type { Place } from "../../../shared/ipc/domains/common";
import { samePlace } from "../../app/compare-tray";

interface TreeStore {
  /** The run with the focus and the iteration of it that is meant; null before anything was chosen. */
  readonly active: Place | null;
  /** Chosen with Space, to be compared. */
  readonly chosen: readonly Place[];
}

export const useTree = create<TreeStore>(() => ({ active: null, chosen: [] }));

export function setActive(active: Place): void {
  useTree.setState({ active });
}

/** Chooses an image, or lets it go; one run has at most one. */
export function toggleChosen(place: Place): void {
  useTree.setState(({ chosen }) => ({
    chosen: chosen.some((one) => samePlace(one, place))
      ? chosen.filter((one) => !samePlace(one, place))
      : [...chosen.filter((one) => one.runId !== place.runId), place],
  }));
}

export function clearChosen(): void {
  useTree.setState({ chosen: [] });
}
