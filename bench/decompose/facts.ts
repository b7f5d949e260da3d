/** Checks as short lines, to be compared as sets: "3 cat", "cat:red", "cat behind dog", "cat @top-left". */
import type { Check, Selector } from "../../shared/run/criteria";

/** One line a check says; what cannot be checked is "?". */
export function factOf(check: Check): string {
  switch (check.type) {
    case "object":
      return `some ${said(check.of)}`;
    case "count":
      return `${check.count} ${said(check.of)}`;
    case "amount":
      return `${check.min}..${check.max ?? ""} ${said(check.of)}`;
    case "attribute":
      return `${said(check.of)}:${check.finish}`;
    case "region":
      return `${said(check.of)} @${check.region}`;
    case "order":
      return `${said(check.of)} #${check.from === "middle" ? "" : check.nth}${check.from}:${check.finish}`;
    case "size":
      return `${said(check.of)} ~${check.size}`;
    case "arrangement":
      return `${said(check.of)} in ${check.arrangement}`;
    case "only":
      return `only ${check.kinds.join(",")}`;
    case "facing":
      return `${said(check.of)} >${check.facing}`;
    case "backdrop":
      return `scene ${check.backdrop}`;
    case "text":
      return `"${check.text}"`;
    case "uncheckable":
      return "?";
    default:
      return `${said(check.subject)} ${tie(check)} ${said(check.object)}${and(check)}`;
  }
}

type Tie = Extract<Check, { subject: Selector }>;

function tie(check: Tie): string {
  switch (check.type) {
    case "relation":
      return check.relation;
    case "verb":
      return check.verb;
    case "placement":
      return check.placement;
    case "between":
      return "between";
    case "larger":
      return check.sort === "equal" ? "sized" : check.sort;
    case "comparison": {
      const sign = { equal: "=", more: ">", fewer: "<" }[check.sort];
      return `${sign}${check.times === 1 ? "" : ` ${check.times}×`}${check.plus === 0 ? "" : ` ${check.plus} +`}`;
    }
  }
}

function and(check: Tie): string {
  return check.type === "between" && check.other !== undefined ? ` & ${said(check.other)}` : "";
}

function said({ kind, finish }: Selector): string {
  return finish === undefined ? kind : `${finish} ${kind}`;
}

/** The facts of many checks, without repetition; presence is left out where a number says as much. */
export function factsOf(checks: readonly Check[]): ReadonlySet<string> {
  const facts = new Set(checks.map(factOf));
  for (const check of checks) {
    const counted = (check.type === "count" && check.count > 0) || (check.type === "amount" && check.min > 0);
    if (counted) facts.delete(`some ${said(check.of)}`);
  }
  return facts;
}
