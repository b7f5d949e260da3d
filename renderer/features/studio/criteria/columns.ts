/** Which iterations' marks are shown when there are more than fit beside the questions. */

export interface ColumnWindow {
  /** Index of the first column shown. */
  readonly start: number;
  /** One past the last column shown. */
  readonly end: number;
}

export const MARK_SIZE = 18;
export const MARK_GAP = 4;
/** What the questions need at least. */
const TEXT_MIN = 118;
/** Padding of the panel, both sides together. */
const PADDING = 28;

/** How many marks fit beside the questions in a panel of `width` CSS pixels; never less than three. */
export function capacityOf(width: number): number {
  const room = width - PADDING - TEXT_MIN;
  return Math.max(3, Math.floor((room + MARK_GAP) / (MARK_SIZE + MARK_GAP)));
}

/**
 * The window of columns around the one looked at: the newest columns as long as that one is among them,
 * otherwise the fewest steps back that bring it in. `offset` columns are scrolled back by hand.
 */
export function columnWindow(total: number, capacity: number, looked: number, offset: number): ColumnWindow {
  if (total <= capacity) return { start: 0, end: total };
  const newest = total - capacity;
  const shown = looked < 0 ? newest : Math.min(newest, looked);
  const start = Math.min(newest, Math.max(0, shown - offset));
  return { start, end: start + capacity };
}
