import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newEntry, withEvents, withLive, withSnapshot } from "../../../../../renderer/app/runs/entry";
import type { JournalEvent, RunEvent } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import { journal } from "../../support/journal";

const id = "bicycl3s";
const events = journal({ id, startedAt: 1000 });
const snapshot = (upTo: number, live = true) => ({
  events: events.slice(0, upTo),
  live,
  folder: "/runs/x",
  damaged: 0,
});

describe("snapshot and stream", () => {
  it("meet in the journal's state, wherever the one ends and the other begins", () => {
    fc.assert(
      fc.property(
        fc.nat(events.length),
        fc.nat(events.length),
        fc.integer({ min: 1, max: 9 }),
        (read, heard, batch) => {
          // What is heard may overlap what is read, but leaves no hole behind it.
          const from = Math.min(read, heard);
          let entry = withSnapshot(newEntry(id), snapshot(read));
          for (let at = from; at < events.length; at += batch) {
            const next = withEvents(entry, events.slice(at, at + batch));
            expect(next.gap).toBe(false);
            entry = next.entry;
          }
          expect(entry.state).toEqual(reduceAll(events));
        },
      ),
    );
  });

  it("keeps events that arrive before the snapshot and adds them behind it", () => {
    const early = withEvents(newEntry(id), events.slice(3, 8));
    expect(early).toMatchObject({ gap: false, entry: { phase: "loading" } });
    const entry = withSnapshot(early.entry, snapshot(5));
    expect(entry.state).toEqual(reduceAll(events.slice(0, 8)));
    expect(entry.early).toEqual([]);
  });

  it("notices a hole and loses nothing over it", () => {
    const before = withSnapshot(newEntry(id), snapshot(4));
    const { entry, gap } = withEvents(before, events.slice(6, 9));
    expect(gap).toBe(true);
    const healed = withSnapshot({ ...entry, phase: "loading" }, snapshot(7));
    expect(healed.state).toEqual(reduceAll(events.slice(0, 9)));
  });
});

describe("a stop that was asked for", () => {
  const stopping = { ...withSnapshot(newEntry(id), snapshot(6)), stopping: "now" as const };
  const next = (body: object): RunEvent =>
    ({ v: 1, seq: stopping.state.lastSeq + 1, at: 5000, ...body }) as JournalEvent;

  it("is over when the run rests", () => {
    expect(withEvents(stopping, [next({ type: "run-stopped", mode: "now" })]).entry.stopping).toBeNull();
    expect(withLive(stopping, false).stopping).toBeNull();
  });

  it("stays while work goes on, except that a skip ends with the next iteration", () => {
    const started = next({
      type: "iteration-started",
      iteration: 2,
      prompt: "p",
      thought: "",
      strategy: "",
      parameters: { seed: 1, size: 64, temperature: 1 },
    });
    expect(withEvents(stopping, [started]).entry.stopping).toBe("now");
    expect(withEvents({ ...stopping, stopping: "skip" }, [started]).entry.stopping).toBeNull();
  });
});
