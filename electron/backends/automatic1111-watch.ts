/** Looks over the shoulder of AUTOMATIC1111 or Forge while it draws, and stops it. */
import { z } from "zod";
import { isCancelled, StudioError } from "../../shared/errors";
import { under } from "./address";
import { parseJson } from "./answers";
import { dataUrlContent } from "./base64";
import { type HttpAnswer, systemDeps } from "./http";
import type { Show } from "./previews";
import { type ImageServerOptions, requestTo, turnOf } from "./server";

export const SERVICE = "image server";
const TIMEOUT_MS = 600_000;
/** Base64 takes a third more than the picture itself. */
const MAX_BYTES = 96 * 1_048_576;
const MAX_PROGRESS_BYTES = 16 * 1_048_576;
const PROGRESS_EVERY_MS = 700;
const SHORT_MS = 3_000;
/** It draws one picture after the other, and tells its progress and takes interruptions for whichever it is at. */
export const AT_ONCE = 1;

/** The base address is without `/sdapi`: `http://127.0.0.1:7860`. */
export interface WatchOptions extends ImageServerOptions {
  /** Waits between looks at the progress. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Has the server draw and tells how far it is. Stopping, or losing patience, also stops the server. */
export async function drawWatched(
  options: WatchOptions,
  { path, json }: { readonly path: "txt2img" | "img2img"; readonly json: unknown },
  signal: AbortSignal,
  show: Show,
): Promise<HttpAnswer> {
  const leave = await options.http.enter(options.baseUrl, turnOf("images", options, AT_ONCE), signal);
  const done = new AbortController();
  const watching = watch(options, show, done.signal);
  try {
    return await options.http.send({
      ...requestTo(options, { timeoutMs: TIMEOUT_MS }),
      method: "POST",
      url: under(options.baseUrl, `sdapi/v1/${path}`),
      service: SERVICE,
      signal,
      json,
      maxBytes: MAX_BYTES,
    });
  } catch (error) {
    // It would go on drawing: it does not notice that nobody listens any more.
    if (isCancelled(error) || isTimeout(error)) await interrupt(options);
    throw error;
  } finally {
    leave();
    done.abort();
    await watching;
  }
}

const isTimeout = (error: unknown) => error instanceof StudioError && error.code === "timeout";

const progressSchema = z.object({
  progress: z.number().catch(0),
  state: z
    .object({ sampling_step: z.number().catch(0), sampling_steps: z.number().catch(0) })
    .nullish()
    .catch(null),
  current_image: z.string().nullish().catch(null),
});

/** Tells how far the server is until it is told to stop. Progress is a courtesy: a fault here ends nothing. */
async function watch(options: WatchOptions, show: Show, done: AbortSignal): Promise<void> {
  const sleep = options.sleep ?? systemDeps.sleep;
  while (!done.aborted) {
    try {
      await sleep(PROGRESS_EVERY_MS, done);
      const answer = await options.http.send({
        method: "GET",
        url: `${under(options.baseUrl, "sdapi/v1/progress")}?skip_current_image=false`,
        service: SERVICE,
        key: options.key,
        signal: done,
        timeoutMs: SHORT_MS,
        maxBytes: MAX_PROGRESS_BYTES,
        retries: 0,
      });
      const { progress, state, current_image } = parseJson(answer, progressSchema, SERVICE);
      if (done.aborted) return;
      const { sampling_step = 0, sampling_steps = 0 } = state ?? {};
      const label = sampling_steps > 0 ? `Step ${sampling_step} of ${sampling_steps}` : "Drawing";
      const fraction = Math.min(0.99, Math.max(0, progress));
      if (typeof current_image !== "string" || current_image === "") show(fraction, label);
      else show(fraction, label, previewBytes(current_image));
    } catch (error) {
      if (isCancelled(error)) return;
    }
  }
}

function previewBytes(inline: string): Uint8Array {
  return new Uint8Array(Buffer.from(dataUrlContent(inline) ?? inline, "base64"));
}

/** Asks the server to stop. One that cannot be told is given up. */
async function interrupt(options: WatchOptions): Promise<void> {
  const request = {
    method: "POST" as const,
    url: under(options.baseUrl, "sdapi/v1/interrupt"),
    service: SERVICE,
    key: options.key,
    signal: new AbortController().signal,
    timeoutMs: SHORT_MS,
    maxBytes: 1_048_576,
    retries: 0,
  };
  // The designer has moved on; a complaint about a server that is gone would only be in the way.
  await options.http.send(request).catch(() => undefined);
}
