/** A refiner that gives the lesson of the latest round together with the next prompt. */
import { describe, expect, it } from "vitest";
import type { Refined, Roles } from "../../../../electron/agent/roles";
import type { RunState } from "../../../../shared/run/state";
import { atRest, stretch } from "./designer";
import { commandAt } from "./stuck";
import { criterion, drain, journalOf, world, worldOf } from "./support";
import { lessonBefore, type Workshop, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];

function distilling(log: string[], extra: Partial<Workshop> = {}): Roles {
  const answer = (_: unknown, id: string) => (id === "cats" ? ("pass" as const) : ("fail" as const));
  return workshop({ criteria: two, answer, log, distils: true, ...extra });
}

/** The same roles, with something else in the refiner's answer. */
function answering(roles: Roles, change: (refined: Refined) => Refined): Roles {
  const { refiner } = roles;
  return {
    ...roles,
    refiner: { ...refiner, refine: async (...args) => change(await refiner.refine(...args)) },
  };
}

const lessons = (state: RunState) => state.iterations.map((it) => it.experience?.text ?? null);

describe("a refiner that distils", () => {
  it("is asked right after the verdicts, and its lesson stands before its prompt", async () => {
    const log: string[] = [];
    const roles = distilling(log);
    const w = await world(roles, { rounds: 2 });
    const state = await drain(w.input());
    expect(log.some((call) => call.startsWith("distil"))).toBe(false);
    const judged = w.journal.types.indexOf("iteration-judged");
    expect(w.journal.types.slice(judged, judged + 4)).toEqual([
      "iteration-judged",
      "experience-distilled",
      "prompt-refined",
      "iteration-started",
    ]);
    expect(lessons(state)).toEqual(["learnt before 2", null]);
    expect(state.iterations[0]?.experience?.iteration).toBe(1);
  });

  it("gives the lesson to the round's best, whatever it calls it, and no longer than a lesson is", async () => {
    const roles = answering(
      distilling([], { answer: ({ seed }) => (seed === 1 ? "fail" : "pass"), parallel: 2 }),
      (refined) => ({ ...refined, experience: { ...lessonBefore(9), text: "word ".repeat(300) } }),
    );
    const w = await world(roles, { rounds: 2, candidates: 2, keepGoing: true });
    const state = await drain(w.input());
    expect(state.iterations.slice(0, 2).map((it) => it.experience?.iteration ?? null)).toEqual([null, 2]);
    expect(state.iterations[1]?.experience?.text.split(" ")).toHaveLength(100);
  });

  it("leaves the round without a lesson where it brings none", async () => {
    const log: string[] = [];
    const roles = answering(distilling(log), ({ experience: _, ...refined }) => refined);
    const w = await world(roles, { rounds: 3 });
    const state = await drain(w.input());
    expect(lessons(state)).toEqual([null, null, null]);
    expect(log.filter((call) => call.startsWith("distil"))).toEqual([]);
    expect(log.filter((call) => call.startsWith("refine"))).toEqual(["refine 2", "refine 3"]);
  });

  it("is not listened to about lessons unless it says that it distils", async () => {
    const plain = distilling([], { distils: false });
    const roles = answering(plain, (refined) => ({ ...refined, experience: lessonBefore(7) }));
    const w = await world(roles, { rounds: 2 });
    expect(lessons(await drain(w.input()))[0]).toBe("lesson of 1, beside");
  });

  it("fails as the refiner with a lesson that is none", async () => {
    const broken = { ...lessonBefore(2), worked: 7 } as never;
    const roles = answering(distilling([]), (refined) => ({ ...refined, experience: broken }));
    const w = await world(roles, { rounds: 2 });
    expect(await stretch(w.journal, roles, w.shelf)).toMatchObject({
      status: "failed",
      failure: { role: "refiner", code: "bad-answer" },
    });
  });

  it("distils once, wherever the run was cut off", async () => {
    const roles = distilling([]);
    const w = await world(roles, { rounds: 3 });
    await drain(w.input());
    for (let length = 1; length <= w.journal.events.length; length++) {
      const cut = await journalOf(w.journal.events.slice(0, length));
      const state = await drain(worldOf(cut, roles, w.shelf).input());
      expect(cut.of("experience-distilled")).toHaveLength(2);
      expect(lessons(state)).toEqual(["learnt before 2", "learnt before 3", null]);
    }
  });

  it("learns anew from what the designer says of the image, together with a new prompt", async () => {
    const log: string[] = [];
    const roles = distilling(log);
    const w = await world(roles, { rounds: 2, pace: "step" });
    await drain(w.input());
    await atRest(w.journal, { type: "resume" });
    await stretch(w.journal, roles, w.shelf);
    expect(w.journal.state).toMatchObject({ status: "paused", pausedBefore: 2 });
    expect(
      await atRest(w.journal, { type: "override", iteration: 1, criterionId: "cats", state: "fail" }),
    ).toBe(true);
    expect(w.journal.state.iterations[0]?.experience).toBeNull();
    await atRest(w.journal, { type: "resume" });
    await stretch(w.journal, roles, w.shelf);
    expect(w.journal.state.iterations[0]?.experience?.text).toBe("learnt before 2");
    expect(log.filter((call) => call === "refine 2")).toHaveLength(2);
    expect(w.journal.of("experience-distilled")).toHaveLength(2);
  });

  it("has the compressor in its place where the designer words the prompt", async () => {
    const log: string[] = [];
    const roles = distilling(log);
    const w = await world(roles, { rounds: 2 });
    const mine = { type: "edit-prompt", iteration: 2, prompt: "my words" } as const;
    const state = await commandAt(w, "refine", mine);
    expect(state.iterations[1]?.prompt).toBe("my words");
    expect(lessons(state)[0]).toBe("lesson of 1, beside");
    expect(w.journal.of("prompt-refined")).toEqual([]);
  });
});
