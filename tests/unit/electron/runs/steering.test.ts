import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Roles } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import { reduceAll } from "../../../../shared/run/reduce";
import type { RunState } from "../../../../shared/run/state";
import { criterion, gate, type Script, scripted, verdict } from "../agent/support";
import { type Desk, openDesk } from "./desk";

const criteria = [criterion("c1"), criterion("c2")];
const never: Script = [{ c2: "fail" }];
const prompt = "two white cats";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(scripted(criteria, never));
});
afterEach(() => desk.close());

/** Resolves when an event of this type is announced. */
function announced(type: string): Promise<void> {
  return new Promise((resolve) => {
    const { push } = desk.events;
    desk.events.push = (...events) => {
      if (events.some((event) => event.type === type)) resolve();
      return push.apply(desk.events, events);
    };
  });
}

/** The state once nobody works on the run any more. */
async function rested(runId: string): Promise<RunState> {
  await expect.poll(() => desk.service.isLive(runId)).toBe(false);
  return desk.service.state(runId);
}

describe("what a run takes from the settings", () => {
  it("is skill and pace too, where the request leaves them open", async () => {
    desk.settings = { ...desk.settings, pace: "step", skill: { mode: "none" }, memory: false };
    const { ended } = await desk.service.start({ prompt });
    expect((await ended).header?.settings).toMatchObject({
      pace: "step",
      skill: { mode: "none" },
      memory: false,
    });
    const asked = { prompt, pace: "flow" as const, seconds: 90, bannedSkills: ["a", "a"], rounds: 1 };
    const { settings } = (await (await desk.service.start(asked)).ended).header!;
    expect(settings).toMatchObject({ pace: "flow", seconds: 90, bannedSkills: ["a"] });
  });

  it("is drawn by the generator of its own choice, now and when it goes on", async () => {
    const generator = { kind: "gems-http" as const, baseUrl: "http://127.0.0.1:9" };
    const { runId, ended } = await desk.service.start({ prompt, generator, rounds: 1 });
    expect((await ended).header?.settings).toMatchObject({
      generator: "gems-http",
      generatorConfig: generator,
    });
    await (await desk.service.resume(runId, 2)).ended;
    await (await desk.service.start({ prompt, rounds: 1 })).ended;
    expect(desk.composed).toEqual([generator, generator, undefined]);
  });
});

describe("step by step", () => {
  it("goes on at once when the word comes while the loop is still closing", async () => {
    const paused = announced("run-paused");
    const { runId, ended } = await desk.service.start({ prompt, rounds: 1, pace: "step" });
    await paused;
    const { ended: finished } = await desk.service.resume(runId);
    await ended;
    await finished;
    const state = await rested(runId);
    expect(state).toMatchObject({ status: "finished", iterations: { length: 1 } });
  });

  it("takes prompts and pace at rest, and draws nothing by itself", async () => {
    const { runId, ended } = await desk.service.start({ prompt, rounds: 1, pace: "step" });
    expect((await ended).status).toBe("paused");
    await desk.service.command(runId, { type: "edit-prompt", iteration: 1, prompt: "my cats" });
    await desk.service.command(runId, { type: "pace", pace: "flow" });
    expect(desk.service.isLive(runId)).toBe(false);
    const state = await (await desk.service.resume(runId)).ended;
    expect(state.iterations[0]).toMatchObject({ prompt: "my cats", proposed: `${prompt}!` });
  });
});

describe("judging again", () => {
  /** Roles whose verifier waits for `open` before it answers that everything passes. */
  function patient() {
    const script = scripted(criteria, never);
    const looking = gate();
    const open = gate();
    const verify: Roles["verifier"]["verify"] = async function* (input) {
      looking.open();
      await open.promise;
      for (const { id } of input.criteria) yield verdict(id, "pass");
    };
    return { roles: { ...script, verifier: { verify } }, looking: looking.promise, open: open.open };
  }

  async function finished() {
    const { runId, ended } = await desk.service.start({ prompt, seed: 1, rounds: 2 });
    await ended;
    return runId;
  }

  it("is told at once, works by itself, and leaves the run finished", async () => {
    const runId = await finished();
    const { roles, looking, open } = patient();
    desk.roles = roles;
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: null });
    await looking;
    expect(desk.service.isLive(runId)).toBe(true);
    expect((await desk.service.state(runId)).status).toBe("finished");
    await desk.service.command(runId, { type: "rename", title: "Meanwhile" });
    open();
    const state = await rested(runId);
    expect(state).toMatchObject({
      status: "finished",
      finishedBecause: "all-passed",
      header: { title: "Meanwhile" },
    });
    expect(reduceAll((await desk.service.snapshot(runId)).events)).toEqual(state);
  });

  it("is not in the way of going on", async () => {
    const runId = await finished();
    const { roles, looking, open } = patient();
    desk.roles = roles;
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: ["c2"] });
    await looking;
    const { ended } = await desk.service.resume(runId, 3);
    open();
    expect(await ended).toMatchObject({ status: "finished", rounds: 3, finishedBecause: "all-passed" });
    await expect(desk.service.resume("zzzzzzzzzz")).rejects.toMatchObject({ code: "not-found" });
  });

  it("is left at once by stop", async () => {
    const runId = await finished();
    const { roles, looking } = patient();
    desk.roles = roles;
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: null });
    await looking;
    await desk.service.command(runId, { type: "stop", mode: "now" });
    expect(await rested(runId)).toMatchObject({ status: "finished", finishedBecause: "budget" });
  });

  it("that the verifier cannot do is told in the journal; old verdicts stand", async () => {
    const runId = await finished();
    const before = await desk.service.state(runId);
    desk.roles = {
      ...desk.roles,
      verifier: {
        verify: () => {
          throw new StudioError("unauthorised", "The key is refused.", { remedy: "Type it again." });
        },
      },
    };
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: null });
    const state = await rested(runId);
    expect(state).toMatchObject({ status: "finished", failure: { role: "verifier", code: "unauthorised" } });
    expect(state.iterations).toEqual(before.iterations);
    expect(desk.faults).toEqual([]);
  });

  it("of nothing is refused and leaves no trace", async () => {
    const runId = await finished();
    const { events } = await desk.service.snapshot(runId);
    await expect(
      desk.service.command(runId, { type: "reverify", iteration: 7, criterionIds: null }),
    ).rejects.toMatchObject({ code: "not-found" });
    expect((await desk.service.snapshot(runId)).events).toEqual(events);
    expect(desk.service.isLive(runId)).toBe(false);
  });
});

describe("a run that was cut off", () => {
  async function cutOff() {
    const stuck = gate();
    const drawing = gate();
    const script = scripted(criteria, never);
    desk.roles = {
      ...script,
      generator: {
        ...script.generator,
        generate: async (input, context) => {
          if (input.parameters.seed === 1) return script.generator.generate(input, context);
          drawing.open();
          await stuck.promise;
          throw new Error("never");
        },
      },
    };
    const { runId } = await desk.service.start({ prompt, seed: 1, rounds: 3 });
    await drawing.promise;
    await desk.service.close();
    desk.roles = script;
    return runId;
  }

  it("is judged again without being set going", async () => {
    const runId = await cutOff();
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: null });
    expect(await rested(runId)).toMatchObject({ status: "stopped", iterations: { length: 2 } });
  });

  it("takes other words for the attempt that was never drawn", async () => {
    const runId = await cutOff();
    await desk.service.command(runId, { type: "edit-prompt", iteration: 2, prompt: "my cats" });
    const state = await (await desk.service.resume(runId)).ended;
    expect(state.iterations.map((it) => it.prompt)).toEqual([`${prompt}!`, "my cats", "prompt 3"]);
  });

  it("marks where it was found before it is put to rest, so that the time between counts for nothing", async () => {
    const runId = await cutOff();
    await desk.service.command(runId, { type: "stop", mode: "now" });
    const { events } = await desk.service.snapshot(runId);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(["run-resumed", "run-stopped"]);
  });
});
