/** The inference process's own way to draw, with a watch on every run of a model. */
import type { InferenceSession } from "onnxruntime-node";
import { imaging } from "../../electron/inference/imaging";
import type { DiffuseRequest } from "../../electron/inference/protocol";
import { type CreateSession, sessionOn } from "../../electron/inference/sessions";
import { DiffusionModels } from "../../electron/inference/worker/diffusion";

export interface Timing {
  /** From the request to the encoded PNG, the model being in memory, in milliseconds. */
  readonly total: number;
  /** What the runs of the models took of it. */
  readonly runs: number;
  /** How many there were. */
  readonly count: number;
}

/** Draws as the worker draws, and says where the time went. */
export class TimedModels {
  readonly #models: DiffusionModels;
  #runs = 0;
  #count = 0;

  constructor(threads: number) {
    const open = (provider: string): CreateSession => {
      const create = sessionOn(provider, threads);
      return async (file) => this.#watched(await create(file));
    };
    this.#models = new DiffusionModels(open, imaging, () => undefined);
  }

  async draw(request: DiffuseRequest): Promise<Timing> {
    this.#runs = 0;
    this.#count = 0;
    const context = { signal: new AbortController().signal, onProgress: () => undefined };
    const began = performance.now();
    await this.#models.draw(request, context);
    return { total: performance.now() - began, runs: this.#runs, count: this.#count };
  }

  close(): Promise<void> {
    return this.#models.forget();
  }

  #watched(session: InferenceSession): InferenceSession {
    const run = async (feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType> => {
      const began = performance.now();
      try {
        return await session.run(feeds);
      } finally {
        this.#runs += performance.now() - began;
        this.#count += 1;
      }
    };
    return new Proxy(session, {
      get: (target, key) => {
        if (key === "run") return run;
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}
