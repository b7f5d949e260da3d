/** A reading with other groups: everything that speaks of groups follows them to where they are now. */
import type { Fact, Group, Link, Reading } from "./reading";

/** @param now where a group of before is found among `groups`: nowhere, once, or in several parts */
export function remapped(
  reading: Reading,
  groups: readonly Group[],
  now: (index: number) => readonly number[],
): Reading {
  return {
    ...reading,
    groups,
    links: reading.links.flatMap((link) => linked(link, now)),
    facts: reading.facts.flatMap((fact) => moved(fact, now)),
    leftovers: reading.leftovers.map((left) => ({ ...left, groups: left.groups.flatMap(now) })),
  };
}

function linked(link: Link, now: (index: number) => readonly number[]): readonly Link[] {
  const tie =
    link.link.type === "between" && link.link.other !== null
      ? { ...link.link, other: now(link.link.other)[0] ?? null }
      : link.link;
  return now(link.subject).flatMap((subject) =>
    now(link.object).map((object) => ({ ...link, subject, object, link: tie })),
  );
}

function moved(fact: Fact, now: (index: number) => readonly number[]): readonly Fact[] {
  switch (fact.type) {
    case "only":
      return [fact];
    case "comparison": {
      const [subject, object] = [now(fact.subject)[0], now(fact.object)[0]];
      const also = fact.also === null ? null : (now(fact.also)[0] ?? null);
      return subject === undefined || object === undefined ? [] : [{ ...fact, subject, object, also }];
    }
    case "either": {
      const [a, b] = [now(fact.groups[0])[0], now(fact.groups[1])[0]];
      return a === undefined || b === undefined ? [] : [{ ...fact, groups: [a, b] }];
    }
    // Said of the whole: of its parts together nothing can be said by one of them.
    case "order":
    case "arrangement":
      return now(fact.group).length === 1 ? now(fact.group).map((group) => ({ ...fact, group })) : [];
    case "facing":
    case "lacks":
      return now(fact.group).map((group) => ({ ...fact, group }));
  }
}
