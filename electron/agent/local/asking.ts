/** The question a check is asked by. What is asked here, `checkOfQuestion` reads back. */
import type { Check, Selector } from "../../../shared/run/criteria";
import { boundsOf } from "./checks/amounts";
import { articleFor, isPlural, listed, nounFor, numberWord, pluralOf, predicateOf, quoted } from "./english";
import {
  arrangementWords,
  backdropWords,
  facingWords,
  orderWords,
  placementWords,
  regionWords,
} from "./places";
import { LETTERING, relationPhrases, verbPhrases } from "./world";

/** Numbers of the groups a question names, as far as they are known: one takes "is", others "are". */
export interface Numbers {
  readonly of: number | null;
  readonly to?: number | null;
  readonly other?: number | null;
}

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;

export function questionFor(check: Check, numbers: Numbers): string {
  switch (check.type) {
    case "object":
      return presence(check.of, numbers.of);
    case "count":
      return count(check);
    case "amount":
      return `Are there ${amount(check)} ${named(check.of, check.max ?? check.min)}?`;
    case "attribute":
      return `${isAre(check.of, numbers.of, true)} ${predicateOf(check.finish)}?`;
    case "comparison":
      return `Are there ${comparison(check)}?`;
    case "region":
      return `${isAre(check.of, numbers.of)} ${regionWords(check.region)}?`;
    case "order":
      return `Is ${orderWords(check.nth, check.from, named(check.of, 1))} ${predicateOf(check.finish)}?`;
    case "size":
      return `${isAre(check.of, numbers.of)} ${check.size}?`;
    case "arrangement":
      return `${isAre(check.of, numbers.of)} ${arrangementWords(check.arrangement)}?`;
    case "only":
      return `Is there nothing but ${listed(check.kinds.map(pluralOf))}?`;
    case "facing":
      return `${isAre(check.of, numbers.of, true)} ${facingWords(check.facing)}?`;
    case "backdrop":
      return `Is the scene ${backdropWords(check.backdrop)}?`;
    case "text":
      return `Does the picture read ${quoted(check.text)}?`;
    case "uncheckable":
      return check.reason;
    default:
      return between(check, numbers);
  }
}

type Tie = Of<"relation" | "verb" | "placement" | "between" | "larger">;

/** Questions on two groups, and on what stands between. */
function between(check: Tie, { of, to = null, other = null }: Numbers): string {
  const second =
    check.type === "between" && check.other !== undefined ? ` and ${definite(check.other, other)}` : "";
  return `${isAre(check.subject, of)} ${linkWords(check)} ${definite(check.object, to)}${second}?`;
}

function linkWords(check: Tie): string {
  switch (check.type) {
    case "relation":
      return relationPhrases.get(check.relation)?.[0] ?? check.relation;
    case "verb":
      return verbPhrases.get(check.verb)?.[0] ?? check.verb;
    case "placement":
      return placementWords(check.placement);
    case "between":
      return "between";
    case "larger":
      return check.sort === "equal" ? "as big as" : `${check.sort} than`;
  }
}

function presence(of: Selector, number: number | null): string {
  const noun = named(of, number);
  return isPlural(number) ? `Are there any ${noun}?` : `Is there ${articleFor(noun)} ${noun}?`;
}

function count({ of, count: number }: Of<"count">): string {
  if (number === 0) return `Is the picture free of ${named(of, 2)}?`;
  return `${isPlural(number) ? "Are" : "Is"} there exactly ${numberWord(number)} ${named(of, number)}?`;
}

function amount({ min, max }: Of<"amount">): string {
  if (max === undefined || min <= 1) return boundsOf(min, max);
  return `between ${numberWord(min)} and ${numberWord(max)}`;
}

function comparison({ subject, object, sort, times, plus }: Of<"comparison">): string {
  const [many, than] = [named(subject, 2), named(object, 2)];
  if (sort !== "equal") return `${sort} ${many} than ${than}`;
  if (plus !== 0)
    return `${numberWord(Math.abs(plus))} ${plus > 0 ? "more" : "fewer"} ${named(subject, Math.abs(plus))} than ${than}`;
  return `${proportion(times)}as many ${many} as ${than}`;
}

function proportion(times: number): string {
  if (times === 1) return "";
  if (times === 0.5) return "half ";
  return times === 2 ? "twice " : `${numberWord(times)} times `;
}

/** "bicycles", "white bicycles" where the finish tells groups apart. */
export function named({ kind, finish }: Selector, number: number | null): string {
  const noun = nounFor(kind, number);
  return finish === undefined ? noun : `${finish} ${noun}`;
}

function definite(of: Selector, number: number | null): string {
  return of.kind === LETTERING ? "the lettering" : `the ${named(of, number)}`;
}

/** "Are all the bicycles", "Is the candle". */
export function isAre(of: Selector, number: number | null, all = false): string {
  if (of.kind === LETTERING || !isPlural(number)) return `Is ${definite(of, number)}`;
  return `Are ${all ? "all " : ""}${definite(of, number)}`;
}
