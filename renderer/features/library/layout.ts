/** How many things stand in a row, and how tall a row is. */
import type { LibrarySearch } from "../../../shared/ipc/domains/library";

/** CSS pixels. */
const CARD = { runs: 188, iterations: 148 } as const;
const CAPTION = { runs: 68, iterations: 28 } as const;
export const GAP = { runs: 20, iterations: 14 } as const;
const LINE = 56;
export const SIDE = 24;

export interface Layout {
  readonly columns: number;
  readonly rowHeight: number;
  readonly gap: number;
}

/** For a list of `width` CSS pixels, its scroll bar left out. */
export function layoutOf(
  width: number,
  layout: "grid" | "list",
  shelf: LibrarySearch["shelf"] = "runs",
): Layout {
  if (layout === "list") return { columns: 1, rowHeight: LINE, gap: 0 };
  const gap = GAP[shelf];
  const room = Math.max(CARD[shelf], width - 2 * SIDE);
  const columns = Math.max(1, Math.floor((room + gap) / (CARD[shelf] + gap)));
  const card = (room - gap * (columns - 1)) / columns;
  return { columns, rowHeight: Math.round(card + CAPTION[shelf] + gap), gap };
}

/** Where the keyboard goes from a place in a list of `total`, `columns` wide; null for keys that go nowhere. */
export function stepOf(
  key: string,
  from: number,
  { columns, total, page }: { readonly columns: number; readonly total: number; readonly page: number },
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -total,
    End: total,
  };
  const by = steps[key];
  if (by === undefined || total === 0) return null;
  const to = from + by;
  // Up and down stay in their column: at the edge, they stay where they are.
  if ((key === "ArrowUp" && to < 0) || (key === "ArrowDown" && to >= total))
    return key === "ArrowDown" && Math.floor(from / columns) < Math.floor((total - 1) / columns)
      ? total - 1
      : from;
  return Math.min(total - 1, Math.max(0, to));
}
