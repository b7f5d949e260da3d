/** Finding by a few letters, and what comes first. */
import { defaultFilter } from "cmdk";
import type { Entry, EntryGroup } from "./entries";

/** Below this an entry only shares letters with what was typed. */
const LEAST = 0.02;

/** How well an entry fits what was typed, 0 to 1; its title counts for more than its other words. */
export function scoreOf(entry: Pick<Entry, "title" | "words">, query: string): number {
  return defaultFilter(entry.title, query, [...entry.words]);
}

export interface Shelf {
  readonly group: EntryGroup;
  readonly entries: readonly Entry[];
}

/** Entries by group, in the order they came in. */
export function shelve(entries: readonly Entry[]): readonly Shelf[] {
  const groups = [...new Set(entries.map((one) => one.group))];
  return groups.map((group) => ({ group, entries: entries.filter((one) => one.group === group) }));
}

/** What fits, the best first within its group, and the group with the best first. */
export function rank(entries: readonly Entry[], query: string): readonly Shelf[] {
  const scored = entries
    .map((one) => ({ one, score: scoreOf(one, query) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score);
  return shelve(scored.map(({ one }) => one));
}
