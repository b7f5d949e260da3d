/** What is said of a noun behind it: "made of glass", "that are red", ", all of them striped". */
import type { Lexeme } from "./lexer";
import type { Draft } from "./noun-phrase";

/** Reads what may follow the noun: "made of glass", "that are red", "in red", ", all of them striped". */
export function readAfter(lexemes: readonly Lexeme[], from: number, draft: Draft): number {
  for (let next = from; ; ) {
    const found = finishAfter(lexemes, next);
    if (found === null) return next;
    draft.finishes.push(found.name);
    draft.predicates.push(found.name);
    next = found.next;
  }
}

const introductions: readonly (readonly string[])[] = [
  ["made-of"],
  ["in"],
  ["filler", "copula"],
  ["filler", "copula", "all"],
  ["filler", "copula", "made-of"],
  ["copula"],
  ["copula", "made-of"],
  ["copula", "all"],
  ["comma", "all"],
  ["comma", "all", "in"],
  ["comma", "all", "made-of"],
  ["all"],
  ["all", "made-of"],
  ["comma", "made-of"],
];

function finishAfter(lexemes: readonly Lexeme[], i: number): { name: string; next: number } | null {
  for (const pattern of introductions) {
    if (!pattern.every((t, k) => lexemes[i + k]?.meaning.t === t)) continue;
    const at = i + pattern.length;
    const meaning = lexemes[at]?.meaning;
    const behind = lexemes[at + 1]?.meaning.t;
    const describesMore = behind === "noun" || behind === "finish" || behind === "word" || behind === "style";
    if (meaning?.t === "finish" && !describesMore) return { name: meaning.name, next: at + 1 };
  }
  return null;
}

/** A finish said of a group named before: "(the cats) are red". */
export function readPredicate(lexemes: readonly Lexeme[], i: number): { name: string; next: number } | null {
  return lexemes[i]?.meaning.t === "copula" ? finishAfter(lexemes, i) : null;
}
