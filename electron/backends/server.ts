/** What every backend is told of its server, and what that means for a request. */
import type { Http, HttpRequest } from "./http";
import type { Pictures } from "./pictures";
import type { Turn } from "./turns";

export interface ServerOptions {
  readonly baseUrl: string;
  readonly key?: string | undefined;
  readonly http: Http;
  /** For one attempt; each backend has its own default. */
  readonly timeoutMs?: number | undefined;
  /** Attempts after the first on passing faults. Default 3. */
  readonly retries?: number | undefined;
  /** Requests at the same time at most; each kind of server has its own default. */
  readonly parallel?: number | undefined;
}

export interface ModelServerOptions extends ServerOptions {
  readonly model: string;
}

export interface ImageServerOptions extends ServerOptions {
  readonly pictures: Pictures;
}

/** Requests at the same time, where nothing else is set. */
export const AT_ONCE = { images: 2, chat: 10 } as const;

export function turnOf(kind: Turn["kind"], options: ServerOptions, usual: number = AT_ONCE[kind]): Turn {
  return { kind, atOnce: options.parallel ?? usual };
}

/** The fields of a request that follow from the options. */
export function requestTo(
  options: ServerOptions,
  defaults: { readonly timeoutMs: number },
): Pick<HttpRequest, "key" | "timeoutMs" | "retries"> {
  return {
    key: options.key,
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
  };
}
