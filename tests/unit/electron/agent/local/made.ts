/** Readings made by hand: groups, links and facts as the grammar would leave them. */
import { Discourse } from "../../../../../electron/agent/local/discourse";
import { Findings } from "../../../../../electron/agent/local/findings";
import { lex } from "../../../../../electron/agent/local/lexer";
import { type NounPhrase, plainPhrase } from "../../../../../electron/agent/local/phrase";
import type {
  Comparison,
  Fact,
  Group,
  Link,
  LinkType,
  Reading,
} from "../../../../../electron/agent/local/reading";

const nowhere = { start: 0, end: 0 };

export function phrase(kind: string, count: number | null, extra: Partial<NounPhrase> = {}): NounPhrase {
  return { ...plainPhrase(kind, nowhere), definite: false, count, ...extra };
}

/** Groups numbered in the order they are given. */
export function groupsOf(...phrases: readonly (NounPhrase & { readonly partOf?: number })[]): Group[] {
  return phrases.map((one, index) => ({ partOf: null, ...one, index }));
}

export function linkOf(link: LinkType, subject: number, object: number): Link {
  return { ...nowhere, link, subject, object };
}

export function comparison(
  subject: number,
  object: number,
  extra: Partial<Pick<Comparison, "sort" | "times" | "plus" | "also">> = {},
): Comparison {
  return {
    ...nowhere,
    type: "comparison",
    subject,
    object,
    also: null,
    sort: "equal",
    times: 1,
    plus: 0,
    ...extra,
  };
}

export function order(
  group: number,
  nth: number,
  finish: string,
  from: "left" | "right" | "middle" = "left",
): Fact {
  return { type: "order", group, nth, from, finish };
}

export function readingOf(groups: readonly Group[], extra: Partial<Reading> = {}): Reading {
  return { prompt: "", groups, links: [], facts: [], leftovers: [], concluded: false, ...extra };
}

/** "2 cat; 1 red dog of 0": what groups there are. */
export function outline({ groups }: Pick<Reading, "groups">): string {
  return groups
    .map(({ count, range, finishes, kind, partOf }) => {
      const bounds = range === null ? "?" : `${range.min}-${range.max ?? ""}`;
      return [count ?? bounds, ...finishes, kind, ...(partOf === null ? [] : [`of ${partOf}`])].join(" ");
    })
    .join("; ");
}

/** Findings and discourse that have named some groups, one clause so far. */
export function said(...phrases: readonly NounPhrase[]) {
  const found = new Findings("");
  const discourse = new Discourse(found.groups);
  for (const one of phrases) discourse.mention(found.group(one).index);
  return { found, discourse };
}

/** A prompt with its lexemes, as the readers of constructions take them. */
export function lexed(prompt: string) {
  return [prompt, lex(prompt)] as const;
}
