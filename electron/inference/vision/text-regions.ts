/**
 * Finds lines of text in the probability map of a differentiable-binarisation network (DB, Liao et al.
 * 2020): connected likely pixels form a line's core, which is grown back to the line's full height.
 */
import type { Region } from "./resample";

/** Probability of text, one value a pixel, row by row. */
export interface TextMap {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** Least probability of a pixel within a core. */
const PIXEL = 0.3;
/** Least mean probability of a core. */
const CORE = 0.6;
/** Growth: area over perimeter times this (the network learnt shrunken lines). */
const UNCLIP = 1.6;
/** Cores smaller than this on a side (pixels) are noise. */
const LEAST = 3;

interface Core {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pixels: number;
  sum: number;
}

/** Lines of text as upright rectangles in the map's pixels, in reading order. */
export function textRegions(map: TextMap): Region[] {
  return cores(map)
    .filter((core) => core.right - core.left >= LEAST && core.bottom - core.top >= LEAST)
    .filter((core) => core.sum / core.pixels >= CORE)
    .map((core) => grown(core, map))
    .sort(inReadingOrder);
}

function grown(core: Core, map: TextMap): Region {
  const [w, h] = [core.right - core.left, core.bottom - core.top];
  const by = ((w * h) / (2 * (w + h))) * UNCLIP;
  const left = Math.max(0, core.left - by);
  const top = Math.max(0, core.top - by);
  return {
    left,
    top,
    width: Math.min(map.width, core.right + by) - left,
    height: Math.min(map.height, core.bottom + by) - top,
  };
}

/** Lines that share half of their height are read from the left, others from the top. */
export function inReadingOrder(a: Region, b: Region): number {
  const shared = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return shared > 0.5 * Math.min(a.height, b.height) ? a.left - b.left : a.top - b.top;
}

/** Groups of likely pixels that touch (eight neighbours), by flood fill. */
function cores(map: TextMap): Core[] {
  const visited = new Uint8Array(map.width * map.height);
  const found: Core[] = [];
  for (let start = 0; start < visited.length; start++) {
    if (visited[start] === 0 && (map.data[start] ?? 0) >= PIXEL) found.push(flood(map, start, visited));
  }
  return found;
}

function flood(map: TextMap, start: number, visited: Uint8Array): Core {
  const core: Core = { left: map.width, top: map.height, right: 0, bottom: 0, pixels: 0, sum: 0 };
  const pending = [start];
  visited[start] = 1;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const [x, y] = [at % map.width, Math.floor(at / map.width)];
    include(core, x, y, map.data[at] ?? 0);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(map.height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(map.width - 1, x + 1); nx++) {
        const next = ny * map.width + nx;
        if (visited[next] === 1 || (map.data[next] ?? 0) < PIXEL) continue;
        visited[next] = 1;
        pending.push(next);
      }
    }
  }
  return core;
}

function include(core: Core, x: number, y: number, probability: number): void {
  core.left = Math.min(core.left, x);
  core.top = Math.min(core.top, y);
  core.right = Math.max(core.right, x + 1);
  core.bottom = Math.max(core.bottom, y + 1);
  core.pixels += 1;
  core.sum += probability;
}
