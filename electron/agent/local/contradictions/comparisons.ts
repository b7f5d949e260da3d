/** Numbers that a comparison contradicts: "two cats and three dogs, more cats than dogs". */
import { comparisonHolds } from "../checks/amounts";
import { capitalised, nounFor, numberWord, pluralOf } from "../english";
import type { Comparison, Group } from "../reading";
import type { Contradiction, Finder, Option, Text } from "./contradiction";
import { isHedged, textWithout, withCount } from "./surgery";

type Counted = Group & { readonly count: number };

/** A comparison is kept as a fact where the numbers of both sides are said and do not fit it. */
export const findComparisons: Finder = (text) =>
  text.reading.facts.flatMap((fact) => {
    if (fact.type !== "comparison" || fact.also !== null) return [];
    const [a, b] = [soleGroup(text, fact.subject), soleGroup(text, fact.object)];
    if (a === null || b === null || a.kind === b.kind || comparisonHolds(fact, a.count, b.count)) return [];
    return isHedged(text.prompt, [fact, a, b]) ? [] : [contradiction(text, fact, a, b)];
  });

/** A group whose number the prompt says, the only one of its kind. */
function soleGroup({ reading }: Text, index: number): Counted | null {
  const group = reading.groups[index];
  if (group === undefined || group.countSpan === null) return null;
  const alone = reading.groups.filter(({ kind }) => kind === group.kind).length === 1;
  return alone && isCounted(group) ? group : null;
}

function isCounted(group: Group): group is Counted {
  return group.count !== null && group.count > 0;
}

function contradiction(text: Text, comparison: Comparison, a: Counted, b: Counted): Contradiction {
  const words = text.prompt.slice(comparison.start, comparison.end);
  const fit = fitting(comparison, a.count, b.count);
  const rest = textWithout(text, comparison);
  const changes = fit.a === a.count ? { kind: b.kind, count: fit.b } : { kind: a.kind, count: fit.a };
  const group = rest?.reading.groups.find(({ kind }) => kind === changes.kind);
  const options: (Option | null)[] = [
    option(numbers(a, a.count, b, b.count), rest?.prompt ?? null),
    option(
      numbers(a, fit.a, b, fit.b),
      rest === null || group === undefined ? null : withCount(rest, group, changes.count),
    ),
  ];
  return {
    about: `comparison ${a.kind} ${b.kind}`,
    question: `How many ${pluralOf(a.kind)} and ${pluralOf(b.kind)} are to be in the picture?`,
    reason: `The prompt asks for ${numbers(a, a.count, b, b.count)}, but also for ${words}.`,
    options: options.filter((one) => one !== null),
  };
}

/** The numbers with one of them moved just as far as the comparison needs. */
function fitting(comparison: Comparison, a: number, b: number): { a: number; b: number } {
  const wanted = comparison.times * b + comparison.plus;
  if (comparison.sort === "equal") {
    const other = (a - comparison.plus) / comparison.times;
    return Number.isInteger(wanted) && wanted > 0
      ? { a: wanted, b }
      : { a, b: Math.max(1, Math.round(other)) };
  }
  if (comparison.sort === "more") return { a: wanted + 1, b };
  return b > 1 ? { a: wanted - 1, b } : { a, b: a + 1 };
}

function numbers(a: Group, countA: number, b: Group, countB: number): string {
  return `${numberWord(countA)} ${nounFor(a.kind, countA)} and ${numberWord(countB)} ${nounFor(b.kind, countB)}`;
}

function option(label: string, prompt: string | null): Option | null {
  return prompt === null ? null : { label: capitalised(label), prompt };
}
