/**
 * First half of an edit: what objects the scene is to hold. Adds, takes away, repaints and rewrites where the
 * verifier found fault, and nowhere else; where it found fault and the scene is as it should be, the cause lies in
 * how things stand or look, so those are to be set more clearly instead.
 */
import type { Evidence } from "../../../../shared/run/verdicts";
import { inWords, isMeant, LETTERING, looksSo } from "../names";
import { facingOf } from "../render/catalogue";
import { boxOf, collide, coverOf, type Grain, gapBetween, type Item, median } from "./body";
import {
  type Fault,
  type Goals,
  type GroupGoal,
  keyOf,
  type OrderGoal,
  type TextGoal,
  type TurnGoal,
} from "./goals";
import { standingAt } from "./orders";
import { hiddenIn, membersOf, type Piece, pointedAt } from "./pieces";

export interface Contents {
  readonly pieces: readonly Piece[];
  /** Ids of pieces that are to be set apart and larger: right already, but not seen so. */
  readonly unclear: ReadonlySet<number>;
  /** Ids of pieces that cover each other, or are covered, and were miscounted. */
  readonly crowded: ReadonlySet<number>;
  /** What was done, in words. */
  readonly done: readonly string[];
}

/** Objects whose boxes come nearer than this are hard to tell apart. */
const CROWDED = 0.004;
/** Share of an object that may be covered before it is easily overlooked. */
const COVERED = 0.08;

class Bench {
  pieces: Piece[];
  readonly unclear = new Set<number>();
  readonly crowded = new Set<number>();
  readonly done: string[] = [];
  #next: number;

  constructor(
    pieces: readonly Piece[],
    readonly grain: Grain,
  ) {
    this.pieces = [...pieces];
    this.#next = pieces.reduce((top, { id }) => Math.max(top, id), -1) + 1;
  }

  add(object: Omit<Item, "grain">): Piece {
    const piece = { id: this.#next++, object: { ...object, grain: this.grain }, placed: false };
    this.pieces.push(piece);
    return piece;
  }

  remove(gone: readonly Piece[]): void {
    this.pieces = this.pieces.filter((piece) => !gone.includes(piece));
  }

  change(piece: Piece, change: Partial<Item>, placed = piece.placed): void {
    const changed = { ...piece, placed, object: { ...piece.object, ...change } };
    this.pieces = this.pieces.map((one) => (one.id === piece.id ? changed : one));
  }
}

export function withContents(pieces: readonly Piece[], goals: Goals, grain: Grain): Contents {
  const bench = new Bench(pieces, grain);
  for (const goal of goals.groups) if (goal.countFault === null) forgetHidden(bench, goal);
  const byLack = goals.groups
    .filter((goal) => goal.countFault !== null && goal.of.kind !== LETTERING)
    .map((goal) => ({ goal, lack: lackOf(pieces, goal) }))
    .sort((a, b) => b.lack - a.lack);
  for (const { goal, lack } of byLack) mendNumber(bench, goal, goals, lack !== 0);
  for (const goal of goals.groups) if (goal.lookFault !== null) mendLook(bench, goal, goal.lookFault);
  for (const order of goals.orders ?? []) if (order.fault !== null) mendOrder(bench, order);
  for (const turn of goals.turns ?? []) mendTurn(bench, turn);
  for (const text of goals.texts) if (text.fault !== null) mendText(bench, text, goals, text.fault);
  const { pieces: now, unclear, crowded, done } = bench;
  return { pieces: now, unclear, crowded, done };
}

/** What nobody saw while the number was right would be one too many as soon as something moves. */
function forgetHidden(bench: Bench, { of, count }: GroupGoal): void {
  const members = membersOf(bench.pieces, of);
  if (count !== null && members.length > count)
    bench.remove(hiddenIn(bench.pieces, members).slice(0, members.length - count));
}

/** The number a faulty group is to have; what is missing altogether is wanted once. */
function wantedOf(pieces: readonly Piece[], { of, count }: GroupGoal): number {
  return count ?? Math.max(1, membersOf(pieces, of).length);
}

function lackOf(pieces: readonly Piece[], goal: GroupGoal): number {
  return wantedOf(pieces, goal) - membersOf(pieces, goal.of).length;
}

/** @param wasWrong false where the scene had the right number all along, whatever was seen */
function mendNumber(bench: Bench, goal: GroupGoal, goals: Goals, wasWrong: boolean): void {
  const lack = lackOf(bench.pieces, goal);
  if (lack > 0) add(bench, goal, lack, goals);
  else if (lack < 0) takeAway(bench, goal, -lack, goals);
  else if (goal.countFault?.seen === true && !wasWrong) unclearOf(bench, goal, goal.countFault.evidence);
  if (goal.countFault?.seen === true) crowdedOf(bench, goal);
}

/** What stands in the way of counting right is set apart along with the rest of the group. */
function crowdedOf(bench: Bench, { of }: GroupGoal): void {
  const placed = bench.pieces.filter((piece) => piece.placed);
  const members = membersOf(placed, of);
  const covered = members.some((piece) =>
    placed.some((one) => one.id !== piece.id && coverOf(boxOf(one.object), boxOf(piece.object)) > COVERED),
  );
  if (covered) for (const { id } of members) bench.crowded.add(id);
}

function add(bench: Bench, goal: GroupGoal, lack: number, goals: Goals): void {
  const members = membersOf(bench.pieces, goal.of);
  const finish = goal.look ?? commonFinish(members.filter((piece) => !isOfPart(piece, goal, goals)));
  const spare = sparePieces(bench.pieces, goal, goals).slice(0, lack);
  for (const piece of spare) bench.change(piece, { finish });
  if (spare.length > 0) bench.done.push(`Repainted ${inWords(spare.length, { ...goal.of, finish })}.`);
  const missing = lack - spare.length;
  if (missing === 0) return;
  const size = median(members.map(({ object }) => object.size));
  const turned = commonFacing(members);
  for (let i = 0; i < missing; i++) bench.add({ kind: goal.of.kind, finish, x: 0, y: 0, size, ...turned });
  bench.done.push(`Added ${inWords(missing, { ...goal.of, finish })}.`);
}

/** Things of the same kind that another group has too many of, or that belong to none: they need only paint. */
function sparePieces(pieces: readonly Piece[], goal: GroupGoal, { groups }: Goals): readonly Piece[] {
  if (goal.of.finish === undefined) return [];
  const kin = groups.filter(({ of }) => of.kind === goal.of.kind && keyOf(of) !== keyOf(goal.of));
  const free = new Map(
    kin.map((one) => [one, one.countFault === null ? 0 : Math.max(0, -lackOf(pieces, one))]),
  );
  return pieces.filter((piece) => {
    const { object } = piece;
    if (object.kind !== goal.of.kind || isMeant(goal.of, object)) return false;
    const owner = kin.find(({ of }) => isMeant(of, object));
    if (owner === undefined) return true;
    const left = free.get(owner) ?? 0;
    free.set(owner, left - 1);
    return left > 0;
  });
}

/** True for members that make up a group of their own within this one, as blue trumpets among the trumpets. */
function isOfPart({ object }: Piece, goal: GroupGoal, { groups }: Goals): boolean {
  return (
    goal.of.finish === undefined && groups.some(({ of }) => of.finish !== undefined && isMeant(of, object))
  );
}

/** The way all of a group look, where they do; new ones look the same way. */
function commonFacing(members: readonly Piece[]): Pick<Item, "facing"> {
  const [facing, ...more] = new Set(members.map(({ object }) => object.facing));
  return facing === undefined || more.length > 0 ? {} : { facing };
}

function commonFinish(members: readonly Piece[]): string | null {
  const counts = new Map<string | null, number>();
  for (const { object } of members) counts.set(object.finish, (counts.get(object.finish) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}

/** Takes the least fitting away: what lacks the group's finish or touches others first, then what stands farthest from its group. */
function takeAway(bench: Bench, goal: GroupGoal, surplus: number, goals: Goals): void {
  for (let i = 0; i < surplus; i++) {
    const all = membersOf(bench.pieces, goal.of);
    const loose = all.filter((piece) => !isOfPart(piece, goal, goals));
    const members = loose.length > 0 ? loose : all;
    const [worst] = [...members].sort(
      (a, b) => fitness(bench.pieces, members, a, goal) - fitness(bench.pieces, members, b, goal),
    );
    if (worst !== undefined) bench.remove([worst]);
  }
  bench.done.push(`Took ${inWords(surplus, goal.of)} away.`);
}

function fitness(
  pieces: readonly Piece[],
  members: readonly Piece[],
  piece: Piece,
  { look }: GroupGoal,
): number {
  const box = boxOf(piece.object);
  const touching = pieces.filter(
    (one) => one.id !== piece.id && one.placed && collide(box, boxOf(one.object), CROWDED),
  );
  const others = members.filter((one) => one.id !== piece.id);
  const apart =
    others.length === 0 ? 0 : Math.min(...others.map(({ object }) => gapBetween(box, boxOf(object))));
  // Of a tidy row the last goes, so that no hole is left in its middle.
  const [x, y] = [
    median(members.map(({ object }) => object.x)),
    median(members.map(({ object }) => object.y)),
  ];
  const outward = Math.hypot(piece.object.x - x, piece.object.y - y);
  const odd = look === null || looksSo(piece.object.kind, piece.object.finish, look) ? 0 : 1;
  return -odd - touching.length - 2 * apart - outward + piece.object.size / 2;
}

/** The group is as it should be, yet was counted otherwise: what was overlooked, touches or misled is set afresh. */
function unclearOf(bench: Bench, { of }: GroupGoal, evidence: readonly Evidence[]): void {
  const members = membersOf(bench.pieces, of);
  for (const { id } of members) bench.unclear.add(id);
  const others = bench.pieces.filter((piece) => !members.includes(piece));
  for (const piece of pointedAt(others, stray(members, evidence)).values()) bench.unclear.add(piece.id);
}

/** Boxes that lie on none of the members: what the verifier took for one. */
function stray(members: readonly Piece[], evidence: readonly Evidence[]): Evidence[] {
  const found = pointedAt(members, evidence);
  return evidence.filter((one) => !found.has(one));
}

/** Repaints what the verifier pointed at, and what it did not vouch for; sets apart what has the finish already. */
function mendLook(bench: Bench, { of, look }: GroupGoal, { seen, evidence }: Fault): void {
  if (look === null) return;
  const members = membersOf(bench.pieces, of);
  const found = pointedAt(members, evidence);
  const vouched = new Set([...found].flatMap(([one, piece]) => (one.supports ? [piece.id] : [])));
  const suspect = members.filter(({ id }) => !vouched.has(id));
  const wrong = suspect.filter(({ object }) => !looksSo(object.kind, object.finish, look));
  for (const piece of wrong) bench.change(piece, { finish: look });
  if (wrong.length > 0)
    bench.done.push(`Repainted ${inWords(wrong.length, { kind: of.kind, finish: look })}.`);
  if (wrong.length > 0 || !seen) return;
  for (const { id, object, placed } of suspect) {
    // Natural colours that could pass for the finish are given it outright.
    if (object.finish === null) bench.change({ id, object, placed }, { finish: look });
    bench.unclear.add(id);
  }
}

/** Repaints the one that stands at the place; where none can be told to, it is left as it is. */
function mendOrder(bench: Bench, order: OrderGoal): void {
  const { of, look } = order;
  const piece = standingAt(bench.pieces, order);
  if (piece === undefined || looksSo(piece.object.kind, piece.object.finish, look)) return;
  bench.change(piece, { finish: look });
  bench.done.push(`Repainted ${inWords(1, { kind: of.kind, finish: look })}.`);
}

/** Turns round what looks the other way; what looks the right way, and was not seen to, is set more clearly. */
function mendTurn(bench: Bench, { of, facing, fault }: TurnGoal): void {
  const members = membersOf(bench.pieces, of);
  const wrong = members.filter(({ object }) => (object.facing ?? facingOf(object.kind)) !== facing);
  // New things, too, look the way their group is to look.
  for (const piece of wrong) if (fault !== null || !piece.placed) bench.change(piece, { facing });
  if (fault === null) return;
  if (wrong.length > 0) bench.done.push(`Turned ${inWords(wrong.length, of)} to the ${facing}.`);
  else if (fault.seen) for (const { id } of members) bench.unclear.add(id);
}

/** Sets the words afresh on a sign of its own, larger than before. */
function mendText(bench: Bench, { text }: TextGoal, goals: Goals, { evidence }: Fault): void {
  const signs = bench.pieces.filter(({ object }) => object.kind === LETTERING);
  const others = new Set(goals.texts.filter((goal) => goal.text !== text).map((goal) => goal.text));
  const free = signs.filter(({ object }) => !others.has(object.text ?? ""));
  const sign =
    free.find(({ object }) => object.text === text) ?? [...pointedAt(free, evidence).values()][0] ?? free[0];
  const look = goals.groups.find(({ of }) => of.kind === LETTERING)?.look ?? null;
  if (sign === undefined) {
    bench.add({ kind: LETTERING, finish: look, x: 0, y: 0, size: 0, text });
    bench.done.push(`Added lettering that reads ${JSON.stringify(text)}.`);
    return;
  }
  bench.change(sign, { text });
  bench.unclear.add(sign.id);
  bench.done.push(`Set ${JSON.stringify(text)} afresh.`);
}
