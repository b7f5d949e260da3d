/** A choice left to the studio: "either a red cat or a blue dog", "a red or blue cat". No contradiction, but a question. */
import { capitalised, quoted } from "../english";
import type { Span } from "../phrase";
import type { Group } from "../reading";
import type { Contradiction, Finder, Text } from "./contradiction";
import { changed, lexemeBefore } from "./surgery";

export const findAlternatives: Finder = (text) => [...betweenGroups(text), ...betweenLooks(text)];

function betweenGroups(text: Text): readonly Contradiction[] {
  const { reading, prompt } = text;
  return reading.facts.flatMap((fact) => {
    if (fact.type !== "either") return [];
    const [a, b] = fact.groups.map((index) => reading.groups[index]);
    if (a === undefined || b === undefined || a.end > b.start) return [];
    const words = [sayAlone(prompt, a), sayAlone(prompt, b, a)];
    return [choice(text, { start: opening(text, a), end: b.end }, words)];
  });
}

/** The words of a group; the article of the first where the second has none ("a cat or dog"). */
function sayAlone(prompt: string, group: Group, first?: Group): string {
  const said = prompt.slice(group.start, group.end).trim();
  const span = first?.countSpan ?? null;
  return group.countSpan !== null || span === null ? said : `${prompt.slice(span.start, span.end)} ${said}`;
}

/** Where "either" stands before the first, there. */
function opening({ lexemes, prompt }: Text, { start }: Group): number {
  const before = lexemeBefore(lexemes, start);
  if (before === undefined) return start;
  return /^either\b/i.test(prompt.slice(before.start, before.end)) ? before.start : start;
}

function betweenLooks(text: Text): readonly Contradiction[] {
  const { reading, prompt } = text;
  return reading.groups.flatMap((group) => {
    const either = group.adjectives.find((word) => / or /.test(word));
    const found = /(?:either\s+)?([\p{L}-]+)\s+or\s+([\p{L}-]+)/iu.exec(prompt.slice(group.start, group.end));
    if (either === undefined || found === null) return [];
    const start = group.start + found.index;
    return [choice(text, { start, end: start + found[0].length }, [found[1] ?? "", found[2] ?? ""])];
  });
}

function choice({ prompt }: Text, span: Span, words: readonly string[]): Contradiction {
  const said = prompt.slice(span.start, span.end);
  return {
    about: `choice ${said.toLowerCase()}`,
    question: `Which is it to be: ${words.join(" or ")}?`,
    reason: `The prompt leaves a choice: ${quoted(said)}. A picture shows one of them.`,
    options: words.map((word) => ({
      label: capitalised(word),
      prompt: changed(prompt, [{ span, words: span.start === 0 ? capitalised(word) : word }]),
    })),
  };
}
