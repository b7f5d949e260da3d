import { describe, expect, it } from "vitest";
import { atRest, stretch } from "./designer";
import { commandAt, stuckAt } from "./stuck";
import { criterion, drain, scripted, type World, world } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;

/** Roles whose drawing takes its time, by the journal's own clock. */
function slow(w: () => World, ms: number) {
  const good = scripted(two, never);
  const generate: typeof good.generator.generate = async (input, context) => {
    w().journal.pass(ms);
    return good.generator.generate(input, context);
  };
  return { ...good, generator: { ...good.generator, generate } };
}

async function run(ms: number, settings: object) {
  const roles = slow(() => w, ms);
  const w: World = await world(roles, { rounds: 10, ...settings });
  return { w, roles, state: await drain(w.input()) };
}

describe("the limit of working time", () => {
  it("ends the run after the attempt in which it is reached", async () => {
    const { state } = await run(4_000, { seconds: 10 });
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget", iterations: { length: 3 } });
    expect(state.iterations.every((it) => it.judged)).toBe(true);
  });

  it("is no limit where there is none", async () => {
    expect((await run(90_000, { seconds: null })).state.iterations).toHaveLength(10);
    expect((await run(90_000, {})).state.iterations).toHaveLength(10);
  });

  it("lets the first attempt be made, however little it is", async () => {
    const { state } = await run(4_000, { seconds: 0.001 });
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 1 } });
  });

  it("does not run while the run rests", async () => {
    const { w, roles } = await run(4_000, { seconds: 10, pace: "step" });
    for (let words = 0; w.journal.state.status === "paused" && words < 20; words++) {
      w.journal.pass(3_600_000);
      await atRest(w.journal, { type: "resume" });
      await stretch(w.journal, roles, w.shelf);
    }
    expect(w.journal.state).toMatchObject({ finishedBecause: "budget", iterations: { length: 3 } });
  });

  it("can be moved during the run, up and down", async () => {
    const good = scripted(two, never);
    const down = await world(good, { rounds: 10 });
    const ended = await commandAt(down, "draw", { type: "seconds", seconds: 0.001 });
    expect(ended).toMatchObject({ finishedBecause: "budget", iterations: { length: 1 }, seconds: 0.001 });
    const up = await world(good, { rounds: 3, seconds: 0.001 });
    expect(await commandAt(up, "draw", { type: "seconds", seconds: null })).toMatchObject({
      iterations: { length: 3 },
    });
  });

  it("leaves a prompt in the making behind when it is lowered below what is spent", async () => {
    const aborted: string[] = [];
    const w = await world(stuckAt("refine", scripted(two, never), aborted), { rounds: 10 });
    const state = await commandAt(w, "refine", { type: "seconds", seconds: 0.001 });
    expect(aborted).toEqual(["refine"]);
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 1 } });
  });

  it("raised on a finished run starts nothing by itself; going on does", async () => {
    const { w, roles, state } = await run(4_000, { seconds: 10, rounds: 10 });
    await atRest(w.journal, { type: "seconds", seconds: 100 });
    await atRest(w.journal, { type: "rounds", rounds: 4 });
    expect(w.journal.state).toMatchObject({ status: "finished", finishedBecause: "budget", seconds: 100 });
    expect(await stretch(w.journal, roles, w.shelf)).toEqual(w.journal.state);
    await atRest(w.journal, { type: "resume" });
    expect((await stretch(w.journal, roles, w.shelf)).iterations.length).toBe(state.iterations.length + 1);
  });

  it("refuses what is no number of seconds", async () => {
    const { w } = await run(1, { seconds: 1 });
    for (const seconds of [0, -1, Number.NaN, 1e9]) {
      expect(await atRest(w.journal, { type: "seconds", seconds })).toBe(false);
    }
  });
});
