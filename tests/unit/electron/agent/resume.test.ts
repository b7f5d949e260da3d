import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../../../../electron/agent/steering";
import { nextStep } from "../../../../electron/agent/steps";
import { reduceAll } from "../../../../shared/run/reduce";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { criterion, drain, essence, journalOf, type Script, scripted, world, worldOf } from "./support";

const ids = ["cats", "dogs", "birds"] as const;
const criteria = ids.map((id) => criterion(id));
const state = fc.constantFrom<VerdictState>("pass", "fail", "unclear", "error");
const line = fc.record({ cats: state, dogs: state, birds: state }) satisfies fc.Arbitrary<Script[number]>;
const script = fc.array(line, { minLength: 1, maxLength: 4 });

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { type: "stop", mode: "now" },
    { type: "stop", mode: "after-this" },
    { type: "skip" },
    { type: "pin", iteration: 1 },
    { type: "pin", iteration: null },
    { type: "rename", title: "other" },
    { type: "edit-criteria", criteria: criteria.slice(0, 2) },
    { type: "edit-criteria", criteria: [...criteria, criterion("cows")] },
    { type: "edit-criteria", criteria: criteria.map((one) => ({ ...one, question: `${one.question}?` })) },
  ),
  fc.integer({ min: 1, max: 5 }).map((rounds): Command => ({ type: "rounds", rounds })),
  fc.record({
    type: fc.constant("override" as const),
    iteration: fc.integer({ min: 1, max: 3 }),
    criterionId: fc.constantFrom(...ids),
    state: fc.constantFrom("pass" as const, "fail" as const, "unclear" as const, null),
  }),
);

describe("a run cut off anywhere", () => {
  it("comes to the same end as one that was not", async () => {
    await fc.assert(
      fc.asyncProperty(
        script,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (lines, rounds, keepGoing) => {
          const roles = scripted(criteria, lines);
          const whole = await world(roles, { rounds, keepGoing });
          const end = await drain(whole.input({ retry: { tries: 1, backoffMs: 0 } }));
          for (let length = 1; length < whole.journal.events.length; length++) {
            const journal = await journalOf(whole.journal.events.slice(0, length));
            if (journal.state.failure !== null) continue;
            const again = worldOf(journal, roles, whole.shelf);
            const resumed = await drain(again.input({ retry: { tries: 1, backoffMs: 0 } }));
            expect(essence(resumed)).toEqual(essence(end));
            expect(resumed.lastSeq).toBe(journal.events.length - 1);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("never draws, decomposes or judges twice what stood in the journal", async () => {
    const roles = scripted(criteria, [{ dogs: "fail" }, { cats: "fail" }, {}]);
    const whole = await world(roles, { rounds: 3 });
    await drain(whole.input());
    for (let length = 1; length <= whole.journal.events.length; length++) {
      const journal = await journalOf(whole.journal.events.slice(0, length));
      await drain(worldOf(journal, roles, whole.shelf).input());
      for (const type of [
        "criteria-proposed",
        "image-generated",
        "criterion-judged",
        "iteration-judged",
      ] as const) {
        expect(journal.of(type)).toHaveLength(whole.journal.of(type).length);
      }
    }
  });
});

describe("a run steered at random", () => {
  it("has a next step after every event, and reaches an end from each", async () => {
    await fc.assert(
      fc.asyncProperty(
        script,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), command), { maxLength: 6 }),
        async (lines, commands) => {
          const roles = scripted(criteria, lines);
          const steered = await world(roles, { rounds: 3 });
          let seen = 0;
          await drain(steered.input(), () => {
            for (const [at, one] of commands) {
              if (at === seen && steered.mailbox.open) steered.mailbox.post(one).catch(() => undefined);
            }
            seen++;
          });
          const { events } = steered.journal;
          expect(["finished", "failed", "stopped"]).toContain(steered.journal.state.status);
          for (let length = 1; length <= events.length; length++) {
            expect(nextStep(reduceAll(events.slice(0, length))).kind).toBeDefined();
          }
          const cut = Math.ceil(events.length / 2);
          const journal = await journalOf(events.slice(0, cut));
          if (journal.state.status !== "running") await journal.emit({ type: "run-resumed" });
          const end = await drain(worldOf(journal, roles, steered.shelf).input());
          expect(["finished", "failed"]).toContain(end.status);
          expect(end).toEqual(journal.state);
        },
      ),
      { numRuns: 80 },
    );
  });
});
