/** From icon sets as npm ships them to the figures the renderer draws. */
import { createRequire } from "node:module";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import type { Figure } from "../../electron/inference/flatland/render/figure";
import { marksOf, paint, tightBounds, toned } from "./icon-analysis";
import { type RawShape, shapesOf } from "./icon-shapes";
import { trims } from "./icon-trims";
import { type Fit, fitPath, separateParts } from "./path-data";

interface IconSet {
  readonly width?: number;
  readonly icons: Readonly<Record<string, { readonly body: string; readonly width?: number } | undefined>>;
}

/** Blank kept round a figure so that rims and outlines stay inside its square (of 100 units). */
const INSET = 1.5;

function fitted(shapes: readonly RawShape[], side: number): RawShape[] {
  const box = tightBounds(shapes.map((shape) => paint(shape)).join(""), [0, 0, side]);
  const longest = Math.max(box.right - box.left, box.bottom - box.top);
  const scale = (100 - 2 * INSET) / longest;
  const fit: Fit = {
    scale,
    dx: 50 - (scale * (box.left + box.right)) / 2,
    dy: 50 - (scale * (box.top + box.bottom)) / 2,
  };
  return shapes.map((shape) => ({
    ...shape,
    d: fitPath(shape.d, fit),
    ...(shape.stroke === undefined
      ? {}
      : { stroke: { ...shape.stroke, width: Math.round(shape.stroke.width * scale * 100) / 100 } }),
  }));
}

/**
 * Builds the figure of one Iconify icon, fitted to a 100×100 square and measured; `without` counts the separate
 * shapes to leave out.
 */
export function figureOf(body: string, side: number, without: readonly number[] = []): Figure {
  const parts = shapesOf(body)
    .flatMap((shape) => separateParts(shape.d).map((d) => ({ ...shape, d })))
    .filter((_, index) => !without.includes(index));
  const shapes = toned(fitted(parts, side));
  return { shapes, ...marksOf(shapes) };
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/**
 * Measuring an icon paints it many times. Paintings hold megabytes that the collector knows nothing of, so that it sees
 * no reason to run; and what it collects is given back only between two turns of the event loop.
 */
async function letGo(): Promise<void> {
  collect();
  await setImmediate();
}

/** Figures for `names` (figure name → icon name) out of an installed @iconify-json package. */
export async function figuresFrom(
  packageName: string,
  names: ReadonlyMap<string, string>,
): Promise<{ figures: Record<string, Figure>; missing: string[] }> {
  const set = createRequire(import.meta.url)(`${packageName}/icons.json`) as IconSet;
  const figures: Record<string, Figure> = {};
  const missing: string[] = [];
  for (const [name, icon] of names) {
    await letGo();
    const found = set.icons[icon];
    if (found === undefined) missing.push(name);
    else {
      const side = found.width ?? set.width ?? 16;
      figures[name] = figureOf(found.body, side, trims[packageName]?.[icon]);
    }
  }
  return { figures, missing };
}
