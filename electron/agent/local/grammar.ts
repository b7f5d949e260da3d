/**
 * Reads a prompt into groups of objects, the links between them, what is said of them beyond that, and what is left
 * over. It never throws and never guesses: what it has no rule for is kept, word for word, as a leftover.
 */
import { Clause } from "./clause";
import { readComparison } from "./comparisons";
import { compare, type Picked, pick, sayOf, takePart } from "./conclusions";
import { withSharedNoun } from "./elliptic";
import { readLettering } from "./lettering";
import { type Lexeme, lex } from "./lexer";
import { withMedium } from "./medium";
import { readNounPhrase } from "./noun-phrase";
import { readLateNumber, readOrdinal, readPart } from "./parts";
import type { NounPhrase } from "./phrase";
import { readElided, readPredicate } from "./predicates";
import type { Reading } from "./reading";
import { readSideOf } from "./sides";
import { solved } from "./solve";

/** Reads any text at all. Two neighbours are linked as the words stand: in "A above B behind C" B is behind C. */
export function readPrompt(prompt: string): Reading {
  return solved(new Reader(prompt).read());
}

class Reader {
  readonly #prompt: string;
  #lexemes: readonly Lexeme[];
  readonly #clause: Clause;
  #i = 0;

  constructor(prompt: string) {
    this.#prompt = prompt;
    this.#lexemes = withMedium(prompt, lex(prompt));
    this.#clause = new Clause(prompt);
  }

  read(): Reading {
    while (this.#i < this.#lexemes.length) this.#step();
    this.#clause.end();
    return this.#clause.found.reading;
  }

  #step(): void {
    const lexeme = this.#lexemes[this.#i];
    if (lexeme === undefined) return;
    this.#lexemes = withSharedNoun(this.#lexemes, this.#i) ?? this.#lexemes;
    const lettering = readLettering(this.#prompt, this.#lexemes, this.#i);
    if (lettering !== null) this.#takePhrase(lettering.phrase, lettering.next);
    else if (!this.#takeConstruction() && !this.#takeNounPhrase() && !this.#takePredicate()) {
      this.#i++;
      this.#takeLexeme(lexeme);
    }
  }

  /** Comparisons, parts of groups and places in an order come before noun phrases: they begin like those. */
  #takeConstruction(): boolean {
    return (
      this.#takeComparison() ||
      this.#takePart() ||
      this.#takeOrdinal() ||
      this.#takeOnes() ||
      this.#takeNumber() ||
      this.#takeSide()
    );
  }

  #takeNounPhrase(): boolean {
    const read = readNounPhrase(this.#prompt, this.#lexemes, this.#i, this.#clause.adjoined);
    if (read !== null) this.#takePhrase(read.phrase, read.next);
    return read !== null;
  }

  #takePhrase(phrase: NounPhrase, next: number): void {
    const before = this.#lexemes[this.#i - 1]?.meaning.t;
    const bare = this.#lexemes[this.#i]?.meaning.t === "noun";
    const several = /\bare\b/i.test(this.#prompt.slice(phrase.start, phrase.end));
    this.#i = next;
    const follows = phrase.role === "object" && this.#nounFollows();
    if (phrase.role === "object") this.#clause.takeObject(phrase, { before, bare, several, follows });
    else if (phrase.role === "picture") this.#clause.takePicture(phrase);
    else this.#clause.takeStyle(phrase);
  }

  #takeComparison(): boolean {
    const compared = readComparison(this.#prompt, this.#lexemes, this.#i);
    const { found, discourse, topic } = this.#clause;
    const first =
      compared === null ? null : compare(found, discourse, topic, compared, this.#spanTo(compared.next));
    if (compared === null || first === null) return false;
    const { object } = compared;
    if (object !== null && object !== "pronoun") {
      const index = found.sameOrNew(object).index;
      discourse.mention(index);
      discourse.asObject(index);
    }
    this.#clause.continueWith(first, this.#spanTo(compared.next));
    this.#i = compared.next;
    return true;
  }

  #spanTo(next: number) {
    return { start: this.#lexemes[this.#i]?.start ?? 0, end: this.#lexemes[next - 1]?.end ?? 0 };
  }

  #takePart(): boolean {
    const read = readPart(this.#prompt, this.#lexemes, this.#i);
    const { found, discourse } = this.#clause;
    if (read === null || !takePart(found, discourse, read.part, this.#spanTo(read.next))) return false;
    this.#i = read.next;
    this.#clause.settle();
    return true;
  }

  /** "the first and the last car are red": ordinals, then what is said of what they pick. */
  #takeOrdinal(): boolean {
    const picked: Picked[] = [];
    let next = this.#i;
    for (;;) {
      const read = readOrdinal(this.#lexemes, next);
      const said = read === null ? null : readElided(this.#lexemes, read.next);
      if (read === null || (said === null && read.ordinal.kind !== null && !this.#joins(read.next)))
        return false;
      const span = this.#spanTo(read.next);
      const one = pick(this.#clause.found, this.#clause.discourse, read.ordinal, span);
      if (one === null) return false;
      picked.push(one);
      next = read.next;
      if (this.#lexemes[next]?.meaning.t !== "and") break;
      next++;
    }
    const predicate = readElided(this.#lexemes, next);
    if (predicate === null) return this.#speakOf(picked, next);
    if (!picked.every((one) => sayOf(this.#clause.found, one, predicate))) return false;
    this.#i = predicate.next;
    this.#clause.settle();
    return true;
  }

  #joins(k: number): boolean {
    return this.#lexemes[k]?.meaning.t === "and";
  }

  /** "the former stands behind ...": what was named in order can be spoken of without a look. */
  #speakOf(picked: readonly Picked[], next: number): boolean {
    const indices = picked.flatMap((one) => (one.type === "groups" ? one.indices : []));
    if (indices.length < picked.length) return false;
    this.#clause.speakOf(indices);
    this.#i = next;
    return true;
  }

  /** "a blue one", "three red ones" behind a group: more of its kind. */
  #takeOnes(): boolean {
    const kind = this.#clause.lastKind;
    const at = this.#lexemes.findIndex(
      ({ meaning }, k) => k > this.#i && (!quality.has(meaning.t) || isOne(meaning, this.#lexemes[k - 1])),
    );
    const meaning = this.#lexemes[at]?.meaning;
    const stands = meaning?.t === "ones" || (meaning?.t === "number" && meaning.value === 1);
    if (kind === null || !stands || this.#lexemes[at - 1]?.meaning.t !== "finish") return false;
    const noun = { t: "noun", kind: kind.kind, number: meaning.t === "ones" ? "many" : "one" } as const;
    const named = this.#lexemes.map((lexeme, k) => (k === at ? { ...lexeme, meaning: noun } : lexeme));
    const read = readNounPhrase(this.#prompt, named, this.#i, false);
    if (read === null) return false;
    this.#takePhrase({ ...read.phrase, kind: kind.kind, known: kind.known, noun: kind.noun }, read.next);
    this.#clause.found.conclude();
    return true;
  }

  /** "exactly six of them", "of which there are three": the number of what was named without one. */
  #takeNumber(): boolean {
    const read = readLateNumber(this.#prompt, this.#lexemes, this.#i);
    if (read === null || !this.#clause.number(read.amount)) return false;
    this.#i = read.next;
    return true;
  }

  #takeSide(): boolean {
    const side = readSideOf(this.#prompt, this.#lexemes, this.#i);
    const lexeme = this.#lexemes[this.#i];
    if (side === null || lexeme === undefined) return false;
    this.#i = side.next;
    this.#clause.takeSide(side, lexeme, this.#nounFollows());
    return true;
  }

  /** A noun phrase with an article or a number comes next, maybe behind a verb. */
  #nounFollows(): boolean {
    let k = this.#i;
    while (this.#lexemes[k]?.meaning.t === "filler" || this.#lexemes[k]?.meaning.t === "copula") k++;
    const lettering = readLettering(this.#prompt, this.#lexemes, k);
    return (lettering ?? readNounPhrase(this.#prompt, this.#lexemes, k, true)) !== null;
  }

  #takePredicate(): boolean {
    const predicate = this.#clause.canBeSaid() ? readPredicate(this.#lexemes, this.#i) : null;
    if (predicate === null) return false;
    this.#clause.say(predicate, this.#lexemes[this.#i - 1]?.meaning.t);
    this.#i = predicate.next;
    return true;
  }

  #takeLexeme(lexeme: Lexeme): void {
    const { meaning } = lexeme;
    if (meaning.t === "region") this.#takeRegion(lexeme);
    else if (meaning.t === "aside") this.#skipAside();
    else if (meaning.t === "pronoun" || meaning.t === "all") this.#takePronoun(lexeme);
    else this.#clause.take(lexeme, this.#lexemes[this.#i]?.meaning.t);
  }

  #takePronoun(lexeme: Lexeme): void {
    const said = readElided(this.#lexemes, this.#i);
    if (!this.#clause.takePronoun(lexeme, this.#nounFollows()) || said === null || !this.#clause.canBeSaid())
      return;
    this.#clause.say(said, undefined);
    this.#i = said.next;
  }

  /** A region goes with the group behind it when it opens a clause, else with the one before. */
  #takeRegion(lexeme: Lexeme): void {
    let k = this.#i;
    while (["comma", "region", "filler"].includes(this.#lexemes[k]?.meaning.t ?? "")) k++;
    const follows = readNounPhrase(this.#prompt, this.#lexemes, k, false) !== null;
    this.#clause.takeRegion(lexeme, k > this.#i && follows, follows);
  }

  #skipAside(): void {
    const read = readNounPhrase(this.#prompt, this.#lexemes, this.#i, false);
    if (read !== null) this.#i = read.next;
  }
}

function isOne(meaning: Lexeme["meaning"], before: Lexeme | undefined): boolean {
  return meaning.t === "number" && meaning.value === 1 && before?.meaning.t === "finish";
}

const quality: ReadonlySet<string> = new Set(["determiner", "number", "finish", "exactly", "vague"]);
