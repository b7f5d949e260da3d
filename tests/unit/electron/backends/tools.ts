/** What the backend tests share: a patient-free HTTP client, real pictures, and ways to look at errors. */
import sharp from "sharp";
import { colourCard, colours } from "../../../../electron/backends/colour-card";
import { createHttp, type Http } from "../../../../electron/backends/http";
import type { ToPng } from "../../../../electron/backends/image-answer";
import { createImaging } from "../../../../electron/inference/imaging";
import { CancelledError, StudioError } from "../../../../shared/errors";
import type { Usage } from "../../../../shared/run/events";

export interface TestHttp {
  readonly http: Http;
  /** Pauses asked for between attempts, in milliseconds; none of them is waited for. */
  readonly pauses: number[];
  /** Lets the time of every request under way run out. */
  readonly expire: () => void;
}

/** The real client with its own waiting taken out. Jitter is fixed at its longest. */
export function impatientHttp(now = 0): TestHttp {
  const pauses: number[] = [];
  const timers = new Set<() => void>();
  const http = createHttp({
    sleep: async (ms, signal) => {
      if (signal.aborted) throw new CancelledError();
      pauses.push(ms);
    },
    after: (_ms, action) => {
      timers.add(action);
      return () => timers.delete(action);
    },
    random: () => 1,
    now: () => now,
  });
  const expire = () => {
    for (const action of [...timers]) action();
  };
  return { http, pauses, expire };
}

const imaging = createImaging("native");

/** The studio's own imaging, without the process around it. */
export const toPng: ToPng = async (bytes) => {
  const png = await imaging.toPng(bytes);
  return { png, ...(await imaging.sizeOf(png)) };
};

/** A real PNG, 32×32 pixels. */
export function redPicture(): Uint8Array {
  const red = colours.find(({ name }) => name === "red");
  if (red === undefined) throw new Error("there is no red");
  return colourCard(red, 32);
}

export function webpPicture(): Promise<Uint8Array> {
  return sharp(redPicture()).webp().toBuffer();
}

export const signal = new AbortController().signal;

export function roleContext(overrides: { signal?: AbortSignal } = {}) {
  const usage: Usage[] = [];
  const context = {
    signal,
    onUsage: (one: Usage) => usage.push(one),
    onProgress: () => undefined,
    ...overrides,
  };
  return { context, usage };
}

export async function failureOf(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => new Error("it should have failed"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw error;
  return error;
}

/** Everything of an error that can end on a screen, in a journal or in a log, causes included. */
export function everyWordOf(error: unknown): string {
  const words: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    words.push(at.name, at.message, at.stack ?? "", JSON.stringify(at), JSON.stringify(Object.values(at)));
    if (at instanceof StudioError) words.push(JSON.stringify(at.toPayload()));
  }
  return words.join("\n");
}
