/** Sends news to the renderer; run events are gathered so that a burst costs one message a frame. */
import type { WebContents } from "electron";
import type { NewsChannel, NewsPayload } from "../../shared/ipc/contract";
import type { RunEvent } from "../../shared/run/events";

/** One frame at 60 per second, in milliseconds. */
const FRAME_MS = 16;

export type NewsTarget = Pick<WebContents, "send" | "isDestroyed">;

export interface News {
  /** Sends at once, except `run-events`, which leave with the frame. Order within a channel is kept. */
  send<N extends NewsChannel>(channel: N, payload: NewsPayload<N>): void;
  /** Sends what is waiting now. */
  flush(): void;
}

/**
 * @param targets the pages to tell, asked for at every sending
 * @param frameMs how long run events are gathered, in milliseconds
 */
export function createNews(targets: () => readonly NewsTarget[], frameMs: number = FRAME_MS): News {
  const waiting = new Map<string, RunEvent[]>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const post = (channel: NewsChannel, payload: unknown): void => {
    for (const target of targets()) if (!target.isDestroyed()) target.send(channel, payload);
  };

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batches = [...waiting];
    waiting.clear();
    for (const [runId, events] of batches) post("run-events", { runId, events });
  };

  const gather = ({ runId, events }: NewsPayload<"run-events">): void => {
    const batch = waiting.get(runId);
    if (batch === undefined) waiting.set(runId, [...events]);
    else batch.push(...events);
    timer ??= setTimeout(flush, frameMs);
  };

  return {
    send(channel, payload) {
      if (channel === "run-events") {
        gather(payload as NewsPayload<"run-events">);
        return;
      }
      // A run's start or end must not overtake its events.
      if (channel === "run-live") flush();
      post(channel, payload);
    },
    flush,
  };
}
