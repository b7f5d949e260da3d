import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedGain } from "../../../../electron/agent/gain";
import type { RunState } from "../../../../shared/run/state";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { atRest, stretch } from "./designer";
import { entering } from "./stuck";
import { criterion, drain, type Script, scripted, world } from "./support";

const names = ["a", "b", "c", "d"];
const four = names.map((name) => criterion(name));

/** One line of the verifier's script in which so many of the four pass. */
function passing(count: number): Record<string, VerdictState> {
  return Object.fromEntries(names.map((name, index) => [name, index < count ? "pass" : "fail"]));
}

async function run(passed: readonly number[], settings: object, script: Script = passed.map(passing)) {
  const roles = scripted(four, script);
  const w = await world(roles, { rounds: 8, ...settings });
  return { w, roles, state: await drain(w.input()) };
}

describe("what one more round promises", () => {
  it("follows the formula, step by step", async () => {
    const gains: (number | null)[] = [];
    const roles = scripted(four, [1, 1, 3, 3].map(passing));
    const w = await world(roles, { rounds: 4 });
    await drain(w.input(), (event) => {
      if (event.type === "iteration-judged") gains.push(expectedGain(w.journal.state));
    });
    const [first, second, third, fourth] = gains;
    expect(first).toBeCloseTo((0.75 / 1.35) * 0.96 * 0.75, 10);
    expect(second).toBeCloseTo((0.75 / 2.35) * 0.96 * 0.75, 10);
    const step = (2 * 0.96 + 0.5 / 0.75) / 3;
    expect(third).toBeCloseTo((1.75 / 3.35) * step * 0.25, 10);
    expect(fourth).toBeCloseTo((1.75 / 4.35) * step * 0.25, 10);
  });

  it("is unknown before the first image is judged", async () => {
    const w = await world(scripted(four, [{}]));
    expect(expectedGain(w.journal.state)).toBeNull();
  });

  it("counts what is unclear as within reach, and what nobody can answer as out of it", async () => {
    const unclear = await run([], { rounds: 1 }, [{ ...passing(3), d: "unclear" }]);
    expect(expectedGain(unclear.state)).toBeCloseTo((0.75 / 1.35) * 0.96 * 0.25, 10);
    const blind = scripted(
      four.map((one) =>
        one.id === "d" ? { ...one, check: { type: "uncheckable" as const, reason: "style" } } : one,
      ),
      [{ ...passing(2), d: "unclear" }],
    );
    const w = await world(blind, { rounds: 1 });
    expect(expectedGain(await drain(w.input()))).toBeCloseTo((0.75 / 1.35) * 0.96 * (1 / 3), 10);
  });

  it("lies between 0 and what is left, and falls with every round that brings nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }), async (passed) => {
        const gains: number[] = [];
        const roles = scripted(four, passed.map(passing));
        const w = await world(roles, { rounds: passed.length });
        await drain(w.input(), (event) => {
          if (event.type === "iteration-judged") gains.push(expectedGain(w.journal.state) ?? -1);
        });
        for (const [index, gain] of gains.entries()) {
          const best = Math.max(...passed.slice(0, index + 1)) / 4;
          expect(gain).toBeGreaterThan(0);
          expect(gain).toBeLessThanOrEqual(1 - best);
          const before = index === 0 ? null : Math.max(...passed.slice(0, index)) / 4;
          if (before === best) expect(gain).toBeLessThan(gains[index - 1] ?? 0);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the least gain", () => {
  it("ends a run that gets nowhere, with its own reason and the best so far", async () => {
    const { state } = await run([2, 2, 2, 2, 2, 2, 2, 2], { minGain: 0.1 });
    expect(state).toMatchObject({ status: "finished", finishedBecause: "no-gain" });
    expect(state.iterations.length).toBeGreaterThan(2);
    expect(state.iterations.length).toBeLessThan(8);
  });

  it.each([null, undefined, 0])("does not end it where it is %s", async (minGain) => {
    const { state } = await run([2, 2], { ...(minGain === undefined ? {} : { minGain }) });
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 8 } });
  });

  it("never ends it before the second round", async () => {
    const { state } = await run([2, 2], { minGain: 1 });
    expect(state).toMatchObject({ finishedBecause: "no-gain", iterations: { length: 2 } });
  });

  it("never ends it while the designer wants more whatever it brings", async () => {
    const { state } = await run([2, 2], { minGain: 1, keepGoing: true });
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 8 } });
  });

  it("leaves the budget its word, and success the first", async () => {
    expect((await run([2, 2], { minGain: 1, rounds: 2 })).state.finishedBecause).toBe("budget");
    expect((await run([2, 4], { minGain: 1 })).state.finishedBecause).toBe("all-passed");
  });

  it("waits for words of the designer's that are to be drawn", async () => {
    const roles = scripted(four, [passing(2)]);
    const w = await world(roles, { rounds: 8, minGain: 1 });
    const parameters = { seed: 9, size: 64, temperature: 1 };
    let sent: Promise<void> = Promise.resolve();
    let judged = 0;
    const state = await drain(w.input(), (event) => {
      if (event.type === "image-generated" && ++judged === 2) {
        sent = w.mailbox.post({
          type: "edit-prompt",
          iteration: 3,
          prompt: "my own words",
          seed: parameters.seed,
        });
      }
    });
    await sent;
    expect(state.iterations.map((it) => it.prompt)).toContain("my own words");
    expect(state).toMatchObject({ finishedBecause: "no-gain", iterations: { length: 3 } });
  });

  it("gives two more rounds to a designer who goes on in spite of it", async () => {
    const { w, roles, state } = await run([2, 2], { minGain: 1 });
    expect(state.iterations).toHaveLength(2);
    await atRest(w.journal, { type: "resume" });
    const more: RunState = await stretch(w.journal, roles, w.shelf);
    expect(more).toMatchObject({ finishedBecause: "no-gain", iterations: { length: 4 }, insistedAt: 2 });
  });

  it("ends nothing that goes on after everything passed", async () => {
    const { w, roles, state } = await run([4, 2, 2, 2, 2, 2, 2, 2], { minGain: 1 });
    expect(state).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
    await atRest(w.journal, { type: "resume" });
    expect((await stretch(w.journal, roles, w.shelf)).iterations).toHaveLength(8);
  });

  it("does not count an image that the designer rejected", async () => {
    const roles = scripted(four, [passing(3), passing(1), passing(1)]);
    const w = await world(roles, { rounds: 2 });
    await entering(
      w,
      "refine",
      () => void w.mailbox.post({ type: "rate", iterations: [1], rating: "rejected" }),
    );
    expect(expectedGain(w.journal.state)).toBeCloseTo((1.75 / 2.35) * ((2 * 0.96 + 0.25) / 3) * 0.75, 10);
  });
});
