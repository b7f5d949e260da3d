/** One or some of a group: "one of them is green, the others red", "the third car from the left is blue". */
import { type OrderSide, orderSides } from "../../../shared/flatland/order";
import { type Amount, readAmount } from "./amounts";
import type { Lexeme } from "./lexer";
import { readNounPhrase } from "./noun-phrase";
import type { NounPhrase } from "./phrase";
import { type Predicate, readElided } from "./predicates";

export interface Part {
  /** A number, a share of the group, or all that the other parts leave. */
  readonly quantity: number | "half" | "rest" | "none";
  /** The group as it is named again ("of the cats"); null for the one spoken of last. */
  readonly of: NounPhrase | null;
  readonly predicate: Predicate;
}

export interface Ordinal {
  readonly nth: number;
  /** null where the words do not say from where ("the first"). */
  readonly from: OrderSide | null;
  /** Kind of what is counted; null for the group spoken of last. */
  readonly kind: string | null;
  /** True for "former" and "latter", which speak of groups. */
  readonly ofTwo: boolean;
}

type Lexemes = readonly Lexeme[];
const t = (lexemes: Lexemes, k: number) => lexemes[k]?.meaning.t;

/** Reads "two of them are red", "one red", "the rest blue"; null where nothing of the kind begins at `i`. */
export function readPart(
  prompt: string,
  lexemes: Lexemes,
  i: number,
): { readonly part: Part; readonly next: number } | null {
  const quantity = quantityAt(lexemes, i);
  if (quantity === null) return null;
  const { of, next, named } = wholeAt(prompt, lexemes, quantity.next);
  if (quantity.needsWhole && !named) return null;
  const k = t(lexemes, next) === "comma" && named ? next + 1 : next;
  if (!named && t(lexemes, k) === "comma") return null;
  const predicate = readElided(lexemes, k);
  if (predicate === null || predicate.shared) return null;
  return { part: { quantity: quantity.quantity, of, predicate }, next: predicate.next };
}

function quantityAt(
  lexemes: Lexemes,
  i: number,
): { quantity: Part["quantity"]; next: number; needsWhole: boolean } | null {
  const article = lexemes[i]?.meaning;
  if (article?.t === "determiner" && article.word === "the" && t(lexemes, i + 1) === "other")
    return { quantity: "rest", next: skipOnes(lexemes, i + 2), needsWhole: false };
  const k = article?.t === "exactly" || (article?.t === "determiner" && article.word === "the") ? i + 1 : i;
  const meaning = lexemes[k]?.meaning;
  if (meaning?.t === "number")
    return { quantity: meaning.value, next: skipOnes(lexemes, k + 1), needsWhole: false };
  if (meaning?.t === "times" && meaning.times === 0.5)
    return { quantity: "half", next: k + 1, needsWhole: true };
  if (article?.t === "determiner" && article.word === "no" && t(lexemes, i + 1) === "filler")
    return { quantity: "none", next: i + 1, needsWhole: true };
  return null;
}

/** "(the other) one", "(the) two": the word that stands for the noun; "of them" behind it is the whole. */
function skipOnes(lexemes: Lexemes, k: number): number {
  const meaning = lexemes[k]?.meaning;
  const half = meaning?.t === "times" && meaning.times === 0.5;
  return meaning?.t === "ones" || meaning?.t === "number" || half ? k + 1 : k;
}

/** "of them", "of which", "of the (three) cats". */
function wholeAt(
  prompt: string,
  lexemes: Lexemes,
  i: number,
): { of: NounPhrase | null; next: number; named: boolean } {
  const none = { of: null, next: i, named: false };
  if (t(lexemes, i) !== "filler" || prompt.slice(lexemes[i]?.start, lexemes[i]?.end).toLowerCase() !== "of")
    return none;
  if (t(lexemes, i + 1) === "pronoun") return { of: null, next: i + 2, named: true };
  const all = lexemes[i + 1]?.meaning;
  if (all?.t === "determiner" && all.word === "the" && ["number", "ones"].includes(t(lexemes, i + 2) ?? "")) {
    const behind = readNounPhrase(prompt, lexemes, i + 1, false);
    if (behind === null) return { of: null, next: i + 3, named: true };
  }
  const read = readHeadOnly(prompt, lexemes, i + 1);
  return read === null ? none : { of: read.phrase, next: read.next, named: true };
}

/** A definite noun phrase up to its noun: what is said behind is said of the part, not of the whole. */
function readHeadOnly(prompt: string, lexemes: Lexemes, i: number) {
  for (let end = i + 1; end <= Math.min(lexemes.length, i + 5); end++) {
    if (t(lexemes, end - 1) !== "noun") continue;
    const read = readNounPhrase(prompt, lexemes.slice(0, end), i, false);
    return read?.phrase.definite === true ? read : null;
  }
  return null;
}

/** Reads "the third car from the left", "the leftmost one", "the second", "the latter"; no predicate. */
export function readOrdinal(
  lexemes: Lexemes,
  i: number,
): { readonly ordinal: Ordinal; readonly next: number } | null {
  const article = lexemes[i]?.meaning;
  const k = article?.t === "determiner" && article.word === "the" ? i + 1 : i;
  const meaning = lexemes[k]?.meaning;
  if (meaning?.t === "of-two") {
    const ordinal = { nth: meaning.last ? 2 : 1, from: null, kind: null, ofTwo: true };
    return k > i ? { ordinal, next: k + 1 } : null;
  }
  const located = article !== undefined && k > i ? locatedAt(lexemes, k) : null;
  if (located !== null) return located;
  const extreme = extremeAt(lexemes, k);
  const place = meaning?.t === "ordinal" ? { nth: meaning.nth, from: meaning.from } : extreme;
  if (place === null) return null;
  const { kind, next: behind } = headAt(lexemes, k + 1);
  const side = lexemes[behind]?.meaning;
  const sided = side?.t === "from-side";
  const named = kind !== null || behind > k + 1;
  if (k === i && !sided && !named) return null;
  // "the top", "the centre" and "the left" alone are places, not things.
  const isPlace = place.from !== null && place.from !== "middle" && meaning?.t !== "ordinal";
  if ((isPlace || place.from === "middle") && !named) return null;
  const from = sided ? side.side : place.from;
  return { ordinal: { nth: place.nth, from, kind, ofTwo: false }, next: sided ? behind + 1 : behind };
}

/** "the one on the left", "the car at the bottom": one of several. */
function locatedAt(lexemes: Lexemes, k: number): { readonly ordinal: Ordinal; readonly next: number } | null {
  const { kind, next } = headAt(lexemes, k);
  const place = lexemes[next]?.meaning;
  const one = lexemes[k]?.meaning;
  if (next === k || place?.t !== "region" || (one?.t === "noun" && one.number === "many")) return null;
  const from = place.region === "centre" ? "middle" : orderSides.find((side) => side === place.region);
  if (from === undefined) return null;
  return { ordinal: { nth: 1, from, kind, ofTwo: false }, next: next + 1 };
}

/** "the left car", "the right one": where there are several. */
function extremeAt(lexemes: Lexemes, k: number): { nth: number; from: OrderSide } | null {
  const meaning = lexemes[k]?.meaning;
  if (meaning?.t !== "word" || (meaning.text !== "left" && meaning.text !== "right")) return null;
  return { nth: 1, from: meaning.text };
}

/** The noun that is counted, or the word that stands for it. */
function headAt(lexemes: Lexemes, k: number): { kind: string | null; next: number } {
  const meaning = lexemes[k]?.meaning;
  if (meaning?.t === "noun" && t(lexemes, k + 1) !== "noun") return { kind: meaning.kind, next: k + 1 };
  const stands = meaning?.t === "ones" || (meaning?.t === "number" && meaning.value === 1);
  return { kind: null, next: stands ? k + 1 : k };
}

/**
 * Reads a number said of what was named before it: "(cookies!) exactly six of them", "of which there are three",
 * "(sheep,) two,".
 */
export function readLateNumber(
  prompt: string,
  lexemes: Lexemes,
  i: number,
): { readonly amount: Amount; readonly next: number } | null {
  const word = (k: number) => prompt.slice(lexemes[k]?.start, lexemes[k]?.end).toLowerCase();
  const ofWhich = word(i) === "of" && t(lexemes, i + 1) === "pronoun";
  let k = ofWhich ? i + 2 : i;
  while (ofWhich && (t(lexemes, k) === "filler" || t(lexemes, k) === "copula")) k++;
  const { amount, next } = readAmount(lexemes, k);
  if ((amount.count === null || amount.count < 1) && amount.range === null) return null;
  if (amount.definite || t(lexemes, next - 1) === "determiner") return null;
  const ofThem = word(next) === "of" && t(lexemes, next + 1) === "pronoun";
  const end = ofThem ? next + 2 : next;
  const closed = lexemes[end] === undefined || ["comma", "stop", "and"].includes(t(lexemes, end) ?? "");
  const opened = ofThem || ofWhich || t(lexemes, i - 1) === "comma";
  return closed && opened ? { amount, next: end } : null;
}
