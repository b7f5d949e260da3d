/** One thing shut out and asked for: "no flowers ... with five flowers". */
import { capitalised, numberWord, pluralOf } from "../english";
import type { Group } from "../reading";
import type { Contradiction, Finder, Option, Text } from "./contradiction";
import { isHedged, isJoint, lexemeAfter, lexemeBefore, withCount, without } from "./surgery";

export const findExclusions: Finder = (text) => {
  const { groups } = text.reading;
  return groups
    .filter((group) => group.count === 0 && isSweeping(text, group))
    .flatMap((excluded) => {
      const wanted = groups.find((group) => isWanted(text, group, excluded));
      if (wanted === undefined || isHedged(text.prompt, [excluded, wanted])) return [];
      return [contradiction(text, excluded, wanted)];
    });
};

/** Shut out of the whole picture, not only of a vase or of a corner: alone in its clause. */
function isSweeping({ prompt, lexemes, reading }: Text, { index, start, end }: Group): boolean {
  const before = lexemeBefore(lexemes, start);
  const after = lexemeAfter(lexemes, end);
  const placed = reading.leftovers.some(
    ({ groups, unknown }) => groups.includes(index) && !/^but$/i.test(unknown),
  );
  if (placed || (after !== undefined && !isJoint(prompt, after))) return false;
  if (before === undefined) return true;
  const words = prompt.slice(before.start, before.end);
  return (
    /^(?:there (?:is|are)|and|plus|but)$/i.test(words) ||
    before.meaning.t === "comma" ||
    before.meaning.t === "stop"
  );
}

/** Asked for in so many words, and as what is shut out: "no red flowers" leave blue ones. */
function isWanted({ lexemes }: Text, group: Group, excluded: Group): boolean {
  if (group === excluded || group.kind !== excluded.kind || group.count === 0) return false;
  const same = (list: readonly string[], all: readonly string[]) => list.every((one) => all.includes(one));
  if (!same(excluded.finishes, group.finishes) || !same(excluded.adjectives, group.adjectives)) return false;
  const compound = lexemeAfter(lexemes, group.end)?.meaning.t === "word";
  return group.countSpan !== null && !group.definite && !(compound && (group.count ?? 1) === 1);
}

function contradiction(text: Text, excluded: Group, wanted: Group): Contradiction {
  const things = [...excluded.finishes, pluralOf(excluded.kind)].join(" ");
  const options: (Option | null)[] = [
    option(capitalised(wantedWords(text, wanted)), without(text, excluded)),
    option(`No ${things}`, withCount(text, wanted, 0)),
  ];
  return {
    about: `exclusion ${excluded.kind}`,
    question: `Are there to be ${things} in the picture?`,
    reason: `The prompt asks for ${wantedWords(text, wanted)}, and for no ${things}.`,
    options: options.filter((one) => one !== null),
  };
}

function wantedWords({ prompt }: Text, { start, end, count, kind }: Group): string {
  const words = prompt.slice(start, end).trim();
  return words.length <= 80 ? words : `${numberWord(count ?? 1)} ${pluralOf(kind)}`;
}

function option(label: string, prompt: string | null): Option | null {
  return prompt === null ? null : { label, prompt };
}
