/**
 * Who may ask a server now: so many at a time, in the order they came, and nobody while the server wants to be left
 * alone. One book for the whole process, since limits are a server's and not a run's.
 */
import { CancelledError } from "../../shared/errors";

export interface Turn {
  readonly kind: "images" | "chat";
  /** Requests of this kind under way at the same time at most. */
  readonly atOnce: number;
}

interface Waiting {
  readonly atOnce: number;
  readonly begin: () => void;
}

interface Lane {
  active: number;
  readonly waiting: Waiting[];
}

export class Turns {
  readonly #lanes = new Map<string, Lane>();
  readonly #rests = new Map<string, number>();

  /**
   * Resolves when it is the caller's turn, with the way to end it.
   * @throws CancelledError when the signal fires while waiting
   */
  enter(origin: string, { kind, atOnce }: Turn, signal: AbortSignal): Promise<() => void> {
    const name = `${kind} ${origin}`;
    const lane = this.#lanes.get(name) ?? { active: 0, waiting: [] };
    this.#lanes.set(name, lane);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        atOnce,
        begin: () => {
          signal.removeEventListener("abort", onAbort);
          resolve(this.#taken(name, lane));
        },
      };
      const onAbort = () => {
        const at = lane.waiting.indexOf(waiting);
        if (at >= 0) lane.waiting.splice(at, 1);
        reject(new CancelledError());
      };
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener("abort", onAbort, { once: true });
      lane.waiting.push(waiting);
      advance(lane);
    });
  }

  /** Milliseconds until the server may be asked again; 0 when it may be asked now. */
  restOf(origin: string, now: number): number {
    const until = this.#rests.get(origin);
    if (until === undefined) return 0;
    if (until <= now) this.#rests.delete(origin);
    return Math.max(0, until - now);
  }

  /** The server wants to be left alone until then. */
  rest(origin: string, until: number): void {
    this.#rests.set(origin, Math.max(until, this.#rests.get(origin) ?? 0));
  }

  #taken(name: string, lane: Lane): () => void {
    lane.active += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      lane.active -= 1;
      advance(lane);
      if (lane.active === 0 && lane.waiting.length === 0) this.#lanes.delete(name);
    };
  }
}

/** Lets in the first in the line, and no one past him. */
function advance(lane: Lane): void {
  for (let first = lane.waiting[0]; first !== undefined; first = lane.waiting[0]) {
    if (lane.active >= first.atOnce) return;
    lane.waiting.shift();
    first.begin();
  }
}

/** The process's own. */
export const processTurns = new Turns();
