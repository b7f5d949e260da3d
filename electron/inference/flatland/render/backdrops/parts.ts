/** What all backdrops are drawn with. */
import type { StyleName } from "../../../../../shared/flatland/scene";
import type { Canvas } from "../canvas";
import { INK, mix } from "../colour";
import type { Palette } from "../palettes";
import { element, num } from "../xml";

/** What a backdrop is painted from: where, in which colours, with whose luck. */
export interface Site {
  readonly canvas: Canvas;
  readonly palette: Palette;
  /** Numbers in [0, 1) from the scene's seed. */
  readonly random: () => number;
  readonly style: StyleName;
}

export interface Drawing {
  /** Markup for <defs>. */
  readonly defs: string;
  /** Layers from the farthest to the nearest. */
  readonly markup: string;
}

/** A number of the seed's choosing. */
export const between = ({ random }: Site, low: number, high: number) => low + (high - low) * random();

/** A vertical gradient; further colours are spread evenly between the first and the last. */
export function wash(id: string, ...colours: readonly string[]): string {
  const stops = colours.map((colour, index) =>
    element("stop", { offset: index / Math.max(1, colours.length - 1), "stop-color": colour }),
  );
  return element("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 }, stops.join(""));
}

/** A rectangle as wide as the canvas, from `top` to `bottom` (canvas units). */
export const band = ({ canvas }: Site, top: number, bottom: number, fill: string) =>
  element("rect", { y: top === 0 ? undefined : top, width: canvas.width, height: bottom - top, fill });

/** A band's outline, reaching a little beyond the canvas so that lines round it stay out of sight. */
export const across = ({ canvas }: Site, top: number, bottom: number) =>
  `M-9 ${num(top)}H${num(canvas.width + 9)}V${num(bottom)}H-9z`;

export const whole = (site: Site, fill: string) => band(site, 0, site.canvas.height, fill);

/**
 * A sheet of the backdrop that stands before what was drawn so far: with an ink line in outline drawings, with a
 * shadow on what lies behind in paper cuts.
 */
export function sheet({ style, palette }: Site, d: string, fill: string, opacity?: number): string {
  if (style === "outline")
    return element("path", {
      d,
      fill,
      opacity,
      stroke: mix(INK, palette.sky, 0.3),
      "stroke-width": 4,
      "stroke-linejoin": "round",
    });
  const path = element("path", { d, fill, opacity });
  if (style !== "paper-cut") return path;
  const shade = { fill: palette.shadow, opacity: 0.07 };
  return (
    element("path", { d, ...shade, transform: "translate(0 -16)" }) +
    element("path", { d, ...shade, transform: "translate(0 -8)" }) +
    path
  );
}

/** A hill from edge to edge; heights in canvas units from the top, `at` its crest's place across (fraction). */
export function hill(
  site: Site,
  heights: { readonly left: number; readonly crest: number; readonly right: number },
  at: number,
  fill: string,
): string {
  const { canvas } = site;
  const { left, crest, right } = heights;
  const x = at * canvas.width;
  const reach = canvas.width * 0.26;
  const d =
    `M-9 ${num(left)}L0 ${num(left)}C${num(x * 0.45)} ${num(crest + (left - crest) * 0.25)} ${num(x - reach * 0.55)} ${num(crest)} ${num(x)} ${num(crest)}` +
    `S${num(x + (canvas.width - x) * 0.6)} ${num(crest + (right - crest) * 0.3)} ${num(canvas.width)} ${num(right)}h9V${num(canvas.height + 9)}H-9z`;
  return sheet(site, d, fill);
}

/** A layer with a name, so that drawing tools list it. */
export const layer = (id: string, markup: string) => element("g", { id }, markup);
