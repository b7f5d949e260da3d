/** How long to wait before asking a busy or faulty server again. */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** A server may ask for more patience than we choose ourselves, but not for any amount of it. */
const LONGEST_WISH_MS = 60_000;

/**
 * Pause before retry number `attempt` (from 0): doubling with jitter between half and the whole, or what the
 * server asked for where that is longer; null when the server asks for more than a minute.
 */
export function pauseBefore(attempt: number, wishMs: number | null, random: () => number): number | null {
  if (wishMs !== null && wishMs > LONGEST_WISH_MS) return null;
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  const own = full / 2 + (full / 2) * random();
  return Math.max(own, wishMs ?? 0);
}

/** Reads a Retry-After header (seconds or an HTTP date, RFC 9110 section 10.2.3); null when there is none. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
