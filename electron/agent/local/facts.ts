/** Checks of what is said of groups beyond number, look and links. */
import type { Facing } from "../../../shared/flatland/scene";
import type { Check } from "../../../shared/run/criteria";
import { questionFor } from "./asking";
import type { Asked } from "./decomposer";
import { listed, pluralOf, quoted } from "./english";
import type { Fact, Group, Reading } from "./reading";
import { isTold, selectorOf } from "./telling";
import { isFaced, LETTERING } from "./world";

/** True where another group would do as well: then nothing is asked of this one. */
export function isAlternative({ facts }: Reading, index: number): boolean {
  return facts.some((fact) => fact.type === "either" && fact.groups.includes(index));
}

export function factChecks(reading: Reading): readonly Asked[] {
  return reading.facts.flatMap((fact) => checksOf(reading, fact));
}

function checksOf(reading: Reading, fact: Fact): readonly Asked[] {
  switch (fact.type) {
    case "only":
      return only(reading);
    case "either":
      return either(reading, fact.groups);
    case "comparison":
      return comparison(reading, fact);
    default:
      return ofOne(reading, fact);
  }
}

function comparison(reading: Reading, fact: Extract<Fact, { type: "comparison" }>): readonly Asked[] {
  const [who, whom] = [reading.groups[fact.subject], reading.groups[fact.object]];
  if (who === undefined || whom === undefined || fact.also !== null) return [];
  const { sort, times, plus } = fact;
  const [subject, object] = [selectorOf(reading, who), selectorOf(reading, whom)];
  if (subject.kind === object.kind && subject.finish === object.finish) return [];
  const groups = [who.index, whom.index];
  return [{ kind: "count", check: { type: "comparison", subject, object, sort, times, plus }, groups }];
}

function ofOne(
  reading: Reading,
  fact: Extract<Fact, { type: "order" | "arrangement" | "facing" | "lacks" }>,
): readonly Asked[] {
  const group = reading.groups[fact.group];
  if (group === undefined || group.count === 0 || isAlternative(reading, group.index)) return [];
  const of = selectorOf(reading, group);
  const groups = [group.index];
  if (fact.type === "lacks") {
    const look = { kind: group.kind, finish: fact.finish };
    return [{ kind: "attribute", check: { type: "count", of: look, count: 0 }, groups: [] }];
  }
  if (fact.type === "facing") return [facing(reading, group, fact.facing)];
  if (!isTold(reading, group) || group.count === 1) return [];
  if (fact.type === "order") {
    const { nth, from, finish } = fact;
    return [{ kind: "attribute", check: { type: "order", of, nth, from, finish }, groups }];
  }
  return [{ kind: "position", check: { type: "arrangement", of, arrangement: fact.arrangement }, groups }];
}

/** Told by pixels of things that look one way, where no other group could be meant. */
function facing(reading: Reading, group: Group, way: Facing): Asked {
  const check: Check = { type: "facing", of: selectorOf(reading, group), facing: way };
  const asked: Asked = { kind: "attribute", check, groups: [group.index] };
  if (isFaced(group.kind) && isTold(reading, group)) return asked;
  const reason = isFaced(group.kind)
    ? `The local eyes cannot tell the groups of ${pluralOf(group.kind)} apart.`
    : `The local eyes cannot tell which way ${pluralOf(group.kind)} look.`;
  const question = questionFor(check, { of: group.count });
  return { ...asked, question, check: { type: "uncheckable", reason } };
}

/** Lettering is no thing: "a cat and the word “HI”, nothing else" rules neither out. */
function only({ groups }: Reading): readonly Asked[] {
  const kinds = [
    ...new Set(groups.filter(({ count, kind }) => count !== 0 && kind !== LETTERING).map(({ kind }) => kind)),
  ];
  return kinds.length === 0 ? [] : [{ kind: "other", check: { type: "only", kinds }, groups: [] }];
}

function either(reading: Reading, indices: readonly number[]): readonly Asked[] {
  const groups = indices.flatMap((index) => reading.groups[index] ?? []);
  const words = groups.map(({ start, end }) => reading.prompt.slice(start, end).trim());
  const reason = `Either ${listed(groups.map(({ kind }) => pluralOf(kind))).replace(" and ", " or ")} would do; the local roles check what must be.`;
  const question = `Does the picture show either ${words.map((word) => quoted(word, 60)).join(" or ")}?`;
  return [{ kind: "other", question, check: { type: "uncheckable", reason }, groups: [] }];
}
