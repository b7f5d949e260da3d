/** Ways a group's objects can stand together: as they do, smaller or larger, in tidy rows, or in a ring. */
import type { Box } from "../../../../shared/flatland/geometry";
import { boxOf, type Grain, grainOf, hullOf } from "./body";
import type { Piece } from "./pieces";

/** Offsets of the objects from the middle of their block, and their sides; in the order of the block's pieces. */
export interface Shape {
  readonly seats: readonly { readonly dx: number; readonly dy: number; readonly size: number }[];
  /** Visible boxes about the middle. */
  readonly boxes: readonly Box[];
  readonly hull: Box;
  /** How little one would like to choose it, from 0. */
  readonly cost: number;
}

/** Things below this side are easily overlooked. */
export const LEAST_SIDE = 0.085;
/** Nothing is made larger than this. */
const MOST_SIDE = 0.56;

/** Rows a number of objects is set in, the most usual first. */
const ROWS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  1: [[1]],
  2: [[2], [1, 1]],
  3: [[3], [2, 1], [1, 2], [1, 1, 1]],
  4: [[4], [2, 2], [1, 1, 1, 1]],
  5: [[5], [3, 2], [2, 3], [2, 1, 2]],
  6: [[6], [3, 3], [2, 2, 2]],
  7: [[7], [4, 3], [3, 4], [2, 3, 2]],
  8: [[4, 4], [8], [3, 3, 2]],
};

function rowsFor(count: number): readonly (readonly number[])[] {
  const known = ROWS[count];
  if (known !== undefined) return known;
  return [3, 4, 5].map((width) =>
    Array.from({ length: Math.ceil(count / width) }, (_, row) => Math.min(width, count - row * width)),
  );
}

function shapeOf(pieces: readonly Piece[], seats: Shape["seats"], cost: number): Shape {
  const boxes = pieces.map(({ object }, index) => {
    const { dx, dy, size } = seats[index] ?? { dx: 0, dy: 0, size: object.size };
    return boxOf({ ...object, x: dx, y: dy, size });
  });
  return { seats, boxes, hull: hullOf(boxes), cost };
}

/** The block as it stands, at each of the scales; smaller costs more. All pieces must have a place. */
export function asItStands(pieces: readonly Piece[], scales: readonly number[]): Shape[] {
  const hull = hullOf(pieces.map(({ object }) => boxOf(object)));
  const [cx, cy] = [hull.x + hull.w / 2, hull.y + hull.h / 2];
  return scales.map((scale) => {
    const seats = pieces.map(({ object: { x, y, size } }) => ({
      dx: (x - cx) * scale,
      dy: (y - cy) * scale,
      size: size * scale,
    }));
    return shapeOf(pieces, seats, Math.abs(1 - scale));
  });
}

/**
 * The block in rows of equal objects.
 * @param sides to try, the most welcome first; each further one costs more
 * @param air between objects, as a share of their side
 */
export function inRows(pieces: readonly Piece[], sides: readonly number[], air: number): Shape[] {
  const usable = sides.filter(
    (side) => side >= Math.min(LEAST_SIDE, Math.max(...sides)) && side <= MOST_SIDE,
  );
  const first = usable[0] ?? 1;
  const grain = pieces[0]?.object.grain ?? grainOf();
  return rowsFor(pieces.length).flatMap((rows, order) =>
    usable.map((side) =>
      shapeOf(pieces, seatsIn(rows, side, air, grain), 0.04 * order + Math.abs(1 - side / first)),
    ),
  );
}

function seatsIn(rows: readonly number[], size: number, air: number, grain: Grain): Shape["seats"] {
  const pitch = size * (1 + air);
  return rows.flatMap((count, row) =>
    Array.from({ length: count }, (_, column) => ({
      dx: (column - (count - 1) / 2) * pitch * grain.across,
      dy: (row - (rows.length - 1) / 2) * pitch * grain.down,
      size,
    })),
  );
}

/** Room between a ring and what it stands around, as a share of the side of its objects. */
const RING_AIR = 0.3;

/**
 * The block in a ring around something of that width and height, from the top on; wide enough for its objects to
 * stand side by side.
 * @param sides to try, the most welcome first; each further one costs more
 */
export function inRing(
  pieces: readonly Piece[],
  sides: readonly number[],
  inner: Pick<Box, "w" | "h">,
): Shape[] {
  const first = sides[0] ?? 1;
  const step = (2 * Math.PI) / pieces.length;
  return sides.map((size) => {
    const apart = (size * (1 + RING_AIR)) / (2 * Math.sin(step / 2));
    const radius = (length: number) => Math.max(apart, length / 2 + size * (0.5 + RING_AIR));
    const seats = pieces.map((_, nth) => ({
      dx: radius(inner.w) * Math.sin(nth * step),
      dy: -radius(inner.h) * Math.cos(nth * step),
      size,
    }));
    return shapeOf(pieces, seats, Math.abs(1 - size / first));
  });
}
