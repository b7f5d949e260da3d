/** How panes share the stage. All panes are of one size, in whole CSS pixels. */
import type { Rect, Size } from "./lens";

export const PANE_GAP = 2;

/**
 * Lays `count` panes out so that pictures of this shape come out largest; rows are filled from the left.
 * @param aspect width / height of the pictures
 */
export function gridOf(count: number, stage: Size, aspect: number): readonly Rect[] {
  if (count === 0) return [];
  const choices = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const width = Math.floor((stage.width - PANE_GAP * (columns - 1)) / columns);
    const height = Math.floor((stage.height - PANE_GAP * (rows - 1)) / rows);
    return { columns, rows, width, height, seen: Math.min(width, height * aspect) };
  });
  const best = choices.reduce((a, b) => (b.seen > a.seen + 0.5 ? b : a));
  const { columns, width, height } = best;
  return Array.from({ length: count }, (_, index) => ({
    left: (index % columns) * (width + PANE_GAP),
    top: Math.floor(index / columns) * (height + PANE_GAP),
    width: Math.max(1, width),
    height: Math.max(1, height),
  }));
}

/** The shape that stands for several: the geometric mean of the widest and the tallest. */
export function commonAspect(sizes: readonly Size[]): number {
  const aspects = sizes.map((size) => size.width / size.height);
  if (aspects.length === 0) return 1;
  return Math.sqrt(Math.max(...aspects) * Math.min(...aspects));
}
