/** One attempt at a request: its time, its headers, its answer. */
import { CancelledError, StudioError } from "../../shared/errors";
import type { HttpAnswer, HttpBody, HttpDeps, HttpRequest } from "./http";
import { readBody } from "./http-body";
import { checkedUrl, networkError, redactor, serverWords, statusError, timeoutError } from "./http-errors";
import { askedPauseMs, LONGEST_WISH_MS } from "./http-retry";
import { exhaustedMs } from "./rate-limits";
import { readEvents } from "./server-events";

type Answer = Omit<HttpAnswer, "sentBytes">;

export type Outcome =
  | { readonly ok: true; readonly answer: Answer }
  | {
      readonly ok: false;
      readonly error: StudioError;
      readonly again: boolean;
      readonly waitMs: number | null;
    };

/** What a request sends; null for nothing. */
export function bodyOf({ json, body }: HttpRequest): HttpBody | null {
  if (json === undefined) return body ?? null;
  return { type: "application/json", bytes: new TextEncoder().encode(JSON.stringify(json)) };
}

/**
 * Sends a request once and reads the answer; what went wrong is told, not thrown.
 * @param onRest told when the server wants to be left alone, by whoever asks
 * @throws CancelledError when the signal fires
 */
export async function attemptOnce(
  request: HttpRequest,
  body: HttpBody | null,
  budgetMs: number,
  deps: HttpDeps,
  onRest: (until: number) => void,
): Promise<Outcome> {
  const url = checkedUrl(request.url);
  const headers = headersOf(request, body);
  const watch = new Watch(request, budgetMs, deps);
  try {
    const response = await deps.fetch(url, {
      method: request.method,
      headers,
      body: body?.bytes ?? null,
      redirect: request.follow === true ? "follow" : "manual",
      signal: watch.signal,
    });
    const limited = exhaustedMs(response.headers, deps.now());
    if (limited > 0 && limited <= LONGEST_WISH_MS) onRest(deps.now() + limited);
    return await judge(request, url, response, watch, deps, onRest);
  } catch (cause) {
    if (request.signal.aborted) throw new CancelledError();
    if (cause instanceof StudioError) return { ok: false, error: cause, again: false, waitMs: null };
    if (watch.timedOut) return { ok: false, error: timeoutError(request, url), again: false, waitMs: null };
    return { ok: false, ...networkError(request, url, cause), waitMs: null };
  } finally {
    watch.end();
  }
}

/** Ends an attempt that takes too long, or that nobody waits for any more. */
class Watch {
  timedOut = false;
  readonly #controller = new AbortController();
  readonly #request: HttpRequest;
  readonly #deps: HttpDeps;
  readonly #onAbort = () => this.#controller.abort();
  readonly #onTime = () => {
    this.timedOut = true;
    this.#controller.abort();
  };
  readonly #stopBudget: () => void;
  #stopIdle: () => void;

  constructor(request: HttpRequest, budgetMs: number, deps: HttpDeps) {
    this.#request = request;
    this.#deps = deps;
    this.#stopBudget = deps.after(budgetMs, this.#onTime);
    this.#stopIdle = deps.after(request.timeoutMs, this.#onTime);
    request.signal.addEventListener("abort", this.#onAbort, { once: true });
    // One that had fired before anybody listened says nothing any more.
    if (request.signal.aborted) this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something came: patience begins anew. */
  alive(): void {
    this.#stopIdle();
    this.#stopIdle = this.#deps.after(this.#request.timeoutMs, this.#onTime);
  }

  end(): void {
    this.#stopBudget();
    this.#stopIdle();
    this.#request.signal.removeEventListener("abort", this.#onAbort);
  }
}

async function judge(
  request: HttpRequest,
  url: URL,
  response: Response,
  watch: Watch,
  deps: HttpDeps,
  onRest: (until: number) => void,
): Promise<Outcome> {
  const redact = redactor(request.key);
  const { service, maxBytes, events } = request;
  const type = (response.headers.get("content-type") ?? "").split(";", 1)[0] ?? "";
  const contentType = type.trim().toLowerCase();
  if (response.ok && events !== undefined && contentType === "text/event-stream") {
    await readEvents(response.body, { service, maxBytes, take: events(), onAlive: () => watch.alive() });
    return { ok: true, answer: { contentType, bytes: new Uint8Array(), isStream: true, redact } };
  }
  const bytes = await readBody(response, service, maxBytes);
  if (response.ok) return { ok: true, answer: { contentType, bytes, isStream: false, redact } };
  const said = redact(new TextDecoder().decode(bytes));
  const waitMs = askedPauseMs(response.headers, deps.now());
  // The others at this server need not find it out for themselves.
  if (waitMs !== null && waitMs <= LONGEST_WISH_MS) onRest(deps.now() + waitMs);
  return {
    ok: false,
    error: statusError(service, url, response.status, (request.explain ?? serverWords)(said)),
    again: isPassing(response.status),
    waitMs,
  };
}

/** Statuses that may be gone in a moment. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

function headersOf(request: HttpRequest, body: HttpBody | null): Record<string, string> {
  const headers: Record<string, string> = { ...request.headers };
  if (body !== null) headers["content-type"] = body.type;
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
  const name = request.keyHeader ?? "authorization";
  headers[name] = name === "authorization" ? `Bearer ${key}` : key;
  return headers;
}
