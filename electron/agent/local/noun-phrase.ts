/** Noun phrases: "exactly four small white bicycles made of glass". */
import { singularOf } from "./english";
import type { Lexeme } from "./lexer";
import { readAfter } from "./predicates";

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NounPhrase extends Span {
  /** "object" stands in the picture, "picture" is the picture itself, "style" is a wish about its looks. */
  readonly role: "object" | "picture" | "style";
  readonly kind: string;
  /** True when the world knows the kind. */
  readonly known: boolean;
  /** null where the words name no number. */
  readonly count: number | null;
  /** "the", "all", "each": may speak of a group named before. */
  readonly definite: boolean;
  readonly finishes: readonly string[];
  /** Those of `finishes` said behind the noun: "(the cats) that are red". */
  readonly predicates: readonly string[];
  /** Qualities beyond the world's finishes, as written. */
  readonly adjectives: readonly string[];
  readonly text: string | null;
  /** The words that say how many, "exactly" included; null where there are none. */
  readonly countSpan: Span | null;
  readonly exact: boolean;
  /** The noun as written. */
  readonly noun: string;
}

export interface Read {
  readonly phrase: NounPhrase;
  /** Index of the first lexeme behind it. */
  readonly next: number;
}

type Lists = "finishes" | "predicates" | "adjectives";

/** A noun phrase in the making. */
export type Draft = { -readonly [K in Exclude<keyof NounPhrase, Lists>]: NounPhrase[K] } & {
  finishes: string[];
  predicates: string[];
  adjectives: string[];
};

const adjectives = new Set(
  (
    "big small large tiny huge little giant tall short long round old young cute happy sad beautiful pretty majestic " +
    "fluffy furry shiny bright dark clean simple cheerful lovely elegant modern vintage soft"
  ).split(" "),
);
/** Words that never describe the noun behind them. */
const notAdjectives = new Set(
  (
    "more fewer less than not other others else nothing everything most every them they he she while when if but or " +
    "together also never always there here"
  ).split(" "),
);

/**
 * Reads the noun phrase that begins at lexeme `i`, or null where none does. `adjoined` says that another noun
 * phrase ends right before it: then a phrase without article or number is not begun by an unknown word, which
 * is rather a verb ("a cat eating croissants").
 */
export function readNounPhrase(
  prompt: string,
  lexemes: readonly Lexeme[],
  i: number,
  adjoined: boolean,
): Read | null {
  const { draft, next: afterCount } = readCount(lexemes, i);
  const hasCount = afterCount > i;
  if (!hasCount && adjoined && lexemes[i]?.meaning.t === "word") return null;
  const head = readHead(prompt, lexemes, afterCount, draft, hasCount);
  if (head === null) return null;
  draft.start = lexemes[i]?.start ?? 0;
  const next = draft.role === "object" ? readAfter(lexemes, head, draft) : head;
  draft.end = lexemes[next - 1]?.end ?? draft.start;
  return { phrase: draft, next };
}

function emptyDraft(): Draft {
  return {
    role: "object",
    kind: "",
    known: false,
    count: null,
    definite: false,
    finishes: [],
    predicates: [],
    adjectives: [],
    text: null,
    countSpan: null,
    exact: false,
    noun: "",
    start: 0,
    end: 0,
  };
}

export function readCount(lexemes: readonly Lexeme[], i: number): { draft: Draft; next: number } {
  const draft = emptyDraft();
  let next = i;
  for (; ; next++) {
    const lexeme = lexemes[next];
    const meaning = lexeme?.meaning;
    if (lexeme === undefined || meaning === undefined) break;
    if (meaning.t === "number") draft.count = meaning.value;
    else if (meaning.t === "determiner") draft.count = draft.count ?? meaning.count;
    else if (meaning.t === "gathering") draft.count = null;
    else if (meaning.t !== "exactly" && meaning.t !== "all") break;
    if (meaning.t === "exactly") draft.exact = true;
    if (meaning.t === "all" || (meaning.t === "determiner" && meaning.word === "the")) draft.definite = true;
    const start = draft.countSpan?.start ?? lexeme.start;
    draft.countSpan = { start, end: lexeme.end };
  }
  return { draft, next };
}

/** "the" before a singular promises one; "each" and "all" do not. */
function isTheOne(prompt: string, { count, definite, countSpan }: Draft): boolean {
  return (
    count === null &&
    definite &&
    countSpan !== null &&
    /^th/i.test(prompt.slice(countSpan.start, countSpan.end))
  );
}

/** Reads qualities up to the noun; without a known noun the last word of the run stands in for one. */
function readHead(
  prompt: string,
  lexemes: readonly Lexeme[],
  from: number,
  draft: Draft,
  hasCount: boolean,
): number | null {
  const words: Lexeme[] = [];
  for (let k = from; ; k++) {
    const lexeme = lexemes[k];
    const meaning = lexeme?.meaning;
    if (lexeme === undefined || meaning === undefined) return unknownHead(prompt, words, draft, hasCount, k);
    if (meaning.t === "noun" && lexemes[k + 1]?.meaning.t !== "noun") {
      qualify(prompt, words, draft);
      draft.kind = meaning.kind;
      draft.known = true;
      draft.noun = prompt.slice(lexeme.start, lexeme.end);
      if (meaning.number === "one" && isTheOne(prompt, draft)) draft.count = 1;
      return k + 1;
    }
    if (meaning.t === "picture" && hasCount) {
      qualify(prompt, words, draft);
      draft.role = "picture";
      return k + 1;
    }
    if (isQuality(lexeme, words)) words.push(lexeme);
    else if (!joinsQualities(lexemes, k, words)) return unknownHead(prompt, words, draft, hasCount, k);
  }
}

function isQuality({ meaning }: Lexeme, before: readonly Lexeme[]): boolean {
  if (meaning.t === "finish" || meaning.t === "noun" || meaning.t === "style" || meaning.t === "sign")
    return true;
  if (meaning.t !== "word" || notAdjectives.has(meaning.text)) return false;
  return !meaning.text.endsWith("ing") || before.every(isAdjective);
}

function isAdjective({ meaning }: Lexeme): boolean {
  return meaning.t === "finish" || (meaning.t === "word" && adjectives.has(meaning.text));
}

/** A comma or "and" between two qualities: "big, red car", "red and white cat". */
function joinsQualities(lexemes: readonly Lexeme[], k: number, before: readonly Lexeme[]): boolean {
  const last = before.at(-1);
  const next = lexemes[k + 1];
  const joint = lexemes[k]?.meaning.t;
  if (last === undefined || next === undefined || (joint !== "comma" && joint !== "and")) return false;
  return isAdjective(last) && isAdjective(next) && lexemes[k + 2]?.meaning.t === "noun";
}

export function qualify(prompt: string, words: readonly Lexeme[], draft: Draft): void {
  for (const { meaning, start, end } of words) {
    if (meaning.t === "finish") draft.finishes.push(meaning.name);
    else draft.adjectives.push(prompt.slice(start, end));
  }
}

function unknownHead(
  prompt: string,
  words: Lexeme[],
  draft: Draft,
  hasCount: boolean,
  next: number,
): number | null {
  const head = words.at(-1);
  if (head === undefined || !hasCount) return null;
  qualify(prompt, words.slice(0, -1), draft);
  draft.noun = prompt.slice(head.start, head.end);
  const word = draft.noun.toLowerCase();
  if (head.meaning.t === "style") draft.role = "style";
  draft.kind = draft.count === 1 ? word : singularOf(word);
  if (draft.kind === word && isTheOne(prompt, draft)) draft.count = 1;
  return next;
}
