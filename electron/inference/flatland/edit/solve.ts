/**
 * Finds places for blocks of objects: each in turn at the most welcome free place that breaks no rule, going back
 * where a later one finds none (depth-first search over a grid, most welcome first, within a budget).
 */
import type { Box } from "../../../../shared/flatland/geometry";
import { seededRandom } from "../sampler";
import { boxOf, gapBetween, hullOf } from "./body";
import type { Piece } from "./pieces";
import { allows, concerns, type Rule } from "./rules";
import type { Shape } from "./shapes";

export interface Block {
  readonly pieces: readonly Piece[];
  readonly shapes: readonly Shape[];
  /** Where its middle was, and how much it should stay there; null for what is new. */
  readonly anchor: { readonly x: number; readonly y: number; readonly weight: number } | null;
  /** True for what belongs on a level with those it is near to, not above or below them. */
  readonly level: boolean;
  /** True for what need not stand on the ground. */
  readonly lifted: boolean;
  /** Pieces it belongs near to. */
  readonly near: (placed: readonly Piece[]) => readonly Piece[];
}

export interface Ground {
  /** True where a floor is drawn, on which things stand. */
  readonly floor: boolean;
  readonly rules: readonly Rule[];
  readonly seed: number;
  /** Blocks that may still be placed before the whole edit gives up; counted down. */
  readonly effort: { left: number };
}

/** Nothing comes nearer to the canvas's edge than this. */
const EDGE = 0.028;
/** Least distance between objects that are placed afresh. */
const AIR = 0.014;
/** Distance they would like to keep. */
const COMFORT = 0.045;
/** What stands on the floor has its foot below this line: the horizon lies above. */
export const FLOOR = 0.57;
const STEPS = 19;
/** Places kept of each block, one a neighbourhood. */
const CHOICES = 16;
const NEIGHBOURHOODS = 5;
/** Blocks placed at most before giving up. */
const BUDGET = 28;
/** How much chance has a say: it chooses among places about as welcome. */
const CHANCE = 0.1;

/** Places all blocks among the fixed pieces; null where no way was found. */
export function solve(fixed: readonly Piece[], blocks: readonly Block[], ground: Ground): Piece[] | null {
  const random = seededRandom(ground.seed);
  let left = BUDGET;
  const place = (placed: readonly Piece[], index: number): readonly Piece[] | null => {
    const block = blocks[index];
    if (block === undefined) return placed;
    if (left-- <= 0 || ground.effort.left-- <= 0) return null;
    for (const choice of choicesFor(block, placed, ground, random)) {
      const found = place([...placed, ...choice], index + 1);
      if (found !== null) return found;
    }
    return null;
  };
  const found = place(fixed, 0);
  return found === null ? null : [...found];
}

interface Spot {
  readonly shape: Shape;
  readonly x: number;
  readonly y: number;
  readonly cost: number;
}

function choicesFor(
  block: Block,
  placed: readonly Piece[],
  ground: Ground,
  random: () => number,
): readonly (readonly Piece[])[] {
  const boxes = placed.map(({ object }) => boxOf(object));
  const partners = block.near(placed).map(({ object }) => boxOf(object));
  const near = partners.length === 0 ? null : hullOf(partners);
  const concerned = ground.rules.filter((rule) => concerns(rule, block.pieces));
  const feet = (partners.length > 0 ? partners : boxes).map((box) => Math.round((box.y + box.h) * 200) / 200);
  const bases = [...new Set(feet)].slice(-6);
  const chance = Array.from({ length: NEIGHBOURHOODS ** 2 + block.shapes.length }, random);
  const luck = (nth: number, x: number, y: number) =>
    CHANCE * ((chance[neighbourhoodOf(x, y)] ?? 0) + 0.5 * (chance[NEIGHBOURHOODS ** 2 + nth] ?? 0));
  const spots = block.shapes.flatMap((shape, nth) =>
    spotsOf(shape, block, ground, bases, near, (x, y) => luck(nth, x, y)).filter((spot) =>
      isFree(spot, boxes),
    ),
  );
  spots.sort((a, b) => a.cost - b.cost);
  const best = new Map<string, { readonly pieces: readonly Piece[]; readonly cost: number }>();
  for (const spot of spots) {
    const key = `${neighbourhoodOf(spot.x, spot.y)}|${spot.shape.seats[0]?.size}`;
    if (best.has(key) || !isFree(spot, boxes)) continue;
    const pieces = seated(block, spot);
    if (!concerned.every((rule) => allows(rule, [...placed, ...pieces]))) continue;
    best.set(key, { pieces, cost: spot.cost + crowding(spot, boxes) });
    if (best.size >= CHOICES) break;
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost).map(({ pieces }) => pieces);
}

function neighbourhoodOf(x: number, y: number): number {
  const cell = (value: number) =>
    Math.min(NEIGHBOURHOODS - 1, Math.max(0, Math.floor(value * NEIGHBOURHOODS)));
  return cell(y) * NEIGHBOURHOODS + cell(x);
}

function spotsOf(
  shape: Shape,
  block: Block,
  ground: Ground,
  bases: readonly number[],
  near: Box | null,
  luck: (x: number, y: number) => number,
): Spot[] {
  const { hull } = shape;
  const [left, right] = [EDGE - hull.x, 1 - EDGE - (hull.x + hull.w)];
  const [top, bottom] = [EDGE - hull.y, 1 - EDGE - (hull.y + hull.h)];
  if (left > right || top > bottom) return [];
  const along = (from: number, to: number) =>
    Array.from({ length: STEPS }, (_, step) => from + ((to - from) * step) / (STEPS - 1));
  const { anchor } = block;
  const xs = [...along(left, right), ...(anchor === null ? [] : [anchor.x])].filter(
    (x) => x >= left && x <= right,
  );
  const onBase = bases.map((base) => base - (hull.y + hull.h));
  const ys = [...along(top, bottom), ...onBase, ...(anchor === null ? [] : [anchor.y])].filter(
    (y) => y >= top && y <= bottom,
  );
  return ys.flatMap((y) => {
    const ofHeight = shape.cost + standing(shape, y, block, ground, bases);
    return xs.map((x) => ({
      shape,
      x,
      y,
      cost: ofHeight + luck(x, y) + wandering(shape, x, y, block, near),
    }));
  });
}

/** On a floor: feet above the horizon float, feet on a line with others stand well. */
function standing(
  shape: Shape,
  y: number,
  block: Block,
  { floor }: Ground,
  bases: readonly number[],
): number {
  if (!floor || block.lifted) return 0;
  const floating = shape.boxes.filter((box) => y + box.y + box.h < FLOOR).length;
  const foot = y + shape.hull.y + shape.hull.h;
  const off = Math.min(0.12, ...bases.map((base) => Math.abs(base - foot)));
  return 0.9 * floating + 0.8 * off;
}

function wandering(shape: Shape, x: number, y: number, { anchor, level }: Block, theirs: Box | null): number {
  const away =
    anchor === null
      ? 0.25 * Math.hypot(x - 0.5, y - 0.55)
      : anchor.weight * Math.hypot(x - anchor.x, y - anchor.y);
  const { hull } = shape;
  const edge = Math.min(x + hull.x, 1 - (x + hull.x + hull.w), y + hull.y, 1 - (y + hull.y + hull.h));
  const atEdge = 2 * Math.max(0, 0.05 - edge);
  if (theirs === null) return away + atEdge;
  const own = { x: x + hull.x, y: y + hull.y, w: hull.w, h: hull.h };
  const across = Math.abs(own.y + own.h / 2 - (theirs.y + theirs.h / 2));
  const along = Math.abs(own.x + own.w / 2 - (theirs.x + theirs.w / 2));
  const aslant = level
    ? 3 * across
    : Math.min(across, along, Math.abs(own.y + own.h - (theirs.y + theirs.h)));
  return away + atEdge + 0.4 * gapBetween(own, theirs) + 0.4 * aslant;
}

/** The innermost test of the search: plain loops, nothing allocated. */
function isFree({ shape, x, y }: Spot, boxes: readonly Box[]): boolean {
  for (const box of boxes) {
    if (!collides(shape.hull, x, y, box)) continue;
    for (const own of shape.boxes) if (collides(own, x, y, box)) return false;
  }
  return true;
}

function collides(own: Box, dx: number, dy: number, other: Box): boolean {
  return (
    own.x + dx < other.x + other.w + AIR &&
    other.x < own.x + dx + own.w + AIR &&
    own.y + dy < other.y + other.h + AIR &&
    other.y < own.y + dy + own.h + AIR
  );
}

/** What stands amid another group, or closer than is comfortable, is less welcome. */
function crowding({ shape, x, y }: Spot, boxes: readonly Box[]): number {
  const hull = { ...shape.hull, x: shape.hull.x + x, y: shape.hull.y + y };
  const gaps = boxes.map((box) => gapBetween(hull, box));
  const inside = gaps.filter((gap) => gap === 0).length;
  return 0.25 * inside + 3 * Math.max(0, COMFORT - Math.min(COMFORT, ...gaps));
}

function seated({ pieces }: Block, { shape, x, y }: Spot): Piece[] {
  return pieces.map((piece, index) => {
    const { dx, dy, size } = shape.seats[index] ?? { dx: 0, dy: 0, size: piece.object.size };
    return { ...piece, placed: true, object: { ...piece.object, x: x + dx, y: y + dy, size } };
  });
}
