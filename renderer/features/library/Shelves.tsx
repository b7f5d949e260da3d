import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { RunSummary } from "../../../shared/ipc/contract";
import { Skeleton } from "../../components/Loading";
import { useWidth } from "../../components/use-width";
import { type Shelf, useShelf } from "./pages";
import { RunCard, RunLine } from "./RunCard";

const CARD_MIN = 188;
const GAP = 22;
const CAPTION = 66;
const LINE = 56;
const SIDE = 28;

export interface Layout {
  readonly columns: number;
  readonly rowHeight: number;
}

/** How many cards stand in a row of `width` CSS pixels, and how tall a row is. */
export function layoutOf(width: number, layout: "grid" | "list"): Layout {
  if (layout === "list") return { columns: 1, rowHeight: LINE };
  const room = Math.max(CARD_MIN, width - 2 * SIDE);
  const columns = Math.max(1, Math.floor((room + GAP) / (CARD_MIN + GAP)));
  const card = (room - GAP * (columns - 1)) / columns;
  return { columns, rowHeight: Math.round(card + CAPTION + GAP) };
}

function Blank({ layout }: { layout: "grid" | "list" }) {
  if (layout === "list") return <Skeleton className="my-2 h-10" />;
  return (
    <div>
      <Skeleton className="aspect-square w-full rounded-xl" />
      <Skeleton className="mt-2.5 h-4 w-2/3" />
    </div>
  );
}

interface ShelvesProps {
  readonly query: string;
  readonly layout: "grid" | "list";
  readonly onRename: (run: RunSummary) => void;
  readonly empty: (shelf: Shelf) => React.ReactNode;
}

/** All runs, drawn only where one looks. */
export function Shelves({ query, layout, onRename, empty }: ShelvesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const { columns, rowHeight } = layoutOf(width, layout);
  const [range, setRange] = useState({ first: 0, last: 60 });
  const shelf = useShelf(query, range.first, range.last);
  const now = Date.now();
  const rows = useVirtualizer({
    count: Math.ceil(shelf.total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  const items = rows.getVirtualItems();
  const first = (items[0]?.index ?? 0) * columns;
  const last = ((items.at(-1)?.index ?? 0) + 1) * columns - 1;
  useEffect(() => setRange({ first, last }), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured again when their height changes
  useEffect(() => rows.measure(), [rowHeight, rows]);
  const nothing = shelf.error !== null || (!shelf.pending && shelf.total === 0);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      {nothing ? (
        empty(shelf)
      ) : (
        <ul aria-label="Runs" className="relative mx-7 mt-1 mb-6" style={{ height: rows.getTotalSize() }}>
          {items.map((row) =>
            Array.from({ length: Math.min(columns, shelf.total - row.index * columns) }, (_, column) => {
              const index = row.index * columns + column;
              const run = shelf.at(index);
              const Item = layout === "grid" ? RunCard : RunLine;
              return (
                <li
                  key={run?.id ?? index}
                  className="absolute"
                  style={{
                    top: row.start,
                    left: `calc((100% + ${GAP}px) / ${columns} * ${column})`,
                    width: `calc((100% - ${GAP * (columns - 1)}px) / ${columns})`,
                    height: layout === "list" ? LINE : rowHeight - GAP,
                  }}
                >
                  {run === undefined ? (
                    <Blank layout={layout} />
                  ) : (
                    <Item run={run} now={now} onRename={() => onRename(run)} />
                  )}
                </li>
              );
            }),
          )}
        </ul>
      )}
    </div>
  );
}
