/** What servers tell about their limits in headers, and how long that means to wait. */

/** The families of headers in use, and how each writes the time of its reset. */
const families = [
  // OpenAI and those who follow it: a duration such as "6m0s", or seconds.
  { prefix: "x-ratelimit-", windows: ["requests", "tokens"], named: "before" },
  // Anthropic: a moment (RFC 3339).
  {
    prefix: "anthropic-ratelimit-",
    windows: ["requests", "tokens", "input-tokens", "output-tokens"],
    named: "after",
  },
] as const;

/** Numbers from here on are moments: milliseconds or seconds since 1970, not durations in seconds. */
const MOMENT_MS = 1e12;
const MOMENT_S = 1e9;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds until a reset as headers write it: "1m30.5s", "250ms", "12", a moment; null for anything else. */
export function resetMs(value: string, now: number): number | null {
  const text = value.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= MOMENT_MS) return Math.max(0, number - now);
    if (number >= MOMENT_S) return Math.max(0, number * 1_000 - now);
    return number * 1_000;
  }
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
  }
  const moment = /^\d{4}-\d{2}-\d{2}t/.test(text) ? Date.parse(value.trim()) : Number.NaN;
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}

/** Milliseconds until a server that has nothing left to give has something again; 0 when it has, or tells nothing. */
export function exhaustedMs(headers: Headers, now: number): number {
  const waits = families.flatMap(({ prefix, windows, named }) =>
    windows.map((window) =>
      named === "before"
        ? waitOf(headers, `${prefix}remaining-${window}`, `${prefix}reset-${window}`, now)
        : waitOf(headers, `${prefix}${window}-remaining`, `${prefix}${window}-reset`, now),
    ),
  );
  return Math.max(0, ...waits, waitOf(headers, "x-ratelimit-remaining", "x-ratelimit-reset", now));
}

function waitOf(headers: Headers, remaining: string, reset: string, now: number): number {
  const left = headers.get(remaining)?.trim() ?? "";
  if (!/^\d+(\.\d+)?$/.test(left) || Number(left) > 0) return 0;
  return resetMs(headers.get(reset) ?? "", now) ?? 0;
}
