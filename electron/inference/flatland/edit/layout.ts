/**
 * Second half of an edit: where everything stands. As little as possible moves: new objects join their group; else
 * the groups that are to be mended are set afresh; else those they are tied to as well; else everything makes room.
 */
import { StudioError } from "../../../../shared/errors";
import {
  BANDS,
  type Band,
  blockFor,
  blockOf,
  floats,
  isMarkKey,
  keysOf,
  markKey,
  type Reason,
  type Surroundings,
} from "./blocks";
import type { Grain } from "./body";
import type { Contents } from "./contents";
import type { Goals } from "./goals";
import { join } from "./join";
import { membersOf, type Piece } from "./pieces";
import { holds, type Rule, rulesOf } from "./rules";
import { type Ground, solve } from "./solve";

export interface Layout {
  readonly pieces: readonly Piece[];
  /** False where things now stand so that a floor would look wrong. */
  readonly floor: boolean;
  /** True where groups were set afresh because they had not been seen for what they are. */
  readonly clearer: boolean;
  readonly moved: boolean;
}

/** The canvas an edit works on. */
interface Setting {
  /** True where a floor is drawn, on which things stand. */
  readonly floor: boolean;
  readonly seed: number;
  readonly grain: Grain;
}

/** Blocks placed at most in the search for an arrangement: about a second's work. */
const EFFORT = 130;

/**
 * @param before the scene's pieces as they were; what holds among them and is to be kept, holds afterwards
 * @throws StudioError "bad-input" when nothing is to be changed, or no arrangement was found
 */
export function laidOut(
  contents: Contents,
  goals: Goals,
  before: readonly Piece[],
  { floor, seed, grain }: Setting,
): Layout {
  const wanted = rulesOf(goals, before);
  const held = wanted.filter((rule) => rule.held);
  const task = taskOf(contents, goals, held, grain);
  const groundOf = (rules: readonly Rule[]): Ground => ({ floor, rules, seed, effort: { left: EFFORT } });
  if (task.reasons.size === 0) {
    if (contents.done.length === 0) throw cannot("Nothing in this scene can be changed to mend what failed.");
    return { pieces: contents.pieces, floor, clearer: false, moved: false };
  }
  const joined = task.joinable ? joinedIn(task, goals, groundOf(held)) : null;
  if (joined !== null) return { pieces: joined, floor, clearer: false, moved: false };
  // What the verifier saw to hold is not to be lost either, unless there is no other way.
  const found = arranged(task, goals, before, groundOf(wanted));
  const layout =
    found ?? (held.length < wanted.length ? arranged(task, goals, before, groundOf(held)) : null);
  if (layout === null) throw cannot("There is no room in this scene to mend what failed.");
  return layout;
}

/** Moves ever more of the scene until everything has its place; null where nothing helps. */
function arranged(task: Task, goals: Goals, before: readonly Piece[], ground: Ground): Layout | null {
  const { floor, rules } = ground;
  const around = { ...task.around, rules };
  const clearer = task.unclear;
  let hovering: Piece[] | null = null;
  const sets = setsOf(task, goals);
  for (const band of BANDS) {
    for (const moving of sets) {
      const binding = rules.filter((rule) => rule.held || isConcerned(rule, moving, task, goals));
      const pieces = solve(...problemOf(moving, band, task, goals, { ...ground, rules: binding }), {
        ...ground,
        rules: binding,
      });
      if (pieces === null || !binding.every((rule) => stands(rule, pieces))) continue;
      if (!floor || !hoversAnew(pieces, before, around)) return { pieces, floor, clearer, moved: true };
      hovering ??= pieces;
    }
  }
  return hovering === null ? null : { pieces: hovering, floor: false, clearer, moved: true };
}

interface Task {
  readonly grain: Grain;
  readonly pieces: readonly Piece[];
  /** Why each block is set afresh; blocks that only make room are not among them. */
  readonly reasons: ReadonlyMap<string, Reason>;
  /** Rules to be mended, broken or not seen to hold. */
  readonly broken: readonly Rule[];
  readonly unclear: boolean;
  readonly joinable: boolean;
  readonly around: Surroundings;
}

function taskOf(contents: Contents, goals: Goals, rules: readonly Rule[], grain: Grain): Task {
  const unclear = new Set(contents.unclear);
  const reasons = new Map<string, Reason>();
  const broken = rules.filter((rule) => !isFine(rule, contents.pieces));
  for (const { goal } of rules.filter((rule) => rule.goal.fault?.seen === true && !broken.includes(rule))) {
    if (unclear.size > 0 || contents.done.length > 0) continue;
    // It stands as it should and was not seen to: what stands there is set more clearly.
    for (const of of [goal.subject, goal.object])
      for (const { id } of membersOf(contents.pieces, of)) unclear.add(id);
  }
  for (const piece of contents.pieces) {
    const key = blockOf(piece, goals, rules);
    if (key === null) continue;
    if (unclear.has(piece.id)) reasons.set(key, "unclear");
    else if ((!piece.placed || contents.crowded.has(piece.id)) && reasons.get(key) === undefined)
      reasons.set(key, "new");
  }
  const joinable = unclear.size === 0 && contents.crowded.size === 0;
  for (const { goal } of broken) {
    for (const key of keysOf(contents.pieces, goal.subject, goals, rules)) {
      if (!reasons.has(key)) reasons.set(key, "misplaced");
    }
  }
  const around = { rules, all: contents.pieces, floor: true, band: BANDS[0] };
  return { grain, pieces: contents.pieces, reasons, broken, unclear: unclear.size > 0, joinable, around };
}

/** Empty groups are no fault of the rule: they are about to get members. */
function isFine(rule: Rule, pieces: readonly Piece[]): boolean {
  const placed = pieces.filter((piece) => piece.placed);
  const { subject, object } = rule.goal;
  if (membersOf(placed, subject).length === 0 || membersOf(placed, object).length === 0)
    return rule.mark === null;
  return holds(rule, placed);
}

/** As `holds`, for rules whose groups are there at all. */
function stands(rule: Rule, pieces: readonly Piece[]): boolean {
  const { subject, object } = rule.goal;
  if (membersOf(pieces, subject).length === 0 || membersOf(pieces, object).length === 0) return true;
  return holds(rule, pieces);
}

/** Most objects that join a group as it stands; more than that, and it is set afresh in tidy rows. */
const JOINING = 2;

function joinedIn(task: Task, goals: Goals, ground: Ground): Piece[] | null {
  let placed = task.pieces.filter((piece) => piece.placed);
  const fresh = new Map<string, Piece[]>();
  for (const piece of task.pieces) {
    const key = piece.placed ? null : blockOf(piece, goals, ground.rules);
    if (key !== null) fresh.set(key, [...(fresh.get(key) ?? []), piece]);
  }
  for (const [key, pieces] of fresh) {
    const members = placed.filter((piece) => blockOf(piece, goals, ground.rules) === key);
    if (members.length === 0 || pieces.length > JOINING) return null;
    const joined = join(placed, members, pieces, ground);
    if (joined === null) return null;
    placed = joined;
  }
  return ground.rules.every((rule) => stands(rule, placed)) ? placed : null;
}

/** Ever larger sets of blocks to move, each with its reason. */
function setsOf(task: Task, goals: Goals): ReadonlyMap<string, Reason>[] {
  const { pieces, reasons, broken, around } = task;
  const { rules } = around;
  const changed = [...reasons].filter(([, reason]) => reason !== "misplaced");
  const side = (which: "subject" | "object") =>
    broken.flatMap(({ goal }) =>
      keysOf(pieces, goal[which], goals, rules).map((key) => [key, "misplaced"] as const),
    );
  const of = (...entries: readonly (readonly [string, Reason])[]) => new Map([...entries, ...changed]);
  const both = of(...side("subject"), ...side("object"));
  const tied = rules.flatMap(({ goal }) => {
    const keys = [goal.subject, goal.object].flatMap((one) => keysOf(pieces, one, goals, rules));
    return keys.some((key) => both.has(key)) ? keys : [];
  });
  const everything = pieces.flatMap((piece) => blockOf(piece, goals, rules) ?? []);
  const withRoom = (keys: readonly string[]) =>
    new Map([...keys.map((key) => [key, "room"] as const), ...both]);
  const sets = [
    of(...side("subject")),
    of(...side("object")),
    both,
    withRoom(tied.filter((key) => !isMarkKey(key))),
    withRoom(everything.filter((key) => !isMarkKey(key))),
  ];
  const seen = new Set<string>();
  return sets.filter((set) => {
    const name = [...set]
      .map(([key, reason]) => `${key}=${reason}`)
      .sort()
      .join(" ");
    const isNew = set.size > 0 && !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

/** What stays, and what is to be placed in which order: what makes room first, props of actions last. */
function problemOf(
  moving: ReadonlyMap<string, Reason>,
  band: Band,
  task: Task,
  goals: Goals,
  { floor, rules }: Ground,
): [Piece[], ReturnType<typeof blockFor>[]] {
  const around = { ...task.around, rules, floor, band };
  const withMarks = new Map(moving);
  const pieces = [...task.pieces];
  for (const rule of rules) {
    if (rule.mark === null || !isConcerned(rule, moving, task, goals)) continue;
    const key = markKey(rule.mark);
    withMarks.set(key, "misplaced");
    if (!pieces.some((piece) => blockOf(piece, goals, rules) === key))
      pieces.push(newMark(rule.mark, pieces, task.grain));
  }
  const fixed = pieces.filter((piece) => {
    const key = blockOf(piece, goals, rules);
    return key === null || !withMarks.has(key);
  });
  const order: readonly Reason[] = ["room", "misplaced", "unclear", "new"];
  const blocks = [...withMarks]
    .sort(
      ([a, why], [b, whyNot]) =>
        Number(isMarkKey(a)) - Number(isMarkKey(b)) || order.indexOf(why) - order.indexOf(whyNot),
    )
    .map(([key, reason]) => {
      const own = pieces.filter((piece) => blockOf(piece, goals, rules) === key);
      return blockFor(key, isMarkKey(key) ? own.slice(0, 1) : own, reason, around);
    });
  return [fixed, blocks];
}

function isConcerned(rule: Rule, moving: ReadonlyMap<string, Reason>, task: Task, goals: Goals): boolean {
  if (task.broken.includes(rule)) return true;
  return [rule.goal.subject, rule.goal.object].some((of) =>
    keysOf(task.pieces, of, goals, task.around.rules).some((key) => moving.has(key)),
  );
}

function newMark(kind: string, pieces: readonly Piece[], grain: Grain): Piece {
  const id = pieces.reduce((top, piece) => Math.max(top, piece.id), -1) + 1;
  return { id, placed: false, object: { kind, finish: null, x: 0, y: 0, size: 0, grain } };
}

/** True where something stands above the horizon that did not before and has nothing to be there for. */
function hoversAnew(pieces: readonly Piece[], before: readonly Piece[], around: Surroundings): boolean {
  const hovered = new Set(before.filter(floats).map(({ id }) => id));
  return pieces.some(
    (piece) =>
      floats(piece) &&
      !hovered.has(piece.id) &&
      !blockFor("", [piece], "room", around).lifted &&
      piece.object.kind !== "lettering",
  );
}

function cannot(message: string): StudioError {
  return new StudioError("bad-input", message, { remedy: "Draw it anew instead." });
}
