/** Checks of where things stand in the frame and to each other, by shared/flatland/placement.ts and order.ts. */
import type { Box } from "../../../../shared/flatland/geometry";
import { nthOf, type OrderSide } from "../../../../shared/flatland/order";
import {
  arrangementHolds,
  isBetween,
  isLarger,
  placementHolds,
  regionHolds,
  sizeHolds,
} from "../../../../shared/flatland/placement";
import type { Sighting } from "../../../../shared/inference/detections";
import type { Check, Selector } from "../../../../shared/run/criteria";
import { predicateOf } from "../english";
import { arrangementWords, orderWords, placementWords, regionWords } from "../places";
import { props } from "../world";
import { type Finding, judged } from "./finding";
import { checkObject, surenessOf } from "./objects";
import { SEEN } from "./probability";
import {
  boxesOf,
  type Candidate,
  candidatesFor,
  countedWords,
  evidenceOf,
  finishProbability,
  hasFinish,
  labelOf,
  seen,
  theWords,
} from "./scene";

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;
type Seen = readonly Candidate[];

/** Decided on what was seen; half as sure where what was only glimpsed would turn the answer round. */
function decided(
  sighting: Sighting,
  sides: readonly Selector[],
  test: (groups: readonly Seen[]) => boolean,
  words: (groups: readonly Seen[], holds: boolean) => string,
): Finding {
  const glimpsed = sides.map((of) => candidatesFor(sighting, of));
  const sure = glimpsed.map(seen);
  const missing = sides.find((_, index) => sure[index]?.length === 0);
  if (missing !== undefined) return checkObject(sighting, missing);
  const holds = test(sure);
  const all = sure.flat();
  const confidence = surenessOf(all) * (test(glimpsed) === holds ? 1 : 0.5);
  return judged(holds, confidence, words(sure, holds), evidenceOf(all, holds));
}

const is = (group: Seen, holds: boolean) => `${group.length === 1 ? "is" : "are"}${holds ? "" : " not"}`;

function aspectOf({ width, height }: Sighting): number {
  return width / height;
}

export function checkRegion(sighting: Sighting, { of, region }: Of<"region">): Finding {
  return decided(
    sighting,
    [of],
    ([group = []]) => regionHolds(region, boxesOf(group)),
    ([group = []], holds) => `${theWords(of, group.length)} ${is(group, holds)} ${regionWords(region)}`,
  );
}

export function checkPlacement(sighting: Sighting, { placement, subject, object }: Of<"placement">): Finding {
  return decided(
    sighting,
    [subject, object],
    ([a = [], b = []]) => placementHolds(placement, boxesOf(a), boxesOf(b), aspectOf(sighting)),
    ([a = [], b = []], holds) =>
      `${theWords(subject, a.length)} ${is(a, holds)} ${placementWords(placement)} ${theWords(object, b.length)}`,
  );
}

/** Between two groups, or between two of one. */
export function checkBetween(sighting: Sighting, { subject, object, other }: Of<"between">): Finding {
  const aspect = aspectOf(sighting);
  return decided(
    sighting,
    other === undefined ? [subject, object] : [subject, object, other],
    ([a = [], b = [], c = []]) =>
      other === undefined
        ? amid(boxesOf(a), boxesOf(b), aspect)
        : isBetween(boxesOf(a), boxesOf(b), boxesOf(c), aspect),
    ([a = [], b = [], c = []], holds) => {
      const to = other === undefined ? "" : ` and ${theWords(other, c.length)}`;
      return `${theWords(subject, a.length)} ${is(a, holds)} between ${theWords(object, b.length)}${to}`;
    },
  );
}

function amid(subject: readonly Box[], object: readonly Box[], aspect: number): boolean {
  return object.some((one, i) =>
    object.slice(i + 1).some((other) => isBetween(subject, [one], [other], aspect)),
  );
}

/** Against everything else that was seen, lettering and marks of motion left out; others of its kind are among that. */
export function checkSize(sighting: Sighting, { of, size }: Of<"size">): Finding {
  const meant = candidatesFor(sighting, of).map(({ detection }) => detection);
  const others = sighting.detections.filter(
    (one) => !meant.includes(one) && !props.has(one.kind) && one.confidence >= SEEN,
  );
  return decided(
    sighting,
    [of],
    ([group = []]) =>
      sizeHolds(
        size,
        boxesOf(group),
        others.map(({ box }) => box),
        aspectOf(sighting),
      ),
    ([group = []], holds) => `${theWords(of, group.length)} ${is(group, holds)} ${size}`,
  );
}

export function checkLarger(sighting: Sighting, { subject, object, sort }: Of<"larger">): Finding {
  const aspect = aspectOf(sighting);
  return decided(
    sighting,
    [subject, object],
    ([a = [], b = []]) => {
      const [larger, smaller] = [
        isLarger(boxesOf(a), boxesOf(b), aspect),
        isLarger(boxesOf(b), boxesOf(a), aspect),
      ];
      if (sort === "equal") return !larger && !smaller;
      return sort === "larger" ? larger : smaller;
    },
    ([a = [], b = []], holds) => {
      const than = sort === "equal" ? "about the size of" : `${sort} than`;
      return `${theWords(subject, a.length)} ${is(a, holds)} ${than} ${theWords(object, b.length)}`;
    },
  );
}

export function checkArrangement(sighting: Sighting, { of, arrangement }: Of<"arrangement">): Finding {
  return decided(
    sighting,
    [of],
    ([group = []]) => arrangementHolds(arrangement, boxesOf(group), aspectOf(sighting)),
    ([group = []], holds) =>
      `${theWords(of, group.length)} ${is(group, holds)} ${arrangementWords(arrangement)}`,
  );
}

/** The look of one of a group; unclear where its place among them cannot be told, or a glimpse would be the one meant. */
export function checkOrder(sighting: Sighting, { of, nth, from, finish }: Of<"order">): Finding {
  const glimpsed = candidatesFor(sighting, of);
  const there = seen(glimpsed);
  if (there.length === 0) return checkObject(sighting, of);
  const found = nthIn(there, nth, from);
  const sure = surenessOf(there) * (nthIn(glimpsed, nth, from) === found ? 1 : 0.5);
  const which = orderWords(nth, from, of.kind);
  if (found === null) {
    const enough = from === "middle" ? there.length % 2 === 1 : nth <= there.length;
    const answer = `${countedWords(there.length, of)} seen, ${which} cannot be told`;
    return enough
      ? { state: "unclear", confidence: 0.5, answer, evidence: evidenceOf(there, false) }
      : judged(false, sure, answer, evidenceOf(there, false));
  }
  const holds = hasFinish(found.detection, finish);
  const having = finishProbability(found.detection, finish);
  const answer = holds
    ? `${which} is ${predicateOf(finish)}`
    : `${which} is not ${predicateOf(finish)}: ${labelOf(found.detection)}`;
  return judged(holds, (holds ? having : 1 - having) * sure, answer, evidenceOf([found], holds));
}

function nthIn(group: Seen, nth: number, from: OrderSide): Candidate | null {
  const index = nthOf(boxesOf(group), nth, from);
  return index === null ? null : (group[index] ?? null);
}
