/** What a noun phrase says: how many, of what kind, how they look. */
import type { ArrangementId, SizeId } from "../../../shared/flatland/placement";
import type { BackdropName } from "../../../shared/flatland/scene";
import { noAmount, type Range, readAmount } from "./amounts";
import type { Lexeme } from "./lexer";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NounPhrase extends Span {
  /** "object" stands in the picture, "picture" is the picture itself, "style" is a wish about its looks. */
  readonly role: "object" | "picture" | "style";
  /** Of a style: what is to lie behind everything, where the words say no more than that. */
  readonly backdrop: BackdropName | null;
  readonly kind: string;
  /** True when the world knows the kind. */
  readonly known: boolean;
  /** null where the words name no number. */
  readonly count: number | null;
  /** Bounds where the words leave the number open: "at least three", "several". */
  readonly range: Range | null;
  /** "a row of", "a pile of". */
  readonly arrangement: ArrangementId | null;
  /** "the", "all", "each": may speak of a group named before. */
  readonly definite: boolean;
  readonly finishes: readonly string[];
  /** Those of `finishes` said behind the noun: "(the cats) that are red". */
  readonly predicates: readonly string[];
  /** Those of `predicates` said of everything named together: ", both red". */
  readonly shared: readonly string[];
  /** Finishes it must not have: "that are not red". */
  readonly lacks: readonly string[];
  /** "tiny", and which of the adjectives said so. */
  readonly size: SizeId | null;
  readonly sizeWords: readonly string[];
  /** The known word a misspelt noun was taken for. */
  readonly meant: string | null;
  /** Qualities beyond the world's finishes, as written. */
  readonly adjectives: readonly string[];
  readonly text: string | null;
  /** The words that say how many, "exactly" included; null where there are none. */
  readonly countSpan: Span | null;
  readonly exact: boolean;
  /** The noun as written. */
  readonly noun: string;
}

type Lists = "finishes" | "predicates" | "adjectives" | "shared" | "lacks" | "sizeWords";

/** A noun phrase in the making. */
export type Draft = { -readonly [K in Exclude<keyof NounPhrase, Lists>]: NounPhrase[K] } & {
  finishes: string[];
  predicates: string[];
  adjectives: string[];
  shared: string[];
  lacks: string[];
  sizeWords: string[];
};

/** A kind spoken of as known, with nothing said of it. */
export function plainPhrase(kind: string, span: Span): NounPhrase {
  return { ...emptyDraft(), ...span, kind, known: true, definite: true, noun: kind };
}

function emptyDraft(): Draft {
  return {
    ...noAmount(),
    role: "object",
    backdrop: null,
    kind: "",
    known: false,
    finishes: [],
    predicates: [],
    shared: [],
    lacks: [],
    size: null,
    sizeWords: [],
    meant: null,
    adjectives: [],
    text: null,
    noun: "",
    start: 0,
    end: 0,
  };
}

export function readCount(lexemes: readonly Lexeme[], i: number): { draft: Draft; next: number } {
  const { amount, next } = readAmount(lexemes, i);
  return { draft: { ...emptyDraft(), ...amount }, next };
}

/** What the qualities before a noun say of it. */
export function qualify(prompt: string, words: readonly Lexeme[], draft: Draft): void {
  for (const { meaning, start, end } of words) {
    const written = prompt.slice(start, end);
    if (meaning.t === "finish") draft.finishes.push(meaning.name);
    else draft.adjectives.push(written);
    if (meaning.t === "size") sized(draft, meaning.id, written);
  }
}

/** "a red or blue cat": which finish is nobody's to say. */
export function leaveOpen(draft: Draft): void {
  draft.adjectives.push(draft.finishes.join(" or "));
  draft.finishes = [];
}

export function sized(draft: Draft, size: SizeId, written: string): void {
  draft.size = size;
  draft.sizeWords.push(written);
}
