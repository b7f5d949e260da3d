/** Links between groups while a clause is read: which await their other side, and who stands on which. */
import type { RelationId } from "../../../shared/flatland/geometry";
import type { Discourse } from "./discourse";
import type { Findings } from "./findings";
import { LetteredList } from "./lettered-list";
import type { Lexeme } from "./lexer";
import type { Span } from "./phrase";
import type { LinkType } from "./reading";

interface Opened {
  readonly link: LinkType;
  /** The object is named first: "surrounded by". */
  readonly swapped: boolean;
}

interface Pending extends Opened {
  readonly subjects: readonly number[];
  readonly lexeme: Lexeme;
  /** True where the subject stands right before the link: then "it" is somebody else. */
  readonly adjoined: boolean;
}

/** What a lexeme links, or null where it links nothing. */
export function linkOf(meaning: Lexeme["meaning"]): Opened | null {
  switch (meaning.t) {
    case "relation":
      return { link: { type: "relation", id: meaning.id }, swapped: false };
    case "verb":
      return { link: { type: "verb", id: meaning.id }, swapped: false };
    case "placement": {
      const swapped = meaning.swapped === true;
      if (meaning.id === "between") return { link: { type: "between", id: "between", other: null }, swapped };
      return { link: { type: "placement", id: meaning.id }, swapped };
    }
    case "larger":
      return { link: { type: "larger", id: meaning.sort }, swapped: false };
    default:
      return null;
  }
}

export class Ties {
  readonly #found: Findings;
  readonly #discourse: Discourse;
  readonly #objects = new Set<number>();
  /** A link whose object is awaited. */
  #pending: Pending | null = null;
  /** "between a dog": the second side is awaited. */
  #halved: { readonly pending: Pending; readonly object: number; readonly end: number } | null = null;
  /** A link that came before both of its groups ("in front of a cow, ..."); its subject is awaited. */
  #fronted: { readonly pending: Pending; readonly objects: readonly number[] } | null = null;
  /** What "it" and "them" meant in this clause: they go on meaning it. */
  readonly #meant = new Map<"one" | "many", readonly number[]>();
  /** The subject of the last link. */
  #head: readonly number[] = [];
  /** "from left to right": each group stands so to the next. */
  #sequence: { readonly link: LinkType; readonly span: Span; last: number | null } | null = null;

  readonly #list = new LetteredList();

  constructor(found: Findings, discourse: Discourse) {
    this.#found = found;
    this.#discourse = discourse;
  }

  get awaits(): boolean {
    return this.#pending !== null;
  }

  isObject(index: number): boolean {
    return this.#objects.has(index);
  }

  /** Whom a sentence goes on about behind "and": the subject, where the object was named last. */
  headOf(topic: readonly number[]): readonly number[] {
    const named = topic.every((index) => this.#objects.has(index));
    return named && topic.length > 0 && this.#head.length > 0 ? this.#head : topic;
  }

  await({ link, swapped }: Opened, subjects: readonly number[], lexeme: Lexeme, adjoined: boolean): void {
    this.#list.without(subjects);
    this.#pending = { link, swapped, subjects, lexeme, adjoined };
  }

  /** Groups come in: as the object of what is awaited, or as its subject. Returns whom words are about now. */
  arrive(
    indices: readonly number[],
    span: Span | null,
    before: string | undefined,
    follows = false,
  ): readonly number[] {
    const [first] = indices;
    if (first === undefined) return indices;
    const end = span?.end ?? this.#found.groups[first]?.end ?? 0;
    this.#continue(first, end);
    if (this.#pending === null) this.#list.goOn(first, before, end);
    if (this.#halved !== null) {
      const { pending, object } = this.#halved;
      this.#halved = null;
      if (before === "and") {
        const other = { ...pending, link: { type: "between", id: "between", other: first } as const };
        this.#asObject(first);
        return this.#tie(other, [object], end);
      }
      this.#leave(pending, [object]);
    }
    if (this.#pending !== null) {
      const pending = this.#pending;
      this.#pending = null;
      const single = indices.length === 1 && this.#found.groups[first]?.count === 1;
      if (pending.link.type === "between" && !pending.swapped && single) {
        this.#halved = { pending, object: first, end };
        return indices;
      }
      // "..., and behind the dog a cat": what comes next stands there, not what came before.
      if (follows && !pending.adjoined && pending.link.type !== "verb") {
        this.#fronted = { pending: { ...pending, subjects: [] }, objects: indices };
        for (const object of indices) this.#asObject(object);
        return indices;
      }
      return this.#tie(pending, indices, end);
    }
    if (this.#fronted !== null) {
      const { pending, objects } = this.#fronted;
      this.#fronted = null;
      this.#tie({ ...pending, subjects: indices }, objects, end);
    }
    return indices;
  }

  /** Links every subject to every object; without a subject the link waits for one. */
  #tie(pending: Pending, objects: readonly number[], end: number): readonly number[] {
    const { link, swapped, subjects, lexeme } = pending;
    if (subjects.every((subject) => objects.includes(subject))) {
      this.#fronted = { pending, objects };
      return objects;
    }
    for (const subject of subjects) {
      for (const object of objects) {
        const [from, to] = swapped ? [object, subject] : [subject, object];
        this.#found.link(link, from, to, { start: lexeme.start, end });
      }
    }
    const [subject] = subjects;
    if (subject !== undefined && !swapped) this.#list.begin(this.#found, link, subject, lexeme.start);
    for (const object of objects) if (!subjects.includes(object)) this.#asObject(object);
    this.#head = subjects;
    return subjects;
  }

  #asObject(index: number): void {
    this.#objects.add(index);
    this.#discourse.asObject(index);
  }

  /** "... and the caption below": what a clause ends on stands so to what was named before it. */
  trail(): void {
    const pending = this.#pending;
    if (pending === null || !pending.adjoined || pending.link.type === "verb") return;
    const [subject] = pending.subjects;
    const object = this.#discourse.clause.filter((index) => !pending.subjects.includes(index)).at(-1);
    if (subject === undefined || object === undefined || pending.link.type === "between") return;
    this.#pending = null;
    this.#found.conclude();
    this.#tie(pending, [object], pending.lexeme.end);
  }

  /** The groups a pronoun means as the object of what is awaited. */
  resolve(number: "one" | "many" | "any" | "every"): readonly number[] {
    if (number === "every") return this.#discourse.allBut(this.#pending?.subjects ?? []);
    const own = this.#pending?.adjoined === true && number !== "any" ? this.#pending.subjects : [];
    const again =
      number === "any" ? undefined : this.#meant.get(number)?.filter((index) => !own.includes(index));
    const meant = again === undefined || again.length === 0 ? this.#discourse.meantBy(number, own) : again;
    if (number !== "any") this.#meant.set(number, meant);
    return meant;
  }

  /** "next to each other": everything named side by side, one with the next. */
  eachOther({ end }: Span): readonly number[] {
    const pending = this.#pending;
    this.#pending = null;
    const crowd = this.#discourse.crowd();
    if (pending === null) return crowd;
    for (const [i, subject] of crowd.entries()) {
      const object = crowd[i + 1];
      if (object !== undefined)
        this.#found.link(pending.link, subject, object, { start: pending.lexeme.start, end });
    }
    return crowd;
  }

  follow(relation: RelationId, span: Span, next: string | undefined): void {
    const link: LinkType = { type: "relation", id: relation };
    const named = this.#discourse.clause;
    this.#found.conclude();
    // Behind what it orders it orders that; before, what is to come.
    if (named.length > 1 && next !== "determiner" && next !== "number") {
      for (const [i, subject] of named.entries()) {
        const object = named[i + 1];
        if (object !== undefined) this.#found.link(link, subject, object, span);
      }
    } else this.#sequence = { link, span, last: null };
  }

  unfollow(): void {
    this.#sequence = null;
  }

  #continue(index: number, end: number): void {
    if (this.#sequence === null) return;
    const { link, span, last } = this.#sequence;
    if (last !== null) this.#found.link(link, last, index, { start: span.start, end });
    this.#sequence.last = index;
  }

  /**
   * Forgets the link that awaits its object, at the end of a clause also one that awaits its subject, and says what
   * it was; null where none did.
   */
  drop(atEnd = false): (Span & { readonly groups: readonly number[] }) | null {
    const fronted = atEnd ? this.#fronted : null;
    const open = this.#pending ?? this.#halved?.pending ?? fronted?.pending ?? null;
    const objects = fronted?.objects ?? (this.#halved === null ? [] : [this.#halved.object]);
    this.#pending = null;
    this.#halved = null;
    if (atEnd) {
      this.#fronted = null;
      this.#meant.clear();
      this.#list.close(this.#found);
    }
    if (open === null) return null;
    const { start, end } = open.lexeme;
    return { start, end, groups: open.subjects.length > 0 ? open.subjects : objects };
  }

  #leave({ lexeme: { start, end }, subjects }: Pending, objects: readonly number[]): void {
    this.#found.leave({ kind: "other", groups: subjects.length > 0 ? subjects : objects, start, end });
  }
}
