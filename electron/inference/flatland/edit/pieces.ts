/** A scene taken apart for editing: objects with an identity, some of which have no place yet. */
import type { Box } from "../../../../shared/flatland/geometry";
import type { SceneObject } from "../../../../shared/flatland/scene";
import type { Selector } from "../../../../shared/run/criteria";
import type { Evidence } from "../../../../shared/run/verdicts";
import { isMeant } from "../names";
import { boxOf, type Grain, type Item, overlapOf } from "./body";

export interface Piece {
  readonly id: number;
  readonly object: Item;
  /** False for what has just been added: its x and y mean nothing yet, its size is a proposal (0: none). */
  readonly placed: boolean;
}

/** Least overlap (intersection over union) for a box of the verifier's to mean an object. */
const SAME_PLACE = 0.3;

export function piecesOf(objects: readonly SceneObject[], grain: Grain): Piece[] {
  return objects.map((object, id) => ({ id, object: { ...object, grain }, placed: true }));
}

/** The objects of a scene's pieces, as they are drawn. */
export function objectsOf(pieces: readonly Piece[]): SceneObject[] {
  return pieces.map(({ object: { grain: _grain, ...object } }) => object);
}

/** The pieces a selector names. */
export function membersOf(pieces: readonly Piece[], of: Selector): readonly Piece[] {
  return pieces.filter(({ object }) => isMeant(of, object));
}

export function boxesOf(pieces: readonly Piece[]): Box[] {
  return pieces.map(({ object }) => boxOf(object));
}

/** Share of an object that another one drawn over it hides, from which on nobody sees it. */
const HIDDEN = 0.7;

/** Those of the members that lie hidden behind another piece; pieces come in the order they are drawn in. */
export function hiddenIn(pieces: readonly Piece[], members: readonly Piece[]): readonly Piece[] {
  return members.filter((piece) => {
    const own = boxOf(piece.object);
    return pieces.slice(pieces.indexOf(piece) + 1).some(({ object }) => {
      const { x, y, w, h } = boxOf(object);
      const across = Math.min(own.x + own.w, x + w) - Math.max(own.x, x);
      const down = Math.min(own.y + own.h, y + h) - Math.max(own.y, y);
      return across > 0 && down > 0 && across * down > HIDDEN * own.w * own.h;
    });
  });
}

/**
 * Which piece each box of the verifier's is about: best overlaps first, each piece and each box once; a box that
 * lies on nothing is about none.
 */
export function pointedAt(
  pieces: readonly Piece[],
  evidence: readonly Evidence[],
): ReadonlyMap<Evidence, Piece> {
  const pairs = evidence.flatMap((one) =>
    pieces
      .filter(({ placed }) => placed)
      .map((piece) => ({ one, piece, overlap: overlapOf(one.box, boxOf(piece.object)) }))
      .filter(({ overlap }) => overlap >= SAME_PLACE),
  );
  pairs.sort((a, b) => b.overlap - a.overlap || a.piece.id - b.piece.id);
  const found = new Map<Evidence, Piece>();
  const taken = new Set<Piece>();
  for (const { one, piece } of pairs) {
    if (found.has(one) || taken.has(piece)) continue;
    found.set(one, piece);
    taken.add(piece);
  }
  return found;
}
