/** Planning and decomposing need the wish and nothing of each other: they are at work at the same time. */
import { describe, expect, it } from "vitest";
import type { RoleContext, Roles } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import { atRest, stretch } from "./designer";
import { criterion, drain, gate, journalOf, scripted, type World, world, worldOf } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const plans = ["words-unknown", "skill-routed", "prompt-enhanced"];

/** Roles whose planner and decomposer do something besides: `first` before they answer. */
function beside(
  planning: (context: RoleContext) => Promise<void>,
  decomposing: (context: RoleContext) => Promise<void>,
) {
  const calls = { log: [] as string[] };
  const good = scripted(two, [{ dogs: "fail" }, {}], calls);
  const roles: Roles = {
    ...good,
    planner: {
      plan: async (input, context) => {
        const plan = await good.planner.plan(input, context);
        await planning(context);
        return plan;
      },
    },
    decomposer: {
      decompose: async (input, context) => {
        const criteria = await good.decomposer.decompose(input, context);
        await decomposing(context);
        return criteria;
      },
    },
  };
  const asked = (what: string) => calls.log.filter((call) => call.startsWith(what)).length;
  return { roles, good, asked };
}

const atOnce = async () => undefined;
const failing = (retryable = false) =>
  new StudioError("unreachable", "The server is down.", { remedy: "Start it.", retryable });

describe("planning and decomposing", () => {
  it("are under way together; the plan stands first in the journal, however late it comes", async () => {
    const decomposed = gate();
    const { roles } = beside(
      () => decomposed.promise,
      async () => decomposed.open(),
    );
    const w = await world(roles);
    await drain(w.input());
    expect(w.journal.types.slice(1, 5)).toEqual([...plans, "criteria-proposed"]);
    const stages = w.journal.news.flatMap((event) => (event.type === "stage-entered" ? [event.stage] : []));
    expect(stages.slice(0, 3)).toEqual(["plan", "decompose", "draw"]);
  });

  it("have the criteria waited for, where the plan comes first", async () => {
    const enhanced = gate();
    const { roles, asked } = beside(atOnce, () => enhanced.promise);
    const w: World = await world(roles);
    const state = await drain(w.input(), (event) => {
      if (event.type === "prompt-enhanced") enhanced.open();
    });
    expect(state.finishedBecause).toBe("all-passed");
    expect([asked("plan"), asked("decompose")]).toEqual([1, 1]);
  });

  it("keep the criteria where planning fails; only the plan is asked for when the run goes on", async () => {
    const decomposed = gate();
    const { roles, good, asked } = beside(
      async () => {
        await decomposed.promise;
        await settled();
        throw failing();
      },
      async () => decomposed.open(),
    );
    const w = await world(roles);
    expect(await drain(w.input())).toMatchObject({ status: "failed", failure: { role: "planner" } });
    expect(w.journal.types.slice(-3)).toEqual(["criteria-proposed", "role-failed", "run-finished"]);
    await atRest(w.journal, { type: "resume" });
    expect(await stretch(w.journal, good, w.shelf)).toMatchObject({ finishedBecause: "all-passed" });
    expect(asked("decompose")).toBe(1);
    expect(w.journal.of("criteria-proposed")).toHaveLength(1);
  });

  it("keep the plan where decomposing fails, and say who failed", async () => {
    const failed = gate();
    const { roles, good, asked } = beside(
      () => failed.promise,
      async () => {
        failed.open();
        throw failing();
      },
    );
    const w = await world(roles);
    expect(await drain(w.input())).toMatchObject({ status: "failed", failure: { role: "decomposer" } });
    expect(w.journal.types.slice(1)).toEqual([...plans, "role-failed", "run-finished"]);
    await atRest(w.journal, { type: "resume" });
    expect(await stretch(w.journal, good, w.shelf)).toMatchObject({ finishedBecause: "all-passed" });
    expect([asked("plan"), asked("decompose")]).toEqual([1, 2]);
  });

  it("both failing are told as one failure, the planner's", async () => {
    const broken = () => Promise.reject(failing());
    const { roles } = beside(broken, broken);
    const w = await world(roles);
    expect(await drain(w.input())).toMatchObject({ failure: { role: "planner" } });
    expect(w.journal.of("role-failed")).toHaveLength(1);
  });

  it("are tried again each for itself", async () => {
    let tries = 0;
    const retried = gate();
    const { roles, asked } = beside(
      () => retried.promise,
      async () => {
        if (++tries === 1) throw failing(true);
        retried.open();
      },
    );
    const w = await world(roles);
    expect((await drain(w.input())).finishedBecause).toBe("all-passed");
    expect([asked("plan"), asked("decompose")]).toEqual([1, 2]);
    expect(w.journal.news.filter((event) => event.type === "role-retrying")).toMatchObject([
      { role: "decomposer", code: "unreachable" },
    ]);
  });

  it("count what each of them used, also where the run ends before the criteria came", async () => {
    const counted = gate();
    const usage = { calls: 1, inputTokens: 7, outputTokens: 3 };
    const { roles } = beside(
      async ({ onUsage }) => {
        await counted.promise;
        onUsage({ ...usage, inputTokens: 5 });
        throw failing();
      },
      ({ onUsage, signal }) => {
        onUsage(usage);
        counted.open();
        return hanging(signal);
      },
    );
    const w = await world(roles);
    const state = await drain(w.input());
    expect(w.journal.of("usage-recorded").map((event) => [event.role, event.usage.inputTokens])).toEqual([
      ["decomposer", 7],
      ["planner", 5],
    ]);
    expect(state.usage).toMatchObject({ calls: 2, inputTokens: 12 });
  });

  it("are both left behind by a stop, and both asked again", async () => {
    const aborted: string[] = [];
    const hang = (name: string, onHang: () => void) => (context: RoleContext) => {
      context.signal.addEventListener("abort", () => aborted.push(name));
      onHang();
      return hanging(context.signal);
    };
    const stop = () => void w.mailbox.post({ type: "stop", mode: "now" }).catch(() => undefined);
    const { roles, good, asked } = beside(
      hang("plan", () => undefined),
      hang("decompose", stop),
    );
    const w: World = await world(roles);
    expect(await drain(w.input())).toMatchObject({ status: "stopped", enhanced: null, criteria: null });
    expect(aborted.sort()).toEqual(["decompose", "plan"]);
    await atRest(w.journal, { type: "resume" });
    expect(await stretch(w.journal, good, w.shelf)).toMatchObject({ finishedBecause: "all-passed" });
    expect([asked("plan"), asked("decompose")]).toEqual([2, 2]);
  });

  it("leave criteria alone that were taken over", async () => {
    const { roles, asked } = beside(atOnce, atOnce);
    const w = await world(roles);
    await w.journal.emit({ type: "criteria-proposed", criteria: two });
    await stretch(w.journal, roles, w.shelf);
    expect([asked("plan"), asked("decompose")]).toEqual([1, 0]);
  });

  it("come to the same plan and criteria, wherever the run was cut off", async () => {
    const { roles } = beside(atOnce, atOnce);
    const whole = await world(roles);
    const end = await drain(whole.input());
    for (let length = 1; length <= whole.journal.events.length; length++) {
      const cut = await journalOf(whole.journal.events.slice(0, length));
      const state = await drain(worldOf(cut, roles, whole.shelf).input());
      expect(cut.of("criteria-proposed")).toHaveLength(1);
      expect(cut.of("prompt-enhanced")).toHaveLength(1);
      expect([state.enhanced, state.criteria]).toEqual([end.enhanced, end.criteria]);
    }
  });
});

function hanging(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

/** Whatever was answered by now has been heard. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
