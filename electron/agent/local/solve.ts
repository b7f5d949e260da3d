/**
 * Draws the conclusions a reading allows: groups that are told in parts become their parts, and numbers that stand
 * in a proportion to known ones become numbers.
 */
import { comparisonHolds } from "./checks/amounts";
import type { Comparison, Fact, Group, Reading } from "./reading";
import { remapped } from "./remap";

export function solved(reading: Reading): Reading {
  const told = inParts(ordered(reading));
  return told.facts.some(({ type }) => type === "comparison") ? calculated(told) : told;
}

/** "The first is red, the second blue": looks of everything in an order are parts that stand so to each other. */
function ordered(reading: Reading): Reading {
  let now = reading;
  for (const group of reading.groups) now = inOrder(now, group);
  return now;
}

function inOrder(now: Reading, group: Group): Reading {
  const orders = now.facts.flatMap((fact) =>
    fact.type === "order" && fact.group === group.index ? [fact] : [],
  );
  const looks = placesOf(orders, group.count ?? 0);
  if (looks === null || new Set(looks).size < looks.length) return now;
  const across = orders.every(({ from }) => from !== "top" && from !== "bottom");
  const link = { type: "relation", id: across ? "left-of" : "on-top-of" } as const;
  const first = now.groups.length;
  const parts = looks.map((finish, k) => ({
    ...group,
    ...{ index: first + k, partOf: group.index, count: 1, range: null, countSpan: null },
    ...{ finishes: [finish], predicates: [], shared: [] },
  }));
  const { start, end } = group;
  const links = looks
    .slice(1)
    .map((_, k) => ({ link, subject: first + k, object: first + k + 1, start, end }));
  return {
    ...now,
    groups: [...now.groups, ...parts],
    links: [...now.links, ...links],
    facts: now.facts.filter((fact) => !orders.some((order) => order === fact)),
  };
}

type Order = Extract<Fact, { type: "order" }>;

/** The finish at each place from the left or the top, or null where one is not told. */
function placesOf(orders: readonly Order[], count: number): readonly string[] | null {
  const looks = new Map<number, string>();
  for (const { nth, from, finish } of orders) {
    const back = from === "right" || from === "bottom";
    const place = from === "middle" ? (count + 1) / 2 : back ? count + 1 - nth : nth;
    looks.set(place, finish);
  }
  const axes = new Set(orders.map(({ from }) => from === "top" || from === "bottom"));
  const all = Array.from({ length: count }, (_, i) => looks.get(i + 1));
  const told = all.filter((look) => look !== undefined);
  return count > 1 && axes.size === 1 && told.length === count ? told : null;
}

/** Where parts make up a whole group, they stand in its place. */
function inParts(reading: Reading): Reading {
  const partsOf = (whole: Group) => reading.groups.filter(({ partOf }) => partOf === whole.index);
  const covered = reading.groups.filter((whole) => {
    const parts = partsOf(whole);
    const sum = parts.reduce((total, { count }) => total + (count ?? 0), 0);
    return parts.length > 0 && whole.count !== null && sum === whole.count;
  });
  if (covered.length === 0) return reading;
  const kept = reading.groups.filter((group) => !covered.includes(group));
  const now = (index: number): number[] => {
    const whole = covered.find((group) => group.index === index);
    if (whole !== undefined) return partsOf(whole).flatMap((part) => now(part.index));
    return [kept.findIndex((group) => group.index === index)];
  };
  const groups = kept.map((group, index) => {
    const whole = group.partOf === null ? undefined : now(group.partOf);
    const own = covered.some((one) => one.index === group.partOf);
    return { ...group, index, partOf: own ? null : (whole?.[0] ?? null) };
  });
  return remapped(reading, groups, now);
}

function calculated(reading: Reading): Reading {
  const groups = [...reading.groups];
  let open = reading.facts;
  for (let left = -1; left !== open.length; ) {
    left = open.length;
    open = open.filter((fact) => fact.type !== "comparison" || !settles(groups, fact));
  }
  return { ...reading, groups, facts: open };
}

/** Gives one side its number, or bounds for it, where the other's is known; true where nothing is left to ask. */
export function settles(groups: Group[], comparison: Comparison): boolean {
  const [subject, object] = [groups[comparison.subject], groups[comparison.object]];
  if (subject === undefined || object === undefined) return true;
  const { sort, times } = comparison;
  const also = comparison.also === null ? 0 : (groups[comparison.also]?.count ?? null);
  if (also === null) return false;
  const plus = comparison.plus + times * also;
  if (subject.count !== null && object.count !== null)
    return comparisonHolds({ sort, times, plus }, subject.count, object.count);
  if (object.count !== null) return put(groups, subject, sort, times * object.count + plus);
  if (subject.count === null) return false;
  const opposite = { equal: "equal", more: "fewer", fewer: "more" } as const;
  return put(groups, object, opposite[sort], (subject.count - plus) / times);
}

function put(groups: Group[], group: Group, sort: Comparison["sort"], number: number): boolean {
  if (group.range !== null) return false;
  if (sort === "equal") {
    if (!Number.isInteger(number) || number < 1) return false;
    groups[group.index] = { ...group, count: number };
    return true;
  }
  const range =
    sort === "more"
      ? { min: Math.max(1, Math.floor(number) + 1), max: null }
      : { min: 1, max: Math.ceil(number) - 1 };
  if (range.max !== null && range.max < range.min) return false;
  groups[group.index] = range.max === range.min ? { ...group, count: range.min } : { ...group, range };
  return true;
}
