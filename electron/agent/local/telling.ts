/** How groups of a reading are told apart by eyes that see kinds and finishes. */
import type { Selector } from "../../../shared/run/criteria";
import type { Group, Reading } from "./reading";

/** Groups of the same kind, this one included. */
function namesakes(reading: Reading, group: Group): readonly Group[] {
  return reading.groups.filter((other) => other.kind === group.kind && other.count !== 0);
}

/** Kind alone where that is unmistakable; kind and finish where the prompt tells two groups apart by it. */
export function selectorOf(reading: Reading, group: Group): Selector {
  const [finish] = group.finishes;
  const shared = namesakes(reading, group).every((other) => other.finishes[0] === finish);
  return shared || finish === undefined ? { kind: group.kind } : { kind: group.kind, finish };
}

/** Groups a count cannot tell from this one; parts of others are counted with what they are part of. */
export function together(reading: Reading, group: Group): readonly Group[] {
  const of = selectorOf(reading, group);
  return namesakes(reading, group).filter((other) => {
    if (other.index === group.index) return true;
    return of.finish === undefined ? other.partOf === null : other.finishes[0] === of.finish;
  });
}

/** True where boxes found by the group's selector are all of the group, and no other's. */
export function isTold(reading: Reading, group: Group): boolean {
  return together(reading, group).length === 1;
}

/**
 * Kind alone where the same is said of all groups of the kind ("red and blue cats behind a truck"), else what tells
 * the group apart. `others` are the groups it is said of.
 */
export function widened(reading: Reading, group: Group, others: readonly number[]): Selector {
  const all = namesakes(reading, group).every(({ index }) => others.includes(index));
  return all ? { kind: group.kind } : selectorOf(reading, group);
}
