/** How long a run has truly been worked on: pauses and nights between two starts do not count. */
import type { JournalEvent, RunEvent } from "../../../shared/run/events";

export interface RunClock {
  /** Milliseconds of finished stretches of work. */
  readonly worked: number;
  /** When the present stretch began; null while the run rests. */
  readonly since: number | null;
  /** The last sign of work within the present stretch. */
  readonly lastAt: number;
}

export const restingClock: RunClock = { worked: 0, since: null, lastAt: 0 };

/** What a designer does to a run is not the run's own work. */
const designerEvents: ReadonlySet<JournalEvent["type"]> = new Set([
  "criteria-edited",
  "verdict-overridden",
  "best-pinned",
  "run-renamed",
  "rounds-changed",
  "seconds-changed",
  "budget-changed",
  "candidates-changed",
  "clarification-answered",
  "pace-changed",
  "prompt-edited",
  "iteration-rated",
  "preference-stated",
  "reverification-asked",
]);

/** Takes one event into account. */
export function tick(clock: RunClock, event: RunEvent): RunClock {
  switch (event.type) {
    case "run-created":
      return { worked: 0, since: event.at, lastAt: event.at };
    case "run-resumed":
      return { worked: elapsed(clock), since: event.at, lastAt: event.at };
    case "run-stopped":
    case "run-paused":
    case "clarification-asked":
    case "run-finished":
      return { worked: elapsed({ ...clock, lastAt: event.at }), since: null, lastAt: event.at };
    default:
      return designerEvents.has(event.type as JournalEvent["type"]) ? clock : { ...clock, lastAt: event.at };
  }
}

/** Milliseconds worked; give `now` while the run is live to let the present stretch grow. */
export function elapsed(clock: RunClock, now?: number): number {
  if (clock.since === null) return clock.worked;
  return clock.worked + Math.max(0, (now ?? clock.lastAt) - clock.since);
}

/** `0:03.1` under ten minutes, `12:40` under an hour, `1:02:40` beyond. */
export function formatElapsed(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const seconds = Math.floor(tenths / 10);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  if (hours > 0) return `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`;
  if (minutes >= 10) return `${minutes}:${two(seconds % 60)}`;
  return `${minutes}:${two(seconds % 60)}.${tenths % 10}`;
}
