/** What the search field offers while one types: fields, and the values they take. */
import { isQueryField, type QueryField, queryFields, queryStates } from "../../../shared/library/filters";
import { type QueryToken, tokensOf } from "../../../shared/library/query";
import { quoted } from "../../../shared/library/write-query";

/** Values there are in this library. */
export interface Known {
  readonly skills: readonly string[];
  readonly backends: readonly string[];
  readonly kinds: readonly string[];
  readonly boards: readonly string[];
}

export interface Completion {
  /** What stands in the field instead of the text from `from` to `to`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** A field still wants its value: the caret stays behind it. */
  readonly open: boolean;
  readonly field: QueryField;
}

/** Offered at a time. */
const SHOWN = 9;

const dates = ["today", "yesterday", "7d", "30d", "3m", "1y"];

function valuesOf(field: QueryField, known: Known): readonly string[] {
  switch (field) {
    case "failed":
    case "passed":
      return known.kinds;
    case "skill":
      return [...known.skills, "none"];
    case "model":
    case "backend":
      return known.backends;
    case "board":
      return known.boards;
    case "rating":
      return [">=4", "5", "4", "3", "2", "1", "none", "rejected"];
    case "is":
      return queryStates;
    case "score":
      return ["1", "<1", ">=80%", "<50%"];
    case "rounds":
    case "images":
      return [">3", ">5", "1"];
    case "seed":
      return [];
    case "before":
    case "after":
    case "on":
      return dates;
  }
}

/** The piece of the query that the caret stands in or right behind; null between pieces. */
function pieceAt(text: string, caret: number): QueryToken | null {
  return tokensOf(text).find((token) => caret > token.from && caret <= token.to) ?? null;
}

/** What could stand at the caret, the likeliest first. */
export function completionsAt(text: string, caret: number, known: Known): readonly Completion[] {
  const piece = pieceAt(text, caret);
  if (piece === null) return [];
  const minus = piece.not ? "-" : "";
  const { from, to } = piece;
  if (piece.field === null) {
    if (piece.quoted) return [];
    const typed = piece.value.toLowerCase();
    return queryFields
      .filter((field) => field.startsWith(typed))
      .map((field) => ({ text: `${minus}${field}:`, from, to, open: true, field }));
  }
  const { field } = piece;
  if (!isQueryField(field) || caret < piece.valueFrom) return [];
  const typed = piece.value.toLowerCase();
  return valuesOf(field, known)
    .filter((value) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
    .sort((a, b) => Number(b.toLowerCase().startsWith(typed)) - Number(a.toLowerCase().startsWith(typed)))
    .slice(0, SHOWN)
    .map((value) => ({ text: `${minus}${field}:${quoted(value)}`, from, to, open: false, field }));
}

/** The query with an offer taken, and where the caret goes. */
export function completed(text: string, { text: piece, from, to, open }: Completion) {
  const after = text.slice(to);
  const gap = open || after.startsWith(" ") ? "" : " ";
  const query = `${text.slice(0, from)}${piece}${gap}${after}`;
  return { query, caret: from + piece.length + (open ? 0 : 1) };
}
