/** One job at ComfyUI: handed in, followed to its end, taken back when nobody wants it any more. */
import { randomUUID } from "node:crypto";
import type { Workflow } from "../../../shared/comfyui/workflow";
import { CancelledError, isCancelled } from "../../../shared/errors";
import { systemDeps } from "../http";
import type { Show } from "../previews";
import type { ServerOptions } from "../server";
import type { ComfyApi, Finished, Submitted } from "./api";
import { follow, News, type Waiting } from "./follow";
import { openSocket } from "./socket";

/** Without any change in queue or progress. Loading a large model takes minutes. */
const PATIENCE_MS = 900_000;
/** Telling the server to stop may not hold up whoever stopped. */
const CANCEL_MS = 3_000;

export interface JobOptions extends ServerOptions {
  readonly patienceMs?: number;
  readonly waiting?: Waiting;
}

export interface Job {
  /** As it was read; nodes are named by it. */
  readonly workflow: Workflow;
  /** With the values in their places. */
  readonly filled: unknown;
  readonly api: ComfyApi;
  readonly signal: AbortSignal;
  readonly show: Show;
}

/**
 * Has a workflow run.
 * @throws those of `follow` and of handing in; the job is taken back then
 */
export async function run(options: JobOptions, job: Job): Promise<{ finished: Finished; left: string }> {
  const { api, workflow, filled, signal, show } = job;
  const clientId = randomUUID();
  const news = new News();
  const opening = openSocket(options.baseUrl, clientId, options.key, {
    onMessage: news.receive,
    onPreview: news.preview,
    onLost: () => {
      news.isLive = false;
    },
  });
  const unlessStopped = aborted(signal);
  let submitted: Submitted | null = null;
  try {
    const socket = await Promise.race([opening, unlessStopped.promise]);
    news.isLive = socket.isOpen();
    submitted = await submit(api, filled, clientId, unlessStopped.promise);
    const finished = await follow(submitted.id, news, {
      api,
      workflow,
      signal,
      show,
      waiting: options.waiting ?? { sleep: systemDeps.sleep, now: () => performance.now() },
      patienceMs: options.patienceMs ?? PATIENCE_MS,
    });
    return { finished, left: submitted.left };
  } catch (error) {
    // Whatever went wrong, nobody waits for this job any more.
    if (submitted !== null) await cancelThere(api, submitted.id);
    throw error;
  } finally {
    unlessStopped.forget();
    void opening.then((socket) => socket.close());
  }
}

/**
 * Hands the workflow in. Being stopped meanwhile does not break the request off, for then nobody would know the
 * job's name: it is taken back as soon as it has one.
 */
async function submit(
  api: ComfyApi,
  workflow: unknown,
  clientId: string,
  stopped: Promise<never>,
): Promise<Submitted> {
  const handingIn = api.submit(workflow, clientId, new AbortController().signal);
  try {
    return await Promise.race([handingIn, stopped]);
  } catch (error) {
    if (isCancelled(error)) {
      handingIn.then(
        ({ id }) => cancelThere(api, id),
        // Never arrived: there is nothing to take back.
        () => undefined,
      );
    }
    throw error;
  }
}

async function cancelThere(api: ComfyApi, id: string): Promise<void> {
  // The designer has moved on; a complaint about a server that is gone would only be in the way.
  await api.cancel(id, AbortSignal.timeout(CANCEL_MS)).catch(() => undefined);
}

function aborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  let stop: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    stop = () => reject(new CancelledError());
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  // Whoever races against it hears of it; one that nobody races against any more is no fault.
  promise.catch(() => undefined);
  return { promise, forget: () => signal.removeEventListener("abort", stop) };
}
