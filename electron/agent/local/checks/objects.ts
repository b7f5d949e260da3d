/** Checks on the objects of one selector: presence, number, finish. */

import type { Sighting } from "../../../../shared/inference/detections";
import type { Selector } from "../../../../shared/run/criteria";
import { predicateOf } from "../english";
import { type Finding, judged } from "./finding";
import { mean, probabilityOfCount } from "./probability";
import {
  type Candidate,
  candidatesFor,
  countedWords,
  evidenceOf,
  finishProbability,
  hasFinish,
  labelOf,
  seen,
} from "./scene";

export function checkObject(sighting: Sighting, of: Selector): Finding {
  const candidates = candidatesFor(sighting, of);
  const there = seen(candidates);
  const none = probabilityOfCount(probabilities(candidates), 0);
  if (there.length === 0) return judged(false, none, `no ${of.kind} seen`, evidenceOf(candidates, false));
  return judged(true, 1 - none, `${countedWords(there.length, of)} seen`, evidenceOf(there, true));
}

export function checkCount(sighting: Sighting, of: Selector, count: number): Finding {
  const candidates = candidatesFor(sighting, of);
  const there = seen(candidates);
  const right = probabilityOfCount(probabilities(candidates), count);
  const holds = there.length === count;
  const asked = count === 0 ? "none asked for" : `${countedWords(count, of)} asked for`;
  const answer = holds
    ? `${countedWords(count, of)} seen`
    : `${countedWords(there.length, of)} seen, ${asked}`;
  return judged(holds, holds ? right : 1 - right, answer, evidenceOf(holds ? there : candidates, holds));
}

/** Every object of the selector must have the finish; one that lacks it speaks against it alone. */
export function checkAttribute(sighting: Sighting, of: Selector, finish: string): Finding {
  const there = seen(candidatesFor(sighting, of));
  if (there.length === 0) return checkObject(sighting, of);
  const wrong = there.filter(({ detection }) => !hasFinish(detection, finish));
  const having = (candidate: Candidate) => finishProbability(candidate.detection, finish);
  const evidence = [
    ...evidenceOf(
      there.filter((candidate) => !wrong.includes(candidate)),
      true,
    ),
    ...evidenceOf(wrong, false),
  ];
  if (wrong.length === 0) {
    // The finishes of one group are drawn alike, so their doubts are not independent: the weakest tells.
    const sure = Math.min(...there.map(having));
    return judged(true, sure, `${countedWords(there.length, of)}, ${predicateOf(finish)}`, evidence);
  }
  const sure = Math.max(...wrong.map((candidate) => 1 - having(candidate)));
  const seenAs = [...new Set(wrong.map(({ detection }) => labelOf(detection)))].join(", ");
  return judged(
    false,
    sure,
    `${wrong.length} of ${there.length} not ${predicateOf(finish)}: ${seenAs}`,
    evidence,
  );
}

function probabilities(candidates: readonly Candidate[]): number[] {
  return candidates.map(({ probability }) => probability);
}

/** Mean probability of what was seen; how sure geometry over these boxes can be. */
export function surenessOf(candidates: readonly Candidate[]): number {
  return mean(probabilities(candidates));
}
