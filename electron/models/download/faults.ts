/** What goes wrong between us and a server of models, and whether it may go better in a moment. */
import { StudioError } from "../../../shared/errors";

/** A fault that may be gone when it is tried again. */
export class PassingFault extends Error {
  override readonly name = "PassingFault";
  readonly error: StudioError;
  /** How long the server wants to be left alone, in milliseconds; null where it does not say. */
  readonly waitMs: number | null;

  constructor(error: StudioError, waitMs: number | null = null) {
    super(error.message, { cause: error });
    this.error = error;
    this.waitMs = waitMs;
  }
}

/** A file that came whole and is not what the list promised; what came of it is gone. */
export class WrongSum extends Error {
  override readonly name = "WrongSum";
  readonly error: StudioError;

  constructor(file: string, origin: string, expected: string, found: string) {
    const message = `What ${origin} sent as ${file} is not the file it listed: its checksum differs.`;
    super(message);
    this.error = new StudioError("corrupt-data", message, {
      remedy:
        "Continue to fetch this file again; all others stay. If it happens again, the server's copy is damaged: take another mirror.",
      retryable: true,
      detail: `expected ${expected}\nfound    ${found}`,
    });
  }
}

export function statusFault(url: URL, status: number, said: string, waitMs: number | null): Error {
  const quote = said === "" ? "." : `: ${said}`;
  const make = (code: StudioError["code"], what: string, remedy: string, retryable = false) =>
    new StudioError(code, `${url.host} ${what} (${status})${quote}`, { remedy, retryable });
  if (status === 401 || status === 403) {
    return make(
      "unauthorised",
      "does not give this out",
      "Check the name. If the model is private, or has to be asked for on its page, give a token of yours for this server.",
    );
  }
  if (status === 404 || status === 410) {
    return make(
      "not-found",
      `has nothing at ${url.pathname}`,
      "Check the address, the name and the revision.",
    );
  }
  if (status === 429) {
    const error = make("rate-limited", "asks for a pause", "Continue in a while; what is here stays.", true);
    return new PassingFault(error, waitMs);
  }
  if (status === 408 || status >= 500) {
    const error = make("server-error", "failed", "Continue in a while; what is here stays.", true);
    return new PassingFault(error, waitMs);
  }
  return make("bad-answer", "answered in a way nobody understands", "Check the address.");
}

export function silent(url: URL, ms: number): PassingFault {
  const seconds = Math.round(ms / 1_000);
  return new PassingFault(
    new StudioError("timeout", `${url.host} has sent nothing for ${seconds} s.`, {
      remedy: "Check the network, then continue; what is here stays.",
      retryable: true,
    }),
  );
}

export function badRedirect(from: URL, to: string): StudioError {
  return new StudioError("forbidden", `${from.host} points to ${to}, which is not https. It was not asked.`, {
    remedy: "Take a server whose files come by https.",
  });
}

export function tooManyRedirects(from: URL): StudioError {
  return new StudioError("bad-answer", `${from.host} points from one address to the next without end.`, {
    remedy: "Check the address.",
  });
}

export function badKey(origin: string): StudioError {
  return new StudioError("unauthorised", `The token for ${origin} holds characters no token can have.`, {
    remedy: "Paste the token again, without spaces or line breaks.",
  });
}
