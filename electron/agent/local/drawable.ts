/**
 * What is to be drawn of a reading: every number a number, parts as groups of their own, nothing that is not to be
 * there. Engines read counts, not comparisons; what is concluded here is what the designer is shown as the prompt.
 */
import type { Range } from "./amounts";
import type { Comparison, Group, Reading } from "./reading";
import { remapped } from "./remap";
import { settles } from "./solve";

/** True where the prompt says something that an engine reading nouns and numbers would not read out of it. */
export function needsConcluding({ concluded, groups, leftovers }: Reading): boolean {
  return (
    concluded ||
    groups.some(({ count, range, meant }) => count === 0 || range !== null || meant !== null) ||
    leftovers.some(({ region, groups: placed }) => region !== null && placed.length > 0)
  );
}

/** Most things "some" of them are drawn as. */
const SOME = 3;

export function drawable(reading: Reading): Reading {
  return numbered(split(withoutAlternatives(reading)));
}

/** Of two that would do, the first; and nothing that is not to be there. */
function withoutAlternatives(reading: Reading): Reading {
  const spare = new Set(reading.facts.flatMap((fact) => (fact.type === "either" ? [fact.groups[1]] : [])));
  return kept(reading, (group) => group.count !== 0 && !spare.has(group.index));
}

function kept(reading: Reading, keep: (group: Group) => boolean): Reading {
  const left = reading.groups.filter(keep);
  const now = (index: number) => {
    const at = left.findIndex((group) => group.index === index);
    return at < 0 ? [] : [at];
  };
  const groups = left.map((group, index) => ({
    ...group,
    index,
    partOf: group.partOf === null ? null : (now(group.partOf)[0] ?? null),
  }));
  return remapped(reading, groups, now);
}

/** Parts leave their whole; what is said of single places in an order becomes parts too. */
function split(reading: Reading): Reading {
  const groups = [...reading.groups];
  for (const fact of reading.facts) {
    const whole = fact.type === "order" ? groups[fact.group] : undefined;
    if (fact.type !== "order" || whole === undefined) continue;
    const known = groups.find((one) => one.partOf === whole.index && one.finishes[0] === fact.finish);
    if (known !== undefined) groups[known.index] = { ...known, count: (known.count ?? 0) + 1 };
    else
      groups.push({
        ...whole,
        index: groups.length,
        partOf: whole.index,
        count: 1,
        range: null,
        finishes: [fact.finish],
      });
  }
  const rest = groups.map((group) => {
    const taken = groups
      .filter((one) => one.partOf === group.index)
      .reduce((sum, one) => sum + (one.count ?? 0), 0);
    return taken === 0 || group.count === null
      ? group
      : { ...group, count: Math.max(0, group.count - taken) };
  });
  const facts = reading.facts.filter(({ type }) => type !== "order");
  return kept({ ...reading, groups: rest, facts }, ({ count }) => count !== 0);
}

/** Gives every group a number: within its bounds, in proportion to others, or a few. */
function numbered(reading: Reading): Reading {
  const groups = reading.groups.map((group) =>
    group.range === null ? group : { ...group, count: withinBounds(group.range), range: null },
  );
  for (const fact of reading.facts) {
    if (fact.type !== "comparison") continue;
    if (settles(groups, fact)) continue;
    choose(groups, fact);
  }
  const facts = reading.facts.filter(({ type }) => type !== "comparison");
  return {
    ...reading,
    facts,
    groups: groups.map((group) => {
      if (group.range !== null) return { ...group, count: withinBounds(group.range), range: null };
      return group.count === null && group.text === null ? { ...group, count: SOME } : group;
    }),
  };
}

function withinBounds({ min, max }: Range): number {
  return max === null ? Math.max(1, min) : Math.min(max, min + 1);
}

/** Small numbers that fit a comparison of which neither side is known. */
function choose(groups: Group[], comparison: Comparison): void {
  const [subject, object] = [groups[comparison.subject], groups[comparison.object]];
  if (subject === undefined || object === undefined) return;
  const fewer = comparison.sort === "fewer";
  const least = comparison.times < 1 ? Math.round(1 / comparison.times) * 2 : fewer ? 3 : 2;
  const base = Math.max(least, 1 - comparison.plus);
  if (object.count === null) groups[object.index] = { ...object, count: base };
  settles(groups, comparison);
}
