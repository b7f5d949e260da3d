/** Which noun phrases speak of the same group. */
import type { NounPhrase } from "./phrase";
import type { Group } from "./reading";

/** The group "the cats" speaks of, where cats (of that finish and number) were named before. */
export function referent(groups: readonly Group[], phrase: NounPhrase): Group | null {
  // Without any article a kind that was named before is meant again: "three pigs. Pigs left of the sheep."
  const bare = phrase.countSpan === null && phrase.count === null && phrase.known;
  if ((!phrase.definite && !bare) || phrase.text !== null) return null;
  const fits = groups.filter(
    (group) =>
      group.kind === phrase.kind &&
      group.partOf === null &&
      (phrase.definite || group.count !== 0) &&
      phrase.finishes.every((one) => group.finishes.includes(one) || phrase.predicates.includes(one)) &&
      (phrase.count === null || group.count === null || group.count === phrase.count),
  );
  return fits.at(-1) ?? null;
}

/** Index of a group that was pointed at ("behind the cows; ... three cows") before it was told of. */
export function announced(
  groups: readonly Group[],
  { definite, kind, text, count, finishes }: NounPhrase,
): number | undefined {
  if (definite || text !== null) return undefined;
  return groups.find(
    (group) =>
      group.definite &&
      group.kind === kind &&
      (group.finishes.length === 0 || finishes.every((finish) => group.finishes.includes(finish))) &&
      (group.count === null || group.count === count),
  )?.index;
}
