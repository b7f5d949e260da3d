/** The smallest edit there is: new objects join their group where there is room, and nothing else moves. */
import type { Box } from "../../../../shared/flatland/geometry";
import { seededRandom } from "../sampler";
import { boxOf, collide, median } from "./body";
import type { Piece } from "./pieces";
import { allows, type Rule } from "./rules";
import { FLOOR, type Ground } from "./solve";

/** Distances to a neighbour, as shares of the object's side, that read as one group. */
const PITCHES = [1.06, 1.14, 1.24] as const;
const SCALES = [1, 0.9] as const;
const EDGE = 0.028;
const AIR = 0.012;
/** How much chance has a say among places about as good. */
const CHANCE = 0.05;

/**
 * Gives each of `fresh` a place beside the group's members, in line with them; null where one finds none.
 * @param members of the group that have a place; at least one
 */
export function join(
  placed: readonly Piece[],
  members: readonly Piece[],
  fresh: readonly Piece[],
  { floor, rules, seed }: Ground,
): Piece[] | null {
  const random = seededRandom(seed ^ 0x10ad);
  let all = [...placed];
  let group = [...members];
  for (const piece of fresh) {
    const seat = bestSeat(all, group, piece, floor, rules, random);
    if (seat === null) return null;
    all = [...all, seat];
    group = [...group, seat];
  }
  return all;
}

function bestSeat(
  placed: readonly Piece[],
  group: readonly Piece[],
  piece: Piece,
  floor: boolean,
  rules: readonly Rule[],
  random: () => number,
): Piece | null {
  const side = median(group.map(({ object }) => object.size));
  const others = placed.map(({ object }) => boxOf(object));
  const seats = seatsBeside(group, side)
    .map(({ x, y, size }) => ({ ...piece, placed: true, object: { ...piece.object, x, y, size } }))
    .filter(
      (seat) => isInside(boxOf(seat.object)) && !others.some((box) => collide(boxOf(seat.object), box, AIR)),
    )
    .filter((seat) => isInLine(seat, group, side))
    .filter((seat) => !floor || !floats(seat) || group.every(floats))
    .map((seat) => ({ seat, cost: strayness(seat, group, side) + CHANCE * random() }))
    .sort((a, b) => a.cost - b.cost);
  return seats.find(({ seat }) => rules.every((rule) => allows(rule, [...placed, seat])))?.seat ?? null;
}

function seatsBeside(group: readonly Piece[], side: number) {
  return group.flatMap(({ object }) =>
    [spacingOf(group, side), ...PITCHES].flatMap((pitch) =>
      SCALES.flatMap((scale) => {
        const [size, step] = [side * scale, (side * (1 + scale) * pitch) / 2];
        // Smaller ones keep their feet on their neighbours' line.
        const { across, down } = object.grain;
        const level = object.y + (down * (object.size - size)) / 2;
        return [
          { x: object.x - step * across, y: level, size },
          { x: object.x + step * across, y: level, size },
          { x: object.x, y: object.y - step * down, size },
          { x: object.x, y: object.y + step * down, size },
        ];
      }),
    ),
  );
}

/** An object's middle in units of its size: the canvas's shorter side. */
const placeOf = ({ object: { x, y, grain } }: Piece) => ({ x: x / grain.across, y: y / grain.down });

function distance(one: Piece, other: Piece): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** A little for being far from the group's middle, more for being smaller or in line with nobody else. */
function strayness(piece: Piece, group: readonly Piece[], side: number): number {
  const { object } = piece;
  const [x, y] = [median(group.map((one) => one.object.x)), median(group.map((one) => one.object.y))];
  const inRow = group.filter((one) => Math.abs(placeOf(one).y - placeOf(piece).y) < 0.3 * side).length;
  const inColumn = group.filter((one) => Math.abs(placeOf(one).x - placeOf(piece).x) < 0.3 * side).length;
  const nearest = Math.min(...group.map((one) => distance(one, piece)));
  const unevenly = Math.abs(nearest - spacingOf(group, side) * side);
  return (
    0.5 * Math.hypot(object.x - x, object.y - y) +
    1.5 * (1 - object.size / side) +
    unevenly -
    0.02 * Math.max(inRow, inColumn)
  );
}

/** A row is only ever made longer, a column too; anything else may be continued either way. */
function isInLine(piece: Piece, group: readonly Piece[], side: number): boolean {
  if (group.length < 2) return true;
  const level = (one: Piece) => Math.abs(placeOf(one).y - placeOf(piece).y) < 0.2 * side;
  const upright = (one: Piece) => Math.abs(placeOf(one).x - placeOf(piece).x) < 0.2 * side;
  const spread = (of: (one: Piece) => number) => Math.max(...group.map(of)) - Math.min(...group.map(of));
  if (spread((one) => placeOf(one).y) < 0.3 * side) return group.every(level);
  if (spread((one) => placeOf(one).x) < 0.3 * side) return group.every(upright);
  return group.some(level);
}

/** Usual distance to the nearest neighbour, as a share of the side; a common one where there is no usual one. */
function spacingOf(group: readonly Piece[], side: number): number {
  const nearest = group.map((piece) =>
    Math.min(...group.filter((one) => one.id !== piece.id).map((one) => distance(one, piece))),
  );
  const usual = median(nearest) / side;
  return usual > 1 && usual < 2 ? usual : PITCHES[1];
}

function isInside({ x, y, w, h }: Box): boolean {
  return x >= EDGE && y >= EDGE && x + w <= 1 - EDGE && y + h <= 1 - EDGE;
}

function floats({ object }: Piece): boolean {
  const { y, h } = boxOf(object);
  return y + h < FLOOR;
}
