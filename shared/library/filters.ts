/** What a query can ask for, and how each field's value is read. */
import { criterionKinds } from "../run/criteria";
import { MAX_SEED } from "../run/settings";
import { type Span, spanOf } from "./dates";
import { wordsOf } from "./words";

export type Operator = "=" | "<" | "<=" | ">" | ">=";

/** Fields by the names they are written with; `model` and `images` are other names of `backend` and `rounds`. */
export const queryFields = [
  "failed",
  "passed",
  "skill",
  "rating",
  "is",
  "score",
  "board",
  "model",
  "backend",
  "seed",
  "rounds",
  "images",
  "before",
  "after",
  "on",
] as const;
export type QueryField = (typeof queryFields)[number];

/** What `is:` may be followed by. */
export const queryStates = [
  "best",
  "pinned",
  "rejected",
  "branch",
  "reference",
  "running",
  "paused",
  "interrupted",
  "stopped",
  "failed",
  "finished",
] as const;
export type QueryState = (typeof queryStates)[number];

export type Filter =
  /** Words in a row; with `prefix` the last may be a beginning. */
  | { readonly field: "words"; readonly text: string; readonly phrase: boolean; readonly prefix: boolean }
  | { readonly field: "failed" | "passed"; readonly value: string }
  | { readonly field: "skill" | "backend" | "board"; readonly value: string }
  | { readonly field: "rating"; readonly op: Operator; readonly value: number | "none" | "rejected" }
  | { readonly field: "score" | "seed" | "rounds"; readonly op: Operator; readonly value: number }
  | { readonly field: "is"; readonly value: QueryState }
  | ({ readonly field: "before" | "after" | "on"; readonly value: string } & Span);

export function isQueryField(name: string): name is QueryField {
  return queryFields.some((field) => field === name);
}

const comparison = /^(>=|<=|>|<|=)?(.*)$/s;
const digits = /^\d{1,10}$/;

function compared(value: string): { readonly op: Operator; readonly rest: string } {
  const [, op, rest = ""] = comparison.exec(value) ?? [];
  return { op: op === undefined ? "=" : (op as Operator), rest: rest.trim() };
}

function number(value: string, most: number): { op: Operator; value: number } | null {
  const { op, rest } = compared(value);
  return digits.test(rest) && Number(rest) <= most ? { op, value: Number(rest) } : null;
}

/** A share from 0 to 1, written as one (up to six decimals) or in per cent (up to four). */
function share(value: string): { op: Operator; value: number } | null {
  const { op, rest } = compared(value);
  const parts = /^(?:(\d{1,3}(?:\.\d{1,4})?)%|([01]?(?:\.\d{1,6})?))$/.exec(rest);
  if (parts === null || rest === "") return null;
  const amount = parts[1] === undefined ? Number(parts[2]) : Number((Number(parts[1]) / 100).toFixed(6));
  return amount <= 1 ? { op, value: amount } : null;
}

function rating(value: string): Filter | null {
  const word = value.toLowerCase();
  if (word === "none" || word === "rejected") return { field: "rating", op: "=", value: word };
  const stars = number(value, 5);
  return stars === null || stars.value < 1 ? null : { field: "rating", ...stars };
}

/** Reads the value of a field; null when it makes no sense there. @param now milliseconds since 1970 */
export function filterOf(field: QueryField, value: string, now: number): Filter | null {
  switch (field) {
    case "failed":
    case "passed":
      return wordsOf(value).length === 0 ? null : { field, value };
    case "skill":
    case "board":
      return { field, value };
    case "model":
    case "backend":
      return { field: "backend", value };
    case "rating":
      return rating(value);
    case "is": {
      const state = queryStates.find((one) => one === value.toLowerCase());
      return state === undefined ? null : { field, value: state };
    }
    case "score": {
      const found = share(value);
      return found === null ? null : { field, ...found };
    }
    case "seed": {
      const found = number(value, MAX_SEED);
      return found === null ? null : { field, ...found };
    }
    case "rounds":
    case "images": {
      const found = number(value, 1_000_000);
      return found === null ? null : { field: "rounds", ...found };
    }
    case "before":
    case "after":
    case "on": {
      const span = spanOf(value, now);
      return span === null ? null : { field, value: value.toLowerCase(), ...span };
    }
  }
}

/** What a field takes, in English, for the problem that names it. */
export const fieldValues: Readonly<Record<QueryField, string>> = {
  failed: `a kind (${criterionKinds.join(", ")}) or a word of a question`,
  passed: `a kind (${criterionKinds.join(", ")}) or a word of a question`,
  skill: "a skill's name, or none",
  rating: "1 to 5 (also >=4, <3), none or rejected",
  is: queryStates.join(", "),
  score: "0 to 1 or 0% to 100% (also <1, >=80%)",
  board: "a board's name",
  model: "a model's name",
  backend: "a model's name",
  seed: "a number",
  rounds: "a number (also >3)",
  images: "a number (also >3)",
  before: "a date (2026-11-01, 2026-11, 2026), today, yesterday, or 7d, 2w, 3m, 1y",
  after: "a date (2026-11-01, 2026-11, 2026), today, yesterday, or 7d, 2w, 3m, 1y",
  on: "a date (2026-11-01, 2026-11, 2026), today, yesterday, or 7d, 2w, 3m, 1y",
};
