/** One clause after the other: whom words are about, which links await their other side, what no rule took. */
import type { BackdropName } from "../../../shared/flatland/scene";
import type { Amount } from "./amounts";
import { type Before, type Coming, inherited } from "./coming";
import { Discourse } from "./discourse";
import { Findings } from "./findings";
import type { Lexeme } from "./lexer";
import { linkOf, Ties } from "./links";
import type { NounPhrase, Span } from "./phrase";
import type { Predicate } from "./predicates";
import type { Group } from "./reading";
import type { SideOf } from "./sides";
import { Unread } from "./unread";

export class Clause {
  readonly found: Findings;
  readonly discourse: Discourse;
  readonly #ties: Ties;
  /** The groups spoken of last. */
  topic: readonly number[] = [];
  /** True while nothing but the run stands between the last group and here. */
  adjoined = false;
  /** Regions and arrangements that came before their group. */
  #ahead: Lexeme[] = [];
  /** Lexemes since the last group that no rule took. */
  readonly #run: Unread;
  #joint: Before;

  constructor(prompt: string) {
    this.found = new Findings(prompt);
    this.#run = new Unread(this.found);
    this.discourse = new Discourse(this.found.groups);
    this.#ties = new Ties(this.found, this.discourse);
  }

  /** What "one" stands for behind a finish. */
  get lastKind(): Group | null {
    return this.found.groups.filter(({ text, count }) => text === null && count !== 0).at(-1) ?? null;
  }

  canBeSaid(): boolean {
    return this.topic.length > 0 && this.#run.isEmpty;
  }

  say(predicate: Predicate, before: Before): void {
    const about = before === "and" || before === "comma" ? this.#ties.headOf(this.topic) : this.topic;
    this.found.say(about, predicate);
  }

  takeObject(phrase: NounPhrase, coming: Coming): void {
    const last = this.found.groups[this.topic.at(-1) ?? -1];
    const whole = inherited(phrase, last, coming);
    const { index } = this.found.group(whole);
    if (whole !== phrase) this.found.conclude();
    if (coming.before === "or" && last !== undefined && last.count !== 0 && last.index !== index)
      this.found.fact({ type: "either", groups: [last.index, index] });
    this.#flushRun(whole);
    this.discourse.mention(index);
    this.#describe(index, whole, coming);
    for (const lexeme of this.#ahead.splice(0)) this.#placeAt(lexeme, [index]);
    this.#ties.arrive([index], whole, coming.before, coming.follows);
    this.topic = [index];
    this.adjoined = true;
  }

  /** The number of the group spoken of last; false where it has one, or is none. */
  number({ count, range }: Amount): boolean {
    const group = this.found.groups[this.topic.at(-1) ?? this.discourse.crowd().at(-1) ?? -1];
    if (group === undefined || group.count !== null || group.range !== null || group.text !== null)
      return false;
    this.#flushRun(null);
    this.found.replace({ ...group, count, range });
    this.found.conclude();
    return true;
  }

  /** "to its right": a link whose object is named along with it. */
  takeSide({ relation, whose }: SideOf, lexeme: Lexeme, follows: boolean): void {
    this.#takeLink(lexeme, { link: { type: "relation", id: relation }, swapped: false });
    const meant = typeof whose === "string" ? this.#ties.resolve(whose) : [this.found.group(whose).index];
    if (typeof whose !== "string") this.discourse.mention(meant[0] ?? 0);
    this.found.conclude();
    this.topic = this.#ties.arrive(meant, lexeme, undefined, follows);
    this.adjoined = true;
  }

  /** What the phrase says beyond number and look. */
  #describe(index: number, phrase: NounPhrase, { several }: Coming): void {
    const { arrangement, lacks, predicates, count } = phrase;
    if (arrangement !== null) this.found.fact({ type: "arrangement", group: index, arrangement });
    for (const finish of lacks) this.found.fact({ type: "lacks", group: index, finish });
    const shared = several && count === 1 ? predicates : count === 1 ? phrase.shared : [];
    const crowd = this.discourse.clause.filter((one) => !this.#ties.isObject(one));
    if (shared.length > 0 && crowd.length > 1) this.found.ascribe(crowd, shared);
  }

  /** A comparison names its first side; what follows is about that. */
  continueWith({ index }: Group, span: Span): void {
    this.#flushRun(null);
    this.discourse.mention(index);
    for (const lexeme of this.#ahead.splice(0)) this.#placeAt(lexeme, [index]);
    this.#ties.arrive([index], span, undefined);
    this.topic = [index];
    this.adjoined = true;
  }

  speakOf(indices: readonly number[]): void {
    this.#flushRun(null);
    this.#ties.arrive(indices, null, undefined);
    this.found.conclude();
    this.topic = indices;
    this.adjoined = true;
  }

  settle(): void {
    this.#flushRun(null);
    this.adjoined = false;
  }

  /** False where the word stands for nothing that was named. */
  takePronoun(lexeme: Lexeme, follows: boolean): boolean {
    const { meaning } = lexeme;
    if (meaning.t === "all" && !meaning.both && this.adjoined && !this.#ties.awaits) return true;
    const meant = this.#meantBy(lexeme);
    if (meant.length === 0 && this.#isCarrier(meaning)) {
      this.#ties.drop();
      return true;
    }
    if (meant.length === 0) {
      // "Everything in pink" speaks of the picture: a word like any other that nothing here knows.
      const every = meaning.t === "pronoun" && meaning.number === "every";
      this.#run.push(every ? { ...lexeme, meaning: { t: "word", text: "everything" } } : lexeme);
      return false;
    }
    this.#flushRun(null);
    this.found.conclude();
    this.topic = this.#ties.arrive(meant, lexeme, undefined, follows);
    this.adjoined = true;
    return true;
  }

  /** "a label with “BIO” on it": what lettering stands on is its sign, which is no thing of its own. */
  #isCarrier(meaning: Lexeme["meaning"]): boolean {
    const lettered = this.topic.some((index) => this.found.groups[index]?.text != null);
    return meaning.t === "pronoun" && meaning.number === "one" && this.#ties.awaits && lettered;
  }

  #meantBy({ meaning }: Lexeme): readonly number[] {
    const number = meaning.t === "pronoun" ? meaning.number : "many";
    if (this.#ties.awaits) return this.#ties.resolve(number);
    if (number === "every") return [];
    return meaning.t === "all" && meaning.both ? this.discourse.crowd() : this.discourse.meantBy(number);
  }

  /** @param opens a noun phrase follows that the region may belong to; `follows` without a comma between */
  takeRegion(lexeme: Lexeme, _comma: boolean, follows: boolean): void {
    if (this.topic.length === 0 || (!this.adjoined && follows)) this.#ahead.push(lexeme);
    else this.#placeAt(lexeme, this.topic);
  }

  #placeAt(lexeme: Lexeme, groups: readonly number[]): void {
    const { meaning, start, end } = lexeme;
    if (meaning.t === "region") {
      this.found.leave({ kind: "region", region: meaning.region, groups, start, end });
    } else if (meaning.t === "arrangement" && meaning.id !== null) {
      for (const group of groups) this.found.fact({ type: "arrangement", group, arrangement: meaning.id });
    } else if (meaning.t === "facing") {
      for (const group of groups) this.found.fact({ type: "facing", group, facing: meaning.facing });
    }
  }

  takePicture(phrase: NounPhrase): void {
    this.#ties.drop();
    this.#flushRun(null);
    const { start, end } = phrase;
    if (phrase.adjectives.length + phrase.finishes.length > 0)
      this.found.leave({ kind: "style", groups: [], start, end });
  }

  takeStyle(phrase: NounPhrase): void {
    this.#flushRun(null);
    const { start } = this.#ties.drop() ?? phrase;
    const backdrop = this.#isDenied(phrase.start) ? null : phrase.backdrop;
    this.found.leave({ kind: "style", groups: [], backdrop, start, end: phrase.end });
    this.adjoined = false;
  }

  take(lexeme: Lexeme, next: Before): void {
    const { meaning } = lexeme;
    const link = linkOf(meaning);
    if (link !== null) this.#takeLink(lexeme, link);
    else if (meaning.t === "stop") this.#stop(lexeme);
    else if (meaning.t === "comma" || meaning.t === "and" || meaning.t === "or") this.#join(meaning.t);
    else if (meaning.t === "arrangement" || meaning.t === "facing") this.#arrange(lexeme);
    else if (meaning.t === "only-these") this.found.fact({ type: "only" });
    else if (meaning.t === "sequence") this.#ties.follow(meaning.relation, lexeme, next);
    else if (meaning.t === "scenery") this.#set(lexeme, meaning.backdrop);
    else if (meaning.t === "reciprocal" && this.#ties.awaits) this.topic = this.#ties.eachOther(lexeme);
    else this.#run.push(lexeme);
  }

  #set({ start, end }: Lexeme, named: BackdropName | null): void {
    const backdrop = this.#isDenied(start) ? null : named;
    this.found.leave({ kind: "style", groups: [], backdrop, start, end });
  }

  /** "not at night": what it is to be instead is not said. */
  #isDenied(start: number): boolean {
    return /\b(?:not|never|no|without|except)\s+(?:an?\s+|the\s+)?$/i.test(this.found.prompt.slice(0, start));
  }

  #arrange(lexeme: Lexeme): void {
    if (this.topic.length === 0) this.#ahead.push(lexeme);
    else this.#placeAt(lexeme, this.topic);
  }

  #join(joint: Before): void {
    this.#flushRun(null);
    this.adjoined = false;
    this.#joint = joint;
  }

  #takeLink(lexeme: Lexeme, link: ReturnType<typeof linkOf>): void {
    if (link === null) return;
    const several = this.#run.isPlural;
    const crowd = this.discourse.clause.filter((index) => !this.#ties.isObject(index));
    const single = this.topic.length === 1 && this.found.groups[this.topic[0] ?? -1]?.count === 1;
    const again = !this.adjoined && this.#joint !== undefined;
    const subjects =
      several && single && crowd.length > 1 ? crowd : again ? this.#ties.headOf(this.topic) : this.topic;
    this.#leaveOpen(this.#ties.drop());
    this.#flushRun(null);
    this.#ties.await(link, subjects, lexeme, this.adjoined);
    this.adjoined = false;
  }

  #stop(lexeme: Lexeme): void {
    const colon = this.found.prompt[lexeme.start] === ":";
    // "Bottom right: a suitcase": what came before a colon is told behind it.
    const ahead = colon && this.topic.length === 0 ? this.#ahead.splice(0) : [];
    this.end();
    this.#ahead = ahead;
    if (!colon) this.#ties.unfollow();
  }

  /** Ends the clause: what still waits for a group waits in vain. */
  end(): void {
    this.#ties.trail();
    this.#leaveOpen(this.#ties.drop(true));
    this.#flushRun(null);
    for (const { meaning, start, end } of this.#ahead.splice(0)) {
      if (meaning.t === "region") this.found.leave({ kind: "region", region: null, groups: [], start, end });
      else if (meaning.t === "facing") this.found.leave({ kind: "other", groups: [], start, end });
    }
    this.discourse.endClause();
    this.topic = [];
    this.adjoined = false;
    this.#joint = undefined;
  }

  /** A link nobody follows is not understood. */
  #leaveOpen(open: (Span & { readonly groups: readonly number[] }) | null): void {
    if (open !== null)
      this.found.leave({ kind: "other", groups: open.groups, start: open.start, end: open.end });
  }

  /** @param next the noun phrase that the words so far stand before */
  #flushRun(next: NounPhrase | null): void {
    this.#run.flush(this.adjoined ? this.found.groups[this.topic.at(-1) ?? -1] : undefined, next);
  }
}
