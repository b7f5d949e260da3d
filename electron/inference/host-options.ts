/** What the host of the inference process can be told, and what it does untold. */
import { type Clock, systemClock } from "./clock";
import type { WorkerInit } from "./protocol";
import type { Spawner } from "./spawner";

export interface HostOptions {
  readonly spawn: Spawner;
  readonly init: WorkerInit;
  /** How long a cancelled call may take to stop by itself before the process is killed. Default 1,500 ms. */
  readonly graceMs?: number;
  /** Crashes in a row after which nothing is started any more until `restart` or a quiet time. Default 4. */
  readonly maxCrashes?: number;
  /** Pause before the first restart; doubles with every further crash. Default 200 ms. */
  readonly backoffMs?: number;
  /** After so long without a crash the count starts again. Default one minute. */
  readonly quietMs?: number;
  /** How long the process may take to report for work before it counts as crashed. Default 30 s. */
  readonly startMs?: number;
  readonly clock?: Clock;
}

/** What every call is given besides its input. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number, label: string, preview?: Uint8Array) => void;
}

/** Longest pause before a restart. */
export const MAX_BACKOFF_MS = 5_000;

export const hostDefaults = {
  graceMs: 1_500,
  maxCrashes: 4,
  backoffMs: 200,
  quietMs: 60_000,
  startMs: 30_000,
  clock: systemClock,
};
