/** Checks of numbers left open, and of one number against another. */
import type { Sighting } from "../../../../shared/inference/detections";
import type { Check } from "../../../../shared/run/criteria";
import { listed, nounFor, numberWord } from "../english";
import { isKnownKind, props } from "../world";
import { beyond, type Finding, judged } from "./finding";
import { checkObject } from "./objects";
import { clampSure, probabilityOfCount } from "./probability";
import { type Candidate, candidatesFor, countedWords, evidenceOf, seen } from "./scene";

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;

/** Passes within the bounds; how sure it is of that is the sum over all numbers within them. */
export function checkAmount(sighting: Sighting, { of, min, max }: Of<"amount">): Finding {
  const candidates = candidatesFor(sighting, of);
  const there = seen(candidates);
  const top = Math.min(max ?? candidates.length, candidates.length);
  const within = range(min, top).reduce((sum, n) => sum + probabilityOfCount(chancesOf(candidates), n), 0);
  const holds = there.length >= min && there.length <= (max ?? Number.POSITIVE_INFINITY);
  const asked = holds ? "" : `, ${boundsOf(min, max)} ${nounFor(of.kind, max ?? min)} asked for`;
  return judged(
    holds,
    clampSure(holds ? within : 1 - within),
    `${countedWords(there.length, of)} seen${asked}`,
    evidenceOf(there.length > 0 ? there : candidates, holds),
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

function chancesOf(candidates: readonly Candidate[]): number[] {
  return candidates.map(({ probability }) => probability);
}

/** "at least three", "two to four", "two". */
export function boundsOf(min: number, max: number | undefined): string {
  if (min === max) return numberWord(min);
  if (max === undefined) return `at least ${numberWord(min)}`;
  return min <= 1 ? `at most ${numberWord(max)}` : `${numberWord(min)} to ${numberWord(max)}`;
}

/** Whether `a` is as many, more or fewer than `times` `b` and `plus`. */
export function comparisonHolds({ sort, times, plus }: Comparing, a: number, b: number): boolean {
  const wanted = times * b + plus;
  if (sort === "equal") return a === wanted;
  return sort === "more" ? a > wanted : a < wanted;
}

type Comparing = Pick<Of<"comparison">, "sort" | "times" | "plus">;

/** Two numbers against each other: as sure as all pairs of numbers that come to the same answer are likely. */
export function checkComparison(sighting: Sighting, check: Of<"comparison">): Finding {
  const sides = [candidatesFor(sighting, check.subject), candidatesFor(sighting, check.object)] as const;
  const [a, b] = [seen(sides[0]), seen(sides[1])] as const;
  if (b.length === 0) return checkObject(sighting, check.object);
  if (a.length === 0 && check.sort !== "fewer") return checkObject(sighting, check.subject);
  const holds = comparisonHolds(check, a.length, b.length);
  const [chancesA, chancesB] = [chancesOf(sides[0]), chancesOf(sides[1])];
  let sure = 0;
  for (const m of range(0, chancesA.length)) {
    for (const n of range(0, chancesB.length)) {
      if (comparisonHolds(check, m, n) !== holds) continue;
      sure += probabilityOfCount(chancesA, m) * probabilityOfCount(chancesB, n);
    }
  }
  const answer = `${countedWords(a.length, check.subject)} and ${countedWords(b.length, check.object)} seen`;
  return judged(holds, clampSure(sure), answer, evidenceOf([...a, ...b], holds));
}

/** Nothing of any kind these eyes know but what is named; they cannot speak for what they were never shown. */
export function checkOnly(sighting: Sighting, { kinds }: Of<"only">): Finding {
  const stranger = kinds.find((kind) => !isKnownKind(kind));
  if (stranger !== undefined) return beyond(`The local eyes have never been shown ${nounFor(stranger, 2)}.`);
  const others = [...new Set(sighting.detections.map(({ kind }) => kind))]
    .filter((kind) => !kinds.includes(kind) && !props.has(kind))
    .flatMap((kind) => candidatesFor(sighting, { kind }));
  const there = seen(others);
  const none = probabilityOfCount(chancesOf(others), 0);
  const named = listed([...new Set(there.map(({ detection }) => nounFor(detection.kind, 1)))]);
  const holds = there.length === 0;
  return judged(
    holds,
    clampSure(holds ? none : 1 - none),
    holds ? "nothing else seen" : `${named} seen as well`,
    evidenceOf(there, false),
  );
}
