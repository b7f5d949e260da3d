/** Words for what goes wrong between us and a server. Nothing here ever holds a key. */
import { type ErrorCode, StudioError } from "../../shared/errors";

/** How much of a server's own words is worth showing. */
const EXCERPT_LENGTH = 300;

/** A server's refusal with its status, for callers who can ask again in another way. */
export class HttpStatusError extends StudioError {
  readonly status: number;
  /** The server's own words, keys taken out. */
  readonly said: string;

  constructor(
    code: ErrorCode,
    status: number,
    said: string,
    message: string,
    remedy: string,
    retryable: boolean,
  ) {
    super(code, message, said === "" ? { remedy, retryable } : { remedy, retryable, detail: said });
    this.status = status;
    this.said = said;
  }
}

/** @throws StudioError "settings" unless the address is http or https and free of credentials. */
export function checkedUrl(address: string): URL {
  const url = tryParse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StudioError("settings", "The server's address must begin with http:// or https://.", {
      remedy: "Correct the address in the settings.",
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new StudioError("settings", "The server's address holds a user name or password.", {
      remedy: "Take it out of the address; put the key into its own field in the settings.",
    });
  }
  return url;
}

function tryParse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/**
 * Takes the key, and anything that looks like one, out of a text: also where JSON, an address or a page spells some
 * of its characters in another way, for the words are taken out of those only afterwards.
 */
export function redactor(key: string | undefined): (text: string) => string {
  const spellings = spellingsOf(key?.trim() ?? "");
  return (text) => {
    const plain = spellings === null ? text : text.replace(spellings, "[key]");
    return plain
      .replace(/\bBearer\s+[\w.~+/-]+=*/gi, "Bearer [key]")
      .replace(/\b(?:sk|pk|key)-[\w*-]{8,}/g, "[key]");
  };
}

/** Fewer bytes than this in base64 could be any word's. */
const LEAST_BASE64 = 8;

/** Matches a key however it is written; null for none. */
function spellingsOf(key: string): RegExp | null {
  if (key === "") return null;
  const letter = (char: string) => {
    const code = char.charCodeAt(0);
    const hex = code.toString(16).padStart(2, "0");
    const plain = literal(char);
    return `(?:\\\\?${plain}|\\\\u00${hex}|%${hex}|&#x0*${hex};|&#0*${code};)`;
  };
  const base64 = Buffer.from(key, "utf8").toString("base64").replace(/=+$/, "");
  const words = [[...key].map(letter).join(""), ...(base64.length < LEAST_BASE64 ? [] : [literal(base64)])];
  return new RegExp(words.join("|"), "gi");
}

/** The text as a pattern that matches it and nothing else. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** What the server says went wrong: the message of a JSON error in any of the usual shapes, else plain text. */
export function serverWords(body: string): string {
  const words = messageIn(tryJson(body)) ?? (/^\s*</.test(body) ? "" : body);
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > EXCERPT_LENGTH ? `${line.slice(0, EXCERPT_LENGTH)}…` : line;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return messageIn(value[0]);
  if (typeof value !== "object" || value === null) return null;
  for (const name of ["message", "error", "detail", "msg"]) {
    const found = messageIn(Reflect.get(value, name));
    if (found !== null) return found;
  }
  return null;
}

/** How Google's servers say it: with status 400. */
const refusedKey = /\bapi[ _]key[ _](?:not[ _]valid|invalid|expired)/i;

/** The error for an answer that is not a success. @param said the server's own words, without keys */
export function statusError(service: string, url: URL, status: number, said: string): HttpStatusError {
  const quote = said === "" ? "." : `: ${said}`;
  const make = (code: ErrorCode, what: string, remedy: string, retryable = false) =>
    new HttpStatusError(code, status, said, `The ${service} ${what} (${status})${quote}`, remedy, retryable);
  if (status === 401 || status === 403 || (status === 400 && refusedKey.test(said))) {
    return make(
      "unauthorised",
      "refused the key",
      "Check the key in the settings, and what it is allowed to use.",
    );
  }
  if (status === 404 || status === 405) {
    return make(
      "not-found",
      "knows nothing at that address",
      `Check the model's name and the address ${url.origin}${url.pathname}.`,
    );
  }
  if (status === 408) return make("timeout", "gave up waiting", "Try again.", true);
  if (status === 413 || status === 414) {
    return make(
      "bad-input",
      "finds the request too long",
      "Shorten the prompt, or raise the server's limit.",
    );
  }
  if (status === 429) {
    return make(
      "rate-limited",
      "asks for a pause",
      "Wait a little and retry; lower the number of rounds or raise your limit.",
      true,
    );
  }
  if (status >= 500) {
    return make("server-error", "failed", "Retry; if it keeps failing, look at the server's own log.", true);
  }
  if (status >= 300 && status < 400) {
    return make("bad-answer", "sends us elsewhere", "Put the server's final address into the settings.");
  }
  return make("bad-input", "refused the request", "Check the model's name and that it can do what is asked.");
}

/** A server that wants us to wait longer than a person would. */
export function tooLongWait(error: StudioError, waitMs: number): StudioError {
  const seconds = Math.round(waitMs / 1_000);
  return new StudioError(error.code, error.message, {
    remedy: `The server asks to be left alone for ${seconds} seconds. Retry after that.`,
    retryable: true,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    cause: error,
  });
}

export function timeoutError(request: { service: string; timeoutMs: number }, url: URL): StudioError {
  const seconds = Math.round(request.timeoutMs / 100) / 10;
  return new StudioError(
    "timeout",
    `The ${request.service} at ${url.origin} did not answer within ${seconds} s.`,
    {
      remedy: "Retry; if the server is slow on purpose, give it less to do at once.",
      retryable: true,
    },
  );
}

/** Errors of the transport below HTTP. `again`: another attempt may go better. */
export function networkError(
  request: { service: string },
  url: URL,
  cause: unknown,
): { error: StudioError; again: boolean } {
  const code = causeCode(cause);
  if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code)) {
    const error = new StudioError(
      "timeout",
      `The ${request.service} at ${url.origin} took too long to answer.`,
      {
        remedy: "Retry; if the server is slow on purpose, give it less to do at once.",
        retryable: true,
        cause,
      },
    );
    return { error, again: false };
  }
  const reason = reasons[code] ?? (code === "" ? "the connection broke" : `the connection broke (${code})`);
  const error = new StudioError(
    "unreachable",
    `The ${request.service} at ${url.origin} cannot be reached: ${reason}.`,
    {
      remedy: `Is the server running at ${url.origin}? Check the address in the settings.`,
      retryable: true,
      cause,
    },
  );
  return { error, again: code !== "ENOTFOUND" && !code.startsWith("ERR_TLS") && !code.includes("CERT") };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "its name cannot be looked up now",
  EHOSTUNREACH: "no way to the host",
  ENETUNREACH: "no way to the network",
  ETIMEDOUT: "no answer",
  UND_ERR_CONNECT_TIMEOUT: "no answer",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  CERT_HAS_EXPIRED: "its certificate has expired",
};

/** The system's code for the fault; fetch hides it one or two causes deep. */
function causeCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code: unknown = Reflect.get(at, "code");
    if (typeof code === "string") return code;
    if (at instanceof AggregateError) {
      const inner = causeCode(at.errors[0]);
      if (inner !== "") return inner;
    }
  }
  return "";
}
