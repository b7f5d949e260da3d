/**
 * How likely a yes is by the chances a model gave its answer's first token: the measure of Soft-TIFA (GenEval2,
 * arXiv 2512.16853), which follows people's judgement better than the word alone.
 */
import type { TokenChance } from "./chat";
import { type Answer, tokenMeaning } from "./yes-no";

/** Of the probability, how much must lie on yes and no: below it the token was something else, a brace say. */
const LEAST_MASS = 0.5;
/** Nearer to a coin's toss than this, nothing is decided. */
const NEAR_TIE = 0.15;

export interface Leaning {
  readonly answer: Answer;
  /** Of `answer`; for "unclear", of the likelier one. 0.5 to 1. */
  readonly confidence: number;
}

/** P(yes) among yes and no, 0 to 1; null where the first token is hardly either. */
export function yesChance(first: readonly TokenChance[]): number | null {
  const mass = { yes: 0, no: 0, unclear: 0 };
  for (const { token, logprob } of first) {
    const meaning = tokenMeaning(token);
    if (meaning !== null && logprob <= 0) mass[meaning] += Math.exp(logprob);
  }
  const both = mass.yes + mass.no;
  return both < LEAST_MASS || mass.unclear > both ? null : mass.yes / both;
}

/**
 * What the chances say, given what the words said: null where the chances say nothing. Chances that contradict the
 * words decide nothing: "unclear".
 */
export function leaningOf(first: readonly TokenChance[] | undefined, said: Answer): Leaning | null {
  const yes = first === undefined ? null : yesChance(first);
  if (yes === null) return null;
  const confidence = Math.max(yes, 1 - yes);
  // Half an ulp of tolerance: .65 is no near tie, whichever way it was added up.
  if (confidence - 0.5 < NEAR_TIE - 1e-9) return { answer: "unclear", confidence };
  const answer = yes > 0.5 ? "yes" : "no";
  return { answer: answer === said ? answer : "unclear", confidence };
}
