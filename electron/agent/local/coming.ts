/** How a noun phrase comes into a sentence, and what it takes over from the one before. */
import { pluralOf } from "./english";
import type { Lexeme } from "./lexer";
import type { NounPhrase } from "./phrase";
import type { Group } from "./reading";

/** What stands before something: the meaning of the last lexeme. */
export type Before = Lexeme["meaning"]["t"] | undefined;

/** How a noun phrase came: what stood before it, whether without any article, whether "are" is said of it. */
export interface Coming {
  readonly before: Before;
  readonly bare: boolean;
  readonly several: boolean;
  /** Another noun phrase comes next: "behind the dog a cat". */
  readonly follows: boolean;
}

/** A bare noun behind "and" or "or" shares what was said of the one before: none of it, its number, its look. */
export function inherited(phrase: NounPhrase, last: Group | undefined, { before, bare }: Coming): NounPhrase {
  const joined = before === "and" || before === "or" || before === "comma";
  if (last === undefined || !bare || !joined || last.text !== null) return phrase;
  if (last.count === 0) return { ...phrase, count: 0 };
  const plural = phrase.noun.toLowerCase() !== phrase.kind || pluralOf(phrase.kind) === phrase.kind;
  const counted = last.countSpan !== null && (last.count === null ? last.range !== null : last.count > 1);
  if (before !== "and" || !plural || !counted || last.definite || phrase.finishes.length > 0) return phrase;
  const finishes = last.finishes.filter((finish) => !last.predicates.includes(finish));
  return { ...phrase, count: last.count, range: last.range, finishes };
}
