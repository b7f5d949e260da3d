/** Runs of several images a round, with edits, pairs and images that cannot be drawn, cut off after every event. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../../shared/run/events";
import { criterion, drain, essence, journalOf, world, worldOf } from "./support";
import { type Fate, fated } from "./workshop";

const criteria = ["cats", "dogs", "birds"].map((id) => criterion(id));
const once = { retry: { tries: 1, backoffMs: 0 } };

const fate: fc.Arbitrary<Fate> = fc.record({
  salt: fc.nat(10_000),
  parallel: fc.integer({ min: 1, max: 3 }),
  repairs: fc.boolean(),
  judges: fc.boolean(),
  unlucky: fc.constantFrom(0, 0, 4),
  distils: fc.boolean(),
});
const settings = fc.record({
  rounds: fc.integer({ min: 1, max: 3 }),
  candidates: fc.integer({ min: 1, max: 4 }),
  keepGoing: fc.boolean(),
  budget: fc.record({
    images: fc.option(fc.integer({ min: 1, max: 6 })),
    tokens: fc.constant(null),
    money: fc.constant(null),
  }),
});

/** What stands in a journal, but for the clock's part in it. */
function bodies(events: readonly JournalEvent[]): unknown[] {
  return events.map(({ v: _v, seq: _seq, at: _at, ...body }) => ("ms" in body ? { ...body, ms: 0 } : body));
}

describe("a run of several images a round, cut off anywhere", () => {
  it("goes on with the very events that were still to come", async () => {
    await fc.assert(
      fc.asyncProperty(fate, settings, async (how, limits) => {
        const roles = fated(criteria, how);
        const whole = await world(roles, limits);
        const end = await drain(whole.input(once));
        const { events } = whole.journal;
        const planned = events.findIndex((event) => event.type === "prompt-enhanced");
        const ended = events.findIndex((event) => event.type === "role-failed");
        const last = ended < 0 ? events.length : ended + 1;
        for (let length = planned + 1; length < last; length++) {
          const journal = await journalOf(events.slice(0, length));
          const state = await drain(worldOf(journal, roles, whole.shelf).input(once));
          expect(bodies(journal.events.slice(length))).toEqual(bodies(events.slice(length)));
          expect(essence(state)).toEqual(essence(end));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("and taken up by the designer comes to the same end, whatever draws at the same time", async () => {
    await fc.assert(
      fc.asyncProperty(fate, settings, fc.nat(200), async (how, limits, cut) => {
        const roles = fated(criteria, { ...how, unlucky: 0 });
        const whole = await world(roles, limits);
        const end = await drain(whole.input(once));
        const { events } = whole.journal;
        const journal = await journalOf(events.slice(0, 1 + (cut % events.length)));
        if (journal.state.status !== "running") return;
        await journal.emit({ type: "run-resumed" });
        const state = await drain(worldOf(journal, roles, whole.shelf).input(once));
        expect(essence(state)).toEqual(essence(end));
      }),
      { numRuns: 60 },
    );
  });
});
