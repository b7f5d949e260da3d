import { describe, expect, it } from "vitest";
import { StudioError } from "../../../../shared/errors";
import { criterion, drain, scripted, verdict, world } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ cats: "pass", dogs: "fail" }] as const;

describe("the loop's order", () => {
  it("plans, decomposes the original prompt, and stops at the first image that passes", async () => {
    const calls = { log: [] as string[] };
    const { input, journal } = await world(scripted(two, [{}], calls));
    const state = await drain(input());
    expect(calls.log).toEqual(["plan", "decompose two cats", "draw 1", "verify 1 cats,dogs"]);
    expect(journal.types).toEqual([
      "run-created",
      "words-unknown",
      "skill-routed",
      "prompt-enhanced",
      "criteria-proposed",
      "iteration-started",
      "image-generated",
      "criterion-judged",
      "criterion-judged",
      "iteration-judged",
      "run-finished",
    ]);
    expect(state.finishedBecause).toBe("all-passed");
    expect(state).toEqual(journal.state);
    expect(state.iterations[0]?.prompt).toBe("two cats!");
  });

  it("refines until the budget of images is spent, and learns nothing from the last one", async () => {
    const calls = { log: [] as string[] };
    const { input, journal } = await world(scripted(two, never, calls), { rounds: 2 });
    const state = await drain(input());
    expect(calls.log.slice(4)).toEqual(["distil 1", "refine 2", "draw 2", "verify 2 cats,dogs"]);
    expect(state.finishedBecause).toBe("budget");
    expect(journal.of("run-finished")[0]).toMatchObject({ reason: "budget", best: 1 });
    expect(state.iterations[1]).toMatchObject({ prompt: "prompt 2", strategy: "again", thought: "because" });
  });

  it("goes on after everything passed when the designer wants more, and still says what was reached", async () => {
    const { input, journal } = await world(scripted(two, [{}]), { keepGoing: true, rounds: 3 });
    const state = await drain(input());
    expect(journal.of("image-generated")).toHaveLength(3);
    expect(state.finishedBecause).toBe("all-passed");
  });

  it("announces stages and progress without writing them down", async () => {
    const { input, journal } = await world(scripted(two, [{}]));
    await drain(input());
    const stages = journal.news.filter((event) => event.type === "stage-entered").map((event) => event.stage);
    expect(stages).toEqual(["plan", "decompose", "draw", "verify"]);
    expect(journal.news.some((event) => event.type === "generation-progress")).toBe(true);
    expect(journal.types).not.toContain("stage-entered");
  });

  it("passes a preview on, though progress without one came right behind it", async () => {
    const roles = scripted(two, [{}]);
    const generate: typeof roles.generator.generate = (asked, context) => {
      context.onProgress(0.2, "first", Uint8Array.of(1));
      context.onProgress(0.3, "second", Uint8Array.of(2));
      context.onProgress(0.4, "third");
      return roles.generator.generate(asked, context);
    };
    const { input, journal } = await world({ ...roles, generator: { ...roles.generator, generate } });
    await drain(input());
    const told = journal.news.flatMap((event) => (event.type === "generation-progress" ? [event] : []));
    const pictures = told.flatMap(({ preview }) => (preview === undefined ? [] : [preview]));
    expect(pictures.at(-1)).toEqual(Uint8Array.of(2));
  });

  it("draws with the temperature the skill asked for", async () => {
    const roles = scripted(two, [{}]);
    const plan: typeof roles.planner.plan = async (...args) => ({
      ...(await roles.planner.plan(...args)),
      temperature: 0.4,
    });
    const { input, journal } = await world({ ...roles, planner: { plan } });
    await drain(input());
    expect(journal.of("iteration-started")[0]?.parameters.temperature).toBe(0.4);
  });
});

describe("the finish rule", () => {
  it.each([0, 0.6])("with what cannot be judged (confidence %s)", async (confidence) => {
    const roles = scripted(two, [{}]);
    const { input, journal } = await world({
      ...roles,
      verifier: {
        async *verify({ criteria }) {
          for (const { id } of criteria) {
            yield id === "dogs" ? verdict(id, "unclear", confidence) : verdict(id, "pass");
          }
        },
      },
    });
    const state = await drain(input());
    expect(state.finishedBecause).toBe("nothing-failed");
    expect(journal.of("image-generated")).toHaveLength(confidence === 0 ? 1 : 3);
  });

  it("does not take an uncheckable criterion for a pass, nor let it hide a failure", async () => {
    const check = { type: "uncheckable", reason: "style" } as const;
    const criteria = [...two, criterion("style", { check })];
    const { input } = await world(
      scripted(criteria, [{ style: "unclear", dogs: "fail" }, { style: "unclear" }]),
    );
    const state = await drain(input());
    expect(state.finishedBecause).toBe("nothing-failed");
    expect(state.iterations).toHaveLength(2);
  });

  it("ends rather than spends when there is no enabled criterion", async () => {
    const { input, journal } = await world(scripted([criterion("cats", { enabled: false })], [{}]));
    expect((await drain(input())).finishedBecause).toBe("nothing-failed");
    expect(journal.of("criterion-judged")).toHaveLength(0);
  });
});

describe("verifier errors", () => {
  it("are asked again alone, once, and leave the score", async () => {
    const calls = { log: [] as string[] };
    const { input } = await world(scripted(two, [{ dogs: "error" }], calls));
    const state = await drain(input());
    expect(calls.log.filter((line) => line.startsWith("verify"))).toEqual([
      "verify 1 cats,dogs",
      "verify 1 dogs",
    ]);
    expect(state.iterations[0]?.score).toEqual({ passed: 1, judged: 1, total: 2, ratio: 1 });
    expect(state.finishedBecause).toBe("nothing-failed");
  });

  it("count as an error of the verifier when nothing at all could be judged", async () => {
    const { input, journal } = await world(scripted(two, [{ cats: "error", dogs: "error" }]));
    const state = await drain(input());
    expect(state).toMatchObject({
      status: "failed",
      failure: { role: "verifier", iteration: 1, retryable: true },
    });
    expect(journal.of("iteration-judged")).toHaveLength(0);
  });

  it("are made of questions that were passed over", async () => {
    const roles = scripted(two, [{}]);
    const verify: typeof roles.verifier.verify = async function* ({ criteria }) {
      for (const { id } of criteria) if (id === "cats") yield verdict(id, "pass");
      yield verdict("somebody else's", "fail");
    };
    const { input } = await world({ ...roles, verifier: { verify } });
    const state = await drain(input());
    expect(state.iterations[0]?.verdicts.dogs).toMatchObject({ state: "error", by: "studio" });
    expect(Object.keys(state.iterations[0]?.verdicts ?? {})).toEqual(["cats", "dogs"]);
  });

  it("do not lose verdicts given before the verifier broke down", async () => {
    const asked: string[][] = [];
    const roles = scripted(two, [{}]);
    const verify: typeof roles.verifier.verify = async function* ({ criteria }) {
      asked.push(criteria.map(({ id }) => id));
      for (const { id } of criteria) {
        if (id === "dogs" && asked.length === 1) throw unreachable(true);
        yield verdict(id, "pass");
      }
    };
    const { input, naps } = await world({ ...roles, verifier: { verify } });
    expect((await drain(input())).finishedBecause).toBe("all-passed");
    expect(asked).toEqual([["cats", "dogs"], ["dogs"]]);
    expect(naps).toEqual([1000]);
  });
});

function unreachable(retryable: boolean): StudioError {
  return new StudioError("unreachable", "The server is down.", { remedy: "Start it.", retryable });
}
