/**
 * Finds out what a server puts up with. OpenAI-compatible servers differ in the optional fields they accept;
 * a field refused with status 400 or 422 is left out, and what worked is remembered for the next request.
 */
import { HttpStatusError } from "./http-errors";

export interface Feature<N extends string> {
  readonly name: N;
  /** Words of a refusal that blame this feature. */
  readonly hint: RegExp;
  /** Given up also when the refusal names nothing we know. */
  readonly expendable: boolean;
}

export type Has<N extends string> = (feature: N) => boolean;

export class Negotiator<N extends string> {
  readonly #features: readonly Feature<N>[];
  #dropped: ReadonlySet<N> = new Set();

  constructor(features: readonly Feature<N>[]) {
    this.#features = features;
  }

  /** Calls `attempt` with fewer and fewer features until it is not refused; throws the last refusal. */
  async run<T>(used: readonly N[], attempt: (has: Has<N>) => Promise<T>): Promise<T> {
    const dropped = new Set(this.#dropped);
    for (;;) {
      const active = this.#features.filter(({ name }) => used.includes(name) && !dropped.has(name));
      try {
        const result = await attempt((name) => active.some((feature) => feature.name === name));
        // Remembered only now: a refusal for another reason must not cost features for good.
        this.#dropped = new Set([...this.#dropped, ...dropped]);
        return result;
      } catch (error) {
        const next = isRefusal(error) ? blame(active, error.said) : undefined;
        if (next === undefined) throw error;
        dropped.add(next.name);
      }
    }
  }
}

function isRefusal(error: unknown): error is HttpStatusError {
  return (
    error instanceof HttpStatusError &&
    error.code === "bad-input" &&
    (error.status === 400 || error.status === 422)
  );
}

function blame<N extends string>(active: readonly Feature<N>[], said: string): Feature<N> | undefined {
  return active.find((feature) => feature.hint.test(said)) ?? active.find((feature) => feature.expendable);
}
