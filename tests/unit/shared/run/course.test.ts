/** What the state keeps of the run's way: working time, words of the designer, questions asked anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEdited, promptFor } from "../../../../shared/run/drafts";
import {
  type DurableBody,
  EVENT_VERSION,
  isDesigners,
  type JournalEvent,
} from "../../../../shared/run/events";
import { reduce, reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { anyJournal, begunJournal, durableBody, stamped } from "./arbitrary";

const run = { id: "abc1234567", title: "t", prompt: "p", settings: defaultRunSettings };
const created: DurableBody = { type: "run-created", run };
const resumed: DurableBody = { type: "run-resumed" };
const renamed: DurableBody = { type: "run-renamed", title: "x" };
const usage = { calls: 1, inputTokens: 0, outputTokens: 0 };
const work: DurableBody = { type: "usage-recorded", role: "planner", usage };
const stopped: DurableBody = { type: "run-stopped", mode: "now" };

function at(...moments: readonly (readonly [number, DurableBody])[]): JournalEvent[] {
  return moments.map(([time, body], seq) => ({ ...body, v: EVENT_VERSION, seq, at: time }));
}

describe("working time", () => {
  it("counts from beginning or going on to rest, and nothing while at rest", () => {
    const journal = at(
      [1_000, created],
      [3_000, work],
      [4_000, stopped],
      [90_000, renamed],
      [100_000, resumed],
      [101_500, { type: "run-paused", iteration: 1 }],
    );
    expect(reduceAll(journal).workedMs).toBe(4_500);
  });

  it("does not count the time between a crash and whoever finds the run, nor what is done to it meanwhile", () => {
    const found = at(
      [1_000, created],
      [2_000, work],
      [500_000, renamed],
      [900_000, resumed],
      [900_400, work],
    );
    expect(reduceAll(found).workedMs).toBe(1_400);
  });

  it("does not lose time when the designer acts during a long step", () => {
    expect(reduceAll(at([0, created], [5_000, renamed], [10_000, work])).workedMs).toBe(10_000);
  });

  it("never runs backwards, whatever the clock of the machine does", () => {
    const moments = fc.array(fc.tuple(fc.nat(10_000), durableBody), { maxLength: 20 });
    fc.assert(
      fc.property(moments, (list) => {
        let state = reduceAll(at([5_000, created]));
        list.forEach(([time, body], index) => {
          const next = reduce(state, { ...body, v: EVENT_VERSION, seq: index + 1, at: time });
          if (body.type !== "run-created") expect(next.workedMs).toBeGreaterThanOrEqual(state.workedMs);
          if (isDesigners(body)) expect(next.workedMs).toBe(state.workedMs);
          state = next;
        });
      }),
    );
  });
});

describe("the designer's words in the state", () => {
  it("are the ones to be drawn until the designer says otherwise, whatever else happens", () => {
    fc.assert(
      fc.property(begunJournal, fc.array(durableBody, { maxLength: 20 }), (journal, rest) => {
        const parameters = { seed: 1, size: 64, temperature: 1 };
        const said: DurableBody = { type: "prompt-edited", iteration: 3, prompt: "mine", parameters };
        const later = rest.filter(
          (body) =>
            body.type !== "run-created" &&
            !((body.type === "prompt-edited" || body.type === "prompt-restored") && body.iteration === 3),
        );
        const state = reduceAll(stamped([said, ...later], journal.length), reduceAll(journal));
        expect(promptFor(state, 3)).toMatchObject({ prompt: "mine", parameters });
        expect(isEdited(state, 3)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("taken back at once leave no trace in the prompts", () => {
    fc.assert(
      fc.property(begunJournal, (journal) => {
        const before = reduceAll(journal);
        if (isEdited(before, 2)) return;
        const parameters = { seed: 1, size: 64, temperature: 1 };
        const both: DurableBody[] = [
          { type: "prompt-edited", iteration: 2, prompt: "mine", parameters },
          { type: "prompt-restored", iteration: 2 },
        ];
        const after = reduceAll(stamped(both, journal.length), before);
        expect(promptFor(after, 2)).toEqual(promptFor(before, 2));
        expect(after.edited).toEqual(before.edited);
      }),
      { numRuns: 300 },
    );
  });
});

describe("questions asked anew", () => {
  it("are about pictures and criteria that are there, and leave every old verdict where it is", () => {
    fc.assert(
      fc.property(anyJournal, fc.integer({ min: 1, max: 4 }), (journal, iteration) => {
        const before = reduceAll(journal);
        const asked: DurableBody = { type: "reverification-asked", iteration, criterionIds: null };
        const after = reduceAll(stamped([asked], journal.length), before);
        after.iterations.forEach((it, index) => {
          expect(it.verdicts).toBe(before.iterations[index]?.verdicts);
          expect(it.score).toEqual(before.iterations[index]?.score);
          const enabled = (after.criteria ?? []).filter((one) => one.enabled).map((one) => one.id);
          for (const id of it.again) expect(enabled).toContain(id);
          if (it.image === null) expect(it.again).toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });
});
