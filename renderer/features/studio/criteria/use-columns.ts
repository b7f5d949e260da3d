/** The columns of marks on screen, and the ways to move among them. */
import { useCallback, useMemo, useState, type WheelEvent } from "react";
import type { IterationState } from "../../../../shared/run/state";
import { type ColumnWindow, capacityOf, moved, slid } from "./columns";

export interface Columns {
  readonly shown: readonly IterationState[];
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
  readonly move: (by: number) => void;
  readonly onWheel: (event: WheelEvent) => void;
}

interface Placed extends ColumnWindow {
  readonly looked: number;
}

function usePlaced(total: number, capacity: number, looked: number): [Placed, (next: Placed) => void] {
  const [placed, setPlaced] = useState<Placed>(() => ({ ...slid(null, total, capacity, looked), looked }));
  if (placed.total === total && placed.capacity === capacity && placed.looked === looked)
    return [placed, setPlaced];
  const next = { ...slid(placed, total, capacity, looked), looked };
  setPlaced(next);
  return [next, setPlaced];
}

/** @param viewed number of the iteration on screen; looking at another brings its column in again */
export function useColumns(
  iterations: readonly IterationState[],
  panelWidth: number,
  viewed: number | null,
): Columns {
  const looked = iterations.findIndex((it) => it.n === viewed);
  const [placed, setPlaced] = usePlaced(iterations.length, capacityOf(panelWidth), looked);
  const { start, capacity, total } = placed;
  const shown = useMemo(() => iterations.slice(start, start + capacity), [iterations, start, capacity]);
  const move = useCallback(
    (by: number) => setPlaced({ ...placed, ...moved(placed, by) }),
    [placed, setPlaced],
  );
  return {
    shown,
    hiddenBefore: start,
    hiddenAfter: Math.max(0, total - start - capacity),
    move,
    onWheel: (event) => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > 4) move(Math.sign(sideways));
    },
  };
}
