/** Which iterations' marks are shown when there are more than fit beside the questions. */

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

/** A window of columns, as it was placed last. */
export interface ColumnWindow {
  /** Index of the first column shown. */
  readonly start: number;
  readonly capacity: number;
  readonly total: number;
}

function clamp(start: number, total: number, capacity: number): number {
  return Math.min(Math.max(0, total - capacity), Math.max(0, start));
}

/**
 * The window after something changed: it stays where it was, goes along with new columns as long as it stood
 * at the end, and moves by the fewest steps that bring in what is looked at.
 * @param looked index of the column on screen, -1 for none
 */
export function slid(
  before: ColumnWindow | null,
  total: number,
  capacity: number,
  looked: number,
): ColumnWindow {
  const atEnd = before === null || before.start + before.capacity >= before.total;
  let start = clamp(atEnd ? total - capacity : before.start, total, capacity);
  if (looked >= 0 && looked < start) start = looked;
  if (looked >= start + capacity) start = looked - capacity + 1;
  return { start: clamp(start, total, capacity), capacity, total };
}

/** The window moved by hand. */
export function moved(window: ColumnWindow, by: number): ColumnWindow {
  return { ...window, start: clamp(window.start + by, window.total, window.capacity) };
}
