/** The canvas scenes are drawn on: 1024 units on the shorter side. */
import { type AspectName, ratioOf } from "../../../../shared/flatland/scene";

export interface Canvas {
  readonly width: number;
  readonly height: number;
}

/** Length of the shorter side in user units. */
export const SHORTER = 1024;

/** The canvas of an aspect, in whole units. */
export function canvasOf(aspect: AspectName = "1:1"): Canvas {
  const ratio = ratioOf(aspect);
  return ratio >= 1
    ? { width: Math.round(SHORTER * ratio), height: SHORTER }
    : { width: SHORTER, height: Math.round(SHORTER / ratio) };
}
