/**
 * The Decomposer without a language model: the grammar's groups, links and facts become questions, each with the
 * check that answers it. What the grammar or the eyes cannot settle becomes a question too, marked as one
 * that cannot be checked here. What is asked of things requires that they are there.
 */
import type { BackdropName } from "../../../shared/flatland/scene";
import type { Check, Criterion, CriterionKind } from "../../../shared/run/criteria";
import { criterionId } from "../ids";
import type { Decomposer } from "../roles";
import { isAre, questionFor } from "./asking";
import { pluralOf, predicateOf, quoted } from "./english";
import { factChecks, isAlternative } from "./facts";
import { readPrompt } from "./grammar";
import { linkCheck } from "./link-checks";
import type { Group, Leftover, Reading } from "./reading";
import { isTold, selectorOf, together } from "./telling";
import { LETTERING } from "./world";

export const localDecomposer: Decomposer = {
  decompose: async ({ prompt }) => decompose(prompt),
};

/** Criteria of any prompt; at least one unless the prompt is blank. */
export function decompose(prompt: string): readonly Criterion[] {
  const reading = readPrompt(prompt);
  const must = (index: number) => !isAlternative(reading, index);
  const criteria = [
    ...reading.groups
      .filter(({ index }) => must(index))
      .flatMap((group) => [
        ...ofGroup(reading, group),
        ...reading.links
          .filter(({ subject, object }) => subject === group.index && must(object))
          .map((link) => asked(reading, linkCheck(reading, link))),
      ]),
    ...factChecks(reading).map((fact) => asked(reading, fact)),
    ...reading.leftovers.flatMap((leftover) => ofLeftover(reading, leftover)),
  ];
  const all = criteria.length > 0 || prompt.trim() === "" ? criteria : [wholePrompt(prompt)];
  return [...new Map(all.map((criterion) => [criterion.id, criterion])).values()];
}

/** A check with what its question names. */
export interface Asked {
  readonly kind: CriterionKind;
  readonly check: Check;
  /** Where the question is not the check's own. */
  readonly question?: string;
  readonly groups: readonly number[];
}

function asked(reading: Reading, { kind, check, question, groups }: Asked): Criterion {
  const named = groups.map((index) => reading.groups[index]);
  const [of, to, other] = named.map((group) => group?.count ?? null);
  const words = question ?? questionFor(check, { of: of ?? null, to: to ?? null, other: other ?? null });
  return requiring(
    criterion(kind, words, check),
    named.flatMap((group) => presenceOf(reading, group)),
  );
}

function criterion(kind: CriterionKind, question: string, check: Check): Criterion {
  const content = { question, check };
  return { id: criterionId(content), ...content, kind, weight: 1, enabled: true, origin: "decomposer" };
}

function ofGroup(reading: Reading, group: Group): readonly Criterion[] {
  if (group.text !== null) return ofLettering(group, group.text);
  if (group.count === 0) return [absence(group)];
  const details = [...number(reading, group), ...attributes(reading, group), ...adjectives(reading, group)];
  return [presence(reading, group), ...details.map((detail) => asked(reading, detail))];
}

/** What is asked of things makes no sense where there are none. */
function requiring(detail: Criterion, there: readonly Criterion[]): Criterion {
  const requires = there.map(({ id }) => id).filter((id) => id !== detail.id);
  return requires.length === 0 ? detail : { ...detail, requires: [...new Set(requires)] };
}

/** The question whether the group is there at all; none for lettering, whose own is what it reads. */
function presenceOf(reading: Reading, group: Group | undefined): readonly Criterion[] {
  if (group === undefined || group.text !== null || group.count === 0) return [];
  return [presence(reading, group)];
}

function ofLettering(group: Group, text: string): readonly Criterion[] {
  const reads: Check = { type: "text", text };
  const finishes = group.finishes.map((finish) =>
    criterion("attribute", `Is the lettering ${quoted(text, 60)} ${predicateOf(finish)}?`, {
      type: "attribute",
      of: { kind: LETTERING },
      finish,
    }),
  );
  return [criterion("text", questionFor(reads, { of: null }), reads), ...finishes];
}

/** None at all; or none of a look, where others are not ruled out. */
function absence({ kind, finishes: [finish] }: Group): Criterion {
  const of = finish === undefined ? { kind } : { kind, finish };
  const check: Check = { type: "count", of, count: 0 };
  return criterion("count", questionFor(check, { of: null }), check);
}

function presence(reading: Reading, group: Group): Criterion {
  const check: Check = { type: "object", of: selectorOf(reading, group) };
  return criterion("object", questionFor(check, { of: group.count }), check);
}

/** Exact numbers and bounds; groups that share a selector are counted together. */
function number(reading: Reading, group: Group): readonly Asked[] {
  const of = selectorOf(reading, group);
  const all = together(reading, group);
  const groups = [group.index];
  if (all.length === 1 && group.count === null && group.range !== null) {
    const { min, max } = group.range;
    return [{ kind: "count", check: { type: "amount", of, min, ...(max === null ? {} : { max }) }, groups }];
  }
  const total = all.reduce<number | null>(
    (sum, other) => (sum === null || other.count === null ? null : sum + other.count),
    0,
  );
  if (total === null) return [];
  const check: Check = { type: "count", of, count: total };
  const question = questionFor(check, { of: total });
  const words = all.length > 1 ? question.replace(/\?$/, " in all?") : question;
  return [{ kind: "count", check, question: words, groups }];
}

function attributes(reading: Reading, group: Group): readonly Asked[] {
  const of = selectorOf(reading, group);
  const groups = [group.index];
  return group.finishes.flatMap((finish, index) => {
    if (finish === of.finish) return [];
    if (index === 0) return [{ kind: "attribute", check: { type: "attribute", of, finish }, groups }];
    return [
      uncheckable(
        "attribute",
        `${isAre(of, group.count, true)} ${predicateOf(finish)}?`,
        "The local eyes tell one finish of an object, not two at once.",
        groups,
      ),
    ];
  });
}

function adjectives(reading: Reading, group: Group): readonly Asked[] {
  const of = selectorOf(reading, group);
  const groups = [group.index];
  const { size } = group;
  const sized: readonly Asked[] =
    size !== null && isTold(reading, group)
      ? [{ kind: "attribute", check: { type: "size", of, size }, groups }]
      : [];
  const others = group.adjectives.filter((word) => sized.length === 0 || !group.sizeWords.includes(word));
  return [
    ...sized,
    ...others.map((word) =>
      uncheckable(
        "attribute",
        `${isAre({ kind: group.kind }, group.count)} ${word}?`,
        `The local eyes cannot tell whether something is ${quoted(word)}.`,
        groups,
      ),
    ),
  ];
}

function uncheckable(
  kind: CriterionKind,
  question: string,
  reason: string,
  groups: readonly number[],
): Asked {
  return { kind, question, check: { type: "uncheckable", reason }, groups };
}

function ofLeftover(reading: Reading, leftover: Leftover): readonly Criterion[] {
  const { kind, text, unknown, groups, backdrop } = leftover;
  const placed = groups.flatMap((index) => reading.groups[index] ?? []);
  if (kind === "region" && placed.length > 0)
    return placed
      .filter(({ index, count }) => count !== 0 && !isAlternative(reading, index))
      .map((group) => asked(reading, inRegion(reading, group, leftover)));
  if (backdrop !== null && isTheBackdrop(reading, backdrop))
    return [asked(reading, { kind: "style", check: { type: "backdrop", backdrop }, groups: [] })];
  const question = `Does the picture show ${quoted(text)}?`;
  const reason =
    kind === "style"
      ? "The local eyes cannot judge style."
      : `The local grammar does not understand ${quoted(unknown, 60)}.`;
  return [asked(reading, uncheckable(kind === "style" ? kind : "other", question, reason, []))];
}

/** A picture has one backdrop: of "a city at night" the local eyes could only ever see half. */
function isTheBackdrop({ leftovers }: Reading, name: BackdropName): boolean {
  return leftovers.every(({ backdrop }) => backdrop === null || backdrop === name);
}

function inRegion(reading: Reading, group: Group, { region, text }: Leftover): Asked {
  const groups = [group.index];
  if (region !== null && group.text === null && isTold(reading, group)) {
    return { kind: "position", check: { type: "region", of: selectorOf(reading, group), region }, groups };
  }
  if (region !== null && group.text !== null && isTold(reading, group))
    return { kind: "position", check: { type: "region", of: { kind: LETTERING }, region }, groups };
  const question = `${isAre({ kind: group.kind }, group.count)} ${text.toLowerCase()}?`;
  const reason =
    region === null
      ? "The local eyes judge where things stand to each other, not how deep in the picture."
      : `The local eyes cannot tell the groups of ${pluralOf(group.kind)} apart.`;
  return uncheckable("position", question, reason, groups);
}

function wholePrompt(prompt: string): Criterion {
  return criterion("other", `Does the picture show ${quoted(prompt.trim())}?`, {
    type: "uncheckable",
    reason: "The local grammar does not understand the prompt.",
  });
}
