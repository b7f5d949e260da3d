/**
 * The one way to servers: timeouts, cancellation, bounded answers, retries with growing pauses, and errors a
 * person can act on. Keys travel in the one header a service reads them from and nowhere else.
 */
import { CancelledError, throwIfCancelled } from "../../shared/errors";
import { attemptOnce, bodyOf, type Outcome } from "./http-attempt";
import { checkedUrl, tooLongWait } from "./http-errors";
import { pauseBefore } from "./http-retry";
import type { ServerEvent } from "./server-events";
import { processTurns, type Turn, type Turns } from "./turns";

/** Attempts and the pauses between them, as a multiple of the time for one attempt. */
const BUDGET = 3;

export interface HttpBody {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** What is asked, as people call it: "image server", "language model". Used in error messages. */
  readonly service: string;
  readonly signal: AbortSignal;
  /** Sent in the header `keyHeader` names; never shown, never logged. */
  readonly key?: string | undefined;
  /** Where the service wants its key. Default: `authorization`, as a bearer token. */
  readonly keyHeader?: "authorization" | "x-api-key" | "x-goog-api-key";
  /** Sent besides; for what a service insists on, such as the version of its API. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, where there is no JSON. */
  readonly body?: HttpBody;
  /** For one attempt, from connecting to the last byte; of a stream of events, from one piece to the next. */
  readonly timeoutMs: number;
  /** For all attempts and the pauses between them. Default three times `timeoutMs`. */
  readonly budgetMs?: number;
  /** Waits for its turn among the requests of its kind to this server, and for the server's own limits. */
  readonly turn?: Turn;
  /** Makes the reader of an answer that comes as server-sent events, anew for each attempt. */
  readonly events?: () => (event: ServerEvent) => void;
  /** Longest answer accepted, in bytes. */
  readonly maxBytes: number;
  /** Attempts after the first on 429, 5xx and network faults. Default 3. */
  readonly retries?: number;
  /** Finds the server's words in the body of a refusal, keys already taken out. Default: the usual shapes of errors. */
  readonly explain?: (body: string) => string;
  /** Follows redirects. Off by default: a redirected POST loses its body. */
  readonly follow?: boolean;
}

export interface HttpAnswer {
  /** Without parameters, lower case: "image/png"; empty when the server did not say. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** True when it came as events; `bytes` is empty then. */
  readonly isStream: boolean;
  /** Bytes of the request's body, of all attempts together. */
  readonly sentBytes: number;
  /** Takes the request's key out of words of this answer that are to be shown. */
  readonly redact: (text: string) => string;
}

export interface HttpDeps {
  readonly fetch: typeof fetch;
  /** Resolves after `ms`, or rejects with CancelledError when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Calls `action` once after `ms`; the returned function takes it back. */
  readonly after: (ms: number, action: () => void) => () => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Http {
  /**
   * Sends the request and reads a successful answer whole.
   * @throws CancelledError when the signal fires; StudioError "unreachable", "timeout", "unauthorised",
   * "rate-limited", "server-error", "not-found", "bad-input" (as HttpStatusError) or "bad-answer".
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * Takes a turn at the server of `url` for work that is more than one request; the returned function ends it.
   * @throws CancelledError when the signal fires while waiting
   */
  enter(url: string, turn: Turn, signal: AbortSignal): Promise<() => void>;
}

export const systemDeps: HttpDeps = {
  fetch: (...args) => fetch(...args),
  sleep,
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  now: Date.now,
};

/** @param turns who asks which server now; the process's own unless a test wants its own */
export function createHttp(deps: Partial<HttpDeps> = {}, turns: Turns = processTurns): Http {
  const full = { ...systemDeps, ...deps };
  return {
    send: (request) => sendWithRetries(request, full, turns),
    enter: (url, turn, signal) => turns.enter(checkedUrl(url).origin, turn, signal),
  };
}

async function sendWithRetries(request: HttpRequest, deps: HttpDeps, turns: Turns): Promise<HttpAnswer> {
  const { origin } = checkedUrl(request.url);
  const retries = request.retries ?? 3;
  const budget = request.budgetMs ?? request.timeoutMs * BUDGET;
  const body = bodyOf(request);
  let sentBytes = 0;
  let spent = 0;
  for (let attempt = 0; ; attempt += 1) {
    throwIfCancelled(request.signal);
    const leave = request.turn === undefined ? null : await turns.enter(origin, request.turn, request.signal);
    let outcome: Outcome;
    const started = deps.now();
    try {
      // Before a retry the pause has been made already.
      const rest = request.turn === undefined || attempt > 0 ? 0 : turns.restOf(origin, deps.now());
      if (rest > 0) await deps.sleep(rest, request.signal);
      sentBytes += body?.bytes.length ?? 0;
      outcome = await attemptOnce(request, body, budget - spent, deps, (until) => turns.rest(origin, until));
    } finally {
      leave?.();
    }
    if (outcome.ok) return { ...outcome.answer, sentBytes };
    if (!outcome.again || attempt >= retries) throw outcome.error;
    const pause = pauseBefore(attempt, outcome.waitMs, deps.random);
    if (pause === null) throw tooLongWait(outcome.error, outcome.waitMs ?? 0);
    spent += deps.now() - started + pause;
    if (spent >= budget) throw outcome.error;
    await deps.sleep(pause, request.signal);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(new CancelledError());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
