/** The studio's loop with its journal and pictures in memory: what a benchmark needs when nothing is to be kept. */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { runLoop } from "../electron/agent/loop";
import type { ExperienceStore, ImageShelf, Roles, SkillShelf } from "../electron/agent/roles";
import { Mailbox } from "../electron/agent/steering";
import {
  durableBodySchema,
  type EventBody,
  isDurable,
  type JournalEvent,
  passingBodySchema,
  type RunEvent,
} from "../shared/run/events";
import { bestOf } from "../shared/run/ranking";
import { reduceAll } from "../shared/run/reduce";
import type { RunSettings } from "../shared/run/settings";
import type { RunState } from "../shared/run/state";

export interface InMemoryRun {
  readonly prompt: string;
  readonly settings: RunSettings;
  readonly roles: Roles;
  readonly skills: SkillShelf;
  readonly experiences?: ExperienceStore;
  readonly signal?: AbortSignal;
}

export interface RunEnd {
  readonly state: RunState;
  /** The run's best picture; the vector form where its generator drew one. */
  readonly png: Uint8Array;
  readonly svg: string | null;
}

/** @throws Error when a role failed or nothing was drawn: a benchmark's fault is no result. */
export async function runInMemory(input: InMemoryRun): Promise<RunEnd> {
  const { prompt, settings, roles, skills, experiences } = input;
  const images = shelfInMemory();
  const { emit, events } = journalInMemory(Date.now);
  await emit({ type: "run-created", run: { id: "benchmark", title: "benchmark", prompt, settings } });
  const loop = runLoop({
    state: reduceAll(events),
    roles,
    images,
    skills,
    ...(experiences === undefined ? {} : { experiences }),
    mailbox: new Mailbox(),
    signal: input.signal ?? new AbortController().signal,
    emit,
    clock: {
      now: () => performance.now(),
      sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    },
  });
  let next = await loop.next();
  while (next.done !== true) next = await loop.next();
  return bestIn(next.value, images);
}

async function bestIn(state: RunState, images: ImageShelf): Promise<RunEnd> {
  if (state.failure !== null) {
    const { role, message, detail = "" } = state.failure;
    throw new Error(`${role}: ${message} ${detail}`.trim());
  }
  const image = state.iterations.find(({ n }) => n === bestOf(state))?.image ?? null;
  if (image === null) throw new Error("The run ended without a picture.");
  const svg = image.vector == null ? null : Buffer.from(await images.get(image.vector)).toString("utf8");
  return { state, png: await images.get(image.ref), svg };
}

/** A journal that is kept nowhere. @param now milliseconds since 1970, or on the benchmark's own clock */
export function journalInMemory(now: () => number): {
  emit: (body: EventBody) => Promise<RunEvent>;
  events: readonly JournalEvent[];
} {
  const events: JournalEvent[] = [];
  const emit = async (body: EventBody): Promise<RunEvent> => {
    const at = now();
    if (!isDurable(body)) return { v: 1, seq: null, at, ...passingBodySchema.parse(body) };
    const event: JournalEvent = { v: 1, seq: events.length, at, ...durableBodySchema.parse(body) };
    events.push(event);
    return event;
  };
  return { emit, events };
}

export const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Pictures by the hash of their bytes, as the store on disk keeps them. */
export function shelfInMemory(): ImageShelf {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (bytes, extension) => {
      const hash = hashOf(bytes);
      files.set(hash, bytes);
      return { hash, file: `${hash}.${extension}`, bytes: bytes.length };
    },
    get: async ({ hash }) => {
      const bytes = files.get(hash);
      if (bytes === undefined) throw new Error(`No picture ${hash}.`);
      return bytes;
    },
  };
}
