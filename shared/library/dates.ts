/** Dates as people type them into a search: days, months, years, and so long ago. */

/** Milliseconds since 1970: `from` belongs to the span, `to` does not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const calendar = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const ago = /^(\d{1,4})([dwmy])$/;

/** Midnight, by the local calendar, of a day that may lie beyond its month's end. */
function midnight(year: number, month: number, day: number): number {
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month, day);
  return date.getTime();
}

function dayAt(year: number, month: number, day: number): Span {
  return { from: midnight(year, month, day), to: midnight(year, month, day + 1) };
}

/**
 * The days that a word stands for, by the local calendar: `2026-11-01`, `2026-11`, `2026`, `today`, `yesterday`, and
 * `7d`, `2w`, `3m`, `1y` for the one day that lies so long ago. null for anything else, and for days that no
 * calendar has.
 * @param now milliseconds since 1970
 */
export function spanOf(word: string, now: number): Span | null {
  const text = word.toLowerCase();
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()] as const;
  if (text === "today") return dayAt(year, month, day);
  if (text === "yesterday") return dayAt(year, month, day - 1);
  const back = ago.exec(text);
  if (back !== null) return longAgo(Number(back[1]), back[2] ?? "d", [year, month, day]);
  const parts = calendar.exec(text);
  return parts === null ? null : dated(Number(parts[1]), parts[2], parts[3]);
}

function longAgo(count: number, unit: string, [year, month, day]: readonly [number, number, number]): Span {
  if (unit === "y") return dayAt(year - count, month, day);
  if (unit === "m") return dayAt(year, month - count, day);
  return dayAt(year, month, day - count * (unit === "w" ? 7 : 1));
}

function dated(year: number, month: string | undefined, day: string | undefined): Span | null {
  if (month === undefined) return { from: midnight(year, 0, 1), to: midnight(year + 1, 0, 1) };
  const index = Number(month) - 1;
  if (index < 0 || index > 11) return null;
  if (day === undefined) return { from: midnight(year, index, 1), to: midnight(year, index + 1, 1) };
  const span = dayAt(year, index, Number(day));
  return new Date(span.from).getDate() === Number(day) ? span : null;
}
