/**
 * Keeps the inference process alive and its work in order: heavy calls one at a time, cancellation between
 * steps and by force after a grace, restarts on demand with growing pauses and an upper bound.
 */
import { CancelledError, StudioError, throwIfCancelled } from "../../shared/errors";
import type { EngineStatus } from "../../shared/ipc/domains/studio";
import { closedError, exhaustedError, unstartableError } from "./failures";
import { type CallOptions, type HostOptions, hostDefaults, MAX_BACKOFF_MS } from "./host-options";
import { type Job, JobQueue } from "./jobs";
import { WorkerLink } from "./link";
import { type Method, type MethodInput, type MethodOutput, methods } from "./protocol";
import { StatusBoard } from "./status";

export class WorkerHost {
  readonly #options: Required<HostOptions>;
  readonly #board = new StatusBoard();
  readonly #jobs = new JobQueue();
  #link: WorkerLink | null = null;
  #ready = false;
  #stopTimer: (() => void) | null = null;
  #crashes = 0;
  #lastCrashAt = Number.NEGATIVE_INFINITY;
  #lastError: StudioError | null = null;
  /** Set while the process is being ended by ourselves. */
  #intent: "overdue" | "restart" | null = null;
  #closed = false;
  #onGone: (() => void) | null = null;

  constructor(options: HostOptions) {
    this.#options = { ...hostDefaults, ...options };
  }

  status(): EngineStatus {
    return this.#board.status();
  }

  onStatus(listener: (status: EngineStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  /**
   * Has the process do one piece of work.
   * @throws CancelledError as soon as the signal fires; StudioError "engine-crashed" when the process ends
   * under the work, "engine-unavailable" when it cannot be kept alive, or what the work itself failed with.
   */
  async call<M extends Method>(
    method: M,
    input: MethodInput<M>,
    options: CallOptions,
  ): Promise<MethodOutput<M>> {
    throwIfCancelled(options.signal);
    if (this.#closed) throw closedError();
    const output = await new Promise<unknown>((resolve, reject) => {
      const job = this.#jobs.add({
        method,
        input,
        resolve,
        reject,
        onProgress: options.onProgress ?? (() => undefined),
      });
      const onAbort = () => this.#cancel(job);
      options.signal.addEventListener("abort", onAbort, { once: true });
      job.onSettled = () => options.signal.removeEventListener("abort", onAbort);
      this.#pump();
    });
    return parseOutput(method, output);
  }

  /** Ends the process, forgets earlier crashes and waits until a new one takes calls. */
  async restart(): Promise<void> {
    if (this.#closed) throw closedError();
    this.#intent = "restart";
    this.#crashes = 0;
    this.#lastError = null;
    await this.#end("it was restarted on request");
    this.#board.set({ error: null });
    await new Promise<void>((resolve, reject) => {
      const off = this.#board.subscribe(({ state }) => {
        if (state === "starting" || state === "restarting") return;
        off();
        if (state === "ready") resolve();
        else reject(this.#lastError ?? closedError());
      });
      this.#start();
    });
  }

  /** Ends the process; every open and later call fails with "engine-unavailable". */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#jobs.failAll(closedError());
    await this.#end("the studio closed it");
    this.#board.lost({ state: "stopped" });
  }

  #pump(): void {
    if (this.#jobs.idle || this.#closed) return;
    const link = this.#link;
    if (link === null) {
      this.#start();
      return;
    }
    if (!this.#ready) return;
    for (const job of this.#jobs.startable()) this.#dispatch(link, job);
  }

  #dispatch(link: WorkerLink, job: Job): void {
    link.call(job.id, job.method, job.input, {
      onProgress: (fraction, label, preview) => {
        if (!job.settled) job.onProgress(fraction, label, preview);
      },
      onResult: (output) => {
        this.#recovered(job);
        this.#finish(job, () => job.resolve(output));
      },
      onFailure: (error) => {
        if (job.method === "warmUp") this.#board.set({ error: error.toPayload() });
        this.#finish(job, () => job.reject(error));
      },
    });
  }

  #finish(job: Job, settle: () => void): void {
    job.stopGrace?.();
    this.#jobs.remove(job);
    settle();
    this.#pump();
  }

  #cancel(job: Job): void {
    job.reject(new CancelledError());
    if (!job.running) {
      this.#jobs.remove(job);
      return;
    }
    this.#link?.cancel(job.id);
    job.stopGrace = this.#options.clock.after(this.#options.graceMs, () => {
      this.#intent = "overdue";
      this.#link?.kill("it did not stop when asked");
    });
  }

  #recovered(job: Job): void {
    this.#crashes = 0;
    if (!usesModels(job.method)) return;
    this.#lastError = null;
    const shown = this.#board.status().error;
    // A model that would not load is not cured by another one's work.
    if (job.method === "warmUp" || shown?.code === "engine-crashed") this.#board.set({ error: null });
  }

  #start(): void {
    if (this.#stopTimer !== null || this.#link !== null) return;
    const { clock, quietMs, maxCrashes, backoffMs } = this.#options;
    if (clock.now() - this.#lastCrashAt > quietMs) this.#crashes = 0;
    if (this.#crashes >= maxCrashes) {
      this.#board.set({ state: "failed" });
      this.#jobs.failAll(exhaustedError(this.#crashes, this.#lastError));
      return;
    }
    this.#board.set({ state: this.#board.everStarted ? "restarting" : "starting" });
    const pause = this.#crashes === 0 ? 0 : Math.min(MAX_BACKOFF_MS, backoffMs * 2 ** (this.#crashes - 1));
    this.#stopTimer = clock.after(pause, () => {
      this.#stopTimer = null;
      this.#spawn();
    });
  }

  #spawn(): void {
    this.#board.started();
    this.#ready = false;
    this.#intent = null;
    const { clock, startMs } = this.#options;
    const stopWatch = clock.after(startMs, () => this.#link?.kill("it did not get ready in time"));
    try {
      this.#link = new WorkerLink(this.#options.spawn(), this.#options.init, {
        onReady: () => {
          stopWatch();
          this.#ready = true;
          this.#board.set({ state: "ready" });
          this.#pump();
        },
        onModels: (provider, models) => this.#board.set({ provider, models: [...models] }),
        onEnd: (error) => {
          stopWatch();
          this.#ended(error);
        },
      });
    } catch (cause) {
      stopWatch();
      this.#ended(unstartableError(cause));
    }
  }

  #ended(error: StudioError): void {
    const intent = this.#intent;
    this.#link = null;
    this.#ready = false;
    this.#onGone?.();
    if (this.#closed) return;
    if (intent !== null) {
      this.#board.lost({ state: "restarting" });
      if (intent === "restart") this.#jobs.failRunning(error);
      else this.#jobs.requeueRunning();
      this.#start();
      return;
    }
    this.#crashes += 1;
    this.#lastCrashAt = this.#options.clock.now();
    this.#lastError = error;
    this.#board.lost({ state: "failed", error: error.toPayload() });
    this.#jobs.failRunning(error);
    this.#pump();
  }

  /** Kills the process, if there is one, and waits until it is gone. */
  async #end(why: string): Promise<void> {
    this.#stopTimer?.();
    this.#stopTimer = null;
    const link = this.#link;
    if (link === null) return;
    await new Promise<void>((resolve) => {
      this.#onGone = resolve;
      link.kill(why);
    });
    this.#onGone = null;
  }
}

/** True for work whose success shows that the models are well. */
function usesModels(method: Method): boolean {
  return method === "draw" || method === "see" || method === "warmUp";
}

function parseOutput<M extends Method>(method: M, output: unknown): MethodOutput<M> {
  const parsed = methods[method].output.safeParse(output);
  // The schema is the method's own, which the compiler cannot follow through the table.
  if (parsed.success) return parsed.data as MethodOutput<M>;
  throw new StudioError("internal", `The inference process answered "${method}" with something unreadable.`, {
    remedy: "Reinstall the studio: its parts do not fit together.",
    detail: parsed.error.message,
    cause: parsed.error,
  });
}
