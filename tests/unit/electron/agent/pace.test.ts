import { describe, expect, it } from "vitest";
import { nextStep } from "../../../../electron/agent/steps";
import { atRest, stretch } from "./designer";
import { commandAt } from "./stuck";
import { criterion, drain, essence, journalOf, scripted, type World, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;

async function paused(script: Parameters<typeof scripted>[1] = never, rounds = 3) {
  const calls = { log: [] as string[] };
  const roles = scripted(two, script, calls);
  const w: World = await world(roles, { rounds, pace: "step" });
  const on = () => stretch(w.journal, roles, w.shelf);
  const go = async () => {
    await atRest(w.journal, { type: "resume" });
    return on();
  };
  return { w, roles, calls, on, go };
}

describe("step by step", () => {
  it("waits before every attempt, the first one too, with the prompt there to be read", async () => {
    const { w, on, go, calls } = await paused();
    const first = await on();
    expect(first).toMatchObject({ status: "paused", pausedBefore: 1, iterations: [] });
    expect(first.enhanced?.prompt).toBe("two cats!");
    const second = await go();
    expect(second).toMatchObject({ status: "paused", pausedBefore: 2, iterations: { length: 1 } });
    expect(second.refinements[0]).toMatchObject({ iteration: 2, prompt: "prompt 2" });
    expect(await go()).toMatchObject({ status: "paused", pausedBefore: 3 });
    expect(await go()).toMatchObject({ status: "finished", finishedBecause: "budget" });
    expect(w.journal.of("run-paused").map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
    expect(calls.log.filter((line) => line.startsWith("draw"))).toEqual(["draw 1", "draw 2", "draw 3"]);
  });

  it("does not wait where there is nothing more to draw", async () => {
    const { on, go, w } = await paused([{}]);
    await on();
    expect(await go()).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    expect(w.journal.of("run-paused")).toHaveLength(1);
  });

  it("survives a crash between any two events without drawing what nobody gave the word for", async () => {
    const { w, roles, on, go } = await paused();
    await on();
    while ((await go()).status === "paused");
    const { events } = w.journal;
    const end = essence(w.journal.state);
    for (let length = 1; length < events.length; length++) {
      const journal = await journalOf(events.slice(0, length));
      const words = journal.of("run-resumed").length;
      // Whoever finds a run cut off takes it up: that is the word for no prompt.
      if (journal.state.status === "running") await atRest(journal, { type: "resume" });
      let state = await stretch(journal, roles, w.shelf);
      expect(journal.of("iteration-started").length).toBeLessThanOrEqual(words);
      while (state.status === "paused") {
        await atRest(journal, { type: "resume" });
        state = await stretch(journal, roles, w.shelf);
      }
      expect(essence(state)).toEqual(end);
    }
  });

  it("is left and entered during a run; leaving it on a paused run draws nothing by itself", async () => {
    const { w, on, go, calls } = await paused();
    await on();
    await atRest(w.journal, { type: "pace", pace: "flow" });
    expect(w.journal.state).toMatchObject({ status: "paused", pace: "flow" });
    expect(nextStep(w.journal.state).kind).toBe("over");
    expect(calls.log.some((line) => line.startsWith("draw"))).toBe(false);
    expect(await go()).toMatchObject({ status: "finished" });
    expect(w.journal.of("image-generated")).toHaveLength(3);
  });

  it("can be entered while the run flows: the next attempt waits", async () => {
    const roles = scripted(two, never);
    const w = await world(roles, { rounds: 3 });
    const state = await commandAt(w, "verify", { type: "pace", pace: "step" });
    expect(state).toMatchObject({ status: "paused", pausedBefore: 2 });
  });

  it("stops when told to stop after this, and a stop on a paused run ends the waiting", async () => {
    const { w, on, go } = await paused();
    await on();
    await atRest(w.journal, { type: "stop", mode: "now" });
    expect(w.journal.state).toMatchObject({ status: "stopped", pausedBefore: null });
    expect(await go()).toMatchObject({ status: "paused", pausedBefore: 1 });
  });

  it("asks again for a prompt that was written anew after criteria changed", async () => {
    const { w, on, go, calls } = await paused();
    await on();
    await go();
    const birds = criterion("birds", { origin: "designer" });
    await atRest(w.journal, { type: "edit-criteria", criteria: [...two, birds] });
    expect(w.journal.state).toMatchObject({ status: "paused", refinements: [] });
    const state = await go();
    expect(state).toMatchObject({ status: "paused", pausedBefore: 2, iterations: { length: 1 } });
    expect(calls.log.filter((line) => line === "refine 2")).toHaveLength(2);
    expect(await go()).toMatchObject({ pausedBefore: 3, iterations: { length: 2 } });
  });

  it("takes the word back for a prompt that news made void before it was drawn", async () => {
    const { w, roles, on, go } = await paused();
    await on();
    await go();
    await atRest(w.journal, { type: "resume" });
    const next = worldOf(w.journal, roles, w.shelf);
    void next.mailbox.post({ type: "override", iteration: 1, criterionId: "cats", state: "fail" });
    expect(await drain(next.input())).toMatchObject({ status: "paused", pausedBefore: 2, goAhead: 1 });
    expect(w.journal.of("iteration-started")).toHaveLength(1);
  });
});
