/** What has been found in a prompt so far: groups, links, facts and leftovers, while it is being read. */
import type { SizeId } from "../../../shared/flatland/placement";
import type { NounPhrase, Span } from "./phrase";
import type { Predicate } from "./predicates";
import type { Fact, Group, Leftover, Link, LinkType, Reading } from "./reading";
import { announced, referent } from "./reference";

export class Findings {
  readonly prompt: string;
  readonly groups: Group[] = [];
  readonly #links: Link[] = [];
  readonly #facts: Fact[] = [];
  readonly #leftovers: Leftover[] = [];
  #concluded = false;

  constructor(prompt: string) {
    this.prompt = prompt;
  }

  get reading(): Reading {
    return {
      prompt: this.prompt,
      groups: this.groups,
      links: this.#links,
      facts: this.#facts,
      leftovers: this.#leftovers,
      concluded: this.#concluded,
    };
  }

  /** The group a phrase speaks of: one named before, one pointed at before, or a new one. */
  group(phrase: NounPhrase): Group {
    const known = referent(this.groups, phrase);
    if (known !== null) {
      this.ascribe([known.index], phrase.predicates);
      this.#concluded ||= phrase.predicates.length > 0;
      return this.#called(known.index, phrase.adjectives);
    }
    const index = announced(this.groups, phrase) ?? this.groups.length;
    const former = this.groups[index];
    const finishes = [...new Set([...(former?.finishes ?? []), ...phrase.finishes])];
    const group = { ...phrase, finishes, index, partOf: null };
    this.groups[index] = group;
    return former === undefined ? group : this.#called(index, former.adjectives);
  }

  /** Words about a group that no rule knows stay with it, wherever they were said. */
  #called(index: number, adjectives: readonly string[]): Group {
    const group = this.groups[index];
    if (group === undefined) throw new RangeError("there is no such group");
    const called = { ...group, adjectives: [...new Set([...group.adjectives, ...adjectives])] };
    this.groups[index] = called;
    return called;
  }

  /** A group of the same kind and look as the phrase, whatever its number; else a new one that may be told of later. */
  sameOrNew(phrase: NounPhrase): Group {
    const known = this.groups.find(
      ({ kind, finishes, count, partOf }) =>
        kind === phrase.kind &&
        count !== 0 &&
        partOf === null &&
        phrase.finishes.every((finish) => finishes.includes(finish)),
    );
    if (known !== undefined) return known;
    const group = { ...phrase, definite: true, index: this.groups.length, partOf: null };
    this.groups.push(group);
    return group;
  }

  /** Some of a group, with a look of their own. */
  part(whole: Group, count: number | null, finish: string, span: Span): void {
    const { index, partOf } = { index: this.groups.length, partOf: whole.index };
    const look = { finishes: [finish], predicates: [], shared: [], lacks: [] };
    this.groups.push({ ...whole, ...look, ...span, count, range: null, countSpan: null, index, partOf });
    this.#concluded = true;
  }

  /** Parts of a group so far. */
  partsOf({ index }: Group): readonly Group[] {
    return this.groups.filter(({ partOf }) => partOf === index);
  }

  ordersOf({ index }: Group): readonly Extract<Fact, { type: "order" }>[] {
    return this.#facts.flatMap((fact) => (fact.type === "order" && fact.group === index ? [fact] : []));
  }

  replace(group: Group): void {
    this.groups[group.index] = group;
  }

  ascribe(indices: readonly number[], finishes: readonly string[]): void {
    for (const index of indices) {
      const group = this.groups[index];
      if (group === undefined) continue;
      this.groups[index] = { ...group, finishes: [...new Set([...group.finishes, ...finishes])] };
    }
  }

  /** Says a predicate of groups that were named before. */
  say(indices: readonly number[], { name, size, holds }: Predicate): void {
    this.#concluded = true;
    if (size !== null) {
      for (const index of indices) this.#size(index, holds ? size : null, name);
      return;
    }
    if (holds) this.ascribe(indices, [name]);
    else for (const group of indices) this.fact({ type: "lacks", group, finish: name });
  }

  #size(index: number, size: SizeId | null, name: string): void {
    const group = this.groups[index];
    if (group === undefined) return;
    const adjectives = [...group.adjectives, size === null ? `not ${name}` : name];
    const said = size === null ? {} : { size, sizeWords: [...group.sizeWords, name] };
    this.groups[index] = { ...group, adjectives, ...said };
  }

  fact(fact: Fact): void {
    this.#facts.push(fact);
    this.#concluded = true;
  }

  /** Something was understood that its words do not say themselves. */
  conclude(): void {
    this.#concluded = true;
  }

  link(link: LinkType, subject: number, object: number, { start, end }: Span): void {
    const absent = this.groups[subject]?.count === 0 || this.groups[object]?.count === 0;
    if (subject === object || absent) return;
    this.#links.push({ link, subject, object, start, end });
  }

  leave(
    leftover: Omit<Leftover, "text" | "unknown" | "region" | "backdrop"> & Partial<Leftover>,
    words?: Span,
  ): void {
    const slice = ({ start, end }: Span) => this.prompt.slice(start, end).trim();
    const text = slice(leftover);
    this.#leftovers.push({
      region: null,
      backdrop: null,
      ...leftover,
      text,
      unknown: slice(words ?? leftover),
    });
  }
}
