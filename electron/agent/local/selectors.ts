/** The groups a check speaks about. */
import type { Check, Selector } from "../../../shared/run/criteria";

/** In the order they are said; none for lettering that is only read and for what cannot be checked. */
export function selectorsOf(check: Check): readonly Selector[] {
  switch (check.type) {
    case "object":
    case "count":
    case "amount":
    case "attribute":
    case "region":
    case "order":
    case "size":
    case "arrangement":
    case "facing":
      return [check.of];
    case "between":
      return [check.subject, check.object, ...(check.other === undefined ? [] : [check.other])];
    case "relation":
    case "verb":
    case "placement":
    case "comparison":
    case "larger":
      return [check.subject, check.object];
    case "only":
      return check.kinds.map((kind) => ({ kind }));
    case "backdrop":
    case "text":
    case "uncheckable":
      return [];
  }
}
