import { describe, expect, it } from "vitest";
import type { Planner } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import type { Clarification } from "../../../../shared/run/events";
import { awaitsAnswer, wishOf } from "../../../../shared/run/state";
import { atRest, stretch } from "./designer";
import { criterion, drain, Journal, journalOf, noSkills, Shelf, scripted, world, worldOf } from "./support";

const question: Clarification = {
  question: "How many cats?",
  reason: "Two and three.",
  options: [
    { label: "two", prompt: "two cats here" },
    { label: "three", prompt: "three cats here" },
  ],
};

/** Roles that have a question about the prompt, and say what they were asked. */
function curious(answer: Planner["clarify"] = async () => question) {
  const calls = { log: [] as string[] };
  const good = scripted([criterion("cats")], [{ cats: "fail" }, {}], calls);
  const seen = { plan: "", refine: "", verify: "", unknown: "", recall: "" };
  const roles = {
    ...good,
    planner: {
      clarify: async (...args: Parameters<NonNullable<Planner["clarify"]>>) => {
        calls.log.push(`clarify ${args[0].prompt}`);
        return (await answer?.(...args)) ?? null;
      },
      plan: async (...args: Parameters<Planner["plan"]>) => {
        seen.plan = args[0].prompt;
        return good.planner.plan(...args);
      },
    },
    generator: {
      ...good.generator,
      unknownWords: async (prompt: string) => {
        seen.unknown = prompt;
        return [];
      },
    },
    verifier: {
      verify: (...args: Parameters<typeof good.verifier.verify>) => {
        seen.verify = args[0].prompt;
        return good.verifier.verify(...args);
      },
    },
    refiner: {
      refine: async (...args: Parameters<typeof good.refiner.refine>) => {
        seen.refine = args[0].original;
        return good.refiner.refine(...args);
      },
    },
  };
  const experiences = {
    recall: async ({ prompt }: { prompt: string }) => {
      seen.recall = prompt;
      return [];
    },
  };
  return { roles, calls, seen, experiences };
}

describe("a prompt that contradicts itself", () => {
  it("is asked about before anything else, and the run rests until the answer comes", async () => {
    const { roles, calls } = curious();
    const w = await world(roles, { ask: true });
    const state = await drain(w.input());
    expect(state).toMatchObject({ status: "paused", pausedBefore: null, clarification: question });
    expect(awaitsAnswer(state)).toBe(true);
    expect(calls.log).toEqual(["clarify two cats"]);
    expect(w.journal.types).toEqual(["run-created", "clarification-asked"]);
    expect(await stretch(w.journal, roles, w.shelf)).toMatchObject({ status: "paused" });
    expect(calls.log).toHaveLength(1);
  });

  it("goes on with the reading chosen, for every role that is told the wish", async () => {
    const { roles, calls, seen, experiences } = curious();
    const w = await world(roles, { ask: true });
    await drain(w.input());
    expect(await atRest(w.journal, { type: "answer", prompt: " three cats here " })).toBe(true);
    const end = await drain(worldOf(w.journal, roles, w.shelf).input({ experiences }));
    expect(end).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    expect(wishOf(end)).toBe("three cats here");
    expect(end.header?.prompt).toBe("two cats");
    expect(seen).toEqual({
      plan: "three cats here",
      refine: "three cats here",
      verify: "three cats here",
      unknown: "three cats here",
      recall: "three cats here",
    });
    expect(calls.log).toContain("decompose three cats here");
    expect(calls.log.filter((call) => call.startsWith("clarify"))).toHaveLength(1);
  });

  it.each([
    ["resume", { type: "resume" }],
    ["the answer null", { type: "answer", prompt: null }],
    ["the same words again", { type: "answer", prompt: "two cats" }],
  ] as const)("is drawn as typed after %s", async (_, command) => {
    const { roles, seen, calls } = curious();
    const w = await world(roles, { ask: true });
    await drain(w.input());
    expect(await atRest(w.journal, command)).toBe(true);
    const end = await stretch(w.journal, roles, w.shelf);
    expect(end).toMatchObject({ status: "finished", clarified: null });
    expect(awaitsAnswer(end)).toBe(false);
    expect(seen.plan).toBe("two cats");
    expect(calls.log.filter((call) => call.startsWith("clarify"))).toHaveLength(1);
  });

  it("can be answered later, after a stop", async () => {
    const { roles, seen } = curious();
    const w = await world(roles, { ask: true });
    await drain(w.input());
    await atRest(w.journal, { type: "stop", mode: "now" });
    expect(w.journal.state).toMatchObject({ status: "stopped" });
    expect(await atRest(w.journal, { type: "answer", prompt: "two cats here" })).toBe(true);
    await stretch(w.journal, roles, w.shelf);
    expect(seen.plan).toBe("two cats here");
  });

  it("has one question and takes one answer", async () => {
    const { roles } = curious();
    const w = await world(roles, { ask: true });
    expect(await atRest(w.journal, { type: "answer", prompt: "early" })).toBe(false);
    await drain(w.input());
    expect(await atRest(w.journal, { type: "answer", prompt: "   " })).toBe(false);
    expect(await atRest(w.journal, { type: "answer", prompt: "x" })).toBe(true);
    expect(await atRest(w.journal, { type: "answer", prompt: "y" })).toBe(false);
    expect(wishOf(w.journal.state)).toBe("x");
  });
});

describe("no question is put", () => {
  it.each([
    ["unless the designer wants to be asked", {}],
    ["where the designer does not want to be asked", { ask: false }],
  ])("%s", async (_, settings) => {
    const { roles, calls } = curious();
    const w = await world(roles, settings);
    expect((await drain(w.input())).clarification).toBeNull();
    expect(calls.log.some((call) => call.startsWith("clarify"))).toBe(false);
  });

  it("where the designer gave the words to draw", async () => {
    const { roles, calls } = curious();
    const made = await world(roles, { ask: true });
    const header = made.journal.state.header;
    const journal = new Journal();
    if (header !== null)
      await journal.emit({ type: "run-created", run: { ...header, drawPrompt: "my words" } });
    expect((await stretch(journal, roles, new Shelf())).status).toBe("finished");
    expect(calls.log.some((call) => call.startsWith("clarify"))).toBe(false);
  });

  it("where the criteria were taken over from the run it branched from", async () => {
    const { roles, calls } = curious();
    const w = await world(roles, { ask: true });
    await w.journal.emit({ type: "criteria-proposed", criteria: [criterion("cats")] });
    expect((await stretch(w.journal, roles, w.shelf)).status).toBe("finished");
    expect(calls.log.some((call) => call.startsWith("clarify"))).toBe(false);
  });

  it("where nothing is unclear, or the question has no reading but the prompt itself", async () => {
    const same = { ...question, options: [{ label: "as typed", prompt: "two cats" }] };
    for (const answer of [null, same]) {
      const { roles } = curious(async () => answer);
      const w = await world(roles, { ask: true });
      expect(await drain(w.input())).toMatchObject({ status: "finished", clarification: null });
    }
  });

  it("where the planner cannot put it into words", async () => {
    const { roles } = curious(async () => {
      throw new StudioError("bad-answer", "No sense.", { remedy: "-", retryable: true });
    });
    const w = await world(roles, { ask: true });
    expect(await drain(w.input())).toMatchObject({ status: "finished", clarification: null });
  });
});

it("fails as planning does when nobody can be reached, and goes on from there", async () => {
  let down = true;
  const { roles, seen } = curious(async () => {
    if (down) throw new StudioError("unreachable", "No server.", { remedy: "-", retryable: true });
    return null;
  });
  const w = await world(roles, { ask: true });
  expect(await drain(w.input())).toMatchObject({ status: "failed", failure: { role: "planner" } });
  down = false;
  await atRest(w.journal, { type: "resume" });
  expect(await stretch(w.journal, roles, w.shelf)).toMatchObject({ status: "finished" });
  expect(seen.plan).toBe("two cats");
});

it("is never put twice, wherever the run was cut off", async () => {
  const { roles } = curious();
  const w = await world(roles, { ask: true });
  await drain(w.input());
  await atRest(w.journal, { type: "answer", prompt: "two cats here" });
  await stretch(w.journal, roles, w.shelf);
  for (let length = 1; length <= w.journal.events.length; length++) {
    const cut = await journalOf(w.journal.events.slice(0, length));
    const before = cut.state.clarification !== null;
    let state = await drain(worldOf(cut, roles, w.shelf).input({ skills: noSkills }));
    if (state.status === "paused") {
      await atRest(cut, { type: "resume" });
      state = await stretch(cut, roles, w.shelf);
    }
    expect(state.status).toBe("finished");
    expect(cut.of("clarification-asked")).toHaveLength(1);
    expect(before || length === 1).toBe(true);
  }
});
