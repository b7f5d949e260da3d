/** What attempts of other runs say for or against a wording: lessons as prior counts of the refiner's bandit. */
import type { Recalled } from "../../../shared/run/events";
import type { LocalRules } from "../../../shared/skills";
import { type WordingName, waysToSay } from "./wordings";

/** One attempt of another run, as evidence. */
interface Outcome {
  readonly wording: WordingName;
  /** Sampling temperature as a share of that run's first. */
  readonly cooling: number;
  readonly value: number;
  /** 0..1: how much that prompt has to say about this one. */
  readonly weight: number;
}

export interface Hindsight {
  /**
   * How much better (or worse) than the others this choice did elsewhere: the weighted sum of differences, and the
   * weights' sum. Both 0 where nothing is known.
   */
  about(wording: WordingName, cooling: number): { readonly sum: number; readonly weight: number };
  /** The same of repairs: how they changed the score of what they mended, and how much that has to say. */
  ofRepair(): { readonly sum: number; readonly weight: number };
}

/** Strategy of attempts that were made by mending an earlier one. */
export const REPAIR = "repair";
/** What a repair of another run says, in repairs of this one. */
const REPAIR_WEIGHT = 0.5;

/** Prompts no nearer than this count for nothing; it is where recalling begins. */
const FAR = 0.45;
/** Another temperature says this much about a wording. */
const OTHER_TEMPERATURE = 0.5;
/** Temperatures no further apart than this are the same choice. */
const SAME_TEMPERATURE = 0.16;

/**
 * @param sharpened what a score counts for, the same way the run's own attempts are weighed
 * @param rules of the skill in use, to recognise wordings it dressed
 */
export function hindsightOf(
  recalled: readonly Recalled[],
  rules: LocalRules["rewrite"] | null,
  sharpened: (ratio: number) => number,
): Hindsight {
  const outcomes = recalled.flatMap((one) => outcomeOf(one, rules, sharpened));
  const total = outcomes.reduce((sum, { weight }) => sum + weight, 0);
  // Some prompts are harder than others: what counts is the difference to what their attempts came to on average.
  const usual = outcomes.reduce((sum, { value, weight }) => sum + value * weight, 0) / Math.max(total, 1e-9);
  return {
    about(wording, cooling) {
      let [sum, weight] = [0, 0];
      for (const outcome of outcomes) {
        if (outcome.wording !== wording) continue;
        const same = Math.abs(outcome.cooling - cooling) <= SAME_TEMPERATURE;
        const share = outcome.weight * (same ? 1 : OTHER_TEMPERATURE);
        sum += share * (outcome.value - usual);
        weight += share;
      }
      return { sum, weight };
    },
    ofRepair() {
      let [sum, weight] = [0, 0];
      for (const { similarity, tried } of recalled) {
        if (tried?.strategy !== REPAIR) continue;
        const share = REPAIR_WEIGHT * weightOf(similarity);
        // All right in the end counts for it, a loss against it; what is in between says little.
        sum += share * (tried.ratio === 1 ? 0.2 : Math.min(0, tried.gain) - 0.2);
        weight += share;
      }
      return { sum, weight };
    },
  };
}

function outcomeOf(
  { prompt, similarity, tried }: Recalled,
  rules: LocalRules["rewrite"] | null,
  sharpened: (ratio: number) => number,
): Outcome[] {
  if (tried === undefined || tried.strategy === REPAIR) return [];
  const wording = wordingOf(prompt, tried, rules);
  if (wording === null) return [];
  return [{ wording, cooling: tried.cooling, value: sharpened(tried.ratio), weight: weightOf(similarity) }];
}

function weightOf(similarity: number): number {
  return Math.max(0, Math.min(1, (similarity - FAR) / (1 - FAR)));
}

/** Which of the ways to say that run's wish its prompt was; null for words of a language model or a designer. */
function wordingOf(
  original: string,
  tried: NonNullable<Recalled["tried"]>,
  rules: LocalRules["rewrite"] | null,
): WordingName | null {
  const ways = waysToSay(original, tried.planned, [], rules);
  const found = ways.find((way) => way.prompt === tried.prompt);
  if (found !== undefined) return found.name;
  const exact = ways.find(({ name }) => name === "exact")?.prompt.replace(/[.;,]$/, "");
  return exact !== undefined && tried.prompt.startsWith(`${exact}. `) ? "stressed" : null;
}
