/**
 * Finds what in a prompt contradicts itself, without a language model: what the grammar reads two ways is asked
 * about, everything else is drawn as typed. Rather no question than a needless one.
 */
import type { Clarification } from "../../../shared/run/events";
import { MAX_PROMPT } from "../../../shared/run/settings";
import { findAlternatives } from "./contradictions/alternatives";
import { findColours } from "./contradictions/colours";
import { findComparisons } from "./contradictions/comparisons";
import { type Contradiction, type Finder, type Option, textOf } from "./contradictions/contradiction";
import { findCounts } from "./contradictions/counts";
import { findDirections } from "./contradictions/directions";
import { findExclusions } from "./contradictions/exclusions";
import { findStyles } from "./contradictions/styles";
import { readPrompt } from "./grammar";

const finders: readonly Finder[] = [
  findExclusions,
  findCounts,
  findComparisons,
  findDirections,
  findColours,
  findStyles,
  findAlternatives,
];

const MOST_LABEL = 200;
const MOST_REASON = 1_000;

/** The question to the designer, about the first contradiction; null where there is none that can be settled. */
export function clarify(prompt: string): Clarification | null {
  for (const { question, reason, options, about } of contradictionsIn(prompt)) {
    const settled = distinct(options).filter((option) => settles(option, prompt, about));
    if (settled.length < 2) continue;
    return {
      question,
      reason: reason.slice(0, MOST_REASON),
      options: settled.map(({ label, prompt: words }) => ({
        label: label.slice(0, MOST_LABEL),
        prompt: words,
      })),
    };
  }
  return null;
}

/** Everything in a prompt that cannot hold together, by what it is about. */
export function contradictionsIn(prompt: string): readonly Contradiction[] {
  const text = textOf(readPrompt(prompt));
  return finders.flatMap((find) => find(text));
}

/** A reading answers the question when it says something new, and this contradiction is gone from it. */
function settles({ prompt }: Option, asked: string, about: string): boolean {
  if (prompt === asked || prompt.length > MAX_PROMPT) return false;
  return !contradictionsIn(prompt).some((one) => one.about === about);
}

function distinct(options: readonly Option[]): readonly Option[] {
  return [...new Map(options.map((option) => [option.prompt, option])).values()];
}
