/** Work that takes a while, under the names the page gave it: told of, and called off. */
import type { ExchangeProgress } from "../../shared/ipc/domains/exchange";

export interface JobContext {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export class Jobs {
  readonly #tell: (progress: ExchangeProgress) => void;
  readonly #running = new Map<string, AbortController>();

  constructor(tell: (progress: ExchangeProgress) => void) {
    this.#tell = tell;
  }

  /** Runs a piece of work; without a name nobody is told and nobody calls it off. */
  async run<T>(job: string | undefined, work: (context: JobContext) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    if (job === undefined) return work({ signal, onProgress: () => undefined });
    this.#running.set(job, controller);
    try {
      return await work({ signal, onProgress: (done, total) => this.#tell({ job, done, total }) });
    } finally {
      this.#running.delete(job);
    }
  }

  /** Calling off what has ended already is no mistake: the two may have crossed. */
  cancel(job: string): void {
    this.#running.get(job)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
