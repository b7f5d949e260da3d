/** From icon sets as npm ships them to the figures the renderer draws. */
import { createRequire } from "node:module";

import type { Figure } from "../../electron/inference/flatland/render/figure";
import { marksOf, paint, tightBounds, toned } from "./icon-analysis";
import { type RawShape, shapesOf } from "./icon-shapes";
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

/** Builds the figure of one Iconify icon, fitted to a 100×100 square and measured. */
export function figureOf(body: string, side: number): Figure {
  const parts = shapesOf(body).flatMap((shape) => separateParts(shape.d).map((d) => ({ ...shape, d })));
  const shapes = toned(fitted(parts, side));
  return { shapes, ...marksOf(shapes) };
}

/** Figures for `names` (figure name → icon name) out of an installed @iconify-json package. */
export function figuresFrom(
  packageName: string,
  names: ReadonlyMap<string, string>,
): { figures: Record<string, Figure>; missing: string[] } {
  const set = createRequire(import.meta.url)(`${packageName}/icons.json`) as IconSet;
  const figures: Record<string, Figure> = {};
  const missing: string[] = [];
  for (const [name, icon] of names) {
    const found = set.icons[icon];
    if (found === undefined) missing.push(name);
    else figures[name] = figureOf(found.body, found.width ?? set.width ?? 16);
  }
  return { figures, missing };
}
