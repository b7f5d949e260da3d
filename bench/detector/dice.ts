/** Random choices of the benchmark, from one seed. */
import { randomFrom } from "../../electron/inference/flatland/render/random";

export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  /** A number from `low` (included) to `high` (not). */
  between(low: number, high: number): number {
    return low + (high - low) * this.#next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** One of the items. Throws RangeError when there are none. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new RangeError("Nothing to choose from.");
    return item;
  }

  /** `count` different items in random order. */
  some<T>(items: readonly T[], count: number): T[] {
    const rest = [...items];
    for (let i = rest.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      const [a, b] = [rest[i], rest[j]];
      if (a !== undefined && b !== undefined) [rest[i], rest[j]] = [b, a];
    }
    return rest.slice(0, count);
  }
}
