/** Detections asked for by selector, with how probable it is that each is what was asked for. */

import type { Box } from "../../../../shared/flatland/geometry";
import type { Detection, Sighting } from "../../../../shared/inference/detections";
import type { Selector } from "../../../../shared/run/criteria";
import type { Evidence } from "../../../../shared/run/verdicts";
import { isPlural, nounFor, numberWord } from "../english";
import { isNatural, LETTERING } from "../world";
import { GLIMPSED, SEEN } from "./probability";

export interface Candidate {
  readonly detection: Detection;
  /** That it is of the selector's kind and, where one is named, finish. */
  readonly probability: number;
}

/** Everything that may be what the selector names, surest first. */
export function candidatesFor(
  { detections, lines }: Sighting,
  { kind, finish }: Selector,
): readonly Candidate[] {
  const found = detections
    .filter((detection) => detection.kind === kind)
    .map((detection) => ({
      detection,
      probability: detection.confidence * (finish === undefined ? 1 : finishProbability(detection, finish)),
    }));
  const read = kind === LETTERING && found.length === 0 && finish === undefined ? lines.map(letteringOf) : [];
  return [...found, ...read]
    .filter(({ probability }) => probability >= GLIMPSED)
    .sort((a, b) => b.probability - a.probability);
}

/** Text that was read is lettering, though the detector did not take it for such. */
function letteringOf({ box, confidence }: Sighting["lines"][number]): Candidate {
  const detection = { kind: LETTERING, finish: null, box, confidence, finishConfidence: 0 };
  return { detection, probability: confidence };
}

/** True when the object looks so, given or by nature. */
export function hasFinish({ kind, finish }: Detection, wanted: string): boolean {
  return finish === wanted || (finish === null && isNatural(kind, wanted));
}

/** Probability that an object has a finish, given or by nature. */
export function finishProbability(detection: Detection, finish: string): number {
  const given = guessed(detection, finish);
  return isNatural(detection.kind, finish) ? Math.min(1, given + guessed(detection, null)) : given;
}

/** Probability of one answer of the detector; null is natural colours. */
function guessed(detection: Detection, finish: string | null): number {
  const guess = detection.finishes?.find((one) => one.finish === finish);
  if (guess !== undefined) return guess.confidence;
  if (detection.finish === finish) return detection.finishConfidence;
  const rest = (detection.finishes ?? []).reduce((sum, one) => sum + one.confidence, 0);
  return Math.max(0, 1 - (detection.finishes === undefined ? detection.finishConfidence : rest)) / 2;
}

export function seen(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ probability }) => probability >= SEEN);
}

export function boxesOf(candidates: readonly Candidate[]): readonly Box[] {
  return candidates.map(({ detection }) => detection.box);
}

export function evidenceOf(candidates: readonly Candidate[], supports: boolean): Evidence[] {
  return candidates.map(({ detection, probability }) => ({
    box: { ...detection.box },
    label: labelOf(detection),
    confidence: probability,
    supports,
  }));
}

/** "white bicycle", or the kind alone where the colours are its natural ones. */
export function labelOf({ kind, finish }: Detection): string {
  return finish === null ? kind : `${finish} ${kind}`;
}

/** "five white bicycles", "no bicycle". */
export function countedWords(count: number, { kind, finish }: Selector): string {
  const noun = count === 0 ? kind : nounFor(kind, count);
  return `${numberWord(count)} ${finish === undefined ? "" : `${finish} `}${noun}`;
}

/** "the bicycles". */
export function theWords({ kind, finish }: Selector, count: number): string {
  const noun = isPlural(count) ? nounFor(kind, count) : kind;
  return `the ${finish === undefined ? "" : `${finish} `}${noun}`;
}
