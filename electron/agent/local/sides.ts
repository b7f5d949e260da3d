/** Sides that belong to somebody: "to its right", "on their left", "to the bear's right". */
import type { RelationId } from "../../../shared/flatland/geometry";
import type { Lexeme } from "./lexer";
import { readNounPhrase } from "./noun-phrase";
import type { NounPhrase } from "./phrase";

export interface SideOf {
  readonly relation: RelationId;
  readonly whose: NounPhrase | "one" | "many";
  readonly next: number;
}

/** Reads a side of something named; null where none begins at lexeme `i`. */
export function readSideOf(prompt: string, lexemes: readonly Lexeme[], i: number): SideOf | null {
  const word = (k: number) =>
    prompt.slice(lexemes[k]?.start ?? prompt.length, lexemes[k]?.end ?? prompt.length).toLowerCase();
  if (!/^(?:to|on|at)$/.test(word(i))) return null;
  const whose = /^(?:its|his|her)$/.test(word(i + 1)) ? "one" : word(i + 1) === "their" ? "many" : null;
  if (whose !== null) {
    const relation = relationOf(word(i + 2));
    return relation === null ? null : { relation, whose, next: behind(word, i + 3) };
  }
  const read = readNounPhrase(prompt, lexemes, i + 1, false);
  const owned = read !== null && /^['’]s\b/.test(prompt.slice(lexemes[read.next - 1]?.end ?? 0));
  const relation = read !== null && owned ? relationOf(word(read.next)) : null;
  if (read === null || relation === null) return null;
  return { relation, whose: read.phrase, next: behind(word, read.next + 1) };
}

function relationOf(word: string): RelationId | null {
  const found = /^(left|right)(?: hand)?(?: side)?$/.exec(word)?.[1];
  return found === undefined ? null : `${found === "left" ? "left" : "right"}-of`;
}

/** "right (hand) (side)" */
function behind(word: (k: number) => string, k: number): number {
  let next = k;
  while (word(next) === "hand" || word(next) === "side") next++;
  return next;
}
