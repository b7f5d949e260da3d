/**
 * The one way to servers: timeouts, cancellation, bounded answers, retries with growing pauses, and errors a
 * person can act on. Keys travel in the Authorization header and nowhere else.
 */
import { CancelledError, StudioError, throwIfCancelled } from "../../shared/errors";
import { readBody } from "./http-body";
import { checkedUrl, networkError, redactor, statusError, timeoutError, tooLongWait } from "./http-errors";
import { pauseBefore, retryAfterMs } from "./http-retry";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** What is asked, as people call it: "image server", "language model". Used in error messages. */
  readonly service: string;
  readonly signal: AbortSignal;
  /** Sent as a bearer token; never shown, never logged. */
  readonly key?: string | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMs: number;
  /** Longest answer accepted, in bytes. */
  readonly maxBytes: number;
  /** Attempts after the first on 429, 5xx and network faults. Default 3. */
  readonly retries?: number;
  /** Follows redirects. Off by default: a redirected POST loses its body. */
  readonly follow?: boolean;
}

export interface HttpAnswer {
  /** Without parameters, lower case: "image/png"; empty when the server did not say. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
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

export function createHttp(deps: Partial<HttpDeps> = {}): Http {
  const full = { ...systemDeps, ...deps };
  return { send: (request) => sendWithRetries(request, full) };
}

async function sendWithRetries(request: HttpRequest, deps: HttpDeps): Promise<HttpAnswer> {
  const retries = request.retries ?? 3;
  for (let attempt = 0; ; attempt += 1) {
    throwIfCancelled(request.signal);
    const outcome = await attemptOnce(request, deps);
    if (outcome.ok) return outcome.answer;
    if (!outcome.again || attempt >= retries) throw outcome.error;
    const pause = pauseBefore(attempt, outcome.waitMs, deps.random);
    if (pause === null) throw tooLongWait(outcome.error, outcome.waitMs ?? 0);
    await deps.sleep(pause, request.signal);
  }
}

type Outcome =
  | { readonly ok: true; readonly answer: HttpAnswer }
  | {
      readonly ok: false;
      readonly error: StudioError;
      readonly again: boolean;
      readonly waitMs: number | null;
    };

async function attemptOnce(request: HttpRequest, deps: HttpDeps): Promise<Outcome> {
  const url = checkedUrl(request.url);
  const headers = headersOf(request);
  const controller = new AbortController();
  let timedOut = false;
  const stopWatch = deps.after(request.timeoutMs, () => {
    timedOut = true;
    controller.abort();
  });
  const onAbort = () => controller.abort();
  request.signal.addEventListener("abort", onAbort, { once: true });
  try {
    const response = await deps.fetch(url, {
      method: request.method,
      headers,
      body: request.json === undefined ? null : JSON.stringify(request.json),
      redirect: request.follow === true ? "follow" : "manual",
      signal: controller.signal,
    });
    return await judge(request, url, response, deps);
  } catch (cause) {
    if (request.signal.aborted) throw new CancelledError();
    if (cause instanceof StudioError) return { ok: false, error: cause, again: false, waitMs: null };
    if (timedOut) return { ok: false, error: timeoutError(request, url), again: false, waitMs: null };
    return { ok: false, ...networkError(request, url, cause), waitMs: null };
  } finally {
    stopWatch();
    request.signal.removeEventListener("abort", onAbort);
  }
}

async function judge(request: HttpRequest, url: URL, response: Response, deps: HttpDeps): Promise<Outcome> {
  const bytes = await readBody(response, request.service, request.maxBytes);
  if (response.ok) {
    const contentType = (response.headers.get("content-type") ?? "").split(";", 1)[0] ?? "";
    return { ok: true, answer: { contentType: contentType.trim().toLowerCase(), bytes } };
  }
  const said = redactor(request.key)(new TextDecoder().decode(bytes));
  const waitMs = retryAfterMs(response.headers.get("retry-after"), deps.now());
  return {
    ok: false,
    error: statusError(request.service, url, response.status, said),
    again: isPassing(response.status),
    waitMs,
  };
}

/** Statuses that may be gone in a moment. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  if (request.json !== undefined) headers["content-type"] = "application/json";
  const key = request.key?.trim();
  if (key === undefined || key === "") return headers;
  // Checked here because the platform's own complaint would quote the header, key and all.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new StudioError(
      "unauthorised",
      `The key for the ${request.service} holds characters no key can have.`,
      {
        remedy: "Paste the key again in the settings, without spaces or line breaks.",
      },
    );
  }
  headers.authorization = `Bearer ${key}`;
  return headers;
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
