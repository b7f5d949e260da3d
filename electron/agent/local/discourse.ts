/** What has been spoken of, and so what "it", "they", "both" and "the others" mean. */
import type { Group } from "./reading";

export class Discourse {
  readonly #groups: readonly Group[];
  /** Groups named in this clause, and in the last one that named any. */
  #clause: number[] = [];
  #before: number[] = [];
  /** Groups that came in as what another stands to: what is said next is rarely said of them. */
  readonly #objects = new Set<number>();

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
  }

  mention(index: number): void {
    this.#clause = [...this.#clause.filter((one) => one !== index), index];
  }

  asObject(index: number): void {
    this.#objects.add(index);
  }

  endClause(): void {
    if (this.#clause.length > 0) this.#before = this.#clause;
    this.#clause = [];
  }

  /** What this clause has named side by side, or the last one that named anything. */
  crowd(without: readonly number[] = []): readonly number[] {
    const named = [this.#clause, this.#before].map((clause) =>
      clause.filter((index) => this.#isThere(index) && !without.includes(index)),
    );
    const [here = [], before = []] = named;
    const all = here.length > 0 ? here : before;
    const subjects = all.filter((index) => !this.#objects.has(index));
    return subjects.length > 0 ? subjects : all;
  }

  /** What was named side by side most recently, if that was two things at least. */
  get pair(): readonly number[] {
    const here = this.crowd();
    return here.length > 1 ? here : this.#before.filter((index) => this.#isThere(index));
  }

  /** Groups named in this clause so far. */
  get clause(): readonly number[] {
    return this.#clause.filter((index) => this.#isThere(index));
  }

  /** Everything spoken of but these. */
  allBut(without: readonly number[]): readonly number[] {
    return this.#groups
      .map(({ index }) => index)
      .filter((index) => this.#isThere(index) && !without.includes(index));
  }

  /** The groups a pronoun means; none where nothing was spoken of. */
  meantBy(number: "one" | "many" | "any", without: readonly number[] = []): readonly number[] {
    const free = this.allBut(without);
    if (number === "any") return [this.#clause.at(-1) ?? free.at(-1)].filter((one) => one !== undefined);
    return number === "one" ? this.#single(free) : this.#several(free, without);
  }

  #single(free: readonly number[]): readonly number[] {
    const isOne = (index: number) => this.#groups[index]?.count === 1 || this.#groups[index]?.text !== null;
    const near = free.filter((index) => this.#clause.includes(index) && isOne(index)).at(-1);
    const subject = free.filter((index) => isOne(index) && !this.#objects.has(index)).at(-1);
    const found = near ?? subject ?? free.filter(isOne).at(-1) ?? free.at(-1);
    return found === undefined ? [] : [found];
  }

  #several(free: readonly number[], without: readonly number[]): readonly number[] {
    const crowd = this.crowd(without);
    const known = crowd.filter((index) => this.#groups[index]?.known);
    if (known.length > 0 && known.length < crowd.length) return known;
    if (crowd.length > 1 || crowd.some((index) => this.#groups[index]?.count !== 1)) return crowd;
    const plural = free.filter((index) => this.#groups[index]?.count !== 1).at(-1);
    return plural === undefined ? crowd : [plural];
  }

  /** The group whose parts are spoken of: the last one of several things, of a kind where one is named. */
  whole(kind: string | null): Group | null {
    const several = this.#groups.filter(
      (group) =>
        group.text === null &&
        group.count !== 0 &&
        group.count !== 1 &&
        group.partOf === null &&
        (kind === null || group.kind === kind),
    );
    const subjects = several.filter(({ index }) => !this.#objects.has(index));
    return subjects.at(-1) ?? several.at(-1) ?? null;
  }

  #isThere(index: number): boolean {
    const group = this.#groups[index];
    return group !== undefined && group.count !== 0 && group.partOf === null;
  }
}
