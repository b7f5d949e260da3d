/** Reads what servers answer, and says plainly when it is not what was asked for. */
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import type { HttpAnswer } from "./http";
import { serverWords } from "./http-errors";

/** @throws StudioError "bad-answer" unless the answer is JSON of this shape. */
export function parseJson<T>(answer: HttpAnswer, schema: z.ZodType<T>, service: string): T {
  const text = new TextDecoder().decode(answer.bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own complaint would quote the answer, with whatever secrets it repeats.
    throw badAnswer(service, "answered with something that is not JSON", excerptOf(answer));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const said = serverWords(answer.redact(text));
  throw badAnswer(
    service,
    "answered in a form nobody expected",
    said === "" ? z.prettifyError(parsed.error) : said,
    parsed.error,
  );
}

/** An answer that cannot be used; worth asking again, since servers have bad moments. */
export function badAnswer(service: string, what: string, detail: string, cause?: unknown): StudioError {
  return new StudioError("bad-answer", `The ${service} ${what}.`, {
    remedy: "Check that the address in the settings belongs to this kind of server, then retry.",
    retryable: true,
    ...(detail === "" ? {} : { detail }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The beginning of an answer, for error details. */
export function excerptOf(answer: HttpAnswer): string {
  const kind = answer.contentType === "" ? "no content type" : answer.contentType;
  // Redacted before it is cut: half a key is a key.
  const text = answer.redact(new TextDecoder().decode(answer.bytes.subarray(0, 8_192))).slice(0, 300);
  return `${kind}, ${answer.bytes.length} bytes: ${text.replace(/[^\x20-\x7e\n]+/g, "·")}`;
}
