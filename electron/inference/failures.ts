/** The words for an inference process that cannot serve. */
import { StudioError } from "../../shared/errors";

export function closedError(): StudioError {
  return new StudioError("engine-unavailable", "The inference process has been closed.", {
    remedy: "Start the studio again.",
  });
}

export function exhaustedError(crashes: number, last: StudioError | null): StudioError {
  const why = last === null ? "" : ` ${last.message}`;
  return new StudioError(
    "engine-unavailable",
    `The inference process ended ${crashes} times in a row.${why}`,
    {
      remedy: "Restart the engine in the settings. If it ends again, copy the details into a bug report.",
      retryable: true,
      ...(last?.detail === undefined ? {} : { detail: last.detail }),
      ...(last === null ? {} : { cause: last }),
    },
  );
}

export function unstartableError(cause: unknown): StudioError {
  return new StudioError("engine-crashed", "The inference process could not be started.", {
    remedy: "Check that the studio is installed completely and that memory is left.",
    retryable: true,
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    cause,
  });
}
