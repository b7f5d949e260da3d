/** Measures of the timeline. Every column has the same rows, so that tracks run straight across. */

/** Attempt, facts, experience, shown, cost. */
export const ROWS = "38px minmax(204px, 340px) minmax(128px, 216px) 46px 42px";
/** Least height of all rows together, in CSS pixels. */
export const LEAST_HEIGHT = 458;

/** Widths of columns in CSS pixels; attempts take more where there is room. */
export const WIDTH = { attempt: 184, widest: 264, recalled: 252 } as const;
/** Room at both ends. */
export const MARGIN = 12;

/** Where a column stands in the whole timeline, of which only a stretch is drawn. */
export interface ColumnPlace {
  readonly index: number;
  readonly count: number;
}

/** Where a column stands on the line that leads to the refiner's call: it begins at the first thing shown. */
export type LinePlace = "first" | "before" | "call" | "behind";

/** A column's place on the screen, in CSS pixels. */
export interface ColumnBox {
  readonly left: number;
  readonly width: number;
}
