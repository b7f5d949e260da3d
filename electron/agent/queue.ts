/** A queue one side fills and the other awaits; the meeting point of roles, mailbox and loop. */
export class Queue<T> {
  #items: T[] = [];
  #wake: (() => void) | null = null;
  #waiting: Promise<void> | null = null;
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Adds an item; where `folded` makes one of the last one and it, that stands in the place of both. After `close`
   * nothing is taken in.
   */
  push(item: T, folded: (last: T) => T | null = () => null): void {
    if (this.#closed) return;
    const last = this.#items.at(-1);
    const both = last === undefined ? null : folded(last);
    if (both !== null) this.#items.pop();
    this.#items.push(both ?? item);
    this.#release();
  }

  /** The oldest item, or undefined when there is none. */
  take(): T | undefined {
    return this.#items.shift();
  }

  /** Resolves as soon as there is something to take, or nothing more will come. */
  ready(): Promise<void> {
    if (this.#items.length > 0 || this.#closed) return Promise.resolve();
    this.#waiting ??= new Promise((resolve) => {
      this.#wake = resolve;
    });
    return this.#waiting;
  }

  /** Takes nothing in any more; returns what nobody took. */
  close(): readonly T[] {
    this.#closed = true;
    const left = this.#items;
    this.#items = [];
    this.#release();
    return left;
  }

  #release(): void {
    this.#wake?.();
    this.#wake = null;
    this.#waiting = null;
  }
}
