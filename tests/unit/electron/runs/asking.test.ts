import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Roles } from "../../../../electron/agent/roles";
import { reduceAll } from "../../../../shared/run/reduce";
import { wishOf } from "../../../../shared/run/state";
import { NOT_ASKED } from "../../../../shared/run/verdicts";
import { criterion, scripted } from "../agent/support";
import { type Desk, openDesk } from "./desk";

const criteria = [criterion("there"), criterion("white", { requires: ["there"] })];
const prompt = "two cats, exactly three cats";
const question = {
  question: "How many cats?",
  reason: "Two and three.",
  options: [
    { label: "two", prompt: "two cats" },
    { label: "three", prompt: "three cats" },
  ],
};

let desk: Desk;
let asked: string[][];
beforeEach(async () => {
  asked = [];
  const good = scripted(criteria, [{ there: "fail" }]);
  const verify: Roles["verifier"]["verify"] = async function* (input, context) {
    asked.push(input.criteria.map(({ id }) => id));
    yield* good.verifier.verify(input, context);
  };
  desk = await openDesk({
    ...good,
    verifier: { perQuestion: true, verify },
    planner: { ...good.planner, clarify: async () => question },
  });
});
afterEach(() => desk.close());

describe("a run with a question to the designer", () => {
  it("rests until it is answered, and goes on with the answer", async () => {
    const { runId, ended } = await desk.service.start({ prompt, ask: true, rounds: 1, seed: 1 });
    expect(await ended).toMatchObject({ status: "paused", clarification: question });
    expect(desk.service.isLive(runId)).toBe(false);
    const after = await (await desk.service.answer(runId, "three cats")).ended;
    expect(after.status).toBe("finished");
    expect(wishOf(after)).toBe("three cats");
    expect(after.enhanced?.prompt).toBe("three cats!");
    await expect(desk.service.answer(runId, "four cats")).rejects.toMatchObject({ code: "bad-input" });
    expect(reduceAll((await desk.service.snapshot(runId)).events)).toEqual(after);
  });

  it("is not questioned where the studio's settings say so", async () => {
    desk.settings = { ...desk.settings, ask: false };
    const { ended } = await desk.service.start({ prompt, rounds: 1, seed: 1 });
    expect(await ended).toMatchObject({ status: "finished", clarification: null });
  });
});

describe("a question that was not put to the image of a run at rest", () => {
  async function finished(): Promise<string> {
    const { runId, ended } = await desk.service.start({ prompt, ask: false, rounds: 1, seed: 1 });
    expect((await ended).iterations[0]?.verdicts.white?.by).toBe(NOT_ASKED);
    return runId;
  }

  it("is put when the designer says that what it needs is there", async () => {
    const runId = await finished();
    await desk.service.command(runId, {
      type: "override",
      iteration: 1,
      criterionId: "there",
      state: "pass",
    });
    await expect.poll(() => desk.service.isLive(runId)).toBe(false);
    const state = await desk.service.state(runId);
    expect(asked).toEqual([["there"], ["white"]]);
    expect(state.iterations[0]?.verdicts.white).toMatchObject({ state: "pass", by: "script" });
    expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
  });

  it("waits where nobody can look; what the designer said stands", async () => {
    const runId = await finished();
    const { roles } = desk;
    Object.defineProperty(desk, "roles", {
      configurable: true,
      get: () => {
        throw new Error("no key");
      },
    });
    await desk.service.command(runId, {
      type: "override",
      iteration: 1,
      criterionId: "there",
      state: "pass",
    });
    const state = await desk.service.state(runId);
    expect(state.iterations[0]).toMatchObject({ overrides: { there: { state: "pass" } }, again: ["white"] });
    expect(desk.faults).toHaveLength(1);
    Object.defineProperty(desk, "roles", { configurable: true, writable: true, value: roles });
    await desk.service.command(runId, { type: "reverify", iteration: 1, criterionIds: null });
    await expect.poll(() => desk.service.isLive(runId)).toBe(false);
    expect((await desk.service.state(runId)).iterations[0]?.verdicts.white?.by).toBe("script");
  });
});
