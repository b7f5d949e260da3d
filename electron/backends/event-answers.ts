/** Reads what servers send as events, and says plainly when it is not what was asked for. */
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { badAnswer } from "./answers";
import { redactor, serverWords } from "./http-errors";
import type { ServerEvent } from "./server-events";

/** What ends a stream in OpenAI's API and those that follow it. */
export const DONE = "[DONE]";

const faultSchema = z.object({ error: z.unknown().refine((error) => error !== undefined && error !== null) });

/**
 * The event's data, parsed.
 * @throws StudioError "server-error" for a fault the server tells in the middle, "bad-answer" for anything else that
 * is not of this shape
 */
export function parseEvent<T>(
  event: ServerEvent,
  schema: z.ZodType<T>,
  { service, key }: { readonly service: string; readonly key: string | undefined },
): T {
  const said = redactor(key)(event.data);
  const value = jsonOf(event.data);
  if (value === undefined) {
    throw badAnswer(service, "sent something that is not JSON in the middle of its answer", excerpt(said));
  }
  if (event.type === "error" || faultSchema.safeParse(value).success) throw midwayFault(service, said);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badAnswer(service, "answered in a form nobody expected", excerpt(said), parsed.error);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own complaint would quote the answer, with whatever secrets it repeats.
    return undefined;
  }
}

const excerpt = (text: string) => text.slice(0, 300);

function midwayFault(service: string, said: string): StudioError {
  const words = serverWords(said);
  return new StudioError(
    "server-error",
    `The ${service} failed while it answered${words === "" ? "." : `: ${words}`}`,
    {
      remedy: "Retry; if it keeps failing, look at the server's own log.",
      retryable: true,
      ...(words === "" ? {} : { detail: words }),
    },
  );
}

/** A stream that ended properly, but before the answer was whole. */
export function brokenOff(service: string): StudioError {
  return badAnswer(service, "broke off in the middle of its answer", "");
}
