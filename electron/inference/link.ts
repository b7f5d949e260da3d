/** One inference process from its start to its end: messages parsed, calls matched with their answers. */
import { StudioError } from "../../shared/errors";
import { fromWorkerSchema, type Method, type ModelStatus, type WorkerInit } from "./protocol";
import type { WorkerExit, WorkerProcess } from "./spawner";

/** How much of the process's last words is kept for error details. */
const TAIL_LENGTH = 4_000;

export interface CallListener {
  onProgress(fraction: number, label: string, preview?: Uint8Array): void;
  onResult(output: unknown): void;
  onFailure(error: StudioError): void;
}

export interface LinkListener {
  onReady(): void;
  onModels(provider: string, models: readonly ModelStatus[]): void;
  /** The process is gone; calls still open get no further answer. */
  onEnd(error: StudioError): void;
}

export class WorkerLink {
  readonly #process: WorkerProcess;
  readonly #listener: LinkListener;
  readonly #calls = new Map<number, CallListener>();
  #tail = "";
  #blame: string | null = null;

  constructor(process: WorkerProcess, init: WorkerInit, listener: LinkListener) {
    this.#process = process;
    this.#listener = listener;
    process.onOutput((text) => {
      this.#tail = (this.#tail + text).slice(-TAIL_LENGTH);
    });
    process.onMessage((message) => this.#receive(message));
    process.onExit((exit) => listener.onEnd(this.#obituary(exit)));
    process.send({ type: "init", init });
  }

  call(id: number, method: Method, input: unknown, listener: CallListener): void {
    this.#calls.set(id, listener);
    this.#process.send({ type: "call", id, method, input });
  }

  cancel(id: number): void {
    this.#process.send({ type: "cancel", id });
  }

  /** Ends the process; `why` becomes the reason given to whoever still waits. */
  kill(why: string): void {
    this.#blame ??= why;
    this.#process.kill();
  }

  #receive(raw: unknown): void {
    const parsed = fromWorkerSchema.safeParse(raw);
    if (!parsed.success) {
      this.kill("it sent a message nobody understands");
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case "ready":
        this.#listener.onReady();
        return;
      case "models":
        this.#listener.onModels(message.provider, message.models);
        return;
      case "progress":
        this.#calls.get(message.id)?.onProgress(message.fraction, message.label, message.preview);
        return;
      case "result":
        this.#take(message.id)?.onResult(message.output);
        return;
      case "failed":
        this.#take(message.id)?.onFailure(StudioError.fromPayload(message.error));
    }
  }

  #take(id: number): CallListener | undefined {
    const listener = this.#calls.get(id);
    this.#calls.delete(id);
    return listener;
  }

  #obituary(exit: WorkerExit): StudioError {
    const reason = this.#blame ?? exit.reason;
    const lastWords = this.#tail.trim();
    return new StudioError("engine-crashed", `The inference process ended: ${reason}.`, {
      remedy: "The studio starts it again by itself; retry the step. If it keeps ending, copy the details.",
      retryable: true,
      detail: lastWords === "" ? reason : `${reason}\n${lastWords}`,
    });
  }
}
