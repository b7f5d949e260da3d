/** A queue one side fills and the other awaits; the meeting point of roles, mailbox and loop. */
export class Queue<T> {
  #items: T[] = [];
  #wake: (() => void) | null = null;
  #waiting: Promise<void> | null = null;
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Adds an item, in place of the last one where `replaces` says so. After `close` nothing is taken in. */
  push(item: T, replaces: (last: T) => boolean = () => false): void {
    if (this.#closed) return;
    const last = this.#items.at(-1);
    if (last !== undefined && replaces(last)) this.#items.pop();
    this.#items.push(item);
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
