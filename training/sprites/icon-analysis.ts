/**
 * What the renderer must know about a figure and cannot see in its path data: which shapes are visible and
 * how light they are, where the figure stands, which way it leans, where a highlight and glints may sit.
 * All measured once, on rasters, when icons are bundled.
 */
import { Resvg } from "@resvg/resvg-js";

import type { FigureMarks, FigureShape } from "../../electron/inference/flatland/render/figure";
import type { RawShape } from "./icon-shapes";

/** Side of the measuring raster in pixels; figures are measured in their 0..100 square. */
const SIDE = 400;

type Paintable = Pick<FigureShape, "d" | "fill" | "evenOdd" | "stroke">;

/** A shape's markup, in `colour` or its own. */
export function paint(shape: Paintable, colour?: string): string {
  const fill = shape.fill === null ? "none" : (colour ?? shape.fill);
  const rule = shape.evenOdd ? ' fill-rule="evenodd"' : "";
  const line = shape.stroke;
  const stroke =
    line === undefined
      ? ""
      : ` stroke="${colour ?? line.colour}" stroke-width="${line.width}"${line.round ? ' stroke-linecap="round"' : ""}`;
  return `<path d="${shape.d}" fill="${fill}"${rule}${stroke}/>`;
}

/** Draws markup into a SIDE×SIDE RGBA raster whose square is `box` = [x, y, side]. */
export function raster(markup: string, box: readonly [number, number, number], crisp: boolean): Uint8Array {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box[0]} ${box[1]} ${box[2]} ${box[2]}" ` +
    `width="${SIDE}" height="${SIDE}"${crisp ? ' shape-rendering="crispEdges"' : ""}>${markup}</svg>`;
  return new Resvg(svg).render().pixels;
}

/** Tight bounds of everything painted, in the units of `box`: [left, top, right, bottom]. */
export function tightBounds(markup: string, box: readonly [number, number, number]) {
  const pixels = raster(markup, box, false);
  let [left, top, right, bottom] = [SIDE, SIDE, 0, 0];
  for (let at = 0; at < SIDE * SIDE; at++) {
    if ((pixels[at * 4 + 3] ?? 0) < 40) continue;
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  }
  const unit = box[2] / SIDE;
  return {
    left: box[0] + left * unit,
    top: box[1] + top * unit,
    right: box[0] + right * unit,
    bottom: box[1] + bottom * unit,
  };
}

const UNIT: readonly [number, number, number] = [0, 0, 100];

function coverage(markup: string): Uint8Array {
  const pixels = raster(markup, UNIT, true);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => ((pixels[at * 4 + 3] ?? 0) > 127 ? 1 : 0));
}

/** Relative luminance 0..1 of a #rrggbb colour, on display values (what a gradient map works on). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return 0.299 * (r ?? 0) + 0.587 * (g ?? 0) + 0.114 * (b ?? 0);
}

/** How many pixels of each shape stay visible, and of how many it covers by itself. */
function areas(shapes: readonly RawShape[]): { visible: number[]; own: number[] } {
  const tag = (index: number) => `#${(index + 1).toString(16).padStart(4, "0")}ff`;
  const pixels = raster(shapes.map((shape, index) => paint(shape, tag(index))).join(""), UNIT, true);
  const visible = shapes.map(() => 0);
  for (let at = 0; at < SIDE * SIDE; at++) {
    if ((pixels[at * 4 + 3] ?? 0) < 128) continue;
    const index = (pixels[at * 4] ?? 0) * 256 + (pixels[at * 4 + 1] ?? 0) - 1;
    visible[index] = (visible[index] ?? 0) + 1;
  }
  const own = shapes.map((shape) => coverage(paint(shape, "#000000")).reduce((sum, value) => sum + value, 0));
  return { visible, own };
}

/** A dark shape this small (share of the figure) is an eye, a nose or a buckle: it keeps its contrast. */
const DETAIL_SHARE = 0.022;
const DETAIL_LUMINANCE = 0.26;
/** A shape of less than this share of the figure is too small for an outline of its own. */
const FINE_SHARE = 0.006;

const colourOf = (shape: RawShape) => shape.fill ?? shape.stroke?.colour ?? "#000000";

/**
 * Gives each shape its tone: 0.5 is the area-weighted median lightness of the figure, 0 and 1 its darkest and
 * lightest parts, so that a finish painted over the tones keeps the modelling and averages to its own colour.
 */
export function toned(shapes: readonly RawShape[]): FigureShape[] {
  const { visible, own } = areas(shapes);
  const total = visible.reduce((sum, value) => sum + value, 0);
  const byLightness = shapes
    .map((shape, index) => ({ light: luminance(colourOf(shape)), area: visible[index] ?? 0 }))
    .sort((a, b) => a.light - b.light);
  const quantile = (share: number) => {
    let passed = 0;
    for (const { light, area } of byLightness) {
      passed += area;
      if (passed >= share * total) return light;
    }
    return byLightness.at(-1)?.light ?? 0.5;
  };
  const median = quantile(0.5);
  const dark = Math.min(quantile(0.03), median - 0.28);
  const light = Math.max(quantile(0.97), median + 0.24);
  return shapes.flatMap((shape, index): FigureShape[] => {
    const seen = visible[index] ?? 0;
    if (seen === 0) return [];
    const value = luminance(colourOf(shape));
    const tone =
      value < median
        ? 0.5 - (0.5 * (median - value)) / (median - dark)
        : 0.5 + (0.5 * (value - median)) / (light - median);
    const uncovered = seen >= 0.85 * (own[index] ?? 0);
    const detail =
      value < DETAIL_LUMINANCE && seen < DETAIL_SHARE * total && uncovered && median - value > 0.12;
    return [
      {
        d: shape.d,
        fill: shape.fill,
        tone: Math.round(Math.min(1, Math.max(0, tone)) * 100) / 100,
        ...(shape.evenOdd ? { evenOdd: true } : {}),
        ...(detail ? { detail: true } : {}),
        ...((own[index] ?? 0) < FINE_SHARE * total ? { fine: true } : {}),
        ...(shape.stroke === undefined ? {} : { stroke: shape.stroke }),
      },
    ];
  });
}

/** Chessboard-ish distance of every inside pixel to the outside (3-4 chamfer), in pixels. */
function depths(mask: Uint8Array): Float32Array {
  const depth = Float32Array.from(mask, (inside) => (inside ? 1e6 : 0));
  const relax = (at: number, x: number, y: number, sign: number) => {
    for (const [dx, dy, cost] of [
      [-1, 0, 1],
      [0, -1, 1],
      [-1, -1, 1.4],
      [1, -1, 1.4],
    ] as const) {
      const [nx, ny] = [x + sign * dx, y + sign * dy];
      const near = nx < 0 || ny < 0 || nx >= SIDE || ny >= SIDE ? 0 : (depth[ny * SIDE + nx] ?? 0);
      depth[at] = Math.min(depth[at] ?? 0, near + cost);
    }
  };
  for (let at = 0; at < SIDE * SIDE; at++) relax(at, at % SIDE, Math.floor(at / SIDE), 1);
  for (let at = SIDE * SIDE - 1; at >= 0; at--) relax(at, at % SIDE, Math.floor(at / SIDE), -1);
  return depth;
}

const unit = (pixels: number) => Math.round((pixels * 1000) / SIDE) / 10;

/** The direction the figure is longest in, degrees from the x axis, -90..90. */
function leaning(mask: Uint8Array): number {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  mask.forEach((inside, at) => {
    if (!inside) return;
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    [n, sx, sy, sxx, syy, sxy] = [n + 1, sx + x, sy + y, sxx + x * x, syy + y * y, sxy + x * y];
  });
  const [vx, vy, vxy] = [sxx / n - (sx / n) ** 2, syy / n - (sy / n) ** 2, sxy / n - (sx / n) * (sy / n)];
  return Math.round((Math.atan2(2 * vxy, vx - vy) / 2) * (180 / Math.PI));
}

/** Where the figure touches the ground: the extent of its lowest pixels. */
function footing(mask: Uint8Array): FigureMarks["foot"] {
  let bottom = 0;
  mask.forEach((inside, at) => {
    if (inside) bottom = Math.max(bottom, Math.floor(at / SIDE) + 1);
  });
  let [left, right] = [SIDE, 0];
  for (let at = Math.floor(bottom - 0.07 * SIDE) * SIDE; at < SIDE * SIDE; at++) {
    if (!mask[at]) continue;
    left = Math.min(left, at % SIDE);
    right = Math.max(right, (at % SIDE) + 1);
  }
  return { left: unit(left), right: unit(right), y: unit(bottom) };
}

/** Roomy points inside the figure, far from each other: for glints. */
function roomyPoints(depth: Float32Array, count: number): FigureMarks["glints"] {
  const points: { x: number; y: number; room: number }[] = [];
  while (points.length < count) {
    let best = { score: 0, at: -1 };
    for (let y = 2; y < SIDE; y += 4) {
      for (let x = 2; x < SIDE; x += 4) {
        const room = depth[y * SIDE + x] ?? 0;
        if (room < 5) continue;
        const apart = Math.min(...points.map((p) => Math.hypot(p.x - x, p.y - y)), SIDE * 0.45);
        const score = apart * Math.min(room, 30) ** 0.35;
        if (apart > SIDE * 0.12 && score > best.score) best = { score, at: y * SIDE + x };
      }
    }
    if (best.at < 0) break;
    const [x, y] = [best.at % SIDE, Math.floor(best.at / SIDE)];
    points.push({ x, y, room: depth[best.at] ?? 0 });
  }
  return points.map((point) => ({ x: unit(point.x), y: unit(point.y), room: unit(point.room) }));
}

/** The roomiest place towards the light (top left): for a soft highlight. */
function lightPoint(depth: Float32Array): FigureMarks["shine"] {
  let best = { score: Number.NEGATIVE_INFINITY, at: 0 };
  depth.forEach((room, at) => {
    if (room < 3) return;
    const score = Math.min(room, 0.18 * SIDE) - 0.16 * ((at % SIDE) + Math.floor(at / SIDE));
    if (score > best.score) best = { score, at };
  });
  return { x: unit(best.at % SIDE), y: unit(Math.floor(best.at / SIDE)), room: unit(depth[best.at] ?? 0) };
}

/** Everything the renderer needs besides the shapes; highlights and glints keep away from details (eyes). */
export function marksOf(shapes: readonly FigureShape[]): FigureMarks {
  const mask = coverage(shapes.map((shape) => paint(shape, "#000000")).join(""));
  const details = coverage(shapes.map((shape) => (shape.detail ? paint(shape, "#000000") : "")).join(""));
  const depth = depths(mask.map((inside, at) => (inside && !details[at] ? 1 : 0)));
  const bounds = tightBounds(shapes.map((shape) => paint(shape, "#000000")).join(""), UNIT);
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return {
    bounds: [tenth(bounds.left), tenth(bounds.top), tenth(bounds.right), tenth(bounds.bottom)],
    foot: footing(mask),
    lean: leaning(mask),
    shine: lightPoint(depth),
    glints: roomyPoints(depth, 9),
  };
}
