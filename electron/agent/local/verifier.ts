/**
 * The Verifier without a language model: what the detector and the text reader see in the pixels, measured
 * against each criterion's check. One look answers all; what these eyes cannot tell is unclear, never a pass.
 */

import type { Sighting } from "../../../shared/inference/detections";
import type { Check, Criterion } from "../../../shared/run/criteria";
import type { Verdict } from "../../../shared/run/verdicts";
import type { Eyes, Verifier } from "../roles";
import { checkAmount, checkComparison, checkOnly } from "./checks/amounts";
import { checkBackdrop } from "./checks/backdrop";
import {
  checkArrangement,
  checkBetween,
  checkLarger,
  checkOrder,
  checkPlacement,
  checkRegion,
  checkSize,
} from "./checks/composition";
import { checkFacing } from "./checks/facing";
import { beyond, type Finding } from "./checks/finding";
import { checkText } from "./checks/lettering";
import { checkAttribute, checkCount, checkObject } from "./checks/objects";
import { checkRelation, checkVerb } from "./checks/relations";
import { pluralOf } from "./english";
import { checkOfQuestion } from "./question";
import { selectorsOf } from "./selectors";
import { isKnownKind, LETTERING } from "./world";

export function localVerifier(eyes: Eyes): Verifier {
  return {
    async *verify({ image, criteria }, { signal }) {
      const questions = criteria.map((criterion) => ({ criterion, check: checkOf(criterion) }));
      const sighting = questions.some(({ check }) => needsEyes(check))
        ? await eyes.see(image, { text: questions.some(({ check }) => needsReading(check)), signal })
        : nothingSeen;
      for (const { criterion, check } of questions) yield verdictOf(criterion, judge(check, sighting));
    },
  };
}

const nothingSeen: Sighting = { detections: [], lines: [], width: 1, height: 1, ms: 0 };

function checkOf(criterion: Criterion): Check {
  const reason = "The local eyes do not understand this question; a language model might.";
  return criterion.check ?? checkOfQuestion(criterion.question) ?? { type: "uncheckable", reason };
}

function needsEyes(check: Check): boolean {
  return check.type !== "uncheckable" && unknownKind(check) === null;
}

/** Lettering is read where it is asked for, and where a place is asked of it. */
function needsReading(check: Check): boolean {
  return check.type === "text" || selectorsOf(check).some(({ kind }) => kind === LETTERING);
}

/** What a sighting says to a check. */
export function judge(check: Check, sighting: Sighting): Finding {
  if (check.type === "uncheckable") return beyond(check.reason);
  const stranger = unknownKind(check);
  if (stranger !== null) return beyond(`The local eyes have never been shown ${pluralOf(stranger)}.`);
  switch (check.type) {
    case "object":
      return checkObject(sighting, check.of);
    case "count":
      return checkCount(sighting, check.of, check.count);
    case "attribute":
      return checkAttribute(sighting, check.of, check.finish);
    case "relation":
      return checkRelation(sighting, check.relation, check.subject, check.object);
    case "verb":
      return checkVerb(sighting, check.verb, check.subject, check.object);
    case "amount":
      return checkAmount(sighting, check);
    case "comparison":
      return checkComparison(sighting, check);
    case "only":
      return checkOnly(sighting, check);
    case "region":
      return checkRegion(sighting, check);
    case "placement":
      return checkPlacement(sighting, check);
    case "between":
      return checkBetween(sighting, check);
    case "order":
      return checkOrder(sighting, check);
    case "size":
      return checkSize(sighting, check);
    case "larger":
      return checkLarger(sighting, check);
    case "arrangement":
      return checkArrangement(sighting, check);
    case "facing":
      return checkFacing(sighting, check.of, check.facing);
    case "backdrop":
      return checkBackdrop(sighting, check.backdrop);
    case "text":
      return checkText(sighting, check.text);
  }
}

function unknownKind(check: Check): string | null {
  return selectorsOf(check).find(({ kind }) => !isKnownKind(kind))?.kind ?? null;
}

function verdictOf({ id }: Criterion, { state, confidence, answer, evidence }: Finding): Verdict {
  return { criterionId: id, state, confidence, answer, evidence: [...evidence], by: "local eyes" };
}
