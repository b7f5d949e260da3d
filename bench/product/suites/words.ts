/** The world's words, for readers of other suites' questions: the suite speaks, never the product's own grammar. */
import { type RelationId, relationIds } from "../../../shared/flatland/geometry";
import world from "../../../shared/flatland/world.json";

const kindsByWord = new Map(
  world.nouns.flatMap(({ name, plural, also }) =>
    [name, plural, ...also].map((word) => [word, name] as const),
  ),
);
const finishesByWord = new Map(
  world.finishes.flatMap(({ name, also }) => [name, ...also].map((word) => [word, name] as const)),
);
const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** The world's name for a noun in singular or plural; null for what it does not know. */
export function kindOf(word: string): string | null {
  const known = kindsByWord.get(word.trim().toLowerCase());
  // Other suites inflect by rule: "sheeps".
  return known ?? kindsByWord.get(word.trim().toLowerCase().replace(/s$/, "")) ?? null;
}

export function finishOf(word: string): string | null {
  return finishesByWord.get(word.trim().toLowerCase()) ?? null;
}

export function numberOf(word: string): number | null {
  const spoken = numbers.indexOf(word.trim().toLowerCase());
  if (spoken >= 0) return spoken;
  return /^\d+$/.test(word.trim()) ? Number(word.trim()) : null;
}

/** A relation from "to the left of", "above", "left-of"; null for what no check measures ("near", "next to"). */
export function relationOf(words: string): RelationId | null {
  const wanted = words.trim().toLowerCase();
  const known = world.relations.find(({ id, phrases }) => id === wanted || phrases.includes(wanted));
  return relationIds.find((id) => id === known?.id) ?? null;
}

export function verbOf(words: string): string | null {
  return world.verbs.find(({ phrases }) => phrases.includes(words.trim().toLowerCase()))?.id ?? null;
}

/** Every way the world's verbs are said, longest first. */
export const verbPhrases = world.verbs.flatMap(({ phrases }) => phrases).sort((a, b) => b.length - a.length);
export const relationPhrases = world.relations
  .flatMap(({ phrases }) => phrases)
  .sort((a, b) => b.length - a.length);
