/** How many, as words say it: "exactly four", "at least three", "between two and four", "several", "a row of". */
import type { ArrangementId } from "../../../shared/flatland/placement";
import type { Lexeme } from "./lexer";

export interface Range {
  readonly min: number;
  /** null for no limit. */
  readonly max: number | null;
}

export interface Amount {
  /** null where the words name no number, or only a range. */
  count: number | null;
  range: Range | null;
  /** "the", "all", "each". */
  definite: boolean;
  exact: boolean;
  arrangement: ArrangementId | null;
  countSpan: { start: number; end: number } | null;
}

export function noAmount(): Amount {
  return { count: null, range: null, definite: false, exact: false, arrangement: null, countSpan: null };
}

/** Reads the words of number that begin at lexeme `i`; `next` is `i` where there are none. */
export function readAmount(lexemes: readonly Lexeme[], i: number): { amount: Amount; next: number } {
  const amount = noAmount();
  let next = i;
  for (;;) {
    const taken = takeOne(lexemes, next, amount);
    if (taken === 0) return { amount, next };
    const [first, last] = [lexemes[next], lexemes[next + taken - 1]];
    next += taken;
    if (first === undefined || last === undefined) return { amount, next };
    amount.countSpan = { start: amount.countSpan?.start ?? first.start, end: last.end };
  }
}

/** How many lexemes one step takes; 0 where no word of number stands at `i`. */
function takeOne(lexemes: readonly Lexeme[], i: number, amount: Amount): number {
  const meaning = lexemes[i]?.meaning;
  const behind = lexemes[i + 1]?.meaning;
  switch (meaning?.t) {
    case "number":
      return takeNumber(lexemes, i, meaning.value, amount);
    case "bound":
      if (behind?.t !== "number") return 0;
      setRange(amount, boundOf(meaning.sort, behind.value));
      return 2;
    case "placement":
      return meaning.id === "between" ? takeBetween(lexemes, i, amount) : 0;
    case "vague":
      setRange(amount, meaning);
      return 1;
    case "determiner":
      amount.count = amount.count ?? (amount.range === null ? meaning.count : null);
      if (meaning.word === "the") amount.definite = true;
      return 1;
    case "gathering":
      if (amount.range === null && amount.count === 1) amount.count = null;
      amount.arrangement = meaning.id;
      return 1;
    case "exactly":
      amount.exact = true;
      return 1;
    case "all":
      amount.definite = true;
      return 1;
    case "more":
      return amount.count !== null ? 1 : 0;
    default:
      return 0;
  }
}

/** "four", "two or three", "three to five", "four or more", "5-7". */
function takeNumber(lexemes: readonly Lexeme[], i: number, value: number, amount: Amount): number {
  const [joint, other] = [lexemes[i + 1], lexemes[i + 2]?.meaning];
  if (joint?.meaning.t === "open-end") {
    setRange(amount, boundOf(joint.meaning.sort, value));
    return 2;
  }
  const ranged = joint?.meaning.t === "or" || (joint?.meaning.t === "filler" && isTo(lexemes, i + 1));
  if (ranged && other?.t === "number" && other.value > value) {
    setRange(amount, { min: value, max: other.value });
    return 3;
  }
  amount.count = value;
  amount.range = null;
  return 1;
}

/** "to" is two letters long and stands between two numbers; no other filler does. */
function isTo(lexemes: readonly Lexeme[], k: number): boolean {
  const lexeme = lexemes[k];
  return lexeme !== undefined && lexeme.end - lexeme.start === 2;
}

function takeBetween(lexemes: readonly Lexeme[], i: number, amount: Amount): number {
  const [from, joint, to] = [1, 2, 3].map((step) => lexemes[i + step]?.meaning);
  if (from?.t !== "number" || joint?.t !== "and" || to?.t !== "number") return 0;
  if (to.value <= from.value) return 0;
  setRange(amount, { min: from.value, max: to.value });
  return 4;
}

function setRange(amount: Amount, { min, max }: Range): void {
  amount.count = min === max ? min : null;
  amount.range = min === max ? null : { min, max };
}

/** What is asked for at most is asked for: one of it at least. */
function boundOf(sort: "min" | "max" | "above" | "below", value: number): Range {
  switch (sort) {
    case "min":
      return { min: value, max: null };
    case "above":
      return { min: value + 1, max: null };
    case "max":
      return { min: Math.min(1, value), max: value };
    case "below":
      return { min: Math.min(1, Math.max(0, value - 1)), max: Math.max(0, value - 1) };
  }
}
