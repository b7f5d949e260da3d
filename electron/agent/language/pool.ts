/** Runs a task for each item, at most `limit` at a time, and hands results out as they are ready. */

type Settled<R> = { readonly slot: number; readonly result: R };

/** The tasks must not reject: what can go wrong belongs into the result. */
export async function* inFlight<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running = new Map<number, Promise<Settled<R>>>();
  let next = 0;
  const fill = () => {
    while (next < items.length && running.size < limit) {
      const slot = next;
      const item = items[slot] as T;
      running.set(
        slot,
        task(item).then((result) => ({ slot, result })),
      );
      next += 1;
    }
  };
  fill();
  while (running.size > 0) {
    const { slot, result } = await Promise.race(running.values());
    running.delete(slot);
    fill();
    yield result;
  }
}
