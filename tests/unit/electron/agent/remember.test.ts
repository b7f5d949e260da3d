/** Lessons of other runs, brought up by the loop. */
import { describe, expect, it } from "vitest";
import type { ExperienceStore, Refiner } from "../../../../electron/agent/roles";
import { CancelledError } from "../../../../shared/errors";
import type { Recalled } from "../../../../shared/run/events";
import { criterion, drain, scripted, world } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ cats: "pass", dogs: "fail" }] as const;

const lesson: Recalled = {
  id: "other1-1",
  runId: "other1",
  iteration: 1,
  prompt: "three cats",
  text: "Say one number a group.",
  strategy: "first draft",
  similarity: 0.8,
  why: "Both ask for counts.",
};

/** A store that knows one lesson, and what it was asked. */
function store(found: readonly Recalled[] = [lesson]) {
  const asked: Parameters<ExperienceStore["recall"]>[0][] = [];
  const experiences: ExperienceStore = {
    recall: async (question) => {
      asked.push(question);
      return found;
    },
  };
  return { experiences, asked };
}

describe("what other runs learnt", () => {
  it("is brought up once, before planning, and told to planner and refiner alike", async () => {
    const told: Record<string, unknown> = {};
    const roles = scripted(two, never);
    const refine: Refiner["refine"] = (input, context) => {
      told.refiner = input.recalled;
      return roles.refiner.refine(input, context);
    };
    const plan: typeof roles.planner.plan = (input, context) => {
      told.planner = input.recalled;
      return roles.planner.plan(input, context);
    };
    const { experiences, asked } = store();
    const { input, journal } = await world(
      { ...roles, planner: { plan }, refiner: { refine } },
      { rounds: 2 },
    );
    const state = await drain({ ...input(), experiences });
    expect(asked).toEqual([
      {
        runId: state.header?.id,
        prompt: "two cats",
        generator: state.header?.settings.generator,
        failedKinds: [],
        except: [],
      },
    ]);
    expect(told).toEqual({ planner: [lesson], refiner: [lesson] });
    expect(state.recalled).toEqual([lesson]);
    expect(journal.types.indexOf("experiences-recalled")).toBeLessThan(journal.types.indexOf("skill-routed"));
    expect(journal.of("experiences-recalled")).toHaveLength(1);
  });

  it("is not asked for when the run has memory off, and leaves no trace when there is nothing", async () => {
    const off = store();
    const first = await world(scripted(two, never), { rounds: 1, memory: false });
    await drain({ ...first.input(), experiences: off.experiences });
    expect(off.asked).toEqual([]);
    const empty = store([]);
    const second = await world(scripted(two, never), { rounds: 1 });
    await drain({ ...second.input(), experiences: empty.experiences });
    expect(empty.asked).toHaveLength(1);
    expect(second.journal.types).not.toContain("experiences-recalled");
  });

  it("is not brought up twice where the run was cut off in between", async () => {
    const roles = scripted(two, never);
    const stop = new AbortController();
    const { experiences, asked } = store();
    const plan: typeof roles.planner.plan = async () => {
      stop.abort();
      throw new CancelledError();
    };
    const { input, journal } = await world({ ...roles, planner: { plan } }, { rounds: 1 });
    await drain({ ...input(), experiences, signal: stop.signal });
    expect(journal.types.at(-1)).toBe("experiences-recalled");
    const state = await drain({ ...input(), roles, experiences });
    expect(asked).toHaveLength(1);
    expect(state.status).toBe("finished");
  });
});
