/** Reads one journal line of any version this studio has ever written. */
import { EVENT_VERSION, type JournalEvent, journalEventSchema } from "../../shared/run/events";

/**
 * Steps from one version of the format to the next: `migrations[n]` turns a line of version n into one of
 * version n + 1. There is none yet: version 1 is the first.
 */
export type Migrations = Readonly<Record<number, (line: Record<string, unknown>) => Record<string, unknown>>>;

const migrations: Migrations = {};

export interface ReadLine {
  /** null when the line is damaged, or of a version this studio cannot read. */
  readonly event: JournalEvent | null;
  /** The line's place where it can be made out at all, so that a new event never takes the same one. */
  readonly seq: number | null;
}

/** Parses one line (without its line break), lifting older versions step by step. Never throws. */
export function readLine(
  text: string,
  steps: Migrations = migrations,
  newest: number = EVENT_VERSION,
): ReadLine {
  const raw = parseObject(text);
  if (raw === null) return { event: null, seq: null };
  const seq = isPlace(raw.seq) ? raw.seq : null;
  const parsed = journalEventSchema.safeParse(lift(raw, steps, newest));
  return { event: parsed.success ? parsed.data : null, seq };
}

/** No journal has ever so many lines: a larger number is damage, and counting on from it would do more. */
const MOST_LINES = 1e12;

function isPlace(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < MOST_LINES;
}

function lift(raw: Record<string, unknown>, steps: Migrations, newest: number): Record<string, unknown> {
  let line = raw;
  let version = typeof raw.v === "number" ? raw.v : Number.NaN;
  while (version < newest) {
    const step = steps[version];
    if (step === undefined) return line;
    version += 1;
    line = { ...step(line), v: version };
  }
  return line;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    // A line that is no JSON is damaged: the caller counts it.
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
