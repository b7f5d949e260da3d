/** Two numbers for the same things: "three cats on a sofa, exactly two cats". */
import { capitalised, listed, nounFor, numberWord, pluralOf } from "../english";
import type { Group } from "../reading";
import { LETTERING } from "../world";
import type { Contradiction, Finder, Option, Text } from "./contradiction";
import { isHedged, lexemeAfter, lexemeBefore, textWithout, withCount } from "./surgery";

type Counted = Group & { readonly count: number };

/**
 * A group said to be all there is ("exactly two cats", alone in its clause) whose number the others contradict,
 * and one spoken of as known ("the four cats") of which there are more than were named.
 */
export const findCounts: Finder = (text) => {
  const kinds = new Set(text.reading.groups.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const found = kind === LETTERING ? null : inKind(text, kind);
    return found === null ? [] : [found];
  });
};

function inKind(text: Text, kind: string): Contradiction | null {
  const all = text.reading.groups.filter((group) => group.kind === kind && group.count !== 0);
  const counted = all.filter((group): group is Counted => group.count !== null);
  if (all.length < 2 || counted.length < all.length || isHedged(text.prompt, all)) return null;
  for (const said of [...counted].reverse()) {
    const others = counted.filter((other) => other !== said);
    const sum = others.reduce((total, { count }) => total + count, 0);
    if (saysAll(text, said) && disagree(text, said, others, sum))
      return contradiction(text, said, others, sum);
    const before = others.every(({ start }) => start < said.start);
    if (before && others.length === 1 && isKnown(text, said) && said.count > sum) {
      return contradiction(text, said, others, sum);
    }
  }
  return null;
}

/** Fewer in all than the parts make up is never right; more may be, where the parts are only some of them. */
function disagree(text: Text, said: Counted, others: readonly Counted[], sum: number): boolean {
  return said.count < sum || (said.count > sum && others.every((other) => isPlain(text, other)));
}

const TOTAL = /^\s*,?\s*(?:in total|in all|altogether|overall|all together)\b/i;
const SHOWN = /^\s*(?:(?:in|of) the (?:picture|image|scene)|(?:are|is) (?:shown|visible)|can be seen)\b/i;

/** "exactly two cats", "two cats in total", and nothing else in its clause. */
function saysAll(text: Text, group: Counted): boolean {
  if (!group.exact && !TOTAL.test(text.prompt.slice(group.end))) return false;
  const after = lexemeAfter(text.lexemes, endOf(text, group))?.meaning.t;
  if (after !== undefined && after !== "stop" && after !== "comma" && after !== "and") return false;
  return (opensClause(text, group) || isJoined(text, group)) && isPlain(text, group);
}

/** Where the statement ends that a group is all there is. */
function endOf({ prompt }: Text, { end }: Group): number {
  const tail = prompt.slice(end);
  return end + (TOTAL.exec(tail) ?? SHOWN.exec(tail) ?? [""])[0].length;
}

/** "three cats and exactly two cats": two more, or two in all? Nothing else is told of either. */
function isJoined(text: Text, group: Counted): boolean {
  const { prompt, lexemes, reading } = text;
  const before = lexemeBefore(lexemes, group.start);
  if (before?.meaning.t !== "and" || !/^(?:exactly|precisely|only)\b/i.test(prompt.slice(group.start)))
    return false;
  const others = reading.groups.filter(({ kind, index, count }) => {
    return kind === group.kind && index !== group.index && count !== 0;
  });
  const [other, ...more] = others;
  const behind = lexemeAfter(lexemes, group.end);
  const closed = behind === undefined || behind.meaning.t === "stop";
  return (
    other !== undefined && more.length === 0 && closed && other.end <= before.start && isPlain(text, other)
  );
}

/** Nothing holds it to what stands before: "and exactly two cats" are two more. */
function opensClause({ prompt, lexemes }: Text, { start }: Group): boolean {
  const before = lexemeBefore(lexemes, start);
  if (before === undefined || before.meaning.t === "stop" || before.meaning.t === "comma") return true;
  return /^(?:but|there (?:is|are))$/i.test(prompt.slice(before.start, before.end));
}

/** True where nothing sets the group apart from others of its kind. */
function isPlain({ reading }: Text, group: Group): boolean {
  const { index, finishes, predicates, adjectives } = group;
  const linked = reading.links.some(({ subject, object }) => subject === index || object === index);
  const apart = reading.leftovers.some(
    ({ groups, unknown }) =>
      groups.includes(index) && !TOTAL.test(unknown) && !/^(?:total|altogether|overall)$/i.test(unknown),
  );
  const looks = finishes.filter((finish) => !predicates.includes(finish));
  return looks.length === 0 && adjectives.length === 0 && !linked && !apart;
}

/** "the four cats", "all four cats", not "one of the four cats". */
function isKnown(text: Text, group: Counted): boolean {
  if (!group.definite || group.countSpan === null || !isPlain(text, group)) return false;
  const before = lexemeBefore(text.lexemes, group.start);
  const partitive = before !== undefined && /^of$/i.test(text.prompt.slice(before.start, before.end));
  return !partitive && group.count > 1;
}

function contradiction(text: Text, said: Counted, others: readonly Counted[], sum: number): Contradiction {
  const { kind } = said;
  const parts = listed(others.map((other) => numberOf(kind, other.count)));
  const options = saysAll(text, said) ? byParts(text, said, others, sum) : bySaying(text, said, others, sum);
  return {
    about: `count ${kind}`,
    question: `How many ${pluralOf(kind)} are to be in the picture?`,
    reason: `The prompt names ${parts}${others.length > 1 ? `, ${numberWord(sum)} in all` : ""}, and says that there are ${numberOf(kind, said.count)}.`,
    options: options.filter((one) => one !== null).slice(0, 3),
  };
}

/** What was named, as it is or made to add up; the statement of how many there are is needed no more. */
function byParts(text: Text, said: Counted, others: readonly Counted[], sum: number): (Option | null)[] {
  const rest = textWithout(text, { start: said.start, end: endOf(text, said) });
  if (rest === null) return [];
  const named = rest.reading.groups.filter(({ kind, count }) => kind === said.kind && count !== 0);
  if (named.length !== others.length) return [];
  const [only] = named;
  // Joined by "and" they may as well be meant to add up.
  const added = isJoined(text, said) && only !== undefined ? withCount(rest, only, sum + said.count) : null;
  return [
    option(said.kind, sum, rest.prompt),
    ...(added === null ? [] : [option(said.kind, sum + said.count, added)]),
    ...others.map((other, index) => {
      const [group, count] = [named[index], said.count - (sum - other.count)];
      const prompt = group === undefined || count < 1 ? null : withCount(rest, group, count);
      const more = others.length === 1 ? "" : `, ${numberOf(said.kind, count, other.finishes)}`;
      return option(said.kind, said.count, prompt, more);
    }),
  ];
}

/** "two cats. The three cats ...": both are needed, and have to agree. */
function bySaying(text: Text, said: Counted, others: readonly Counted[], sum: number): (Option | null)[] {
  const [only] = others;
  return [
    option(said.kind, sum, withCount(text, said, sum)),
    only === undefined ? null : option(said.kind, said.count, withCount(text, only, said.count)),
  ];
}

function numberOf(kind: string, count: number, looks: readonly string[] = []): string {
  return [numberWord(count), ...looks, nounFor(kind, count)].join(" ");
}

function option(kind: string, count: number, prompt: string | null, more = ""): Option | null {
  return prompt === null ? null : { label: capitalised(`${numberOf(kind, count)}${more}`), prompt };
}
