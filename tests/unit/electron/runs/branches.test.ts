import { appendFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trajectoryOf } from "../../../../electron/agent/memory";
import type { Roles } from "../../../../electron/agent/roles";
import type { RunState } from "../../../../shared/run/state";
import type { LoadedSkill } from "../../../../shared/skills";
import { criterion, gate, noSkills, type Script, scripted } from "../agent/support";
import { type Desk, hashes, openDesk } from "./desk";

const criteria = [criterion("c1"), criterion("c2")];
const never: Script = [{ c2: "fail" }];
const prompt = "two white cats";

function pack(name: string): LoadedSkill {
  return {
    manifest: { name, title: name, description: "d" },
    hash: "h",
    instructions: "i",
    localRules: null,
  };
}

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(scripted(criteria, never));
});
afterEach(() => desk.close());

async function ancestor(rounds = 3) {
  const { runId, ended } = await desk.service.start({ prompt, seed: 1, rounds });
  return { runId, state: await ended, folder: await desk.folder.locate(runId) };
}

async function branch(
  runId: string,
  iteration: number,
  branch: { keepCriteria: boolean; keepMemory: boolean; drawPrompt?: string },
  more: object = {},
) {
  const request = { prompt, seed: 1, rounds: 2, branchOf: { runId, iteration }, branch, ...more };
  const { runId: id, ended } = await desk.service.start(request);
  return { id, state: await ended, folder: await desk.folder.locate(id) };
}

const both = { keepCriteria: true, keepMemory: true };

describe("a branch", () => {
  it("leaves its ancestor's folder byte for byte as it was, torn line, leftovers and all", async () => {
    const { runId, folder } = await ancestor();
    const images = path.join(folder, "images");
    const leftover = path.join(images, ".half-written.tmp");
    await writeFile(leftover, "half");
    await utimes(leftover, 1, 1);
    await appendFile(path.join(folder, "journal.jsonl"), '{"v":1,"seq":99,"at"');
    const before = await hashes(folder);
    await branch(runId, 2, both);
    await branch(runId, 1, { ...both, drawPrompt: "my cats" });
    expect(await hashes(folder)).toEqual(before);
  });

  it("remembers the attempts up to its iteration, with pictures of its own", async () => {
    const { runId, state: old, folder: oldFolder } = await ancestor();
    const { state, folder } = await branch(runId, 2, { keepCriteria: false, keepMemory: true });
    expect(state.inherited.map((one) => [one.iteration, one.prompt, one.image?.hash])).toEqual(
      old.iterations.slice(0, 2).map((it) => [it.n, it.prompt, it.image?.ref.hash]),
    );
    expect(state.inherited[0]).toMatchObject({
      experience: { text: "a lesson" },
      verdicts: [{ criterionId: "c1" }, { criterionId: "c2", state: "fail" }],
    });
    await rm(oldFolder, { recursive: true });
    const own = await readdir(path.join(folder, "images"));
    for (const { image } of state.inherited) expect(own).toContain(image?.file);
  });

  it("hands inherited attempts to compressor and refiner, told apart from its own", async () => {
    const { runId } = await ancestor();
    const seen: string[][] = [];
    const lessons: (number | undefined)[] = [];
    const script = scripted(criteria, never);
    const roles: Roles = {
      ...script,
      compressor: {
        distil: (input, context) => {
          lessons.push(input.inherited?.length);
          return script.compressor.distil(input, context);
        },
      },
      refiner: {
        refine: async (input, context) => {
          seen.push(input.trajectory.map((one) => `${one.inheritedFrom ?? "own"} ${one.iteration.n}`));
          const refined = await script.refiner.refine(input, context);
          const shown = input.trajectory.map((one) => ({
            iteration: one.iteration.n,
            parts: ["prompt" as const],
            ...(one.inheritedFrom === null ? {} : { inherited: true as const, runId: one.inheritedFrom }),
          }));
          return { ...refined, shown };
        },
      },
    };
    desk.roles = roles;
    const { state } = await branch(runId, 2, both);
    expect(lessons).toEqual([2]);
    expect(seen).toEqual([[`${runId} 1`, `${runId} 2`, "own 1"]]);
    expect(state.refinements[0]?.shown).toEqual([
      { iteration: 1, parts: ["prompt"], inherited: true, runId },
      { iteration: 2, parts: ["prompt"], inherited: true, runId },
      { iteration: 1, parts: ["prompt"] },
    ]);
  });

  it("takes the criteria over as the designer left them, with their identities", async () => {
    const { runId } = await ancestor();
    const edited = [{ ...criteria[0]!, locked: true, weight: 3 }, criterion("c9", { origin: "designer" })];
    await desk.service.command(runId, { type: "edit-criteria", criteria: edited });
    const calls = { log: [] as string[] };
    desk.roles = scripted(criteria, never, calls);
    const { state } = await branch(runId, 1, both);
    expect(state.criteria).toEqual(edited);
    expect(calls.log.some((line) => line.startsWith("decompose"))).toBe(false);
    const [inherited] = trajectoryOf(state);
    expect(inherited?.iteration.score).toMatchObject({ passed: 1, judged: 1, total: 2 });
  });

  it("without any of it is a run like others", async () => {
    const { runId } = await ancestor();
    const { state } = await branch(runId, 1, { keepCriteria: false, keepMemory: false });
    expect(state).toMatchObject({ inherited: [], header: { branchOf: { runId, iteration: 1 } } });
    expect(state.criteria).toEqual(criteria);
    const { ended } = await desk.service.start({ prompt, rounds: 1, branchOf: { runId, iteration: 1 } });
    expect((await ended).header?.branchOf).toEqual({ runId, iteration: 1 });
  });

  it("draws the designer's words as they are; the skill is routed all the same and reaches the refiner", async () => {
    const { runId } = await ancestor();
    const script = scripted(criteria, never);
    const asked: unknown[] = [];
    const skills: (string | undefined)[] = [];
    desk.roles = {
      ...script,
      planner: {
        plan: async (input, context) => {
          asked.push(input.words);
          const plan = await script.planner.plan(input, context);
          return { ...plan, chosen: "layout", packHash: "h", temperature: 0.1, reason: "it fits" };
        },
      },
      refiner: {
        refine: (input, context) => {
          skills.push(input.skill?.manifest.name);
          return script.refiner.refine(input, context);
        },
      },
    };
    desk.skills = { ...noSkills, load: async (name) => pack(name) };
    const { state } = await branch(runId, 1, { ...both, drawPrompt: "my own cats" }, { temperature: 0.7 });
    expect(asked).toEqual(["my own cats"]);
    expect(state.routing).toMatchObject({ chosen: "layout", packHash: "h", reason: "it fits" });
    expect(state.enhanced).toEqual({
      prompt: "my own cats",
      thought: "Drawn in your own words.",
      temperature: null,
    });
    expect(state.iterations[0]).toMatchObject({
      prompt: "my own cats",
      parameters: { seed: 1, temperature: 0.7 },
    });
    expect(state.header).toMatchObject({ prompt, drawPrompt: "my own cats" });
    expect(skills).toEqual(["layout"]);
  });

  it("of a branch remembers what that one had inherited too", async () => {
    const { runId } = await ancestor(1);
    const second = await branch(runId, 1, both);
    const third = await branch(second.id, 1, both);
    expect(third.state.inherited.map((one) => [one.runId, one.iteration])).toEqual([
      [runId, 1],
      [undefined, 1],
    ]);
    const images = await readdir(path.join(third.folder, "images"));
    for (const one of third.state.inherited) expect(images).toContain(one.image?.file);
    expect(trajectoryOf(third.state).map((one) => one.inheritedFrom)).toEqual([runId, second.id, null, null]);
  });

  it("takes the designer's word along: overrides as verdicts, rejections as they are", async () => {
    const { runId } = await ancestor();
    await desk.service.command(runId, {
      type: "override",
      iteration: 1,
      criterionId: "c2",
      state: "pass",
      note: "they are cats",
    });
    await desk.service.rate([{ runId, iteration: 2 }], "rejected");
    const { state } = await branch(runId, 2, both);
    const [first, second] = trajectoryOf(state);
    expect(first?.iteration.overrides.c2).toEqual({ state: "pass", note: "they are cats" });
    expect(first?.iteration.score).toMatchObject({ passed: 2 });
    expect(second?.iteration.rating).toBe("rejected");
  });

  it("can be made of a run at work", async () => {
    const drawing = gate();
    const never2 = gate();
    const script = scripted(criteria, never);
    let drawn = 0;
    desk.roles = {
      ...script,
      generator: {
        ...script.generator,
        generate: async (input, context) => {
          if (++drawn === 2) {
            drawing.open();
            await never2.promise;
          }
          return script.generator.generate(input, context);
        },
      },
    };
    const { runId } = await desk.service.start({ prompt, seed: 1, rounds: 3 });
    await drawing.promise;
    desk.roles = script;
    const { state } = await branch(runId, 1, both);
    expect(state.inherited).toHaveLength(1);
    expect(desk.service.isLive(runId)).toBe(true);
  });

  it("keeps the facts of an attempt whose picture is lost", async () => {
    const { runId, state: old, folder } = await ancestor();
    await rm(path.join(folder, "images", old.iterations[0]!.image!.ref.file));
    const { state } = await branch(runId, 2, both);
    expect(state.inherited.map((one) => one.image === null)).toEqual([true, false]);
  });

  it("is taken up after a crash with everything it inherited", async () => {
    const { runId } = await ancestor();
    const stuck = gate();
    const script = scripted(criteria, never);
    desk.roles = { ...script, planner: { plan: async () => Promise.reject(await stuck.promise) } };
    const { runId: id } = await desk.service.start({
      prompt,
      branchOf: { runId, iteration: 2 },
      branch: { ...both, drawPrompt: "mine" },
      rounds: 1,
    });
    await desk.service.close();
    desk.roles = script;
    const state: RunState = await (await desk.service.resume(id)).ended;
    expect(state).toMatchObject({ inherited: { length: 2 }, criteria, iterations: [{ prompt: "mine" }] });
  });
});

describe("branches of nothing", () => {
  it("are refused before anything is made", async () => {
    const { runId } = await ancestor(1);
    const places = await desk.folder.list();
    const start = (request: object) => desk.service.start({ prompt, branch: both, ...request });
    await expect(start({ branchOf: { runId: "zzzzzzzzzz", iteration: 1 } })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(start({ branchOf: { runId, iteration: 7 } })).rejects.toMatchObject({ code: "not-found" });
    await expect(start({})).rejects.toMatchObject({ code: "bad-input" });
    expect(await desk.folder.list()).toEqual(places);
  });
});
