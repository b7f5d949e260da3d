import { describe, expect, it } from "vitest";
import type { Attempt } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import { roundsDrawn } from "../../../../shared/run/rounds";
import type { RunState } from "../../../../shared/run/state";
import { atRest, stretch } from "./designer";
import { commandAt, stuckAt } from "./stuck";
import { criterion, drain, world } from "./support";
import { type Picture, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];
/** Cats always pass; dogs pass where `passes` says so. */
const dogs = (passes: (picture: Picture) => boolean) => (picture: Picture, id: string) =>
  id === "cats" || passes(picture) ? ("pass" as const) : ("fail" as const);
const never = dogs(() => false);

const places = ({ iterations }: RunState) => iterations.map((it) => [it.n, it.round, it.candidate]);
const seeds = ({ iterations }: RunState) => iterations.map((it) => it.parameters.seed);

describe("a round of candidates", () => {
  it("draws its prompt several times, by a seed each, and judges every image before the next", async () => {
    const log: string[] = [];
    const roles = workshop({ criteria: two, answer: never, log });
    const w = await world(roles, { rounds: 2, candidates: 3 });
    const state = await drain(w.input());
    expect(places(state)).toEqual([
      [1, 1, 1],
      [2, 1, 2],
      [3, 1, 3],
      [4, 2, 1],
      [5, 2, 2],
      [6, 2, 3],
    ]);
    expect(new Set(seeds(state)).size).toBe(6);
    expect([seeds(state)[0], seeds(state)[3]]).toEqual([1, 4_000]);
    expect(new Set(state.iterations.slice(0, 3).map((it) => it.prompt))).toEqual(new Set(["two cats!"]));
    expect(new Set(state.iterations.slice(3).map((it) => it.prompt))).toEqual(new Set(["prompt 4"]));
    expect(log.slice(2, 8).map((line) => line.split(" ")[0])).toEqual([
      "draw",
      "verify",
      "draw",
      "verify",
      "draw",
      "verify",
    ]);
    expect(w.journal.of("prompt-refined").map((event) => event.iteration)).toEqual([4]);
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget" });
    expect(roundsDrawn(state)).toBe(2);
  });

  it("gives every run with the same settings the same seeds", async () => {
    const ran = async () => {
      const w = await world(workshop({ criteria: two, answer: never }), { rounds: 2, candidates: 4 });
      return seeds(await drain(w.input()));
    };
    expect(await ran()).toEqual(await ran());
  });

  it("ends with the candidate that passes everything; the rest is not drawn", async () => {
    const roles = workshop({ criteria: two, answer: dogs(({ seed }) => seed > 1) });
    const w = await world(roles, { rounds: 3, candidates: 4 });
    const state = await drain(w.input());
    expect(places(state)).toEqual([
      [1, 1, 1],
      [2, 1, 2],
    ]);
    expect(state).toMatchObject({ finishedBecause: "all-passed" });
  });

  it("is drawn to its end where the designer wants to keep going", async () => {
    const roles = workshop({ criteria: two, answer: dogs(() => true) });
    const w = await world(roles, { rounds: 2, candidates: 2, keepGoing: true });
    const state = await drain(w.input());
    expect(state.iterations).toHaveLength(4);
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("teaches one lesson, from its best image, with the others beside it", async () => {
    const answer = (picture: Picture, id: string) =>
      id === "cats" && picture.seed === 1
        ? ("fail" as const)
        : id === "dogs"
          ? ("fail" as const)
          : ("pass" as const);
    const w = await world(workshop({ criteria: two, answer }), { rounds: 2, candidates: 3 });
    const state = await drain(w.input());
    expect(w.journal.of("experience-distilled").map((event) => event.experience)).toMatchObject([
      { iteration: 2, text: "lesson of 2, beside 1 and 3" },
    ]);
    expect(state.iterations.map((it) => it.experience?.iteration ?? null)).toEqual([
      null,
      2,
      null,
      null,
      null,
      null,
    ]);
  });

  it("hands the refiner every candidate", async () => {
    const roles = workshop({ criteria: two, answer: never });
    const told: number[][] = [];
    const refine: typeof roles.refiner.refine = (input, context) => {
      told.push(input.trajectory.map((attempt: Attempt) => attempt.iteration.n));
      return roles.refiner.refine(input, context);
    };
    const w = await world({ ...roles, refiner: { refine } }, { rounds: 2, candidates: 2 });
    await drain(w.input());
    expect(told).toEqual([[1, 2]]);
  });

  it("counts once where its images leave a question unclear", async () => {
    const unclear = (_: Picture, id: string) => (id === "cats" ? ("pass" as const) : ("unclear" as const));
    const w = await world(workshop({ criteria: two, answer: unclear }), { rounds: 5, candidates: 3 });
    const state = await drain(w.input());
    expect(state.finishedBecause).toBe("nothing-failed");
    // The third round is the first to be unclear three times in a row.
    expect(places(state).at(-1)).toEqual([7, 3, 1]);
  });

  it("is as it ever was where it has one", async () => {
    const w = await world(workshop({ criteria: two, answer: never }), { rounds: 3 });
    const state = await drain(w.input());
    expect(places(state)).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 1],
    ]);
    expect(seeds(state)).toEqual([1, 2_000, 3_000]);
  });
});

describe("steering a round of candidates", () => {
  const settings = { rounds: 2, candidates: 3 };

  it("pauses once a round, step by step", async () => {
    const roles = workshop({ criteria: two, answer: never });
    const w = await world(roles, { ...settings, pace: "step" });
    await drain(w.input());
    expect(w.journal.state).toMatchObject({ status: "paused", pausedBefore: 1 });
    await atRest(w.journal, { type: "resume" });
    await stretch(w.journal, roles, w.shelf);
    expect(w.journal.state).toMatchObject({ status: "paused", pausedBefore: 4, iterations: { length: 3 } });
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state).toMatchObject({ status: "finished", iterations: { length: 6 } });
  });

  it("skips the candidate under way; the round goes on with the next", async () => {
    const good = workshop({ criteria: two, answer: never });
    let hung = false;
    const generate: typeof good.generator.generate = (input, context) => {
      if (input.parameters.seed === 1 || hung) return good.generator.generate(input, context);
      hung = true;
      return stuckAt("draw", good, []).generator.generate(input, context);
    };
    const w = await world({ ...good, generator: { ...good.generator, generate } }, settings);
    let skipped = false;
    const state = await drain(w.input(), (event) => {
      if (event.type !== "stage-entered" || event.stage !== "draw" || event.iteration !== 2 || skipped)
        return;
      skipped = true;
      w.mailbox.post({ type: "skip" }).catch(() => undefined);
    });
    expect(state.iterations.map((it) => [it.round, it.skipped])).toEqual([
      [1, false],
      [1, true],
      [1, false],
      [2, false],
      [2, false],
      [2, false],
    ]);
  });

  it("stops after the candidate under way, and goes on with the next of the round", async () => {
    const roles = workshop({ criteria: two, answer: never });
    const w = await world(roles, settings);
    const stopped = await commandAt(w, "draw", { type: "stop", mode: "after-this" });
    expect(stopped).toMatchObject({ status: "stopped", iterations: [{ judged: true }] });
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state.iterations.map((it) => it.round)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it("changes the number of candidates from the next round on", async () => {
    const w = await world(workshop({ criteria: two, answer: never }), settings);
    const state = await commandAt(w, "draw", { type: "candidates", candidates: 1 });
    expect(state.iterations.map((it) => it.round)).toEqual([1, 1, 1, 2]);
  });

  it("draws the rest of the round from the designer's words", async () => {
    const roles = workshop({ criteria: two, answer: never });
    const w = await world(roles, { rounds: 1, candidates: 4 });
    await commandAt(w, "verify", { type: "edit-prompt", iteration: 2, prompt: "my words", seed: 77 });
    const { iterations } = w.journal.state;
    expect(iterations.map((it) => [it.round, it.prompt])).toEqual([
      [1, "two cats!"],
      [1, "my words"],
      [1, "my words"],
      [1, "my words"],
    ]);
    expect(iterations[1]?.parameters.seed).toBe(77);
    expect(new Set(seeds(w.journal.state)).size).toBe(4);
  });

  it("draws a new round, not the rest of the old, after success was not enough", async () => {
    const roles = workshop({ criteria: two, answer: dogs(() => true) });
    const w = await world(roles, settings);
    const first = await drain(w.input());
    expect(first).toMatchObject({ finishedBecause: "all-passed", iterations: { length: 1 } });
    await atRest(w.journal, { type: "resume", rounds: 3 });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(places(state)).toEqual([
      [1, 1, 1],
      [2, 2, 1],
    ]);
    expect(state.iterations[1]?.prompt).toBe("prompt 2");
  });

  it("draws no image beyond the budget, in the middle of a round as well", async () => {
    const roles = workshop({ criteria: two, answer: never, parallel: 2 });
    const budget = { images: 4, tokens: null, money: null };
    const w = await world(roles, { rounds: 5, candidates: 3, budget });
    const state = await drain(w.input());
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 4 } });
    await atRest(w.journal, { type: "budget", budget: { images: 6 } });
    await atRest(w.journal, { type: "resume" });
    const more = await stretch(w.journal, roles, w.shelf);
    expect(places(more).slice(3)).toEqual([
      [4, 2, 1],
      [5, 2, 2],
      [6, 2, 3],
    ]);
  });

  it("ends the round under way when its rounds are taken away", async () => {
    const w = await world(workshop({ criteria: two, answer: never }), { rounds: 3, candidates: 3 });
    let told = false;
    const state = await drain(w.input(), (event) => {
      if (event.type !== "image-generated" || event.iteration !== 4 || told) return;
      told = true;
      w.mailbox.post({ type: "rounds", rounds: 1 }).catch(() => undefined);
    });
    expect(state).toMatchObject({ finishedBecause: "budget", iterations: { length: 4 } });
  });

  it("learns anew when the facts of any of the round's images change", async () => {
    const w = await world(workshop({ criteria: two, answer: never }), settings);
    const worse: Command = { type: "override", iteration: 1, criterionId: "cats", state: "fail" };
    await commandAt(w, "refine", worse);
    expect(w.journal.of("experience-distilled").map((event) => event.experience.iteration)).toEqual([1, 2]);
    expect(w.journal.state.iterations.map((it) => it.experience?.iteration ?? null).slice(0, 3)).toEqual([
      null,
      2,
      null,
    ]);
  });

  it("learns anew when another of the round's images is judged differently", async () => {
    let kinder = false;
    const answer = (picture: Picture, id: string) => {
      if (id === "cats") return "pass" as const;
      return kinder && picture.seed !== 1 ? ("pass" as const) : ("fail" as const);
    };
    const three = [...two, criterion("cows")];
    const judged = (picture: Picture, id: string) =>
      id === "cows" ? ("fail" as const) : answer(picture, id);
    const w = await world(workshop({ criteria: three, answer: judged }), { rounds: 2, candidates: 2 });
    let told = false;
    await drain(w.input(), (event) => {
      if (event.type !== "stage-entered" || event.stage !== "refine" || told) return;
      told = true;
      kinder = true;
      w.mailbox.post({ type: "reverify", iteration: 2, criterionIds: ["dogs"] }).catch(() => undefined);
    });
    const first = w.journal.of("experience-distilled").filter((event) => event.experience.iteration < 3);
    expect(first.map((event) => event.experience.iteration)).toEqual([1, 2]);
  });

  it("asks every image of the round a question that is added", async () => {
    const w = await world(workshop({ criteria: two, answer: never }), { rounds: 1, candidates: 2 });
    const birds = criterion("birds", { origin: "designer" });
    let told = false;
    const state = await drain(w.input(), (event) => {
      if (event.type !== "iteration-judged" || event.iteration !== 1 || told) return;
      told = true;
      w.mailbox.post({ type: "edit-criteria", criteria: [...two, birds] }).catch(() => undefined);
    });
    expect(state.iterations.map((it) => Object.keys(it.verdicts).sort())).toEqual([
      ["birds", "cats", "dogs"],
      ["birds", "cats", "dogs"],
    ]);
  });
});
