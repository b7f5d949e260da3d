import { describe, expect, it } from "vitest";
import type { EditInput, Refined, Roles } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import type { Edit } from "../../../../shared/run/events";
import { DRAWN_ANEW, keptOf } from "../../../../shared/run/repair";
import { atRest, stretch } from "./designer";
import { commandAt } from "./stuck";
import { criterion, drain, journalOf, verdict, world, worldOf } from "./support";
import { broken, decoded, type Picture, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];
/** Dogs fail until they are mended. */
const unlessMended = (picture: Picture, id: string) =>
  id === "cats" || picture.mended.includes(id) ? ("pass" as const) : ("fail" as const);
const settings = { rounds: 2 };

function shop(extra: Partial<Parameters<typeof workshop>[0]> = {}): Roles {
  return workshop({ criteria: two, answer: unlessMended, editing: "scene", repairs: true, ...extra });
}

/** Roles whose refiner asks for this edit, whatever it is offered. */
function asking(edit: Partial<Edit>, log: string[]): Roles {
  const roles = shop({ log });
  const whole: Edit = { base: 1, instruction: "mend", mend: ["dogs"], keep: ["cats"], boxes: null, ...edit };
  const refine: typeof roles.refiner.refine = async (input, context): Promise<Refined> => ({
    ...(await roles.refiner.refine(input, context)),
    edit: whole,
  });
  return { ...roles, refiner: { refine } };
}

describe("mending an image", () => {
  it("makes the next one out of it, told what failed and what is to stay, and judges it by everything", async () => {
    const log: string[] = [];
    const edits: EditInput[] = [];
    const w = await world(shop({ log, edits }), settings);
    const state = await drain(w.input());
    expect(log).toContain("edit 2000");
    expect(log).not.toContain("draw 2000");
    const [input] = edits;
    expect(input).toMatchObject({
      prompt: "prompt 2",
      parameters: { seed: 2_000 },
      edit: { base: 1, mend: ["dogs"], keep: ["cats"] },
      base: { svg: '<svg id="1"/>', width: 64, height: 64 },
      mend: [{ criterion: { id: "dogs" }, verdict: { state: "fail", by: "script" } }],
      keep: [{ criterion: { id: "cats" }, verdict: { state: "pass" } }],
    });
    expect(decoded(input?.base.png ?? new Uint8Array()).seed).toBe(1);
    expect(w.journal.of("prompt-refined")[0]?.edit).toMatchObject({ base: 1, mend: ["dogs"] });
    expect(w.journal.of("iteration-started")[1]?.edit).toEqual(w.journal.of("prompt-refined")[0]?.edit);
    expect(Object.keys(state.iterations[1]?.verdicts ?? {}).sort()).toEqual(["cats", "dogs"]);
    expect(state.finishedBecause).toBe("all-passed");
    expect(keptOf(state, 2)).toMatchObject({ edited: true, kept: ["cats"], lost: [], mended: ["dogs"] });
  });

  it("tells of the designer's verdicts in the place of the verifier's", async () => {
    const edits: EditInput[] = [];
    const w = await world(shop({ edits }), settings);
    await commandAt(w, "distil", {
      type: "override",
      iteration: 1,
      criterionId: "cats",
      state: "fail",
      note: "one is a fox",
    });
    expect(edits[0]?.mend.map(({ verdict: one }) => one)).toMatchObject([
      { criterionId: "cats", state: "fail", answer: "one is a fox", by: "designer" },
      { criterionId: "dogs", state: "fail", by: "script" },
    ]);
  });

  it("makes every candidate of the round out of it, by a seed each", async () => {
    const edits: EditInput[] = [];
    const answer = (_: Picture, id: string) => (id === "cats" ? ("pass" as const) : ("fail" as const));
    const w = await world(shop({ edits, answer, parallel: 2 }), { ...settings, candidates: 3 });
    const state = await drain(w.input());
    expect(edits).toHaveLength(3);
    expect(new Set(edits.map(({ parameters }) => parameters.seed)).size).toBe(3);
    expect(state.iterations.slice(3).map((it) => it.edit?.base)).toEqual([1, 1, 1]);
  });

  it.each([
    ["the designer forbids it", shop(), { repair: false }],
    ["the generator cannot", workshop({ criteria: two, answer: unlessMended, repairs: true }), {}],
  ])("is not offered where %s", async (_, roles, extra) => {
    const offered: unknown[] = [];
    const refine: typeof roles.refiner.refine = (input, context) => {
      offered.push("editing" in input);
      return roles.refiner.refine(input, context);
    };
    const w = await world({ ...roles, refiner: { refine } }, { ...settings, ...extra });
    const state = await drain(w.input());
    expect(offered).toEqual([false]);
    expect(state.iterations[1]).toMatchObject({ edit: null });
  });

  it.each([
    ["of an attempt that is not there", { base: 7 }],
    ["of nothing", { mend: [] }],
    ["of what nobody asks", { mend: ["unicorns"] }],
    ["keeping what nobody asks", { keep: ["unicorns"] }],
    ["that is to change what it is to keep", { keep: ["dogs"] }],
    ["without words", { instruction: "" }],
    ["of attempt nought", { base: 0 }],
  ])("%s is dropped, and the prompt drawn anew", async (_, edit) => {
    const log: string[] = [];
    const w = await world(asking(edit, log), settings);
    const state = await drain(w.input());
    expect(log).toContain("draw 2000");
    expect(state.iterations[1]).toMatchObject({ edit: null, prompt: "prompt 2" });
    expect(state.status).toBe("finished");
  });

  it("of an attempt that was given up before its image came is dropped", async () => {
    const log: string[] = [];
    const roles = asking({ base: 1 }, log);
    let skipped = false;
    const generate: typeof roles.generator.generate = (input, context) => {
      if (skipped) return roles.generator.generate(input, context);
      skipped = true;
      void w.mailbox.post({ type: "skip" });
      return new Promise(() => undefined);
    };
    const w = await world({ ...roles, generator: { ...roles.generator, generate } }, settings);
    const state = await drain(w.input());
    expect(state.iterations[1]).toMatchObject({ edit: null });
    expect(log).toContain("draw 2000");
  });

  it("that turns out impossible draws the prompt anew, and says so", async () => {
    const roles = shop();
    const edit = async () => {
      throw new StudioError("bad-input", "There is no dog in the picture.", { remedy: "-" });
    };
    const w = await world({ ...roles, generator: { ...roles.generator, edit } }, settings);
    const state = await drain(w.input());
    expect(state.iterations[1]?.image?.notes).toEqual([`${DRAWN_ANEW}: There is no dog in the picture.`]);
    expect(keptOf(state, 2)).toMatchObject({ edited: false });
    expect(state).toMatchObject({ status: "finished", iterations: { length: 2 } });
  });

  it("that fails otherwise is a failure of the generator, and is taken up again as an edit", async () => {
    const log: string[] = [];
    let fails = true;
    const roles = shop({
      log,
      obstacle: ({ of }) => {
        if (of !== null && fails) throw broken();
      },
    });
    const w = await world(roles, settings);
    const failed = await drain(w.input());
    expect(failed).toMatchObject({ status: "failed", failure: { role: "generator", iteration: 2 } });
    fails = false;
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state.finishedBecause).toBe("all-passed");
    expect(log.filter((line) => line === "edit 2000")).toHaveLength(2);
    expect(log).not.toContain("draw 2000");
  });

  it("whose base is gone draws the prompt anew", async () => {
    const w = await world(shop(), settings);
    const state = await drain(w.input(), (event) => {
      if (event.type === "prompt-refined") w.shelf.files.clear();
    });
    expect(state.iterations[1]?.image?.notes[0]).toContain(DRAWN_ANEW);
    expect(state.status).toBe("finished");
  });

  it("gives way to the designer's own words, and comes back with the agent's", async () => {
    const roles = shop();
    const w = await world(roles, { ...settings, pace: "step" });
    await drain(w.input());
    await atRest(w.journal, { type: "resume" });
    await stretch(w.journal, roles, w.shelf);
    expect(w.journal.state.refinements[0]).toMatchObject({ iteration: 2, edit: { base: 1 } });
    await atRest(w.journal, { type: "edit-prompt", iteration: 2, prompt: "my words" });
    expect(w.journal.state.refinements[0]).toMatchObject({ prompt: "my words", edit: null });
    await atRest(w.journal, { type: "edit-prompt", iteration: 2, prompt: null });
    expect(w.journal.state.refinements[0]).toMatchObject({ prompt: "prompt 2", edit: { base: 1 } });
    await atRest(w.journal, { type: "edit-prompt", iteration: 2, prompt: "prompt 2", seed: 5 });
    expect(w.journal.state.refinements[0]).toMatchObject({ parameters: { seed: 5 }, edit: { base: 1 } });
    await atRest(w.journal, { type: "edit-prompt", iteration: 2, prompt: "my words" });
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state.iterations[1]).toMatchObject({ prompt: "my words", edit: null, proposed: "prompt 2" });
  });

  it("begun before what it mends was taken away draws the prompt anew", async () => {
    const roles = shop();
    const whole = await world(roles, settings);
    await drain(whole.input());
    const begun = whole.journal.events.findIndex(
      (event) => event.type === "iteration-started" && event.iteration === 2,
    );
    const journal = await journalOf(whole.journal.events.slice(0, begun + 1));
    await journal.emit({ type: "run-stopped", mode: "now" });
    await atRest(journal, { type: "edit-criteria", criteria: [criterion("cats"), criterion("birds")] });
    await atRest(journal, { type: "resume" });
    const state = await drain(worldOf(journal, roles, whole.shelf).input());
    expect(state.iterations[1]?.image?.notes[0]).toContain(DRAWN_ANEW);
    expect(state.iterations[1]?.verdicts.birds).toEqual(verdict("birds", "fail"));
  });
});
