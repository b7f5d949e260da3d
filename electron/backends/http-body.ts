/** Reads a server's answer without letting it grow over a bound. */
import { StudioError } from "../../shared/errors";

/** The whole body. @throws StudioError "bad-answer" when it is longer than `maxBytes`. */
export async function readBody(response: Response, service: string, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw tooLong(service, maxBytes);
    }
    chunks.push(value);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** An answer nobody would send on purpose. */
export function tooLong(service: string, maxBytes: number): StudioError {
  const megabytes = Math.round(maxBytes / 1_048_576);
  return new StudioError("bad-answer", `The ${service} sent more than ${megabytes} MB.`, {
    remedy: "Check that the address in the settings is the one you mean.",
  });
}
