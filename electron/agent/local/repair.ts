/**
 * Repair of only what failed, as one more thing the refiner may do: make the next image out of the best one instead
 * of drawing anew. How much that promises is weighed like everything else: what it came to elsewhere (bench/repair),
 * moved by what this run's own repairs came to.
 */
import type { Check, Criterion } from "../../../shared/run/criteria";
import type { Edit } from "../../../shared/run/events";
import { type Repair as Kept, keptOf } from "../../../shared/run/repair";
import { type Box, effectiveState, NOT_ASKED, type Verdict } from "../../../shared/run/verdicts";
import { criteriaIn, isNoGround } from "../memory";
import type { Attempt, Editing } from "../roles";
import { answerTo } from "./compressor";
import { listed } from "./english";
import type { Hindsight } from "./hindsight";
import { instructionFor } from "./instruction";
import { checkOfQuestion } from "./question";
import { selectorsOf } from "./selectors";
import { isKnownKind } from "./world";

export interface Repair {
  readonly edit: Edit;
  readonly base: Attempt;
  /** How likely it comes out all right, on the scale of the refiner's other choices. */
  readonly value: number;
  /** What it mends and what it keeps, for the designer. */
  readonly thought: string;
}

/**
 * How likely a repair mends everything and loses nothing, by how images can be changed. "scene" as measured by
 * bench/repair; servers' editing is not measured here: it is tried once before drawing anew, and what it comes to
 * decides from then on.
 */
const PRIOR: Readonly<Record<Editing, number>> = { scene: 0.85, mask: 0.8, instruction: 0.8 };
/** How many repairs of the run's own the prior counts for. */
const PRIOR_WEIGHT = 1.5;
/** What a repair of another attempt says about one of this attempt. */
const OTHER_BASE = 0.5;
/** Share of the judged criteria that must have passed for there to be something worth keeping. */
const ENOUGH = 0.4;
/** Around what the verifier pointed at, as a share of the box's sides, and at least in fractions of the image. */
const PADDING = 0.15;
const LEAST_PADDING = 0.02;

/** What can be mended in the best attempt; null where nothing can, or there is too little to keep. */
export function repairOf(
  editing: Editing | undefined,
  criteria: readonly Criterion[],
  trajectory: readonly Attempt[],
  hindsight: Pick<Hindsight, "ofRepair">,
): Repair | null {
  const base = trajectory.find((attempt) => attempt.best && attempt.inheritedFrom === null);
  if (editing === undefined || base === undefined || !isGround(base, editing)) return null;
  const mend = criteriaIn(base, "fail", "unclear").filter((one) => isMendable(base, one, editing));
  const failed = criteriaIn(base, "fail").filter((one) => mend.includes(one));
  if (mend.length === 0 || (editing !== "scene" && failed.length === 0)) return null;
  const score = base.iteration.score;
  if (score === null || score.judged === 0 || score.passed < ENOUGH * score.judged) return null;
  const chosen = editing === "scene" ? mend : failed;
  const keep = criteria.filter(
    (one) =>
      !chosen.includes(one) && (isPassed(base, one) || one.locked === true) && base.criteria.includes(one),
  );
  const instruction = instructionFor(
    chosen.map((one) => ({ criterion: one, verdict: verdictOf(base, one) })),
  );
  if (instruction === null) return null;
  const edit: Edit = {
    base: base.iteration.n,
    instruction,
    mend: chosen.map(({ id }) => id),
    keep: keep.map(({ id }) => id),
    boxes: boxesOf(base, chosen),
  };
  return {
    edit,
    base,
    // What cannot be mended this way goes on failing: the less is left of that, the more the edit promises.
    value: promiseOf(edit, editing, trajectory, hindsight) * shareOf(failed, criteriaIn(base, "fail")),
    thought: thoughtOf(base, chosen, keep),
  };
}

function shareOf(part: readonly Criterion[], whole: readonly Criterion[]): number {
  return whole.length === 0 ? 1 : part.length / whole.length;
}

/** The designer's own and what was drawn with a scene; an image nobody is to build on is not mended either. */
function isGround(base: Attempt, editing: Editing): boolean {
  if (base.image === null || isNoGround(base)) return false;
  return editing !== "scene" || base.iteration.image?.vector != null;
}

/** What the editor of scenes has no way to mend: it is drawn anew. */
const unmovable: ReadonlySet<Check["type"]> = new Set([
  "comparison",
  "only",
  "between",
  "size",
  "larger",
  "arrangement",
  "backdrop",
]);

/** What an editor can do something about: a fact that can be measured, or for servers one with a place. */
function isMendable(base: Attempt, criterion: Criterion, editing: Editing): boolean {
  const check = checkOf(criterion);
  if (check === null || check.type === "uncheckable") return false;
  if (!selectorsOf(check).every(({ kind }) => isKnownKind(kind))) return false;
  if (editing === "scene" && unmovable.has(check.type)) return false;
  const verdict = verdictOf(base, criterion);
  // Confidence 0 says that no image would make it clear.
  if (effectiveState(verdict ?? undefined, base.iteration.overrides[criterion.id]) === "unclear") {
    return editing === "scene" && (verdict?.confidence ?? 0) > 0;
  }
  return editing !== "mask" || (verdict?.evidence.length ?? 0) > 0;
}

export function checkOf(criterion: Criterion): Check | null {
  return criterion.check ?? checkOfQuestion(criterion.question);
}

function verdictOf({ iteration }: Attempt, { id }: Criterion): Verdict | null {
  return iteration.verdicts[id] ?? null;
}

function isPassed({ iteration }: Attempt, { id }: Criterion): boolean {
  return effectiveState(iteration.verdicts[id], iteration.overrides[id]) === "pass";
}

/** Mean of the prior and of what the run's own repairs came to. */
function promiseOf(
  edit: Edit,
  editing: Editing,
  trajectory: readonly Attempt[],
  hindsight: Pick<Hindsight, "ofRepair">,
): number {
  const own = trajectory.filter((attempt) => attempt.inheritedFrom === null);
  const iterations = own.map(({ iteration }) => iteration);
  const elsewhere = hindsight.ofRepair();
  let weight = PRIOR_WEIGHT + elsewhere.weight;
  let sum = PRIOR[editing] * weight + elsewhere.sum;
  for (const attempt of own) {
    const repair = keptOf({ iterations, criteria: [...attempt.criteria] }, attempt.iteration.n);
    if (repair === null || !attempt.iteration.judged) continue;
    const share = repair.base === edit.base ? 1 : OTHER_BASE;
    sum += share * (isNoGround(attempt) ? 0 : worthOf(repair));
    weight += share;
  }
  return sum / weight;
}

/** A repair that lost something or mended nothing came to nothing; one that got on without loss is worth going on. */
function worthOf({ edited, lost, mended, unmended }: Kept): number {
  if (!edited || lost.length > 0 || mended.length === 0) return 0;
  return 0.5 + (0.5 * mended.length) / (mended.length + unmended.length);
}

/** Padded boxes of what the verifier pointed at; null where it pointed nowhere. */
function boxesOf(base: Attempt, mend: readonly Criterion[]): Box[] | null {
  const boxes = mend.flatMap((one) => {
    const { evidence = [], by } = verdictOf(base, one) ?? {};
    const against = evidence.filter(({ supports }) => !supports);
    return by === NOT_ASKED ? [] : (against.length > 0 ? against : evidence).map(({ box }) => padded(box));
  });
  const different = new Map(
    boxes.map((box) => [
      Object.values(box)
        .map((side) => side.toFixed(3))
        .join(),
      box,
    ]),
  );
  return different.size === 0 ? null : [...different.values()];
}

function padded({ x, y, w, h }: Box): Box {
  const [dx, dy] = [Math.max(LEAST_PADDING, w * PADDING), Math.max(LEAST_PADDING, h * PADDING)];
  const [left, top] = [Math.max(0, x - dx), Math.max(0, y - dy)];
  return { x: left, y: top, w: Math.min(1, x + w + dx) - left, h: Math.min(1, y + h + dy) - top };
}

function thoughtOf(base: Attempt, mend: readonly Criterion[], keep: readonly Criterion[]): string {
  const faults = mend
    .filter((one) => verdictOf(base, one)?.by !== NOT_ASKED)
    .map((one) => answerTo(base, one) || one.question);
  const named = faults.length > 3 ? [...faults.slice(0, 2), `${faults.length - 2} more`] : faults;
  const kept =
    keep.length === 0 ? "" : `, and keep the ${keep.length === 1 ? "one" : keep.length} that passed`;
  return `I mend only what failed in attempt ${base.iteration.n} (${listed(named)})${kept} (repair).`;
}
