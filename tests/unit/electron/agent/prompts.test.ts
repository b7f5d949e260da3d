import { describe, expect, it } from "vitest";
import type { Command } from "../../../../electron/agent/steering";
import { bodiesAtRest } from "../../../../electron/runs/at-rest";
import { isEdited, promptFor } from "../../../../shared/run/drafts";
import { atRest, stretch } from "./designer";
import { commandAt, stuckAt } from "./stuck";
import { criterion, drain, scripted, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;
const words = (iteration: number, prompt: string | null = "my words", more: object = {}): Command => ({
  type: "edit-prompt",
  iteration,
  prompt,
  ...more,
});

async function paused(times = 1) {
  const roles = scripted(two, never);
  const w = await world(roles, { rounds: 3, pace: "step" });
  const on = () => stretch(w.journal, roles, w.shelf);
  const go = async () => {
    await atRest(w.journal, { type: "resume" });
    return on();
  };
  await on();
  for (let time = 1; time < times; time++) await go();
  return { w, go, edit: (command: Command) => atRest(w.journal, command) };
}

describe("the designer's own words", () => {
  it("are drawn instead of the agent's, which stay on record", async () => {
    const { w, go, edit } = await paused(2);
    await edit(words(2, " my words ", { seed: 77, temperature: 0.2 }));
    const state = await go();
    expect(state.iterations[1]).toMatchObject({
      prompt: "my words",
      proposed: "prompt 2",
      strategy: "again",
      parameters: { seed: 77, temperature: 0.2 },
    });
    expect(w.journal.of("prompt-refined")[0]?.prompt).toBe("prompt 2");
  });

  it("take the first prompt's place too", async () => {
    const { go, edit } = await paused();
    await edit(words(1));
    expect((await go()).iterations[0]).toMatchObject({
      prompt: "my words",
      proposed: "two cats!",
      parameters: { seed: 1 },
    });
  });

  it("with another seed alone are no other words", async () => {
    const { go, edit } = await paused(2);
    await edit(words(2, "prompt 2", { seed: 99 }));
    expect((await go()).iterations[1]).toMatchObject({
      prompt: "prompt 2",
      proposed: null,
      parameters: { seed: 99 },
    });
  });

  it("survive new criteria and new verdicts, which send the agent's own back to be written anew", async () => {
    const { w, go, edit } = await paused(2);
    await edit(words(2));
    await edit({ type: "edit-criteria", criteria: [...two, criterion("birds")] });
    await edit({ type: "override", iteration: 1, criterionId: "cats", state: "fail" });
    expect(w.journal.state.refinements).toHaveLength(1);
    expect(promptFor(w.journal.state, 2)?.prompt).toBe("my words");
    expect((await go()).iterations[1]).toMatchObject({ prompt: "my words", proposed: "prompt 2" });
  });

  it("are taken back by another command, or by typing the agent's again", async () => {
    const { w, edit } = await paused(2);
    const before = w.journal.state;
    await edit(words(2, "one"));
    await edit(words(2, "two", { seed: 5 }));
    await edit(words(2, null));
    expect(w.journal.state.refinements).toEqual(before.refinements);
    await edit(words(2, "three"));
    const { seed, temperature } = before.refinements[0]!.parameters;
    await edit(words(2, "prompt 2", { seed, temperature }));
    expect(w.journal.state.refinements).toEqual(before.refinements);
    expect(isEdited(w.journal.state, 2)).toBe(false);
    expect(w.journal.types.slice(-1)).toEqual(["prompt-restored"]);
  });

  it("change nothing where they are the same", async () => {
    const { w, edit } = await paused(2);
    const length = w.journal.events.length;
    await edit(words(2, "prompt 2"));
    await edit(words(2, null));
    expect(w.journal.events).toHaveLength(length);
  });

  it("given while the refiner works leave its work behind and are drawn at once", async () => {
    const aborted: string[] = [];
    const w = await world(stuckAt("refine", scripted(two, never), aborted), { rounds: 2 });
    const state = await commandAt(w, "refine", words(2));
    expect(aborted).toEqual(["refine"]);
    expect(state.iterations[1]).toMatchObject({
      prompt: "my words",
      proposed: null,
      strategy: "designer's words",
    });
    expect(state.iterations[1]?.parameters.seed).not.toBe(state.iterations[0]?.parameters.seed);
  });

  it("given while an attempt is drawn wait for the next one, and for its own verdicts", async () => {
    const calls = { log: [] as string[] };
    const w = await world(scripted(two, never, calls), { rounds: 2 });
    const state = await commandAt(w, "draw", words(2));
    expect(state.iterations.map((it) => it.prompt)).toEqual(["two cats!", "my words"]);
    expect(calls.log).toContain("distil 1");
    expect(calls.log).not.toContain("refine 2");
  });

  it("given before the plan is made keep the planner's as a proposal", async () => {
    const w = await world(scripted(two, [{}]));
    const state = await commandAt(w, "plan", words(1));
    expect(state.iterations[0]).toMatchObject({ prompt: "my words", proposed: "two cats!" });
    expect(state.enhanced?.prompt).toBe("two cats!");
  });

  it("taken back before the agent had any send it to work again", async () => {
    const w = await world(stuckAt("refine", scripted(two, never), []), { rounds: 2, pace: "step" });
    await drain(w.input());
    await atRest(w.journal, { type: "resume" });
    const again = worldOf(w.journal, stuckAt("refine", scripted(two, never), []), w.shelf);
    await commandAt(again, "refine", words(2));
    expect(w.journal.state).toMatchObject({ status: "paused", pausedBefore: 2 });
    await atRest(w.journal, words(2, null));
    expect(promptFor(w.journal.state, 2)).toBeNull();
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, scripted(two, never), w.shelf);
    expect(state).toMatchObject({ status: "paused", pausedBefore: 2, iterations: { length: 1 } });
    expect(promptFor(state, 2)?.prompt).toBe("prompt 2");
  });

  it("for an attempt that was stopped before its picture came begin it anew", async () => {
    const good = scripted(two, [{}]);
    const w = await world(stuckAt("draw", good, []));
    await commandAt(w, "draw", { type: "stop", mode: "now" });
    await atRest(w.journal, words(1));
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, good, w.shelf);
    expect(state.iterations).toHaveLength(1);
    expect(state.iterations[0]).toMatchObject({ prompt: "my words", proposed: "two cats!", judged: true });
  });
});

describe("words that come too late", () => {
  it("are refused for what is drawn, and for what is far off", async () => {
    const { w } = await paused(2);
    const refused = (iteration: number) => () => bodiesAtRest(w.journal.state, words(iteration));
    expect(refused(1)).toThrow("The words of attempt 1 stay as they are: it is drawn already.");
    expect(refused(5)).toThrow("Attempt 5 has no prompt yet.");
  });

  it("are refused for the attempt being drawn, and for a finished run", async () => {
    const w = await world(scripted(two, [{}]));
    await expect(commandAt(w, "draw", words(1))).rejects.toMatchObject({
      code: "bad-input",
      message: "Attempt 1 is being drawn already.",
    });
    expect(w.journal.state.status).toBe("finished");
    expect(await atRest(w.journal, words(2))).toBe(false);
  });

  it("and empty ones are refused anywhere", async () => {
    const { edit } = await paused(2);
    expect(await edit(words(2, "   "))).toBe(false);
    expect(await edit(words(2, "x".repeat(8001)))).toBe(false);
  });
});
