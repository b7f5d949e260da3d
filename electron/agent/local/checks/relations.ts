/** Checks between two groups: where they stand to each other, and what they do. */
import { type Box, type RelationId, relationHolds } from "../../../../shared/flatland/geometry";
import type { Sighting } from "../../../../shared/inference/detections";
import type { Selector } from "../../../../shared/run/criteria";
import { relationPhrases, verbPhrases, verbProps } from "../world";
import { beyond, type Finding, judged } from "./finding";
import { checkObject, surenessOf } from "./objects";
import { boxesOf, type Candidate, candidatesFor, evidenceOf, seen, theWords } from "./scene";

interface Pair {
  readonly subject: readonly Candidate[];
  readonly object: readonly Candidate[];
}

/** Decided by geometry on what was seen; where glimpses would turn the answer round, it is unclear. */
export function checkRelation(
  sighting: Sighting,
  relation: RelationId,
  subject: Selector,
  object: Selector,
): Finding {
  const pair = pairOf(sighting, subject, object);
  if ("state" in pair) return pair;
  const { sure, glimpsed } = pair;
  const phrase = relationPhrases.get(relation)?.[0] ?? relation;
  return decided(
    (one) => relationHolds(relation, boxesOf(one.subject), boxesOf(one.object)),
    sure,
    glimpsed,
    {
      holds: `${theWords(subject, sure.subject.length)} ${be(sure.subject)} ${phrase} ${theWords(object, sure.object.length)}`,
      fails: `${theWords(subject, sure.subject.length)} ${be(sure.subject)} not ${phrase} ${theWords(object, sure.object.length)}`,
    },
  );
}

function be(group: readonly Candidate[]): string {
  return group.length === 1 ? "is" : "are";
}

/** An action is seen by how its two groups stand and by the prop that marks it. */
export function checkVerb(sighting: Sighting, verb: string, subject: Selector, object: Selector): Finding {
  const prop = verbProps.get(verb);
  if (prop === undefined) return beyond(`The local eyes do not know what “${verb}” looks like.`);
  const pair = pairOf(sighting, subject, object);
  if ("state" in pair) return pair;
  const { sure, glimpsed } = pair;
  const marks = seen(candidatesFor(sighting, { kind: prop }));
  const phrase = verbPhrases.get(verb)?.[0] ?? verb;
  const who = theWords(subject, sure.subject.length);
  const whom = theWords(object, sure.object.length);
  const missing = marks.length === 0 ? `: no ${prop.replace("-", " ")} seen` : "";
  const finding = decided((one) => marks.some((mark) => acts(verb, one, mark)), sure, glimpsed, {
    holds: `${who} ${be(sure.subject)} ${phrase} ${whom}`,
    fails: `${who} ${be(sure.subject)} not ${phrase} ${whom}${missing}`,
  });
  return { ...finding, evidence: [...finding.evidence, ...evidenceOf(marks, finding.state === "pass")] };
}

function pairOf(
  sighting: Sighting,
  subject: Selector,
  object: Selector,
): Finding | { sure: Pair; glimpsed: Pair } {
  const glimpsed = { subject: candidatesFor(sighting, subject), object: candidatesFor(sighting, object) };
  const sure = { subject: seen(glimpsed.subject), object: seen(glimpsed.object) };
  if (sure.subject.length === 0) return checkObject(sighting, subject);
  if (sure.object.length === 0) return checkObject(sighting, object);
  return { sure, glimpsed };
}

function decided(
  test: (pair: Pair) => boolean,
  sure: Pair,
  glimpsed: Pair,
  answers: { readonly holds: string; readonly fails: string },
): Finding {
  const holds = test(sure);
  const both = [...sure.subject, ...sure.object];
  const confidence = surenessOf(both) * (test(glimpsed) === holds ? 1 : 0.5);
  return judged(holds, confidence, holds ? answers.holds : answers.fails, evidenceOf(both, holds));
}

/** How far apart two groups may stand and still act on each other (fraction of the image). */
const REACH = 0.2;
/** How much higher one may stand on a shared ground. */
const SAME_GROUND = 0.15;

function acts(verb: string, pair: Pair, mark: Candidate): boolean {
  const [subject, object] = [hull(boxesOf(pair.subject)), hull(boxesOf(pair.object))];
  const { box } = mark.detection;
  switch (verb) {
    case "chasing":
      return (
        isBeside(subject, object) &&
        distance(box, subject) < distance(box, object) &&
        Math.sign(centre(box) - centre(subject)) === Math.sign(centre(subject) - centre(object))
      );
    case "jumping-over":
      return (
        relationHolds("on-top-of", boxesOf(pair.subject), boxesOf(pair.object)) &&
        distance(box, subject) < REACH
      );
    default:
      return (
        distance(box, subject) < REACH &&
        distance(box, object) < REACH &&
        distance(subject, object) < 2 * REACH
      );
  }
}

function hull(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

function isBeside(a: Box, b: Box): boolean {
  const ground = Math.abs(a.y + a.h - (b.y + b.h)) <= SAME_GROUND;
  return ground && (relationHolds("left-of", [a], [b]) || relationHolds("right-of", [a], [b]));
}

function centre(box: Box): number {
  return box.x + box.w / 2;
}

/** Gap between two boxes; 0 where they touch. */
function distance(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - (b.x + b.w), b.x - (a.x + a.w));
  const dy = Math.max(0, a.y - (b.y + b.h), b.y - (a.y + a.h));
  return Math.hypot(dx, dy);
}
