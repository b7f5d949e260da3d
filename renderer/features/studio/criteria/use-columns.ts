/** The columns of marks on screen, and the ways to move among them. */
import { useState, type WheelEvent } from "react";
import type { IterationState } from "../../../../shared/run/state";
import { capacityOf, columnWindow } from "./columns";

export interface Columns {
  readonly shown: readonly IterationState[];
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
  readonly move: (by: number) => void;
  readonly onWheel: (event: WheelEvent) => void;
}

/** @param looked number of the iteration on screen; looking at another brings its column in again */
export function useColumns(
  iterations: readonly IterationState[],
  panelWidth: number,
  looked: number | null,
): Columns {
  const [scroll, setScroll] = useState<{ looked: number | null; offset: number }>({ looked, offset: 0 });
  const offset = scroll.looked === looked ? scroll.offset : 0;
  const capacity = capacityOf(panelWidth);
  const at = iterations.findIndex((it) => it.n === looked);
  const { start, end } = columnWindow(iterations.length, capacity, at, offset);
  const move = (by: number) => {
    const moved = columnWindow(iterations.length, capacity, at, offset - by);
    const settled = columnWindow(iterations.length, capacity, at, 0).start - moved.start;
    setScroll({ looked, offset: settled });
  };
  return {
    shown: iterations.slice(start, end),
    hiddenBefore: start,
    hiddenAfter: iterations.length - end,
    move,
    onWheel: (event) => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > 4) move(Math.sign(sideways));
    },
  };
}
