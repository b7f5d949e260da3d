/** What the backend tests share: a patient-free HTTP client, real pictures, and ways to look at errors. */
import sharp from "sharp";
import { afterEach } from "vitest";
import type { EditInput } from "../../../../electron/agent/roles";
import { colourCard, colours } from "../../../../electron/backends/colour-card";
import { createHttp, type Http } from "../../../../electron/backends/http";
import type { Pictures } from "../../../../electron/backends/pictures";
import { Turns } from "../../../../electron/backends/turns";
import { createImaging } from "../../../../electron/inference/imaging";
import { CancelledError, StudioError } from "../../../../shared/errors";
import type { Criterion } from "../../../../shared/run/criteria";
import type { Edit, Usage } from "../../../../shared/run/events";
import type { Loopback } from "../../../fixtures/servers/loopback";

export interface TestHttp {
  readonly http: Http;
  /** Pauses asked for between attempts, in milliseconds; none of them is waited for. */
  readonly pauses: number[];
  /** Lets the time of every request under way run out. */
  readonly expire: () => void;
}

/** The real client with its own waiting taken out. Jitter is fixed at its longest. */
export function impatientHttp(now = 0, turns = new Turns()): TestHttp {
  const pauses: number[] = [];
  const timers = new Set<() => void>();
  const http = createHttp(
    {
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
    },
    turns,
  );
  const expire = () => {
    for (const action of [...timers]) action();
  };
  return { http, pauses, expire };
}

const imaging = createImaging("native");

const measured = async (png: Uint8Array) => ({ png, ...(await imaging.sizeOf(png)) });

/** The studio's own imaging, without the process around it. */
export const pictures: Pictures = {
  toPng: async (bytes) => measured(await imaging.toPng(bytes)),
  toJpeg: (bytes, side) => imaging.toJpeg(bytes, side),
  mask: ({ boxes, polarity, ...size }) => imaging.mask(boxes, size, polarity),
  composite: async ({ base, edited, boxes }) => measured(await imaging.composite(base, edited, boxes)),
};

/** A real PNG, 32×32 pixels unless told otherwise. */
export function redPicture(side = 32): Uint8Array {
  return card("red", side);
}

export function bluePicture(side = 32): Uint8Array {
  return card("blue", side);
}

function card(name: string, side: number): Uint8Array {
  const colour = colours.find((one) => one.name === name);
  if (colour === undefined) throw new Error(`there is no ${name}`);
  return colourCard(colour, side);
}

/** A blue picture whose upper left is to be changed. */
export function editInput(more: Partial<Edit> = {}): EditInput {
  const criterion: Criterion = {
    id: "c1",
    question: "Is there a blue wall?",
    kind: "object",
    weight: 1,
    enabled: true,
    origin: "decomposer",
  };
  return {
    prompt: "a red door in a blue wall",
    parameters: { seed: 21, size: 32, temperature: 1 },
    edit: {
      base: 2,
      instruction: "Make the door red.",
      mend: ["c2"],
      keep: ["c1"],
      boxes: [{ x: 0, y: 0, w: 0.25, h: 0.25 }],
      ...more,
    },
    base: { png: bluePicture(), svg: null, width: 32, height: 32 },
    mend: [],
    keep: [{ criterion, verdict: null }],
  };
}

/** Red, green and blue of a picture's pixel. */
export async function pixelOf(png: Uint8Array, x: number, y: number): Promise<readonly number[]> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
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

export interface ServerKeeper {
  <S extends Loopback>(server: S): S;
  /** Those of this test. */
  readonly all: () => readonly Loopback[];
}

/** Closes after each test the servers it was given. */
export function keepServers(): ServerKeeper {
  let kept: Loopback[] = [];
  afterEach(async () => {
    await Promise.all(kept.map((server) => server.close()));
    kept = [];
  });
  const keep = <S extends Loopback>(server: S): S => {
    kept.push(server);
    return server;
  };
  return Object.assign(keep, { all: () => kept });
}

/** Bytes of all bodies a server was sent. */
export function sentTo(server: Loopback): number {
  return server.received.reduce((sum, { bytes }) => sum + bytes.length, 0);
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
