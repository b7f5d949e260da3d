/**
 * Numbers, sizes, spans of time and dates as the chosen language writes them. Components that use these must
 * also call `useTranslation`, so that a change of language draws them anew.
 */
import i18next from "i18next";

let system = "en";

/** Tells of the computer's own locale: a Swiss designer who reads German gets Swiss numbers and dates. */
export function setSystemLocale(tag: string): void {
  system = tag;
}

/** BCP 47 tag to format with: the computer's where it is of the chosen language, else the language's own. */
export function locale(): string {
  const { language } = i18next;
  return system.toLowerCase().split(/[-_]/)[0] === language && isKnown(system) ? system : language;
}

function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // Not a language tag at all, such as "C": formatting falls back to the language.
    return false;
  }
}

const kept = new Map<string, unknown>();

/** Formatters are dear to make and asked for on every render. */
function keep<T>(kind: string, options: object, make: (tag: string) => T): T {
  const tag = locale();
  const key = `${kind} ${tag} ${JSON.stringify(options)}`;
  const known = kept.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make(tag);
  kept.set(key, made);
  return made;
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return keep("number", options, (tag) => new Intl.NumberFormat(tag, options)).format(value);
}

/** A number with exactly this many decimals: `0.80`, `0,80`. */
export function formatDecimals(value: number, decimals: number): string {
  return formatNumber(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** @param fraction 0.4 for 40 % */
export function formatPercent(fraction: number, decimals = 0): string {
  return formatNumber(fraction, { style: "percent", maximumFractionDigits: decimals });
}

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A file size, in thousands: `912 byte`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  let step = 0;
  let value = bytes;
  while (value >= 999.5 && step < sizes.length - 1) {
    value /= 1000;
    step += 1;
  }
  return formatNumber(value, {
    style: "unit",
    unit: sizes[step] ?? "byte",
    maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
  });
}

/** How long something took: `112 ms`, `3.4 s`, `2:05 min`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return i18next.t("common:units.milliseconds", { n: formatNumber(Math.round(ms)) });
  if (ms < 59_950) return i18next.t("common:units.seconds", { n: formatDecimals(ms / 1000, 1) });
  const seconds = Math.round(ms / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return i18next.t("common:units.minutes", { n: clock });
}

export function formatDate(at: number, style: "long" | "medium" | "short" = "medium"): string {
  const options = { dateStyle: style } as const;
  return keep("date", options, (tag) => new Intl.DateTimeFormat(tag, options)).format(at);
}

export function formatTime(at: number): string {
  const options = { timeStyle: "short" } as const;
  return keep("date", options, (tag) => new Intl.DateTimeFormat(tag, options)).format(at);
}

export function formatDateTime(at: number): string {
  const options = { dateStyle: "medium", timeStyle: "short" } as const;
  return keep("date", options, (tag) => new Intl.DateTimeFormat(tag, options)).format(at);
}

const spans = [
  ["minute", 60_000, 3_600_000],
  ["hour", 3_600_000, 86_400_000],
  ["day", 86_400_000, 7 * 86_400_000],
  ["week", 7 * 86_400_000, 30 * 86_400_000],
] as const;

/** How long ago: `just now`, `5 minutes ago`, `yesterday`; beyond a month the date itself. */
export function formatRelative(at: number, now: number = Date.now()): string {
  const ago = now - at;
  if (Math.abs(ago) < 60_000) return i18next.t("common:units.now");
  const span = spans.find(([, , below]) => Math.abs(ago) < below);
  if (span === undefined) return formatDate(at);
  const [unit, length] = span;
  const options = { numeric: "auto" } as const;
  const words = keep("relative", options, (tag) => new Intl.RelativeTimeFormat(tag, options));
  return words.format(-Math.round(ago / length), unit);
}

/** `a, b and c`. */
export function formatList(
  items: readonly string[],
  type: "conjunction" | "disjunction" = "conjunction",
): string {
  const options = { style: "long", type } as const;
  return keep("list", options, (tag) => new Intl.ListFormat(tag, options)).format(items);
}
