/** An image server that draws with the real engine: by the GEMS protocol and by the OpenAI images API. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Engine } from "../../electron/inference/client";
import type { Latency } from "./latency";
import { wireSeconds } from "./latency";
import { type Answered, type Asked, json, type Loopback, startLoopback } from "./loopback";
import type { Meter } from "./meter";
import type { VirtualClock } from "./virtual-clock";

/** Side in pixels: what the studio asks for and what the published servers draw. */
export const IMAGE_SIZE = 1024;
const MAX_SEED = 2_147_483_647;

export interface Picture {
  readonly prompt: string;
  readonly seed: number;
  readonly png: Uint8Array;
  readonly svg: string;
}

/** What it keeps of the run under way. */
export interface Easel {
  readonly meter: Meter;
  readonly clock: VirtualClock;
  readonly latency: Latency;
  /** Pictures drawn at the same time. */
  readonly workers: number;
  /** Seeds it chooses itself begin here. */
  readonly seed: number;
  readonly pictures: Picture[];
}

/** One image server on several ports, as a pool of machines looks from outside. */
export interface ImageServer {
  readonly origins: readonly string[];
  readonly close: () => Promise<void>;
  /** The next requests belong to this run. */
  begin(easel: Easel): void;
}

export type Draw = (prompt: string, seed: number) => Promise<Pick<Picture, "png" | "svg">>;

/** Draws each prompt and seed once: the same picture for every policy that asks for it. */
export function drawing(engine: Pick<Engine, "draw">): Draw {
  const drawn = new Map<string, ReturnType<Draw>>();
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  return (prompt, seed) => {
    const key = `${seed}\n${prompt}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const picture = engine.draw({ prompt, seed, temperature: 1, size: IMAGE_SIZE }, options);
    drawn.set(key, picture);
    return picture;
  };
}

const bodySchema = z.object({ prompt: z.string().min(1), seed: z.number().int().optional() });

export async function startImageServer(draw: Draw, ports = 1): Promise<ImageServer> {
  let easel: Easel | null = null;
  let free: number[] = [];

  /** Seconds from now until a worker has drawn it. */
  function queued({ clock, latency }: Easel): number {
    const now = clock.now();
    const soonest = Math.min(...free);
    const done = Math.max(now, soonest) + latency.imageSeconds;
    free[free.indexOf(soonest)] = done;
    return done - now;
  }

  async function paint(asked: Asked, prompt: string, wanted: number | undefined): Promise<Uint8Array> {
    if (easel === null) throw new Error("No run has begun.");
    const { clock, latency, meter, pictures } = easel;
    meter.image(asked.bytes);
    await clock.sleep(wireSeconds(latency, asked.bytes), asked.request);
    const seconds = queued(easel);
    const seed = wanted ?? ownSeed(easel.seed, pictures.length);
    const { png, svg } = await draw(prompt, seed);
    pictures.push({ prompt, seed, png, svg });
    await clock.sleep(seconds, asked.request);
    return png;
  }

  const respond = async (asked: Asked): Promise<Answered> => {
    if (asked.route === "POST /generate") {
      const prompt = asked.query.get("prompt") ?? "";
      return { status: 200, type: "image/png", body: await paint(asked, prompt, undefined) };
    }
    if (asked.route === "POST /v1/images/generations") {
      const { prompt, seed } = bodySchema.parse(JSON.parse(Buffer.from(asked.body).toString("utf8")));
      const png = await paint(asked, prompt, seed);
      return json(200, { created: 1, data: [{ b64_json: Buffer.from(png).toString("base64") }] });
    }
    return json(404, { error: { message: "Not found" } });
  };
  const loopbacks: Loopback[] = [];
  for (let port = 0; port < ports; port++) loopbacks.push(await startLoopback(respond));
  return {
    origins: loopbacks.map(({ origin }) => origin),
    close: async () => {
      for (const { close } of loopbacks) await close();
    },
    begin: (next) => {
      easel = next;
      free = Array.from({ length: next.workers }, () => next.clock.now());
    },
  };
}

/**
 * A server's own seed for the n-th picture of a run. The first is the run's own, so that policies which begin with
 * the same prompt begin with the same picture (common random numbers); the others have nothing to do with it.
 */
export function ownSeed(seed: number, n: number): number {
  if (n === 0) return seed;
  return createHash("sha256").update(`${seed}/${n}`).digest().readUInt32BE(0) % MAX_SEED;
}
