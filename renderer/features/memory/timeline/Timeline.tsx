import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RunEntry } from "../../../app/runs/entry";
import { useWidth } from "../../../components/use-width";
import { chooseColumn, useMemory } from "../memory-store";
import { type AttemptColumn as Attempt, type Column, stepTo, timelineOf } from "../trajectory";
import { AttemptColumn } from "./AttemptColumn";
import { Detail } from "./Detail";
import { RecalledColumn } from "./RecalledColumn";
import { LEAST_HEIGHT, MARGIN, WIDTH } from "./rows";
import { TrackLabels } from "./TrackLabels";

/** How the current run remembers, from what was recalled for it to its latest attempt. */
export function Timeline({ run }: { run: RunEntry }) {
  const { t } = useTranslation("memory");
  const columns = useMemo(() => timelineOf(run.state), [run.state]);
  const call = useChosen(run, columns);
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 overflow-y-auto">
        <TrackLabels />
        <Tracks run={run} columns={columns} call={call} label={t("timeline.label")} />
      </div>
      {call === null ? null : <Detail runId={run.id} attempt={call} advice={run.state.recalled.length} />}
    </div>
  );
}

/** The column chosen, else the latest attempt. */
function useChosen(run: RunEntry, columns: readonly Column[]): Attempt | null {
  const key = useMemory((store) => store.chosen[run.id] ?? null);
  return stepTo(columns, key, 0);
}

interface TracksProps {
  readonly run: RunEntry;
  readonly columns: readonly Column[];
  readonly call: Attempt | null;
  readonly label: string;
}

function Tracks({ run, columns, call, label }: TracksProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = attemptWidth(useWidth(scroller), columns);
  const list = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (columns[index]?.kind === "recalled" ? WIDTH.recalled : width),
    getItemKey: (index) => columns[index]?.key ?? index,
    paddingStart: MARGIN,
    paddingEnd: MARGIN,
    overscan: 3,
  });
  // Sizes are measured once by themselves; a window of another width has others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what it follows.
  useEffect(() => list.measure(), [list, width]);
  const at = columns.findIndex((column) => column.key === call?.key);
  useEffect(() => {
    if (at >= 0 && width > 0) list.scrollToIndex(at, { align: "auto" });
  }, [at, list, width]);
  const first = firstShown(columns, call);
  return (
    <div
      ref={scroller}
      className="min-h-0 min-w-0 flex-1 overflow-x-auto overflow-y-hidden"
      style={{ minHeight: LEAST_HEIGHT }}
    >
      <ol aria-label={label} className="relative h-full" style={{ width: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const column = columns[item.index];
          if (column === undefined) return null;
          const place = { index: item.index, count: columns.length };
          const box = { left: item.start, width: item.size };
          return column.kind === "recalled" ? (
            <RecalledColumn
              key={item.key}
              recalled={column.recalled}
              prompt={run.state.header?.prompt ?? ""}
              line={lineAt(item.index, first, at)}
              place={place}
              box={box}
            />
          ) : (
            <AttemptColumn
              key={item.key}
              runId={run.id}
              attempt={column}
              call={call}
              live={run.live}
              line={lineAt(item.index, first, at)}
              place={place}
              box={box}
              onChoose={() => chooseColumn(run.id, column.key)}
            />
          );
        })}
      </ol>
    </div>
  );
}

/** Attempts share the room there is, within what their contents bear. */
function attemptWidth(room: number, columns: readonly Column[]): number {
  const attempts = columns.filter(({ kind }) => kind === "attempt").length;
  const taken = 2 * MARGIN + (attempts < columns.length ? WIDTH.recalled : 0);
  const share = Math.floor((room - taken) / Math.max(1, attempts));
  return Math.max(WIDTH.attempt, Math.min(WIDTH.widest, share));
}

/** Place of the earliest attempt the call was shown; its own place where it was shown none. */
function firstShown(columns: readonly Column[], call: Attempt | null): number {
  const own = columns.findIndex((column) => column.key === call?.key);
  if (call === null || call.shown.length === 0) return own;
  // Lessons of other runs come along with every call.
  if (columns[0]?.kind === "recalled") return 0;
  const shown = columns.findIndex(
    (column) =>
      column.kind === "attempt" &&
      call.shown.some(
        ({ iteration, inherited }) =>
          iteration === column.n && (inherited === true) === (column.from !== null),
      ),
  );
  return shown === -1 ? own : shown;
}

function lineAt(index: number, first: number, call: number): "before" | "first" | "call" | "behind" {
  if (first === call || index > call || index < first) return "behind";
  if (index === call) return "call";
  return index === first ? "first" : "before";
}
