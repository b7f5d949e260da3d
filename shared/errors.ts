/**
 * The one error family of the studio. Every failure a person can meet has a stable `code`, a sentence that
 * names the cause, and a `remedy` that says what to do next.
 */
import { z } from "zod";

export const errorCodes = [
  "bad-input",
  "cancelled",
  "not-found",
  "storage",
  "corrupt-data",
  "settings",
  "secrets-unavailable",
  "skill-invalid",
  "skill-unsafe",
  "skill-exists",
  "engine-crashed",
  "engine-unavailable",
  "model-missing",
  "model-invalid",
  "image-invalid",
  "unreachable",
  "timeout",
  "unauthorised",
  "rate-limited",
  "server-error",
  "bad-answer",
  "unsupported",
  "busy",
  "forbidden",
  "internal",
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An error as it travels over IPC and stands in journals: plain data, safe to show and to copy. */
export const errorPayloadSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  remedy: z.string(),
  retryable: z.boolean(),
  detail: z.string().optional(),
});
export type ErrorPayload = z.infer<typeof errorPayloadSchema>;

export interface StudioErrorOptions {
  readonly remedy: string;
  readonly retryable?: boolean;
  readonly detail?: string;
  readonly cause?: unknown;
}

export class StudioError extends Error {
  override readonly name: string = "StudioError";
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: StudioErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
    this.retryable = options.retryable ?? false;
    this.detail = options.detail;
  }

  /** Plain data for IPC and journals. */
  toPayload(): ErrorPayload {
    const base = { code: this.code, message: this.message, remedy: this.remedy, retryable: this.retryable };
    return this.detail === undefined ? base : { ...base, detail: this.detail };
  }

  /** Rebuilds an error on the other side of a process boundary. */
  static fromPayload(payload: ErrorPayload): StudioError {
    const { code, message, remedy, retryable, detail } = payload;
    return new StudioError(
      code,
      message,
      detail === undefined ? { remedy, retryable } : { remedy, retryable, detail },
    );
  }
}

/** The work was stopped because somebody asked for it: never a fault, never shown as one. */
export class CancelledError extends StudioError {
  override readonly name = "CancelledError";
  constructor(message = "Stopped on request.") {
    super("cancelled", message, { remedy: "Run again when you are ready.", retryable: true });
  }
}

/** True for our own cancellation and for the platform's AbortError. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof StudioError) return error.code === "cancelled";
  return error instanceof Error && error.name === "AbortError";
}

/** Turns anything thrown into a StudioError, keeping the original as `cause` and its stack as detail. */
export function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  if (isCancelled(error)) return new CancelledError();
  const message = error instanceof Error ? error.message : String(error);
  const detail = error instanceof Error && error.stack !== undefined ? error.stack : message;
  return new StudioError("internal", `Something went wrong inside the studio: ${message}`, {
    remedy: "Try the step again. If it keeps happening, copy the details into a bug report.",
    retryable: true,
    detail,
    cause: error,
  });
}

/** Throws CancelledError when the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError();
}
