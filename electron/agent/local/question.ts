/** Finds the check in a question a designer wrote, so that local eyes can answer it too. */
import type { Check } from "../../../shared/run/criteria";
import { decompose } from "./decomposer";
import { lex } from "./lexer";
import { readNounPhrase } from "./noun-phrase";

const openings = /^\s*(?:is|are|does|do|has|have|can (?:you|i) see)\s+(?:there\s+)?/i;

/**
 * The check of a yes/no question such as "Are there exactly four bikes?", "Is the candle metal?" or "Does the
 * picture read “HELLO”?"; null when it holds no single fact the local grammar understands. "Is there a cat?"
 * asks for one at least.
 */
export function checkOfQuestion(question: string): Check | null {
  const words = question
    .trim()
    .replace(/\?+$/, "")
    .replace(openings, "")
    .replace(/^(?:the )?picture (?:show|contain|have|read)s?\s+/i, "");
  const statement = /^\s*(?:is|are) (?!there\b)/i.test(question) ? withCopula(words) : words;
  const checks = decompose(statement).flatMap(({ check }) => (check === undefined ? [] : [check]));
  if (checks.some(({ type }) => type === "uncheckable")) return null;
  const found = mostTelling(checks);
  if (
    found?.type !== "count" ||
    found.count === 0 ||
    /\b(?:exactly|only|just|precisely|no|[2-9]|\d\d|two|three|four|five|six|seven|eight|nine|ten)\b/i.test(
      question,
    )
  ) {
    return found;
  }
  return { type: "object", of: found.of };
}

/** "the cats red" as "the cats are red": a question puts its verb first. */
function withCopula(words: string): string {
  const read = readNounPhrase(words, lex(words), 0, false);
  return read === null ? words : `${words.slice(0, read.phrase.end)} are${words.slice(read.phrase.end)}`;
}

/** What says most comes first. */
const telling: readonly Check["type"][] = [
  "text",
  "backdrop",
  "order",
  "relation",
  "placement",
  "between",
  "verb",
  "larger",
  "comparison",
  "region",
  "arrangement",
  "size",
  "facing",
  "attribute",
  "only",
  "amount",
  "count",
  "object",
];

/** A link says more than a look, a look more than a number, a number more than presence. */
function mostTelling(checks: readonly Check[]): Check | null {
  for (const type of telling) {
    const of = checks.filter((check) => check.type === type);
    if (of.length > 1 && type !== "count" && type !== "object") return null;
    if (of[0] !== undefined && of.length === 1) return of[0];
    if (of.length > 1) return null;
  }
  return null;
}
