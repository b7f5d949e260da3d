/** Calls waiting for the inference process or under way in it, in the order they came. */
import type { StudioError } from "../../shared/errors";
import { type Method, methods } from "./protocol";

interface JobRequest {
  readonly method: Method;
  readonly input: unknown;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: StudioError) => void;
  readonly onProgress: (fraction: number, label: string, preview?: Uint8Array) => void;
}

/** A call; it settles once, whatever is said to it later, but may go on occupying the process. */
export class Job {
  readonly id: number;
  readonly method: Method;
  readonly input: unknown;
  readonly onProgress: (fraction: number, label: string, preview?: Uint8Array) => void;
  onSettled: () => void = () => undefined;
  /** Takes back the threat to kill the process over this call. */
  stopGrace: (() => void) | null = null;
  running = false;
  settled = false;
  readonly #request: JobRequest;

  constructor(id: number, request: JobRequest) {
    this.id = id;
    this.method = request.method;
    this.input = request.input;
    this.onProgress = request.onProgress;
    this.#request = request;
  }

  get heavy(): boolean {
    return methods[this.method].heavy;
  }

  resolve(output: unknown): void {
    this.#settle(() => this.#request.resolve(output));
  }

  reject(error: StudioError): void {
    this.#settle(() => this.#request.reject(error));
  }

  #settle(act: () => void): void {
    if (this.settled) return;
    this.settled = true;
    this.onSettled();
    act();
  }
}

export class JobQueue {
  #nextId = 1;
  #jobs: Job[] = [];

  get idle(): boolean {
    return this.#jobs.length === 0;
  }

  add(request: JobRequest): Job {
    const job = new Job(this.#nextId, request);
    this.#nextId += 1;
    this.#jobs.push(job);
    return job;
  }

  remove(job: Job): void {
    this.#jobs = this.#jobs.filter((one) => one !== job);
  }

  /** Takes what may start now: every light call, and the oldest heavy one unless one is under way. */
  startable(): Job[] {
    let heavyBusy = this.#jobs.some((job) => job.running && job.heavy);
    const chosen: Job[] = [];
    for (const job of this.#jobs) {
      if (job.running || (job.heavy && heavyBusy)) continue;
      if (job.heavy) heavyBusy = true;
      job.running = true;
      chosen.push(job);
    }
    return chosen;
  }

  /** Fails what was under way; what only waited stays. */
  failRunning(error: StudioError): void {
    this.#drop((job) => job.running, error);
  }

  failAll(error: StudioError): void {
    this.#drop(() => true, error);
  }

  /** The process was killed over one call: the cancelled leave, their bystanders start over. */
  requeueRunning(): void {
    for (const job of this.#jobs) {
      job.running = false;
      job.stopGrace?.();
    }
    this.#jobs = this.#jobs.filter((job) => !job.settled);
  }

  #drop(which: (job: Job) => boolean, error: StudioError): void {
    const dropped = this.#jobs.filter(which);
    this.#jobs = this.#jobs.filter((job) => !dropped.includes(job));
    for (const job of dropped) {
      job.stopGrace?.();
      job.reject(error);
    }
  }
}
