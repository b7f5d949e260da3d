import { describe, expect, it } from "vitest";
import type { Roles } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import { nextStep } from "../../../../electron/agent/steps";
import { bodiesAtRest } from "../../../../electron/runs/at-rest";
import { StudioError } from "../../../../shared/errors";
import { bestOf, type RunState } from "../../../../shared/run/state";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { atRest, stretch } from "./designer";
import { commandAt, entering, stuckAt } from "./stuck";
import { criterion, drain, journalOf, scripted, verdict, type World, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;
const again = (iteration: number, criterionIds: readonly string[] | null = null): Command => ({
  type: "reverify",
  iteration,
  criterionIds,
});

/** A verifier that has changed its mind: everything it is asked is as told here. */
function secondSight(roles: Roles, state: VerdictState, asked: string[] = []): Roles {
  const verify: Roles["verifier"]["verify"] = async function* ({ criteria, image }) {
    asked.push(`${image[0]} ${criteria.map(({ id }) => id).join(",")}`);
    for (const { id } of criteria) yield { ...verdict(id, state), by: "second sight" };
  };
  return { ...roles, verifier: { verify } };
}

async function finished(script: Parameters<typeof scripted>[1], rounds = 3, extra = {}) {
  const roles = scripted(two, script);
  const w = await world(roles, { rounds, ...extra });
  await drain(w.input());
  return { w, roles };
}

async function judged(w: World, roles: Roles, command: Command): Promise<RunState> {
  for (const body of bodiesAtRest(w.journal.state, command)) await w.journal.emit(body);
  return stretch(w.journal, roles, w.shelf);
}

describe("judging again at rest", () => {
  it("asks only that image, only the questions named, and leaves the run at its rest", async () => {
    const { w, roles } = await finished(never);
    const asked: string[] = [];
    const before = w.journal.events.length;
    const state = await judged(w, secondSight(roles, "fail", asked), again(2, ["cats"]));
    expect(asked).toEqual(["2 cats"]);
    expect(w.journal.types.slice(before)).toEqual([
      "reverification-asked",
      "criterion-judged",
      "iteration-judged",
    ]);
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget" });
    expect(state.iterations[1]?.verdicts.cats).toMatchObject({ state: "fail", by: "second sight" });
    expect(state.iterations[1]?.verdicts.dogs).toMatchObject({ by: "script" });
    expect(state.iterations[1]?.score).toMatchObject({ passed: 0, judged: 2 });
  });

  it("moves the best with the scores, and a finish that became a success says so", async () => {
    const { w, roles } = await finished(never);
    expect(bestOf(w.journal.state)).toBe(1);
    const state = await judged(w, secondSight(roles, "pass"), again(3));
    expect(bestOf(state)).toBe(3);
    expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    expect(w.journal.of("run-finished").at(-1)).toMatchObject({ reason: "all-passed", best: 3 });
  });

  it("says that the budget is spent where the success does not hold", async () => {
    const { w, roles } = await finished([{ dogs: "fail" }, {}], 2);
    const state = await judged(w, secondSight(roles, "fail"), again(2));
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget" });
  });

  it("leaves a run with rounds left at the end it came to", async () => {
    const { w, roles } = await finished([{}]);
    const state = await judged(w, secondSight(roles, "fail"), again(1));
    expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    expect(w.journal.of("run-finished")).toHaveLength(1);
    expect(state.iterations[0]?.score?.passed).toBe(0);
  });

  it.each(["stopped", "failed", "paused"] as const)("leaves a run %s", async (status) => {
    const good = scripted(two, never);
    const broken = { ...good, refiner: { refine: () => Promise.reject(new Error("no words")) } };
    const w = await world(status === "failed" ? broken : good, {
      rounds: 3,
      pace: status === "paused" ? "step" : "flow",
    });
    if (status === "stopped") await commandAt(w, "distil", { type: "stop", mode: "now" });
    else await drain(w.input({ retry: { tries: 1, backoffMs: 0 } }));
    if (status === "paused") {
      await atRest(w.journal, { type: "resume" });
      await stretch(w.journal, good, w.shelf);
    }
    const before = w.journal.state;
    expect(before.status).toBe(status);
    const state = await judged(w, secondSight(good, "pass"), again(1));
    expect(state).toMatchObject({ status, pausedBefore: before.pausedBefore });
    expect(state.refinements).toEqual(before.refinements);
    expect(state.iterations[0]?.verdicts.dogs?.state).toBe("pass");
    await atRest(w.journal, { type: "resume" });
    expect((await stretch(w.journal, good, w.shelf)).finishedBecause).toBe("all-passed");
    expect(w.journal.of("image-generated")).toHaveLength(1);
  });

  it("answers criteria that were added at rest, on every image when asked", async () => {
    const { w, roles } = await finished(never, 2);
    await atRest(w.journal, { type: "edit-criteria", criteria: [...two, criterion("birds")] });
    expect(w.journal.state.iterations.map((it) => it.verdicts.birds)).toEqual([undefined, undefined]);
    expect(nextStep(w.journal.state).kind).toBe("over");
    const asked: string[] = [];
    await judged(w, secondSight(roles, "pass", asked), again(1, ["birds"]));
    const state = await judged(w, secondSight(roles, "pass", asked), again(2, null));
    expect(asked).toEqual(["1 birds", "2 cats,dogs,birds"]);
    expect(state.iterations.map((it) => it.score)).toMatchObject([
      { passed: 2, total: 3 },
      { passed: 3, total: 3 },
    ]);
  });

  it("keeps overrides, and judges beneath them", async () => {
    const { w, roles } = await finished(never, 1);
    await atRest(w.journal, { type: "override", iteration: 1, criterionId: "dogs", state: "pass" });
    const state = await judged(w, secondSight(roles, "unclear"), again(1, ["dogs"]));
    expect(state.iterations[0]?.overrides.dogs?.state).toBe("pass");
    expect(state.iterations[0]?.verdicts.dogs?.state).toBe("unclear");
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("serves several images one after the other", async () => {
    const { w, roles } = await finished(never, 3);
    const asked: string[] = [];
    for (const n of [3, 1]) await atRest(w.journal, again(n, ["dogs"]));
    const state = await stretch(w.journal, secondSight(roles, "pass", asked), w.shelf);
    expect(asked).toEqual(["1 dogs", "3 dogs"]);
    expect(state.iterations.every((it) => it.again.length === 0)).toBe(true);
  });

  it("goes on with the run when told so meanwhile", async () => {
    const { w, roles } = await finished(never, 1);
    await atRest(w.journal, again(1));
    const busy = worldOf(w.journal, secondSight(roles, "fail"), w.shelf);
    const state = await commandAt(busy, "verify", { type: "resume", rounds: 2 });
    expect(state).toMatchObject({ status: "finished", rounds: 2, iterations: { length: 2 } });
  });
});

describe("a verifier that breaks down while judging again", () => {
  const refusal = new StudioError("unreachable", "Nobody answers.", { remedy: "Start the server." });
  const dead = (roles: Roles): Roles => ({
    ...roles,
    verifier: {
      verify: () => {
        throw refusal;
      },
    },
  });

  it("takes no old verdict with it, and leaves the run at its rest with the cause", async () => {
    const { w, roles } = await finished(never, 2);
    const before = w.journal.state;
    const state = await judged(w, dead(roles), again(1));
    expect(state).toMatchObject({
      status: "finished",
      finishedBecause: "budget",
      failure: { role: "verifier", iteration: 1, code: "unreachable" },
    });
    expect(state.iterations[0]).toMatchObject({
      verdicts: before.iterations[0]!.verdicts,
      score: before.iterations[0]!.score,
      judged: true,
      again: [],
    });
    const mended = await judged(w, secondSight(roles, "pass"), again(1));
    expect(mended).toMatchObject({ failure: null, finishedBecause: "all-passed" });
  });

  it("neither when it answers with nothing but errors", async () => {
    const { w, roles } = await finished(never, 1);
    const before = w.journal.state.iterations[0]?.verdicts;
    const state = await judged(w, secondSight(roles, "error"), again(1));
    expect(state.iterations[0]?.verdicts).toEqual(before);
    expect(state.failure).toMatchObject({ role: "verifier", code: "bad-answer" });
  });

  it("does not end a run that is at work on other things", async () => {
    const good = scripted(two, never);
    const verify: Roles["verifier"]["verify"] = (input, context) => {
      if (context.signal.aborted || input.criteria.length === 2) return good.verifier.verify(input, context);
      throw refusal;
    };
    const w = await world({ ...good, verifier: { verify } }, { rounds: 3 });
    let times = 0;
    const state = await drain(w.input({ retry: { tries: 1, backoffMs: 0 } }), (event) => {
      if (event.type === "stage-entered" && event.stage === "draw" && ++times === 2) {
        void w.mailbox.post(again(1, ["dogs"]));
      }
    });
    expect(state).toMatchObject({ status: "finished", iterations: { length: 3 } });
    expect(w.journal.of("role-failed")).toHaveLength(1);
  });
});

describe("judging again at work", () => {
  it("waits for the step under way, serves older images too, then goes on", async () => {
    const calls = { log: [] as string[] };
    const w = await world(scripted(two, never, calls), { rounds: 3 });
    let times = 0;
    const state = await drain(w.input(), (event) => {
      if (event.type === "stage-entered" && event.stage === "draw" && ++times === 2) {
        void w.mailbox.post(again(1, ["cats"]));
      }
    });
    const from = calls.log.indexOf("draw 2");
    expect(calls.log.slice(from, from + 3)).toEqual(["draw 2", "verify 1 cats", "verify 2 cats,dogs"]);
    expect(calls.log.filter((line) => line === "draw 2")).toHaveLength(1);
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 3 } });
  });

  it("of the image being judged is one round with it", async () => {
    const calls = { log: [] as string[] };
    const w = await world(scripted(two, never, calls), { rounds: 1 });
    let answered = false;
    const state = await drain(w.input(), (event) => {
      if (answered || event.type !== "criterion-judged") return;
      answered = true;
      void w.mailbox.post(again(1, ["cats"]));
    });
    expect(calls.log.filter((line) => line.startsWith("verify"))).toEqual([
      "verify 1 cats,dogs",
      "verify 1 cats",
    ]);
    expect(w.journal.of("iteration-judged")).toHaveLength(1);
    expect(state.iterations[0]).toMatchObject({ judged: true, again: [] });
  });

  it("sends a prompt in the making back: it was to be written from the old verdicts", async () => {
    const good = scripted(two, [{ dogs: "fail" }, {}]);
    const seen: (VerdictState | undefined)[] = [];
    let sight: VerdictState = "fail";
    const roles: Roles = {
      ...good,
      verifier: {
        async *verify({ criteria, image }) {
          for (const { id } of criteria) yield verdict(id, id === "dogs" && image[0] === 1 ? sight : "pass");
        },
      },
      refiner: {
        refine: (input, context) => {
          seen.push(input.trajectory[0]?.iteration.verdicts.dogs?.state);
          return seen.length === 1 ? new Promise(() => undefined) : good.refiner.refine(input, context);
        },
      },
    };
    const w = await world(roles, { rounds: 3 });
    await entering(w, "refine", () => {
      sight = "unclear";
      void w.mailbox.post(again(1, ["dogs"]));
    });
    expect(seen).toEqual(["fail", "unclear"]);
  });

  it("is left at once by stop, which takes the question back", async () => {
    const aborted: string[] = [];
    const { w, roles } = await finished(never, 1);
    await atRest(w.journal, again(1));
    const stuck = worldOf(w.journal, stuckAt("verify", roles, aborted), w.shelf);
    const state = await commandAt(stuck, "verify", { type: "stop", mode: "now" });
    expect(aborted).toEqual(["verify"]);
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget" });
    expect(state.iterations[0]?.again).toEqual([]);
  });

  it("is taken back by an empty list", async () => {
    const { w } = await finished(never, 1);
    await atRest(w.journal, again(1));
    await atRest(w.journal, again(1, []));
    expect(w.journal.state.iterations[0]?.again).toEqual([]);
    expect(nextStep(w.journal.state).kind).toBe("over");
  });
});

describe("judging again cut off anywhere", () => {
  it("comes to the same answers when it is taken up", async () => {
    const { w, roles } = await finished(never, 2);
    const sight = secondSight(roles, "pass");
    const rest = w.journal.events.length;
    const end = await judged(w, sight, again(1));
    for (let length = rest + 1; length < w.journal.events.length; length++) {
      const journal = await journalOf(w.journal.events.slice(0, length));
      expect(journal.state.iterations[0]?.score?.judged).toBe(2);
      const state = await stretch(journal, sight, w.shelf);
      expect(state.iterations.map((it) => it.score)).toEqual(end.iterations.map((it) => it.score));
      expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    }
  });
});

describe("what cannot be judged again", () => {
  it("is refused with the reason", async () => {
    const { w } = await finished(never, 1);
    const refused = (command: Command) => () => bodiesAtRest(w.journal.state, command);
    expect(refused(again(9))).toThrow("no picture of attempt 9");
    expect(refused(again(1, ["cows"]))).toThrow("no such criterion");
    const off = two.map((one) => ({ ...one, enabled: false }));
    await atRest(w.journal, { type: "edit-criteria", criteria: off });
    expect(refused(again(1, ["cats"]))).toThrow("no criterion to judge by");
  });
});
