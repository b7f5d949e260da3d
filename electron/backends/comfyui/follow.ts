/** Waits for a job to end: woken by the socket where there is one, and asking over HTTP in any case. */
import type { Workflow } from "../../../shared/comfyui/workflow";
import { throwIfCancelled } from "../../../shared/errors";
import type { Show } from "../previews";
import type { ComfyApi, Finished } from "./api";
import type { ComfyMessage } from "./messages";
import { WorkflowProgress } from "./progress";
import { executionFailed, forgotten, interruptedThere, silent } from "./words";

/** Between two questions: while the socket tells, without it, and when the end has been told. */
const pauses = { told: 5_000, untold: 1_000, ending: 100 } as const;

export interface Waiting {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds, from anywhere. */
  readonly now: () => number;
}

export interface FollowOptions {
  readonly api: ComfyApi;
  readonly workflow: Workflow;
  readonly signal: AbortSignal;
  readonly waiting: Waiting;
  /** Given up when nothing has changed for this long. */
  readonly patienceMs: number;
  readonly show: Show;
}

/** Gathers news that may come before the job's id is known, and wakes who waits for them. */
export class News {
  readonly #early: ComfyMessage[] = [];
  #listener: ((message: ComfyMessage) => void) | null = null;
  /** The newest that came before anybody looked: a workflow of one step has no other. */
  #earlyPreview: Uint8Array | null = null;
  #onPreview: (picture: Uint8Array) => void = (picture) => {
    this.#earlyPreview = picture;
  };
  #wake: () => void = () => undefined;
  #isLive = false;

  /** True while the socket is open. */
  get isLive(): boolean {
    return this.#isLive;
  }

  set isLive(value: boolean) {
    this.#isLive = value;
    this.#wake();
  }

  readonly receive = (message: ComfyMessage): void => {
    if (this.#listener === null) this.#early.push(message);
    else this.#listener(message);
  };

  readonly preview = (picture: Uint8Array): void => this.#onPreview(picture);

  listen(listener: (message: ComfyMessage) => void, onPreview: (picture: Uint8Array) => void): void {
    this.#listener = listener;
    this.#onPreview = onPreview;
    for (const message of this.#early.splice(0)) listener(message);
    if (this.#earlyPreview !== null) onPreview(this.#earlyPreview);
    this.#earlyPreview = null;
  }

  wake(): void {
    this.#wake();
  }

  /** Resolves when woken. */
  woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/**
 * Follows job `id` to its end.
 * @throws CancelledError; StudioError "server-error" when a node failed, somebody interrupted the job or the server
 * forgot it, "timeout" when it got no further, and those of `Http.send`.
 */
export async function follow(id: string, news: News, options: FollowOptions): Promise<Finished> {
  const { api, workflow, signal, waiting, patienceMs, show } = options;
  const progress = new WorkflowProgress(workflow);
  let lastNews = waiting.now();
  let place = "";
  let isEnding = false;
  let failure: unknown = null;
  const isNew = () => {
    lastNews = waiting.now();
  };
  const onPreview = (picture: Uint8Array) => {
    isNew();
    show(progress.fraction, progress.label, picture);
  };
  news.listen((message) => {
    if ((message.data.prompt_id ?? id) !== id) return;
    isNew();
    progress.tell(message);
    show(progress.fraction, progress.label);
    if (message.type === "execution_error") failure = executionFailed(workflow, message.data);
    if (message.type === "execution_interrupted") failure = interruptedThere();
    isEnding ||=
      message.type === "execution_success" || (message.type === "executing" && message.data.node === null);
    if (isEnding || failure !== null) news.wake();
  }, onPreview);
  for (;;) {
    throwIfCancelled(signal);
    if (failure !== null) throw failure;
    const woken = news.woken();
    // The queue first: a job that leaves it between the two questions is found in the history.
    const queued = isEnding ? null : await api.queue(id, signal);
    const finished = await api.finished(id, signal);
    if (finished !== null) return ended(finished, workflow);
    if (failure !== null) throw failure;
    if (queued !== null && !queued.running && queued.before === null && !isEnding) throw forgotten();
    const now = queued === null ? "ending" : `${queued.running} ${queued.before}`;
    if (now !== place) isNew();
    place = now;
    if (queued?.before != null) show(0, waitingWords(queued.before));
    if (waiting.now() - lastNews > patienceMs) throw silent(Math.round(patienceMs / 1_000));
    const pause = isEnding ? pauses.ending : news.isLive ? pauses.told : pauses.untold;
    await rest(pause, isEnding ? null : woken, signal, waiting);
  }
}

/** Waits for the pause, or for news where they count. */
async function rest(
  ms: number,
  woken: Promise<void> | null,
  signal: AbortSignal,
  waiting: Waiting,
): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const slept = waiting.sleep(ms, over.signal);
    if (woken === null) return await slept;
    // A sleep that is cut short rejects; by then nobody listens to it.
    slept.catch(() => undefined);
    await Promise.race([slept, woken]);
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

function ended(finished: Finished, workflow: Workflow): Finished {
  if (finished.failure !== null) throw executionFailed(workflow, finished.failure);
  if (finished.interrupted) throw interruptedThere();
  return finished;
}

function waitingWords(before: number): string {
  if (before === 0) return "Next in the server's queue";
  return `Waiting in the server's queue (${before} before it)`;
}
