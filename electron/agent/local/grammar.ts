/**
 * Reads a prompt into groups of objects, the links between them and what is left over. It never throws and
 * never guesses: what it has no rule for is kept, word for word, as a leftover.
 */
import { readLettering } from "./lettering";
import { type Lexeme, lex } from "./lexer";
import { type NounPhrase, readNounPhrase, type Span } from "./noun-phrase";
import { readPredicate } from "./predicates";
import type { Group, Leftover, Link, LinkType, Reading } from "./reading";
import { announced, referent } from "./reference";

/** Reads any text at all. Two neighbours are linked as the words stand: in "A above B behind C" B is behind C. */
export function readPrompt(prompt: string): Reading {
  return new Reader(prompt).read();
}

interface Pending {
  readonly link: LinkType;
  readonly subject: number | null;
  readonly at: number;
}

/** Lexemes that mean nothing when they stand alone. */
const silent = new Set([
  "filler",
  "copula",
  "picture",
  "and",
  "comma",
  "determiner",
  "arrangement",
  "all",
  "gathering",
  "exactly",
  "says",
  "in",
]);

class Reader {
  readonly #prompt: string;
  readonly #lexemes: readonly Lexeme[];
  readonly #groups: Group[] = [];
  readonly #links: Link[] = [];
  readonly #leftovers: Leftover[] = [];
  #i = 0;
  /** The group spoken of last in this clause. */
  #entity: number | null = null;
  /** A link whose object is awaited. */
  #pending: Pending | null = null;
  /** A link that came before both of its groups ("in front of a cow, ..."); its subject is awaited. */
  #fronted: { readonly pending: Pending; readonly object: number } | null = null;
  /** Regions that came before their group. */
  #regions: Lexeme[] = [];
  /** Lexemes since the last group that no rule took. */
  #run: Lexeme[] = [];
  /** True while nothing but the run stands between the last group and here. */
  #adjoined = false;

  constructor(prompt: string) {
    this.#prompt = prompt;
    this.#lexemes = lex(prompt);
  }

  read(): Reading {
    while (this.#i < this.#lexemes.length) this.#step();
    this.#endClause();
    return { prompt: this.#prompt, groups: this.#groups, links: this.#links, leftovers: this.#leftovers };
  }

  #step(): void {
    const lexeme = this.#lexemes[this.#i];
    if (lexeme === undefined) return;
    const read =
      readLettering(this.#prompt, this.#lexemes, this.#i) ??
      readNounPhrase(this.#prompt, this.#lexemes, this.#i, this.#adjoined);
    if (read !== null) {
      this.#i = read.next;
      this.#takePhrase(read.phrase);
      return;
    }
    if (this.#takePredicate()) return;
    this.#i++;
    this.#takeLexeme(lexeme);
  }

  #takeLexeme(lexeme: Lexeme): void {
    const { meaning } = lexeme;
    switch (meaning.t) {
      case "relation":
        this.#takeLink(lexeme, { type: "relation", id: meaning.id });
        break;
      case "verb":
        this.#takeLink(lexeme, { type: "verb", id: meaning.id });
        break;
      case "stop":
        this.#endClause();
        break;
      case "comma":
      case "and":
        this.#flushRun(null);
        this.#adjoined = false;
        break;
      case "region":
        this.#takeRegion(lexeme);
        break;
      case "aside":
        this.#skipAside();
        break;
      case "arrangement":
        break;
      default:
        this.#run.push(lexeme);
    }
  }

  #takePhrase(phrase: NounPhrase): void {
    if (phrase.role === "object") this.#takeObject(phrase);
    else if (phrase.role === "picture") this.#takePicture(phrase);
    else this.#takeStyle(phrase);
  }

  #takeObject(phrase: NounPhrase): void {
    const known = referent(this.#groups, phrase);
    const index = known?.index ?? announced(this.#groups, phrase) ?? this.#groups.length;
    if (known !== null) this.#ascribe(known, phrase.predicates);
    else this.#groups[index] = { ...phrase, index };
    this.#flushRun(phrase);
    for (const region of this.#regions.splice(0)) this.#leave("region", region, region, [index]);
    this.#connect(index, phrase);
    this.#entity = index;
    this.#adjoined = true;
  }

  #connect(index: number, span: Span): void {
    if (this.#pending !== null) {
      const pending = this.#pending;
      this.#pending = null;
      if (pending.subject === null) this.#fronted = { pending, object: index };
      else this.#link(pending, pending.subject, index, span);
    } else if (this.#fronted !== null) {
      const { pending, object } = this.#fronted;
      this.#fronted = null;
      this.#link(pending, index, object, span);
    }
  }

  #link({ link, at }: Pending, subject: number, object: number, { end }: Span): void {
    const absent = this.#groups[subject]?.count === 0 || this.#groups[object]?.count === 0;
    if (subject === object || absent) return;
    this.#links.push({ link, subject, object, start: this.#lexemes[at]?.start ?? end, end });
  }

  #takeLink(lexeme: Lexeme, link: LinkType): void {
    this.#dropPending();
    this.#flushRun(null);
    this.#pending = { link, subject: this.#entity, at: this.#lexemes.indexOf(lexeme) };
    this.#adjoined = false;
  }

  /** A link nobody follows is not understood. */
  #dropPending(): void {
    const lexeme = this.#pending === null ? undefined : this.#lexemes[this.#pending.at];
    if (lexeme !== undefined)
      this.#leave("other", lexeme, lexeme, this.#entity === null ? [] : [this.#entity]);
    this.#pending = null;
  }

  #ascribe(group: Group, finishes: readonly string[]): void {
    this.#groups[group.index] = { ...group, finishes: [...new Set([...group.finishes, ...finishes])] };
  }

  #takePredicate(): boolean {
    const entity = this.#entity === null ? undefined : this.#groups[this.#entity];
    const predicate =
      entity === undefined || this.#run.length > 0 ? null : readPredicate(this.#lexemes, this.#i);
    if (entity === undefined || predicate === null) return false;
    this.#ascribe(entity, [predicate.name]);
    this.#i = predicate.next;
    return true;
  }

  /** A region goes with the group behind it when it opens a clause, else with the one before. */
  #takeRegion(lexeme: Lexeme): void {
    let k = this.#i;
    while (["comma", "region"].includes(this.#lexemes[k]?.meaning.t ?? "")) k++;
    const opens =
      !this.#adjoined && k > this.#i && readNounPhrase(this.#prompt, this.#lexemes, k, false) !== null;
    if (this.#entity === null || opens) this.#regions.push(lexeme);
    else this.#leave("region", lexeme, lexeme, [this.#entity]);
  }

  #skipAside(): void {
    const read = readNounPhrase(this.#prompt, this.#lexemes, this.#i, false);
    if (read !== null) this.#i = read.next;
  }

  #takePicture(phrase: NounPhrase): void {
    this.#pending = null;
    this.#flushRun(null);
    const qualities = [...phrase.adjectives, ...phrase.finishes];
    if (qualities.length > 0) this.#leave("style", phrase, phrase, []);
  }

  #takeStyle(phrase: NounPhrase): void {
    this.#flushRun(null);
    const from = this.#pending === null ? phrase : (this.#lexemes[this.#pending.at] ?? phrase);
    this.#pending = null;
    this.#leave("style", from, phrase, []);
    this.#adjoined = false;
  }

  #endClause(): void {
    this.#dropPending();
    if (this.#fronted !== null) {
      const lexeme = this.#lexemes[this.#fronted.pending.at];
      if (lexeme !== undefined) this.#leave("other", lexeme, lexeme, [this.#fronted.object]);
      this.#fronted = null;
    }
    this.#flushRun(null);
    for (const region of this.#regions.splice(0)) this.#leave("region", region, region, []);
    this.#entity = null;
    this.#adjoined = false;
  }

  /** Turns the run into a leftover; between two groups it takes them in ("a cat eating a cookie"). */
  #flushRun(next: NounPhrase | null): void {
    const run = this.#run.splice(0);
    if (run.every(({ meaning }) => silent.has(meaning.t))) return;
    const spoken = run.filter(({ meaning }) => meaning.t === "picture" || !silent.has(meaning.t));
    const [first, last] = [spoken[0], spoken.at(-1)];
    if (first === undefined || last === undefined) return;
    const before = this.#adjoined && this.#entity !== null ? this.#groups[this.#entity] : undefined;
    const style = spoken.some(({ meaning }) => meaning.t === "style" || meaning.t === "picture");
    const behind = before !== undefined && next !== null ? this.#groups.length - 1 : undefined;
    const groups = [before?.index, behind].filter((index) => index !== undefined);
    const from = before !== undefined && before.start < first.start ? before : first;
    const to = behind === undefined || next === null ? last : next;
    this.#leave(style ? "style" : "other", from, to, groups, { start: first.start, end: last.end });
  }

  #leave(kind: Leftover["kind"], from: Span, to: Span, groups: readonly number[], words?: Span): void {
    const slice = ({ start, end }: Span) => this.#prompt.slice(start, end).trim();
    const whole = { start: from.start, end: to.end };
    this.#leftovers.push({ kind, text: slice(whole), unknown: slice(words ?? whole), groups, ...whole });
  }
}
