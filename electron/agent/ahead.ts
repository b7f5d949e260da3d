/**
 * Work that is begun before its step comes, beside the step under way: it needs nothing of what that one brings. What
 * it tells is held until its step takes it over, so the journal reads as if each had waited for the other, and taking
 * a run up again is the same as ever.
 */
import type { Lane } from "./lane";

/** What the work was given: with one of them another, it is out of date. */
export type Given = readonly unknown[];

/** Work that may be begun, and what it is given. */
export interface Wanted<T> {
  readonly given: Given;
  readonly begin: () => Lane<T>;
}

interface Entry<T> {
  readonly lane: Lane<T>;
  readonly given: Given;
}

export class Ahead<K, T> {
  readonly #begun = new Map<K, Entry<T>>();

  /** Begins what is wanted and not under way yet, and leaves behind all that is not wanted any more, or out of date. */
  want(wanted: ReadonlyMap<K, Wanted<T>>): void {
    for (const [key, { given }] of this.#begun) {
      if (!isSame(given, wanted.get(key)?.given)) this.#drop(key);
    }
    for (const [key, { given, begin }] of wanted) {
      if (!this.#begun.has(key)) this.#begun.set(key, { lane: begin(), given });
    }
  }

  /** Hands over the work that was begun for a step; undefined where there is none, or none of use. */
  take(key: K, given: Given): Lane<T> | undefined {
    const entry = this.#begun.get(key);
    if (entry === undefined) return undefined;
    this.#begun.delete(key);
    if (isSame(entry.given, given)) return entry.lane;
    entry.lane.abandon();
    return undefined;
  }

  get keys(): readonly K[] {
    return [...this.#begun.keys()];
  }

  abandon(): void {
    for (const key of this.keys) this.#drop(key);
  }

  #drop(key: K): void {
    this.#begun.get(key)?.lane.abandon();
    this.#begun.delete(key);
  }
}

function isSame(given: Given, other: Given | undefined): boolean {
  return given.length === other?.length && given.every((one, index) => one === other[index]);
}
