/** Which noun phrases speak of the same group. */
import type { NounPhrase } from "./noun-phrase";
import type { Group } from "./reading";

/** The group "the cats" speaks of, where cats (of that finish and number) were named before. */
export function referent(groups: readonly Group[], phrase: NounPhrase): Group | null {
  if (!phrase.definite || phrase.text !== null) return null;
  const fits = groups.filter(
    (group) =>
      group.kind === phrase.kind &&
      phrase.finishes.every((one) => group.finishes.includes(one) || phrase.predicates.includes(one)) &&
      (phrase.count === null || group.count === null || group.count === phrase.count),
  );
  return fits.at(-1) ?? null;
}

/** Index of a group that was pointed at ("behind the cows; ... three cows") before it was told of. */
export function announced(
  groups: readonly Group[],
  { definite, kind, text, count }: NounPhrase,
): number | undefined {
  if (definite || text !== null) return undefined;
  return groups.find(
    (group) =>
      group.definite &&
      group.kind === kind &&
      group.finishes.length === 0 &&
      (group.count === null || group.count === count),
  )?.index;
}
