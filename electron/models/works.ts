/** Work on the files of models that goes on behind everything else: told of, and called off. */
import { throwIfCancelled } from "../../shared/errors";
import type { ModelProgress } from "../../shared/ipc/domains/models";
import type { ModelWork } from "../../shared/models/library";
import { Meter } from "./meter";

interface Running {
  readonly task: ModelWork["task"];
  readonly meter: Meter;
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
}

export interface WorkContext {
  readonly signal: AbortSignal;
  /** Told how many bytes there are to go through, as soon as it is known. */
  readonly begin: (total: number) => void;
  readonly onBytes: (bytes: number) => void;
}

export class Works {
  readonly #running = new Map<string, Running>();
  readonly #onProgress: (progress: ModelProgress) => void;
  #line: Promise<unknown> = Promise.resolve();

  constructor(onProgress: (progress: ModelProgress) => void) {
    this.#onProgress = onProgress;
  }

  /** What is being done with a model; null for nothing. */
  of(id: string): ModelWork | null {
    const running = this.#running.get(id);
    if (running === undefined) return null;
    const { done, total } = running.meter.state;
    return { task: running.task, done, total: total ?? 0 };
  }

  /** Begins at once. */
  run<T>(id: string, task: ModelWork["task"], work: (context: WorkContext) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const meter = new Meter({
      total: null,
      tell: (state) => this.#onProgress({ id, ...state, rate: null }),
    });
    const begin = (total: number) => {
      meter.total = total;
    };
    const doing = work({ signal: stop.signal, begin, onBytes: (bytes) => meter.add(bytes) }).finally(() =>
      this.#running.delete(id),
    );
    this.#running.set(id, { task, meter, stop, ended: doing.catch(() => undefined) });
    return doing;
  }

  /** Begins when all that waits in line is done: disks are read one file at a time. */
  queue<T>(id: string, task: ModelWork["task"], work: (context: WorkContext) => Promise<T>): Promise<T> {
    return this.run(id, task, async (context) => {
      const before = this.#line;
      let end: () => void = () => undefined;
      const mine = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.#line = Promise.all([before, mine]);
      try {
        // Whoever is called off does not wait for its turn.
        await Promise.race([before, aborted(context.signal)]);
        throwIfCancelled(context.signal);
        return await work(context);
      } finally {
        end();
      }
    });
  }

  /** Calls the work on a model off and waits for its end; nothing where there is none. */
  async stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    running?.stop.abort();
    await running?.ended;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.stop(id)));
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
