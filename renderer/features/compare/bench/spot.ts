/** The question the pointer or the focus is on: its evidence is shown on all panes. */
import { create } from "zustand";

interface Spot {
  /** Key of a row of the matrix; null when none is looked at. */
  readonly row: string | null;
  /** Place of the column in the tray. */
  readonly column: number | null;
}

export const nowhere: Spot = { row: null, column: null };

export const useSpot = create<Spot>(() => nowhere);

export const lookAt = (spot: Spot): void => useSpot.setState(spot);
