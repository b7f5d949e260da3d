/** Which of a group is the third from the left, decided from boxes alone; places and sizes are in placement.ts. */
import type { Box } from "./geometry";

export const orderSides = ["left", "right", "top", "bottom", "middle"] as const;
export type OrderSide = (typeof orderSides)[number];

/** Two things whose middles are nearer than this (fraction of the image) have no order. */
const SAME_RANK = 0.015;

/**
 * Index of the `nth` (from 1) box of a group counted from a side; "middle" takes the middle one of an odd number
 * from left to right. null where there are too few, or two stand so level that their order could be told either way.
 */
export function nthOf(boxes: readonly Box[], nth: number, from: OrderSide): number | null {
  const across = from !== "top" && from !== "bottom";
  const sign = from === "right" || from === "bottom" ? -1 : 1;
  const ranked = boxes
    .map(({ x, y, w, h }, index) => ({ index, at: sign * (across ? x + w / 2 : y + h / 2) }))
    .sort((a, b) => a.at - b.at);
  if (from === "middle" && boxes.length % 2 === 0) return null;
  const place = from === "middle" ? (boxes.length - 1) / 2 : nth - 1;
  const found = ranked[place];
  if (found === undefined) return null;
  const doubtful = [ranked[place - 1], ranked[place + 1]].some(
    (one) => one !== undefined && Math.abs(one.at - found.at) < SAME_RANK,
  );
  return doubtful ? null : found.index;
}
