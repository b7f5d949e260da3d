/** Trying again what failed for the moment: a few times, with growing pauses, as the server wishes. */
import { throwIfCancelled } from "../../../shared/errors";
import { tooLongWait } from "../../backends/http-errors";
import { pauseBefore } from "../../backends/http-retry";
import type { NetDeps } from "./answers";
import { PassingFault } from "./faults";

/** Attempts in a row that bring nothing, after the first. */
const RETRIES = 5;

export interface Patience {
  readonly deps: Pick<NetDeps, "sleep" | "random" | "now">;
  readonly signal: AbortSignal;
  /** A number that grows with everything that comes: whoever gets on is never given up. */
  readonly progress?: () => number;
  /** Told until when it waits; null when it goes on. */
  readonly onWait?: (until: number | null) => void;
}

/** @throws CancelledError, what is no PassingFault at once, and the error of one that does not pass */
export async function patiently<T>(attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const { deps, signal, progress = () => 0, onWait = () => undefined } = patience;
  let tries = 0;
  for (;;) {
    throwIfCancelled(signal);
    const before = progress();
    try {
      return await attempt();
    } catch (fault) {
      if (!(fault instanceof PassingFault)) throw fault;
      if (progress() > before) tries = 0;
      const pause = pauseBefore(tries, fault.waitMs, deps.random);
      if (pause === null) throw tooLongWait(fault.error, fault.waitMs ?? 0);
      if (tries >= RETRIES) throw fault.error;
      tries += 1;
      onWait(deps.now() + pause);
      await deps.sleep(pause, signal);
      onWait(null);
    }
  }
}
