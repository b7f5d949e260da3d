import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import { standingOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { useWidth } from "../../../components/use-width";
import { useSelection } from "../selection";
import { look } from "../studio-actions";
import { Tile } from "./Tile";

const TILE = 78;
const GAP = 12;
const EDGE = 20;

/** Numbers that were there when the run was opened do not slide in. */
function useArrivals(runId: string, count: number): number {
  const opened = useRef({ runId, count });
  if (opened.current.runId !== runId) opened.current = { runId, count };
  return opened.current.count;
}

/** All attempts in a row. New ones slide in at the end and leave alone what is looked at. */
export function Filmstrip({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { state } = run;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const selection = useSelection(run.id);
  const old = useArrivals(run.id, state.iterations.length);
  const count = state.iterations.length;
  const length = count * TILE + Math.max(0, count - 1) * GAP;
  const edge = Math.max(EDGE, (width - length) / 2);
  const strip = useVirtualizer({
    horizontal: true,
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => TILE,
    gap: GAP,
    paddingStart: edge,
    paddingEnd: edge,
    scrollPaddingStart: EDGE,
    scrollPaddingEnd: EDGE,
    overscan: 4,
  });
  const at = state.iterations.findIndex((it) => it.n === viewed);
  useEffect(() => {
    if (at < 0) return;
    strip.scrollToIndex(at, { align: "auto" });
    const focused = document.activeElement;
    if (
      focused instanceof HTMLElement &&
      focused.dataset.iteration !== undefined &&
      scroller.current?.contains(focused)
    ) {
      scroller.current.querySelector<HTMLElement>("[aria-current=true]")?.focus();
    }
  }, [at, strip]);
  const choose = useCallback((n: number) => look(n), []);
  return (
    <section
      ref={scroller}
      aria-label="Filmstrip"
      onWheel={(event) => {
        if (event.deltaX === 0 && scroller.current !== null) scroller.current.scrollLeft += event.deltaY;
      }}
      className="h-[116px] shrink-0 overflow-x-auto overflow-y-hidden bg-stage"
    >
      <ol aria-label="Iterations" className="relative h-[106px]" style={{ width: strip.getTotalSize() }}>
        {strip.getVirtualItems().map((item) => {
          const iteration = state.iterations[item.index];
          if (iteration === undefined) return null;
          return (
            <li key={iteration.n} className="absolute top-2.5" style={{ left: item.start }}>
              <Tile
                runId={run.id}
                iteration={iteration}
                standing={standingOf(state, iteration.n)}
                looked={iteration.n === viewed}
                unseen={run.live && iteration.image !== null && iteration.n > selection.seen}
                live={run.live}
                arriving={item.index >= old}
                onLook={choose}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
