/** One question to a server of models: redirects, the token, and the end of patience. */
import { CancelledError, StudioError } from "../../../shared/errors";
import type { HttpDeps } from "../../backends/http";
import { readBody } from "../../backends/http-body";
import { checkedUrl, networkError, redactor, serverWords } from "../../backends/http-errors";
import { askedPauseMs } from "../../backends/http-retry";
import { badKey, badRedirect, PassingFault, silent, statusFault, tooManyRedirects, WrongSum } from "./faults";

/** Nothing at all for so long: the line is dead. */
export const IDLE_MS = 60_000;
const MOST_REDIRECTS = 6;
const REFUSAL_BYTES = 65_536;
/** What is asked, in words of errors. */
export const SERVICE = "server of models";

export interface NetDeps extends Pick<HttpDeps, "fetch" | "sleep" | "after" | "random" | "now"> {
  /** The token for a server, by its address; null where there is none. */
  readonly key: (address: string) => string | null;
}

export interface Question {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Statuses besides 200 that the asker understands. */
  readonly understands?: readonly number[];
}

export interface Answer {
  readonly response: Response;
  /** Where it came from in the end. */
  readonly url: URL;
  /** Something came: patience begins anew. */
  readonly alive: () => void;
}

/**
 * Asks, and hands the answer over while the line is watched. The token goes to the server that was asked first and to
 * no other; redirects lead to https, or stay at the same server.
 * @throws CancelledError; PassingFault for what may be gone in a moment; StudioError for the rest, and what `use` throws
 */
export async function withAnswer<T>(
  question: Question,
  deps: NetDeps,
  use: (answer: Answer) => Promise<T>,
): Promise<T> {
  const first = checkedUrl(question.url);
  const watch = new Watch(question.signal, deps);
  try {
    const { response, url } = await follow(first, question, watch, deps);
    return await use({ response, url, alive: () => watch.alive() });
  } catch (cause) {
    if (question.signal.aborted) throw new CancelledError();
    if (watch.timedOut) throw silent(first, IDLE_MS);
    if (cause instanceof StudioError || cause instanceof PassingFault || isOwn(cause)) throw cause;
    const { error, again } = networkError({ service: SERVICE }, first, cause);
    throw again ? new PassingFault(error) : error;
  } finally {
    watch.end();
  }
}

/** Faults of the asker's own making are no faults of the line. */
function isOwn(cause: unknown): boolean {
  return cause instanceof WrongSum;
}

async function follow(
  first: URL,
  question: Question,
  watch: Watch,
  deps: NetDeps,
): Promise<{ response: Response; url: URL }> {
  const key = deps.key(first.href)?.trim() ?? "";
  // Checked here because the platform's own complaint would quote the header, token and all.
  if (!/^[\x21-\x7e]*$/.test(key)) throw badKey(first.origin);
  let url = first;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await deps.fetch(url, {
      headers: {
        // Pieces of compressed files could not be put together.
        "accept-encoding": "identity",
        ...question.headers,
        ...(key === "" || url.origin !== first.origin ? {} : { authorization: `Bearer ${key}` }),
      },
      redirect: "manual",
      signal: watch.signal,
    });
    watch.alive();
    const to = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || to === null) {
      return { response: await accepted(response, url, key, question, deps), url };
    }
    await response.body?.cancel();
    url = allowed(to, url, first);
  }
  throw tooManyRedirects(first);
}

function allowed(to: string, from: URL, first: URL): URL {
  let url: URL;
  try {
    url = new URL(to, from);
  } catch {
    throw badRedirect(from, "an address that is none");
  }
  if (url.origin !== first.origin && url.protocol !== "https:") throw badRedirect(from, url.origin);
  if (url.username !== "" || url.password !== "") throw badRedirect(from, "an address with a password");
  return url;
}

async function accepted(
  response: Response,
  url: URL,
  key: string,
  { understands = [] }: Question,
  deps: NetDeps,
): Promise<Response> {
  if (response.status === 200 || understands.includes(response.status)) return response;
  const waitMs = askedPauseMs(response.headers, deps.now());
  // What it says besides is a courtesy; a refusal that breaks off is still one.
  const body = await readBody(response, SERVICE, REFUSAL_BYTES).catch(() => new Uint8Array());
  const said = serverWords(redactor(key)(new TextDecoder().decode(body)));
  throw statusFault(url, response.status, said, waitMs);
}

/** Ends a question that nothing comes of, or that nobody waits for any more. */
class Watch {
  timedOut = false;
  readonly #controller = new AbortController();
  readonly #asker: AbortSignal;
  readonly #deps: NetDeps;
  readonly #onAbort = () => this.#controller.abort();
  #stopTimer: () => void = () => undefined;

  constructor(asker: AbortSignal, deps: NetDeps) {
    this.#asker = asker;
    this.#deps = deps;
    asker.addEventListener("abort", this.#onAbort, { once: true });
    if (asker.aborted) this.#controller.abort();
    this.alive();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  alive(): void {
    this.#stopTimer();
    this.#stopTimer = this.#deps.after(IDLE_MS, () => {
      this.timedOut = true;
      this.#controller.abort();
    });
  }

  end(): void {
    this.#stopTimer();
    this.#asker.removeEventListener("abort", this.#onAbort);
    // An answer that was not read to its end does not come on in the background.
    this.#controller.abort();
  }
}
