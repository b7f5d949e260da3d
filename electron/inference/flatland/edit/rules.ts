/**
 * What must hold between groups while objects are moved about: the relations and actions the criteria speak of,
 * by the geometry that also judges them (docs/decisions/0003), with room to spare so that a look at the pixels
 * comes to the same answer.
 */
import { type Box, relationHolds } from "../../../../shared/flatland/geometry";
import { nthOf } from "../../../../shared/flatland/order";
import { placementHolds, regionHolds } from "../../../../shared/flatland/placement";
import type { Selector } from "../../../../shared/run/criteria";
import { isMeant, markOf } from "../names";
import { gapBetween, hullOf } from "./body";
import type { Goals, LinkGoal } from "./goals";
import { boxesOf, membersOf, type Piece } from "./pieces";

export interface Rule {
  readonly goal: LinkGoal;
  /** The prop that belongs to an action; null for relations. */
  readonly mark: string | null;
  /** How much better than just it must hold, in fractions of the canvas. */
  readonly slack: number;
  /** False where the verifier saw it hold and the scene does not quite: then it binds only what is moved anyway. */
  readonly held: boolean;
}

/** Room to spare for what is mended, and for what is to stay as it was. */
const CLEAR = 0.02;
const SAFE = 0.01;

/**
 * Rules of everything to be mended and kept. What holds in the scene as it is binds the whole scene; what the
 * verifier saw to hold though it barely does not, binds whatever is moved.
 */
export function rulesOf(goals: Goals, pieces: readonly Piece[]): Rule[] {
  return goals.links.flatMap((goal) => {
    const mark = goal.link.type === "verb" ? (markOf.get(goal.link.id) ?? null) : null;
    if (goal.link.type === "verb" && mark === null) return [];
    const rule = (slack: number, held = true): Rule => ({ goal, mark, slack, held });
    if (goal.fault !== null) return [rule(CLEAR)];
    const held = [SAFE, 0].find((slack) => holds(rule(slack), pieces));
    return [held === undefined ? rule(SAFE, false) : rule(held)];
  });
}

/**
 * False where the rule is broken. True as well while one of the groups has no member: then there is nothing to
 * place yet. An action whose prop has no place yet is judged by its groups alone.
 */
export function allows(rule: Rule, pieces: readonly Piece[]): boolean {
  const { subject, object, mark } = sidesOf(rule, pieces);
  if (subject.length === 0 || object.length === 0) return true;
  if (rule.mark !== null && mark.length === 0) return leavesRoom(rule.goal.link.id, subject, object);
  return withSlack(rule, subject, object, mark);
}

/** True where one of the pieces plays a part in the rule. */
export function concerns({ goal, mark }: Rule, pieces: readonly Piece[]): boolean {
  return pieces.some(
    ({ object }) => isMeant(goal.subject, object) || isMeant(goal.object, object) || object.kind === mark,
  );
}

/** True where the rule's groups are there and stand as they should. */
export function holds(rule: Rule, pieces: readonly Piece[]): boolean {
  const { subject, object, mark } = sidesOf(rule, pieces);
  if (subject.length === 0 || object.length === 0) return false;
  return (rule.mark === null || mark.length > 0) && withSlack(rule, subject, object, mark);
}

function sidesOf({ goal, mark }: Rule, pieces: readonly Piece[]) {
  const placed = pieces.filter((piece) => piece.placed);
  const boxes = (of: Selector) => boxesOf(membersOf(placed, of));
  return {
    subject: boxes(goal.subject),
    object: boxes(goal.object),
    mark: mark === null ? [] : boxes({ kind: mark }),
  };
}

/** Tried again with the subject shifted by the slack in each direction: what holds then holds clearly. */
function withSlack({ goal: { link }, slack }: Rule, subject: Box[], object: Box[], mark: Box[]): boolean {
  const test = (boxes: Box[]) => stands(link, boxes, object, mark);
  if (!test(subject)) return false;
  if (slack === 0 || link.type === "verb") return true;
  return shiftsOf(link, slack).every(([dx, dy]) =>
    test(subject.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy }))),
  );
}

function stands(link: LinkGoal["link"], subject: Box[], object: Box[], mark: Box[]): boolean {
  switch (link.type) {
    case "relation":
      return relationHolds(link.id, subject, object);
    case "region":
      return regionHolds(link.id, subject);
    case "order":
      return nthOf(subject, link.nth, link.from) !== null;
    case "placement":
      return placementHolds(link.id, subject, object);
    case "verb":
      return mark.some((one) => acts(link.id, subject, object, one));
  }
}

function shiftsOf({ type, id }: LinkGoal["link"], slack: number): readonly (readonly [number, number])[] {
  const sideways = id === "left-of" || id === "right-of";
  const level: readonly (readonly [number, number])[] =
    sideways && type === "relation"
      ? [
          [slack, 0],
          [-slack, 0],
        ]
      : [
          [0, slack],
          [0, -slack],
        ];
  return type !== "relation" || id === "in-front-of" || id === "behind"
    ? [...level, [slack, 0], [-slack, 0]]
    : level;
}

/** How far apart groups and the mark of their action may stand (the verifier grants 0.2 and 0.15). */
const REACH = 0.17;
const SAME_GROUND = 0.11;
/** Room between players for the ball. */
const BALL_ROOM = 0.09;

function acts(verb: string, subjects: readonly Box[], objects: readonly Box[], mark: Box): boolean {
  const [subject, object] = [hullOf(subjects), hullOf(objects)];
  switch (verb) {
    case "chasing":
      return (
        isBeside(subject, object) &&
        gapBetween(mark, subject) + 0.02 < gapBetween(mark, object) &&
        gapBetween(mark, subject) < REACH / 2 &&
        Math.sign(centreOf(mark) - centreOf(subject)) === Math.sign(centreOf(subject) - centreOf(object))
      );
    case "jumping-over":
      return relationHolds("on-top-of", subjects, objects) && gapBetween(mark, subject) < REACH;
    default:
      return (
        gapBetween(mark, subject) < REACH &&
        gapBetween(mark, object) < REACH &&
        gapBetween(subject, object) < 2 * REACH
      );
  }
}

/** True when the groups stand so that the action's prop can be set beside them. */
function leavesRoom(verb: string, subjects: readonly Box[], objects: readonly Box[]): boolean {
  const [subject, object] = [hullOf(subjects), hullOf(objects)];
  switch (verb) {
    case "chasing":
      // Everything drawn faces left: pursuers come from the right, with room behind them.
      return (
        isBeside(subject, object) &&
        subject.x > object.x + object.w &&
        subject.x - (object.x + object.w) < 2 * REACH &&
        subject.x + subject.w < 0.88
      );
    case "jumping-over":
      return (
        relationHolds("on-top-of", subjects, objects) &&
        facing(subject, object) &&
        gapBetween(subject, object) < REACH
      );
    default: {
      const gap = gapBetween(subject, object);
      return isBeside(subject, object) && gap >= BALL_ROOM && gap < 2 * REACH - 0.02;
    }
  }
}

function facing(a: Box, b: Box): boolean {
  return Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x) >= 0.4 * Math.min(a.w, b.w);
}

function isBeside(a: Box, b: Box): boolean {
  if (Math.abs(a.y + a.h - (b.y + b.h)) > SAME_GROUND) return false;
  return relationHolds("left-of", [a], [b]) || relationHolds("right-of", [a], [b]);
}

function centreOf(box: Box): number {
  return box.x + box.w / 2;
}
