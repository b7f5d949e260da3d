/**
 * The Decomposer without a language model: the grammar's groups and links become questions, each with the
 * check that answers it. What the grammar or the eyes cannot settle becomes a question too, marked as one
 * that cannot be checked here.
 */
import type { Check, Criterion, CriterionKind, Selector } from "../../../shared/run/criteria";
import { criterionId } from "../ids";
import type { Decomposer } from "../roles";
import { articleFor, isPlural, nounFor, numberWord, pluralOf, predicateOf, quoted } from "./english";
import { readPrompt } from "./grammar";
import type { Group, Leftover, Link, Reading } from "./reading";
import { LETTERING, relationPhrases, verbPhrases } from "./world";

export const localDecomposer: Decomposer = {
  decompose: async ({ prompt }) => decompose(prompt),
};

/** Criteria of any prompt; at least one unless the prompt is blank. */
export function decompose(prompt: string): readonly Criterion[] {
  const reading = readPrompt(prompt);
  const selectors = reading.groups.map((group) => selectorOf(reading, group));
  const criteria = [
    ...reading.groups.flatMap((group) => [
      ...ofGroup(reading, group),
      ...reading.links
        .filter((link) => link.subject === group.index)
        .map((link) => ofLink(reading, selectors, link)),
    ]),
    ...reading.leftovers.map((leftover) => ofLeftover(reading, leftover)),
  ];
  const asked = criteria.length > 0 || prompt.trim() === "" ? criteria : [wholePrompt(prompt)];
  return [...new Map(asked.map((criterion) => [criterion.id, criterion])).values()];
}

function criterion(kind: CriterionKind, question: string, check: Check): Criterion {
  const content = { question, check };
  return { id: criterionId(content), ...content, kind, weight: 1, enabled: true, origin: "decomposer" };
}

/** Groups of the same kind, this one included. */
function namesakes(reading: Reading, group: Group): readonly Group[] {
  return reading.groups.filter((other) => other.kind === group.kind && other.count !== 0);
}

/** Kind alone where that is unmistakable; kind and finish where the prompt tells two groups apart by it. */
function selectorOf(reading: Reading, group: Group): Selector {
  const [finish] = group.finishes;
  const shared = namesakes(reading, group).every((other) => other.finishes[0] === finish);
  return shared || finish === undefined ? { kind: group.kind } : { kind: group.kind, finish };
}

function ofGroup(reading: Reading, group: Group): readonly Criterion[] {
  if (group.text !== null) return ofLettering(group, group.text);
  if (group.count === 0) return [absence(group)];
  const of = selectorOf(reading, group);
  return [presence(group, of), ...count(reading, group, of), ...attributes(group, of), ...adjectives(group)];
}

function ofLettering(group: Group, text: string): readonly Criterion[] {
  const reads = criterion("text", `Does the picture read ${quoted(text)}?`, { type: "text", text });
  const finishes = group.finishes.map((finish) =>
    criterion("attribute", `Is the lettering ${quoted(text, 60)} ${predicateOf(finish)}?`, {
      type: "attribute",
      of: { kind: LETTERING },
      finish,
    }),
  );
  return [reads, ...finishes];
}

function absence(group: Group): Criterion {
  const check = { type: "count" as const, of: { kind: group.kind }, count: 0 };
  return criterion("count", `Is the picture free of ${pluralOf(group.kind)}?`, check);
}

function presence(group: Group, of: Selector): Criterion {
  const noun = named(of, group.count);
  const question = isPlural(group.count) ? `Are there any ${noun}?` : `Is there ${articleFor(noun)} ${noun}?`;
  return criterion("object", question, { type: "object", of });
}

/** Exact numbers; groups that share a selector are counted together. */
function count(reading: Reading, group: Group, of: Selector): readonly Criterion[] {
  const together = namesakes(reading, group).filter(
    (other) => of.finish === undefined || other.finishes[0] === of.finish,
  );
  const total = together.reduce<number | null>(
    (sum, other) => (sum === null || other.count === null ? null : sum + other.count),
    0,
  );
  if (total === null) return [];
  const all = together.length > 1 ? " in all" : "";
  const question = `${isPlural(total) ? "Are" : "Is"} there exactly ${numberWord(total)} ${named(of, total)}${all}?`;
  return [criterion("count", question, { type: "count", of, count: total })];
}

function attributes(group: Group, of: Selector): readonly Criterion[] {
  return group.finishes.flatMap((finish, index) => {
    if (finish === of.finish) return [];
    const question = `${subject(of, group, true)} ${predicateOf(finish)}?`;
    if (index === 0) return [criterion("attribute", question, { type: "attribute", of, finish })];
    return [
      uncheckable("attribute", question, "The local eyes tell one finish of an object, not two at once."),
    ];
  });
}

function adjectives(group: Group): readonly Criterion[] {
  return group.adjectives.map((word) =>
    uncheckable(
      "attribute",
      `${subject({ kind: group.kind }, group, false)} ${word}?`,
      `The local eyes cannot tell whether something is ${quoted(word)}.`,
    ),
  );
}

function ofLink(
  reading: Reading,
  selectors: readonly Selector[],
  { link, subject: s, object: o }: Link,
): Criterion {
  const [who, whom] = [reading.groups[s], reading.groups[o]];
  const [of, to] = [selectors[s], selectors[o]];
  if (who === undefined || whom === undefined || of === undefined || to === undefined) {
    throw new RangeError("a link names a group that was not read");
  }
  const phrase = link.type === "relation" ? relationPhrases.get(link.id)?.[0] : verbPhrases.get(link.id)?.[0];
  const question = `${subject(of, who, false)} ${phrase ?? link.id} ${definite(to, whom)}?`;
  const kind = link.type === "relation" ? "position" : "other";
  if (
    of.kind === to.kind &&
    (of.finish === to.finish || of.finish === undefined || to.finish === undefined)
  ) {
    return uncheckable(
      kind,
      question,
      `The local eyes cannot tell the two groups of ${pluralOf(of.kind)} apart.`,
    );
  }
  return link.type === "relation"
    ? criterion(kind, question, { type: "relation", relation: link.id, subject: of, object: to })
    : criterion(kind, question, { type: "verb", verb: link.id, subject: of, object: to });
}

function ofLeftover(reading: Reading, { kind, text, unknown, groups }: Leftover): Criterion {
  const group = reading.groups[groups[0] ?? -1];
  if (kind === "region" && group !== undefined) {
    const question = `${subject({ kind: group.kind }, group, false)} ${text.toLowerCase()}?`;
    return uncheckable(
      "position",
      question,
      "The local eyes judge where things stand to each other, not in the frame.",
    );
  }
  const question = `Does the picture show ${quoted(text)}?`;
  if (kind === "style") return uncheckable("style", question, "The local eyes cannot judge style.");
  return uncheckable("other", question, `The local grammar does not understand ${quoted(unknown, 60)}.`);
}

function wholePrompt(prompt: string): Criterion {
  const text = prompt.trim();
  return uncheckable(
    "other",
    `Does the picture show ${quoted(text)}?`,
    "The local grammar does not understand the prompt.",
  );
}

function uncheckable(kind: CriterionKind, question: string, reason: string): Criterion {
  return criterion(kind, question, { type: "uncheckable", reason });
}

/** "bicycles", "white bicycles" where the finish tells groups apart. */
export function named({ kind, finish }: Selector, count: number | null): string {
  const noun = nounFor(kind, count);
  return finish === undefined ? noun : `${finish} ${noun}`;
}

function definite(of: Selector, group: Group): string {
  return of.kind === LETTERING ? "the lettering" : `the ${named(of, group.count)}`;
}

/** "Are all the bicycles", "Is the candle". */
function subject(of: Selector, group: Group, all: boolean): string {
  if (of.kind === LETTERING || !isPlural(group.count)) return `Is ${definite(of, group)}`;
  return `Are ${all ? "all " : ""}${definite(of, group)}`;
}
