/** How long to wait before asking a busy or faulty server again. */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** A server may ask for more patience than we choose ourselves, but not for any amount of it. */
export const LONGEST_WISH_MS = 60_000;

/**
 * Pause before retry number `attempt` (from 0): anything up to a bound that doubles (full jitter, as in AWS's
 * "Exponential Backoff And Jitter"), or what the server asked for where that is longer; null when the server asks
 * for more than a minute.
 */
export function pauseBefore(attempt: number, wishMs: number | null, random: () => number): number | null {
  if (wishMs !== null && wishMs > LONGEST_WISH_MS) return null;
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return Math.max(full * random(), wishMs ?? 0);
}

/**
 * How long a server asks to be left alone: `retry-after-ms`, else Retry-After (seconds or an HTTP date, RFC 9110
 * section 10.2.3); null when it does not ask.
 */
export function askedPauseMs(headers: Headers, now: number): number | null {
  const exact = headers.get("retry-after-ms")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(exact)) return Number(exact);
  return retryAfterMs(headers.get("retry-after"), now);
}

/** Reads a Retry-After header; null when there is none. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
