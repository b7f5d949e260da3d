import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { standingOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { whyPreferred } from "../../../app/runs/pairs";
import { bestOfRound, hasRounds, roundPlace } from "../../../app/runs/rounds";
import { cx } from "../../../components/cx";
import { useWidth } from "../../../components/use-width";
import { useSelection } from "../selection";
import { look } from "../studio-actions";
import { gapsOf, lengthOf, spansOf, TILE } from "./places";
import { RoundHead } from "./RoundHead";
import { Tile } from "./Tile";

const EDGE = 20;

/** Numbers that were there when the run was opened do not slide in. */
function useArrivals(runId: string, count: number): number {
  const opened = useRef({ runId, count });
  if (opened.current.runId !== runId) opened.current = { runId, count };
  return opened.current.count;
}

/** All attempts in a row, images of one round together. New ones slide in at the end and leave alone what is looked at. */
export function Filmstrip({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const { state } = run;
  const { iterations } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const selection = useSelection(run.id);
  const old = useArrivals(run.id, iterations.length);
  const grouped = hasRounds(state);
  const gaps = useMemo(() => gapsOf(iterations, grouped), [iterations, grouped]);
  const spans = useMemo(() => (grouped ? spansOf(iterations, gaps) : []), [iterations, gaps, grouped]);
  const edge = Math.max(EDGE, (width - lengthOf(gaps)) / 2);
  const strip = useVirtualizer({
    horizontal: true,
    count: iterations.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (gaps[index] ?? 0) + TILE,
    paddingStart: edge,
    paddingEnd: edge,
    scrollPaddingStart: EDGE,
    scrollPaddingEnd: EDGE,
    overscan: 4,
  });
  // Sizes are measured once by themselves; rounds that come to be told apart have others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the grouping is what it follows
  useEffect(() => strip.measure(), [strip, grouped]);
  const at = iterations.findIndex((it) => it.n === viewed);
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
  const items = strip.getVirtualItems();
  const shown = spans.filter((span) => items.some(({ index }) => index >= span.first && index <= span.last));
  const best = useMemo(
    () => new Set(spans.flatMap(({ round }) => bestOfRound(state, round) ?? [])),
    [spans, state],
  );
  return (
    <section
      ref={scroller}
      aria-label={t("film.region")}
      onWheel={(event) => {
        if (event.deltaX === 0 && scroller.current !== null) scroller.current.scrollLeft += event.deltaY;
      }}
      className={cx(
        "shrink-0 overflow-x-auto overflow-y-hidden bg-stage",
        grouped ? "h-[142px]" : "h-[116px]",
      )}
    >
      <div className="relative" style={{ width: strip.getTotalSize() }}>
        {shown.map((span) => (
          <RoundHead
            key={span.round}
            runId={run.id}
            state={state}
            span={{ ...span, left: span.left + edge }}
          />
        ))}
        <ol aria-label={t("film.list")} className={cx("relative", grouped ? "h-[132px]" : "h-[106px]")}>
          {items.map((item) => {
            const iteration = iterations[item.index];
            if (iteration === undefined) return null;
            return (
              <li
                key={iteration.n}
                className={cx("absolute", grouped ? "top-[30px]" : "top-2.5")}
                style={{ left: item.start + (gaps[item.index] ?? 0) }}
              >
                <Tile
                  runId={run.id}
                  iteration={iteration}
                  standing={standingOf(state, iteration.n)}
                  place={roundPlace(state, iteration)}
                  leads={best.has(iteration.n)}
                  why={whyPreferred(state, iteration.n)}
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
      </div>
    </section>
  );
}
