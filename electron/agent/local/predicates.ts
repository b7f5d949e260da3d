/** What is said of a noun behind it: "made of glass", "that are red", ", all of them striped". */
import type { SizeId } from "../../../shared/flatland/placement";
import type { Lexeme } from "./lexer";
import type { Draft } from "./phrase";

/** Reads what may follow the noun: "made of glass", "that are red", "in red", ", all of them striped", "not red". */
export function readAfter(lexemes: readonly Lexeme[], from: number, draft: Draft): number {
  for (let next = from; ; ) {
    const found = finishAfter(lexemes, next);
    if (found === null) return next;
    take(found, draft);
    next = found.next;
  }
}

export interface Predicate {
  /** A finish, or a size as it is written. */
  readonly name: string;
  /** Set where a size is said. */
  readonly size: SizeId | null;
  /** False for "not red". */
  readonly holds: boolean;
  /** Said of all that were named: ", both red". */
  readonly shared: boolean;
  readonly next: number;
}

function take({ name, size, holds, shared }: Predicate, draft: Draft): void {
  if (size !== null && holds) {
    draft.size = size;
    draft.sizeWords.push(name);
    draft.adjectives.push(name);
  } else if (size !== null) draft.adjectives.push(`not ${name}`);
  else if (!holds) draft.lacks.push(name);
  else {
    draft.finishes.push(name);
    draft.predicates.push(name);
    if (shared) draft.shared.push(name);
  }
}

/** What may stand between a noun and its finish. */
const introductions: readonly (readonly Lexeme["meaning"]["t"][])[] = [
  ["made-of"],
  ["in"],
  ["filler", "copula"],
  ["pronoun", "copula"],
  ["copula"],
  ["filler"],
  ["pronoun"],
  ["comma"],
  [],
];
const between: readonly (readonly Lexeme["meaning"]["t"][])[] = [
  [],
  ["all"],
  ["all", "copula"],
  ["not"],
  ["comma", "not"],
  ["made-of"],
  ["in"],
  ["all", "made-of"],
  ["all", "in"],
  ["not", "made-of"],
  ["not", "in"],
];

const weak = new Set(["comma", "filler", "pronoun"]);

/** A comma or "that" alone, and nothing at all, introduce a finish only where "all" or "not" does. */
const patterns = introductions.flatMap((head) =>
  between
    .map((tail) => [...head, ...tail])
    .filter((pattern) => {
      const bare = pattern.length === 0 || (pattern.length === 1 && weak.has(pattern[0] ?? ""));
      return !bare && pattern.filter((t) => t === "in" || t === "made-of").length < 2;
    }),
);

/** "a suitcase, blue," and "a raccoon (spotted)": between two commas, or at the end. */
function apposed(lexemes: readonly Lexeme[], i: number): Predicate | null {
  const found = lexemes[i]?.meaning.t === "comma" ? finishAt(lexemes, i + 1) : null;
  const behind = lexemes[i + 2]?.meaning.t;
  if (found === null || (behind !== undefined && behind !== "comma" && behind !== "stop")) return null;
  return { ...found, holds: true, shared: false, next: i + 2 };
}

function finishAfter(lexemes: readonly Lexeme[], i: number): Predicate | null {
  for (const pattern of patterns) {
    if (!pattern.every((t, k) => lexemes[i + k]?.meaning.t === t)) continue;
    const at = i + pattern.length;
    const found = finishAt(lexemes, at);
    if (found === null) continue;
    return { ...found, holds: !pattern.includes("not"), shared: pattern.includes("all"), next: at + 1 };
  }
  return apposed(lexemes, i);
}

/** A finish or size that is said of something, not one that begins another noun phrase. */
function finishAt(lexemes: readonly Lexeme[], i: number): Pick<Predicate, "name" | "size"> | null {
  const meaning = lexemes[i]?.meaning;
  const behind = lexemes[i + 1]?.meaning.t ?? "";
  if (["noun", "finish", "size", "word", "style", "ones"].includes(behind)) return null;
  if (meaning?.t === "finish") return { name: meaning.name, size: null };
  return meaning?.t === "size" ? { name: meaning.id, size: meaning.id } : null;
}

/** A finish said of a group named before: "(the cats) are red", "(it) red", "(both) made of glass". */
export function readPredicate(lexemes: readonly Lexeme[], i: number): Predicate | null {
  const t = lexemes[i]?.meaning.t;
  return t === "copula" || t === "not" ? finishAfter(lexemes, i) : null;
}

/** As `readPredicate`, behind a word that stands for a group: there the copula may be left out. */
export function readElided(lexemes: readonly Lexeme[], i: number): Predicate | null {
  const bare = finishAt(lexemes, i);
  if (bare !== null) return { ...bare, holds: true, shared: false, next: i + 1 };
  return finishAfter(lexemes, i);
}
