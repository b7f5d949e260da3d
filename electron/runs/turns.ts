/** Serves callers for one thing in order: two journals on one file must never be open at once. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs the task when those before it for the same key are done, whatever became of them. */
  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(task, task);
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
