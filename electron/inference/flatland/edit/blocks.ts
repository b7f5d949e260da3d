/** Groups of a scene as blocks to be moved about, with the shapes each may take. */
import type { Box } from "../../../../shared/flatland/geometry";
import type { Selector } from "../../../../shared/run/criteria";
import { isMeant, LETTERING } from "../names";
import { boxOf, hullOf, median } from "./body";
import { type Goals, keyOf } from "./goals";
import { boxesOf, membersOf, type Piece } from "./pieces";
import type { Rule } from "./rules";
import { asItStands, inRing, inRows, LEAST_SIDE, type Shape } from "./shapes";
import { type Block, FLOOR } from "./solve";

/** How a block comes to be moved: something in it is new, it was not seen for what it is, or it makes room. */
export type Reason = "new" | "unclear" | "misplaced" | "room";

const MARK = "mark:";
const SIGN = "sign:";

/** Which block a piece belongs to; null for what nobody asked for, which stays where it is. */
export function blockOf({ id, object }: Piece, { groups }: Goals, rules: readonly Rule[]): string | null {
  if (object.kind === LETTERING) return `${SIGN}${id}`;
  const group = groups.find(({ of }) => isMeant(of, object));
  if (group !== undefined) return keyOf(group.of);
  return rules.some(({ mark }) => mark === object.kind) ? markKey(object.kind) : null;
}

export function markKey(kind: string): string {
  return `${MARK}${kind}`;
}

export function isMarkKey(key: string): boolean {
  return key.startsWith(MARK);
}

/** Blocks a selector's members are in. */
export function keysOf(
  pieces: readonly Piece[],
  of: Selector,
  goals: Goals,
  rules: readonly Rule[],
): string[] {
  return [
    ...new Set(
      membersOf(pieces, of).flatMap((piece) => {
        const key = blockOf(piece, goals, rules);
        return key === null ? [] : [key];
      }),
    ),
  ];
}

const MOVING: Readonly<Record<Reason, number>> = { new: 0.6, unclear: 0.4, misplaced: 0.35, room: 1.5 };

/** What a block's place depends on. */
export interface Surroundings {
  readonly rules: readonly Rule[];
  readonly all: readonly Piece[];
  readonly floor: boolean;
  readonly band: Band;
}

export function blockFor(key: string, pieces: readonly Piece[], reason: Reason, around: Surroundings): Block {
  const placed = pieces.filter((piece) => piece.placed);
  const hull = placed.length === 0 ? null : hullOf(placed.map(({ object }) => boxOf(object)));
  const anchor =
    hull === null || isMarkKey(key)
      ? null
      : { x: hull.x + hull.w / 2, y: hull.y + hull.h / 2, weight: MOVING[reason] };
  const shapes = shapesFor(key, pieces, placed, reason, around);
  return {
    pieces,
    anchor,
    shapes: within(around.band, shapes),
    level: key === markKey("speed-lines"),
    lifted: isMarkKey(key) || isLifted(pieces, placed, around),
    near: (there) => partnersOf(pieces, there, around.rules),
  };
}

/**
 * How large things may become next to what one would like, from welcome to cramped: before anything gets small,
 * more of the scene makes room.
 */
export const BANDS = [
  { from: 0.72, to: Number.POSITIVE_INFINITY },
  { from: 0.58, to: 0.88 },
  { from: 0.4, to: 0.7 },
] as const;
export type Band = (typeof BANDS)[number];
/** Nothing gets smaller than this while there is another way. */
const ROOMY_SIDE = 0.105;

function within({ from, to }: Band, shapes: readonly Shape[]): Shape[] {
  const most = Math.max(...shapes.map(sideOf));
  const fitting = shapes.filter((shape) => {
    const side = sideOf(shape);
    return side <= to * most && side >= Math.max(from * most, to > 1 ? Math.min(ROOMY_SIDE, most) : 0);
  });
  return fitting.length > 0 ? fitting : shapes.filter((shape) => sideOf(shape) === most);
}

function sideOf({ seats }: Shape): number {
  return median(seats.map(({ size }) => size));
}

/** How much smaller a block may become as it stands. */
const SCALES = { room: [1, 0.92, 0.84, 0.76, 0.68, 0.6], misplaced: [1, 0.9, 0.8, 0.7, 0.6] } as const;

function shapesFor(
  key: string,
  pieces: readonly Piece[],
  placed: readonly Piece[],
  reason: Reason,
  around: Surroundings,
): Shape[] {
  const own = median(placed.map(({ object }) => object.size));
  if (isMarkKey(key)) return inRows(pieces, scaled(actorSide(pieces, around), [0.8, 0.65, 0.5, 0.4, 0.3]), 0);
  if (key.startsWith(SIGN) && reason !== "room" && reason !== "misplaced")
    return inRows(pieces, signSides(own), 0);
  const rows = (sides: readonly number[], air: number, cost: number) =>
    inRows(pieces, sides, air).map((shape) => ({ ...shape, cost: shape.cost + cost }));
  const inner = innerOf(pieces, around);
  if (inner !== null) {
    const sides = placed.length === 0 ? ringSides(around) : scaled(own, [1, 0.88, 0.76, 0.64, 0.54]);
    return [
      ...(reason === "room" && placed.length > 0 ? asItStands(placed, SCALES.room) : []),
      ...inRing(pieces, sides, inner),
    ];
  }
  if (placed.length === 0 && isInside(pieces, around)) return rows(ringSides(around), 0.14, 0);
  if (placed.length === 0) return rows(newSides(pieces.length, around), 0.14, 0);
  switch (reason) {
    case "new":
      return rows(scaled(own, [1, 0.9, 0.8, 0.7, 0.6]), 0.12, 0);
    case "unclear":
      return rows(scaled(own, [1.3, 1.15, 1, 0.9, 0.8, 0.7]), 0.2, 0);
    default:
      return [
        ...asItStands(placed, SCALES[reason]),
        ...rows(scaled(own, [1, 0.88, 0.76, 0.64, 0.54]), 0.12, 0.3),
      ];
  }
}

/** What a block is to stand around; null where it is to stand around nothing, or has too few things for that. */
function innerOf(pieces: readonly Piece[], around: Surroundings): Pick<Box, "w" | "h"> | null {
  const { rules, all } = around;
  const rule = rules.find(
    ({ goal: { link, subject } }) =>
      link.id === "around" && pieces.every(({ object }) => isMeant(subject, object)),
  );
  if (rule === undefined || pieces.length < 3) return null;
  const inside = membersOf(all, rule.goal.object).filter(({ placed }) => placed);
  if (inside.length > 0) return hullOf(boxesOf(inside));
  const [side = 0] = ringSides(around);
  return { w: side, h: side };
}

/** True for what others are to stand around. */
function isInside(pieces: readonly Piece[], { rules }: Surroundings): boolean {
  return rules.some(
    ({ goal: { link, object: inner } }) =>
      link.id === "around" && pieces.some(({ object }) => isMeant(inner, object)),
  );
}

/** Small enough for a ring and what stands in it to fit the canvas. */
function ringSides(around: Surroundings): number[] {
  return newSides(RING_OF, around);
}

/** A ring takes up as much of the canvas as so many things in rows. */
const RING_OF = 12;

function scaled(side: number, by: readonly number[]): number[] {
  return by.map((share) => side * share);
}

/** About as large as everything else; of a size with its number where there is nothing else. */
function newSides(count: number, { all }: Surroundings): number[] {
  const others = all
    .filter(({ placed, object }) => placed && object.kind !== LETTERING)
    .map(({ object }) => object.size);
  const usual =
    others.length === 0 ? Math.min(0.46, 0.86 / Math.ceil(Math.sqrt(count))) : Math.max(0.13, median(others));
  return scaled(usual, [1, 0.88, 0.76, 0.64, 0.54]).map((side) => Math.max(LEAST_SIDE, side));
}

const SIGN_SIDES = [0.54, 0.47, 0.41, 0.36, 0.31, 0.27, 0.23, 0.19] as const;

/** Larger than it was where there is room for that. */
function signSides(own: number): number[] {
  if (own === 0) return [0.41, 0.47, 0.36, 0.31, 0.27, 0.23, 0.19];
  const larger = SIGN_SIDES.filter((side) => side > own * 1.02);
  return [
    ...larger.reverse().slice(0, 3).reverse(),
    own,
    ...SIGN_SIDES.filter((side) => side < own).slice(0, 2),
  ];
}

/** Side of those who act, for the prop of their action. */
function actorSide(pieces: readonly Piece[], { rules, all }: Surroundings): number {
  const kind = pieces[0]?.object.kind;
  const rule = rules.find(({ mark }) => mark === kind);
  const actors =
    rule === undefined ? [] : membersOf(all, rule.goal.subject).filter(({ object }) => object.size > 0);
  return Math.max(0.12, median(actors.map(({ object }) => object.size)));
}

/** True for what is held up by a relation, is lettering, or was above the floor before. */
function isLifted(pieces: readonly Piece[], placed: readonly Piece[], { rules }: Surroundings): boolean {
  if (pieces.some(({ object }) => object.kind === LETTERING)) return true;
  const above = rules.some(({ goal: { link, subject, object } }) => {
    const of =
      link.id === "on-top-of" || link.id === "jumping-over" || link.id.startsWith("top")
        ? subject
        : link.id === "under"
          ? object
          : null;
    return of !== null && pieces.some((piece) => isMeant(of, piece.object));
  });
  return above || placed.some(floats);
}

export function floats({ object }: Piece): boolean {
  const { y, h } = boxOf(object);
  return y + h < FLOOR;
}

/** The other sides of the rules a block plays a part in. */
function partnersOf(pieces: readonly Piece[], placed: readonly Piece[], rules: readonly Rule[]): Piece[] {
  const isIn = (of: Selector) => pieces.some(({ object }) => isMeant(of, object));
  return rules.flatMap(({ goal: { subject, object }, mark }) => {
    if (mark !== null && isIn({ kind: mark })) return [...membersOf(placed, subject)];
    if (isIn(subject)) return [...membersOf(placed, object)];
    return isIn(object) ? [...membersOf(placed, subject)] : [];
  });
}
