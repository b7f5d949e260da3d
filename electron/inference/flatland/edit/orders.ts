/** Third part of an edit: after everything has its place, who stands where in a row looks as the criteria ask. */
import { nthOf } from "../../../../shared/flatland/order";
import { looksSo } from "../names";
import type { Goals, OrderGoal } from "./goals";
import { boxesOf, membersOf, type Piece } from "./pieces";

/**
 * The pieces with the looks of a group handed round where what was moved or added took somebody's place in an order
 * that is to be mended, or held before. Looks change hands, so that there are as many of each as there were.
 */
export function inOrder(pieces: readonly Piece[], { orders = [] }: Goals, before: readonly Piece[]): Piece[] {
  const binding = orders.filter((order) => order.fault !== null || isMet(order, before));
  return binding.reduce<Piece[]>((now, order) => handedRound(now, order, binding), [...pieces]);
}

/** The one that stands at the place; undefined where none can be told to. */
export function standingAt(pieces: readonly Piece[], { of, nth, from }: OrderGoal): Piece | undefined {
  const members = membersOf(pieces, of).filter(({ placed }) => placed);
  const index = nthOf(boxesOf(members), nth, from);
  return index === null ? undefined : members[index];
}

function isMet(order: OrderGoal, pieces: readonly Piece[]): boolean {
  const piece = standingAt(pieces, order);
  return piece !== undefined && looks(piece, order.look);
}

function looks({ object }: Piece, look: string): boolean {
  return looksSo(object.kind, object.finish, look);
}

function handedRound(pieces: Piece[], order: OrderGoal, orders: readonly OrderGoal[]): Piece[] {
  const piece = standingAt(pieces, order);
  if (piece === undefined || looks(piece, order.look)) return pieces;
  const taken = orders.flatMap((other) => standingAt(pieces, other)?.id ?? []);
  const giver = membersOf(pieces, order.of).find((one) => looks(one, order.look) && !taken.includes(one.id));
  const finishes = new Map<number, string | null>([[piece.id, giver?.object.finish ?? order.look]]);
  if (giver !== undefined) finishes.set(giver.id, piece.object.finish);
  return pieces.map((one) => {
    const finish = finishes.get(one.id);
    return finish === undefined ? one : { ...one, object: { ...one.object, finish } };
  });
}
