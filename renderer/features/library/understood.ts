/** What the search field makes of a query: its filters as chips, and what it could not make sense of. */

import { isQueryField } from "../../../shared/library/filters";
import { parseQuery, type Query, type QueryFault, type QueryTerm } from "../../../shared/library/query";
import { t } from "../../i18n";

/** Reads a query as the main side does. */
export function understood(query: string, boards: readonly string[]): Query {
  return parseQuery(query, { now: Date.now(), boards });
}

/** A problem in the chosen language. */
export function problemText({ code, field, value }: QueryFault): string {
  const takes = isQueryField(field) ? t(`library:takes.${field}`) : "";
  return t(`library:problems.${code}`, { field, value, takes });
}

/** Terms that are filters, not words. */
export function filtersOf(query: Query): readonly QueryTerm[] {
  return query.terms.filter((term) => term.filter.field !== "words");
}
