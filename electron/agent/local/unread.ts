/** Words since the last group that no rule took: they become leftovers, or are silent. */
import type { Findings } from "./findings";
import type { Lexeme } from "./lexer";
import type { NounPhrase } from "./phrase";
import type { Group, Leftover } from "./reading";

/** Lexemes that mean nothing when they stand alone. */
const silent: ReadonlySet<string> = new Set(
  (
    "filler copula picture and comma determiner arrangement all gathering exactly says in vague as pronoun either " +
    "from-side ones"
  ).split(" "),
);
const pluralVerb = /^(?:are|stand|sit|lie|were|hang|rest|wait|both)$/i;

export class Unread {
  readonly #found: Findings;
  #words: Lexeme[] = [];

  constructor(found: Findings) {
    this.#found = found;
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** "are", "stand": what comes is said of several. */
  get isPlural(): boolean {
    return this.#words.some(({ start, end }) => pluralVerb.test(this.#found.prompt.slice(start, end)));
  }

  push(lexeme: Lexeme): void {
    this.#words.push(lexeme);
  }

  /**
   * Turns the words into a leftover; between two groups it takes them in ("a cat eating a cookie").
   * @param before the group they stand right behind
   * @param next the noun phrase they stand before
   */
  flush(before: Group | undefined, next: NounPhrase | null): void {
    const words = this.#words.splice(0);
    if (words.every(({ meaning }) => silent.has(meaning.t))) return;
    const spoken = words.filter(({ meaning }) => meaning.t === "picture" || !silent.has(meaning.t));
    const [first, last] = [spoken[0], spoken.at(-1)];
    if (first === undefined || last === undefined) return;
    const style = spoken.some(({ meaning }) => meaning.t === "style" || meaning.t === "picture");
    const behind = before !== undefined && next !== null ? this.#found.groups.length - 1 : undefined;
    const groups = [before?.index, behind].filter((index) => index !== undefined);
    const kind: Leftover["kind"] = style ? "style" : "other";
    const start = before !== undefined && before.start < first.start ? before.start : first.start;
    const end = behind === undefined || next === null ? last.end : next.end;
    this.#found.leave({ kind, groups, start, end }, { start: first.start, end: last.end });
  }
}
