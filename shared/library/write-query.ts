/** Writes queries: the way back from terms to text, and small edits of what the designer typed. */
import type { Filter } from "./filters";
import type { QueryTerm } from "./query";

/** A value as it must stand behind `field:`: in quotes where it would fall apart without them. */
export function quoted(value: string): string {
  return value !== "" && !/[\s"]/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

function filterText(filter: Filter): string {
  switch (filter.field) {
    case "words":
      return filter.phrase ? `"${filter.text.replaceAll('"', '""')}"` : filter.text;
    case "rating":
    case "score":
    case "seed":
    case "rounds":
      return `${filter.field}:${filter.op === "=" ? "" : filter.op}${filter.value}`;
    default:
      return `${filter.field}:${quoted(filter.value)}`;
  }
}

/** One term as it would be typed. */
export function termText({ filter, not }: Pick<QueryTerm, "filter" | "not">): string {
  return `${not ? "-" : ""}${filterText(filter)}`;
}

/** Terms as one would type them; read again they mean the same. */
export function queryText(terms: readonly Pick<QueryTerm, "filter" | "not">[]): string {
  return terms.map(termText).join(" ");
}

/** The text without one of its pieces, and without the gap it leaves. */
export function withoutPiece(text: string, piece: { readonly from: number; readonly to: number }): string {
  const before = text.slice(0, piece.from).trimEnd();
  const after = text.slice(piece.to).trimStart();
  return [before, after].filter((part) => part !== "").join(" ");
}
