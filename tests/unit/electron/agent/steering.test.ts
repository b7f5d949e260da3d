import { describe, expect, it } from "vitest";
import type { Stage } from "../../../../shared/run/events";
import { entering, stuckAt } from "./stuck";
import { criterion, drain, gate, scripted, type World, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;
const stages: Stage[] = ["plan", "decompose", "draw", "verify", "distil", "refine"];

describe("stop now", () => {
  it.each(stages)("is heard while the %s stage hangs, and the run can go on from there", async (stage) => {
    const aborted: string[] = [];
    const good = scripted(two, [{ dogs: "fail" }, {}]);
    const heard = gate<Promise<void>>();
    const w: World = await world(
      stuckAt(stage, good, aborted, () => heard.open(w.mailbox.post({ type: "stop", mode: "now" }))),
    );
    const state = await drain(w.input());
    await heard.promise;
    expect(state.status).toBe("stopped");
    expect(w.journal.types.at(-1)).toBe("run-stopped");
    expect(aborted).toEqual([stage]);
    await w.journal.emit({ type: "run-resumed" });
    expect((await drain(worldOf(w.journal, good, w.shelf).input())).finishedBecause).toBe("all-passed");
    expect(w.journal.of("iteration-started").map((event) => event.iteration)).toEqual([1, 2]);
  });

  it("throws away what an abandoned role still brings", async () => {
    const late = gate<void>();
    const good = scripted(two, never);
    const generate: typeof good.generator.generate = async (input, context) => {
      await late.promise;
      context.onProgress(1, "late");
      return good.generator.generate(input, context);
    };
    const w = await world({ ...good, generator: { ...good.generator, generate } });
    await entering(w, "draw", () => void w.mailbox.post({ type: "stop", mode: "now" }));
    const length = w.journal.news.length;
    late.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(w.journal.news).toHaveLength(length);
  });

  it("closes the mailbox: later letters come back", async () => {
    const w = await world(scripted(two, [{}]));
    await drain(w.input());
    expect(w.mailbox.open).toBe(false);
    await expect(w.mailbox.post({ type: "skip" })).rejects.toMatchObject({ code: "busy" });
  });
});

describe("stop after this", () => {
  it.each([
    ["draw", ["image-generated", "criterion-judged", "criterion-judged", "iteration-judged", "run-stopped"]],
    ["verify", ["criterion-judged", "criterion-judged", "iteration-judged", "run-stopped"]],
    ["distil", ["experience-distilled", "run-stopped"]],
    ["plan", ["words-unknown", "skill-routed", "prompt-enhanced", "run-stopped"]],
  ] as const)("asked during %s lets what is under way come to its end", async (stage, expected) => {
    const w = await world(scripted(two, never));
    await entering(w, stage, () => void w.mailbox.post({ type: "stop", mode: "after-this" }));
    expect(w.journal.types.slice(-expected.length)).toEqual(expected);
    expect(w.journal.news.some((event) => event.type === "stop-requested")).toBe(true);
  });

  it("gives way to a finish", async () => {
    const w = await world(scripted(two, [{}]));
    const state = await entering(w, "draw", () => void w.mailbox.post({ type: "stop", mode: "after-this" }));
    expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed", stopping: false });
  });
});

describe("skip", () => {
  it("gives up a drawing, which costs no image, and goes on with the next prompt", async () => {
    const good = scripted(two, never);
    const w = await world(
      {
        ...good,
        generator: {
          ...good.generator,
          generate: (input, context) =>
            input.parameters.seed === 1
              ? new Promise(() => undefined)
              : good.generator.generate(input, context),
        },
      },
      { rounds: 2 },
    );
    const state = await entering(w, "draw", () => void w.mailbox.post({ type: "skip" }));
    expect(state.iterations.map((it) => [it.n, it.skipped, it.image !== null])).toEqual([
      [1, true, false],
      [2, false, true],
      [3, false, true],
    ]);
    expect(state.iterations[0]?.experience).toBeNull();
  });

  it("gives up a verification and keeps its picture", async () => {
    const aborted: string[] = [];
    const good = scripted(two, [{}]);
    let first = true;
    const stuck = stuckAt("verify", good, aborted);
    const w = await world({
      ...good,
      verifier: {
        verify: (...args) => {
          const verifier = first ? stuck.verifier : good.verifier;
          first = false;
          return verifier.verify(...args);
        },
      },
    });
    const state = await entering(w, "verify", () => void w.mailbox.post({ type: "skip" }));
    expect(state.iterations[0]).toMatchObject({ skipped: true, judged: false });
    expect(state.iterations[0]?.image).not.toBeNull();
    expect(state.finishedBecause).toBe("all-passed");
    expect(state.iterations).toHaveLength(2);
  });

  it("means nothing between attempts", async () => {
    const w = await world(scripted(two, never), { rounds: 2 });
    await entering(w, "distil", () => void w.mailbox.post({ type: "skip" }));
    expect(w.journal.types).not.toContain("iteration-skipped");
  });
});
