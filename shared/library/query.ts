/**
 * The library's query language: words, "phrases", -without and field:value, all of which must hold. Reading a query
 * never fails: what makes no sense is a problem with its place, and the rest still counts.
 */
import { type Filter, fieldValues, filterOf, isQueryField, type QueryField } from "./filters";
import { wordsOf } from "./words";

export interface QueryTerm {
  readonly filter: Filter;
  /** True for what must not hold. */
  readonly not: boolean;
  /** Where it stands in the text: first character, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

export const queryProblemCodes = [
  "unknown-field",
  "missing-value",
  "bad-value",
  "open-quote",
  "no-board",
] as const;
export type QueryProblemCode = (typeof queryProblemCodes)[number];

export interface QueryFault {
  readonly code: QueryProblemCode;
  readonly field: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly problems: readonly QueryFault[];
}

export interface QueryContext {
  /** Milliseconds since 1970; what `today` means. */
  readonly now: number;
  /** Names of the boards there are; without them any name is taken. */
  readonly boards?: readonly string[];
}

/** A piece of a query as it stands in the text, before it is made sense of. */
export interface QueryToken {
  readonly from: number;
  readonly to: number;
  /** Where the value begins: behind `-`, `field:` and the opening quote. */
  readonly valueFrom: number;
  readonly not: boolean;
  /** As typed, lower case; null for words. */
  readonly field: string | null;
  readonly value: string;
  readonly quoted: boolean;
  /** False for a quote that nobody closed. */
  readonly closed: boolean;
}

const space = /\s/;
const fieldName = /[a-z]+:/iy;

/** Cuts a query into its pieces. */
export function tokensOf(text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  for (let at = 0; at < text.length; ) {
    if (space.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function tokenAt(text: string, from: number): QueryToken {
  const next = text.charAt(from + 1);
  const not = text.charAt(from) === "-" && next !== "" && !space.test(next);
  const start = not ? from + 1 : from;
  fieldName.lastIndex = start;
  const named = fieldName.exec(text)?.[0] ?? null;
  const valueAt = start + (named?.length ?? 0);
  const field = named === null ? null : named.slice(0, -1).toLowerCase();
  if (text.charAt(valueAt) === '"')
    return { from, not, field, quoted: true, valueFrom: valueAt + 1, ...quotedAt(text, valueAt + 1) };
  let to = valueAt;
  while (to < text.length && !space.test(text.charAt(to))) to += 1;
  const value = text.slice(valueAt, to);
  return { from, to, not, field, value, valueFrom: valueAt, quoted: false, closed: true };
}

/** Text up to the closing quote; two quotes in a row stand for one. */
function quotedAt(text: string, from: number): Pick<QueryToken, "value" | "to" | "closed"> {
  let value = "";
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter !== '"') value += letter;
    else if (text.charAt(at + 1) === '"') {
      value += '"';
      at += 1;
    } else return { value, to: at + 1, closed: true };
  }
  return { value, to: text.length, closed: false };
}

/** Reads a query. Never throws, whatever the text. */
export function parseQuery(text: string, context: QueryContext): Query {
  const terms: QueryTerm[] = [];
  const problems: QueryFault[] = [];
  for (const token of tokensOf(text)) {
    if (!token.closed) problems.push(fault("open-quote", token));
    const meant = meaningOf(token, context);
    if (meant === null) continue;
    if ("code" in meant) problems.push(meant);
    else terms.push(meant);
  }
  return { terms: withPrefix(terms), problems };
}

function meaningOf(token: QueryToken, context: QueryContext): QueryTerm | QueryFault | null {
  const { field, value } = token;
  // "A sign: open" is prose and no field.
  if (field === null || (!isQueryField(field) && value === "")) return wordsTerm(token);
  if (!isQueryField(field)) return fault("unknown-field", token);
  if (value.trim() === "") return fault("missing-value", token);
  return fieldTerm(field, token, context);
}

function wordsTerm(token: QueryToken): QueryTerm | null {
  const { from, to, not, quoted } = token;
  const text = token.field === null ? token.value : `${token.field}:`;
  // Signs alone are no words: nothing to look for, and nothing to complain about.
  if (wordsOf(text).length === 0) return null;
  return { filter: { field: "words", text, phrase: quoted, prefix: false }, not, from, to };
}

function fieldTerm(field: QueryField, token: QueryToken, context: QueryContext): QueryTerm | QueryFault {
  const { from, to, not } = token;
  const filter = filterOf(field, token.value.trim(), context.now);
  if (filter === null) return fault("bad-value", token);
  if (filter.field === "board" && !hasBoard(filter.value, context.boards)) return fault("no-board", token);
  return { filter, not, from, to };
}

function hasBoard(name: string, boards: readonly string[] | undefined): boolean {
  return boards === undefined || boards.some((one) => sameName(one, name));
}

/** True for names that differ in nothing but case and outer spaces. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The last word typed without quotes may be the beginning of a longer one. */
function withPrefix(terms: readonly QueryTerm[]): QueryTerm[] {
  const last = terms.filter(({ filter, not }) => filter.field === "words" && !not).at(-1);
  return terms.map((term) =>
    term === last && term.filter.field === "words" && !term.filter.phrase
      ? { ...term, filter: { ...term.filter, prefix: true } }
      : term,
  );
}

function fault(code: QueryProblemCode, token: QueryToken): QueryFault {
  return { code, field: token.field ?? "", value: token.value, from: token.from, to: token.to };
}

/** The problem as an English sentence. */
export function problemText({ code, field, value }: QueryFault): string {
  const takes = isQueryField(field) ? fieldValues[field] : "";
  switch (code) {
    case "unknown-field":
      return `There is no field “${field}”. Put quotes around the words to look for them as they are.`;
    case "missing-value":
      return `“${field}:” needs a value: ${takes}.`;
    case "bad-value":
      return `“${field}:” does not take “${value}”, but ${takes}.`;
    case "open-quote":
      return "The quote is not closed.";
    case "no-board":
      return `There is no board called “${value}”.`;
  }
}
