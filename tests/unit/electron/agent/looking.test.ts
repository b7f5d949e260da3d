/** Images drawn at the same time are looked at at the same time. */
import { describe, expect, it } from "vitest";
import type { RoleContext, Roles, Verifier } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import { bestOf, leaders } from "../../../../shared/run/ranking";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { atRest, stretch } from "./designer";
import { criterion, drain, gate, type World, world } from "./support";
import { decoded, type Picture, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];
const never = (_: Picture, id: string): VerdictState => (id === "cats" ? "pass" : "fail");
const always = (): VerdictState => "pass";

interface Look {
  readonly seed: number;
  /** Which of the looks it is, from 1. */
  readonly nth: number;
  readonly asked: readonly string[];
  readonly context: RoleContext;
}

/** Roles that draw images at the same time; `before` every look something may happen. */
function looking(
  answer: (picture: Picture, id: string) => VerdictState,
  before: (look: Look) => Promise<void> | void,
  extra: Partial<Verifier> = {},
  parallel = 3,
) {
  const good = workshop({ criteria: two, answer, parallel });
  const looks: Look[] = [];
  const verifier: Verifier = {
    ...extra,
    async *verify(input, context) {
      const { seed } = decoded(input.image);
      const look = { seed, nth: looks.length + 1, asked: input.criteria.map(({ id }) => id), context };
      looks.push(look);
      await before(look);
      yield* good.verifier.verify(input, context);
    },
  };
  const roles: Roles = { ...good, verifier };
  return { roles, good, looks };
}

/** What was judged, in the journal's order. */
const told = (w: World) =>
  w.journal.events.flatMap((event) =>
    event.type === "criterion-judged" || event.type === "iteration-judged" ? [event.iteration] : [],
  );

const down = () => new StudioError("unreachable", "Down.", { remedy: "Start it.", retryable: false });

describe("images drawn at the same time", () => {
  it("are looked at at the same time, and told of one after the other", async () => {
    const all = gate();
    const { roles, looks } = looking(never, ({ nth }) => {
      if (nth === 3) all.open();
      return nth === 1 ? all.promise : undefined;
    });
    const w = await world(roles, { rounds: 1, candidates: 3 });
    const state = await drain(w.input());
    expect(told(w)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(state.iterations.map((it) => it.judged)).toEqual([true, true, true]);
    expect(looks).toHaveLength(3);
    const stages = w.journal.news.flatMap((event) =>
      event.type === "stage-entered" && event.stage === "verify" ? [event.iteration] : [],
    );
    expect(stages).toEqual([1, 2, 3]);
  });

  it.each([
    ["a verifier that takes one at a time", 3, 1, 1],
    ["a verifier that takes two", 3, 2, 2],
    ["a generator that draws two", 2, 9, 2],
  ])("are never more than %s can bear", async (_, parallel, most, expected) => {
    let under = 0;
    let peak = 0;
    const { roles, looks } = looking(
      never,
      async () => {
        peak = Math.max(peak, ++under);
        await new Promise((resolve) => setImmediate(resolve));
        under--;
      },
      { parallel: most },
      parallel,
    );
    const w = await world(roles, { rounds: 1, candidates: 4 });
    await drain(w.input());
    expect([peak, looks.length]).toEqual([expected, 4]);
  });

  it("are all judged where the designer wants more than one that passes", async () => {
    const { roles } = looking(always, () => undefined);
    const w = await world(roles, { rounds: 1, candidates: 3, keepGoing: true });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => [it.judged, it.skipped])).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
  });

  it("are passed over behind one that passes everything, and can be judged later", async () => {
    const { roles, good, looks } = looking(always, ({ nth, context }) =>
      nth === 1 ? undefined : new Promise((_, reject) => context.signal.addEventListener("abort", reject)),
    );
    const w = await world(roles, { rounds: 2, candidates: 3 });
    const state = await drain(w.input());
    expect(state).toMatchObject({ status: "finished", finishedBecause: "all-passed" });
    expect(looks.map(({ context }) => context.signal.aborted)).toEqual([true, true, true]);
    expect(state.iterations.map((it) => [it.judged, it.skipped])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect([bestOf(state), leaders(state)]).toEqual([1, [1]]);
    expect(await atRest(w.journal, { type: "reverify", iteration: 2, criterionIds: null })).toBe(true);
    const later = await stretch(w.journal, good, w.shelf);
    expect(later.iterations.map((it) => it.judged)).toEqual([true, true, false]);
    expect(leaders(later)).toEqual([1, 2]);
  });

  it("are not passed over where the designer has pinned them", async () => {
    const { roles } = looking(always, async ({ nth }) => {
      if (nth === 1) await w.mailbox.post({ type: "pin", iteration: 3 });
    });
    const w: World = await world(roles, { rounds: 2, candidates: 3 });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => [it.judged, it.skipped])).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ]);
  });

  it("are asked anew where the questions changed meanwhile", async () => {
    const ahead = gate();
    const more = [...two, criterion("birds")];
    const { roles, looks } = looking(never, async ({ nth }) => {
      if (nth === 2) ahead.open();
      if (nth !== 1) return;
      await ahead.promise;
      await w.mailbox.post({ type: "edit-criteria", criteria: more });
    });
    const w: World = await world(roles, { rounds: 1, candidates: 2 });
    const state = await drain(w.input());
    const ids = more.map(({ id }) => id).sort();
    expect(state.iterations.map((it) => Object.keys(it.verdicts).sort())).toEqual([ids, ids]);
    expect(looks.at(-1)?.asked).toEqual(more.map(({ id }) => id));
    expect(looks[1]?.context.signal.aborted).toBe(true);
  });

  it("do not fail the run by one that is passed over", async () => {
    const failed = gate();
    const { roles } = looking(always, ({ nth }) => {
      if (nth === 1) return failed.promise;
      failed.open();
      throw down();
    });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    expect(await drain(w.input())).toMatchObject({ finishedBecause: "all-passed", failure: null });
  });

  it("keep what was seen in one where another cannot be looked at", async () => {
    const { roles, good, looks } = looking(never, async ({ nth }) => {
      if (nth !== 1) return;
      await new Promise((resolve) => setImmediate(resolve));
      throw down();
    });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    const failed = await drain(w.input());
    expect(failed).toMatchObject({ status: "failed", failure: { role: "verifier", iteration: 1 } });
    expect(failed.iterations.map((it) => Object.keys(it.verdicts))).toEqual([[], ["cats", "dogs"]]);
    const seen = looks.length;
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, { ...good, verifier: roles.verifier }, w.shelf);
    expect(state.iterations.map((it) => it.judged)).toEqual([true, true]);
    expect(looks.slice(seen).map(({ seed }) => seed)).toEqual([state.iterations[0]?.parameters.seed]);
  });

  it("count what was used for one that is passed over", async () => {
    const counted = gate();
    const { roles } = looking(always, ({ nth, context }) => {
      if (nth === 1) return counted.promise;
      context.onUsage({ calls: 1, inputTokens: 7, outputTokens: 3 });
      counted.open();
      return undefined;
    });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    const state = await drain(w.input());
    expect(state.iterations[1]?.skipped).toBe(true);
    expect(state.usage).toMatchObject({ calls: 1, inputTokens: 7 });
  });

  it("go on being looked at where the designer gives the first up", async () => {
    const { roles, looks } = looking(never, ({ nth, context }) => {
      if (nth === 2) w.mailbox.post({ type: "skip" }).catch(() => undefined);
      if (nth !== 1) return undefined;
      return new Promise((_, reject) => context.signal.addEventListener("abort", reject));
    });
    const w: World = await world(roles, { rounds: 1, candidates: 2 });
    const state = await drain(w.input());
    expect(state.iterations.map((it) => [it.judged, it.skipped])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(looks).toHaveLength(2);
  });

  it("are all left behind by a stop", async () => {
    const { roles, good, looks } = looking(never, ({ nth, context }) => {
      if (nth === 3) w.mailbox.post({ type: "stop", mode: "now" }).catch(() => undefined);
      return new Promise((_, reject) => context.signal.addEventListener("abort", reject));
    });
    const w: World = await world(roles, { rounds: 1, candidates: 3 });
    expect(await drain(w.input())).toMatchObject({ status: "stopped" });
    expect(looks.map(({ context }) => context.signal.aborted)).toEqual([true, true, true]);
    await atRest(w.journal, { type: "resume" });
    const state = await stretch(w.journal, good, w.shelf);
    expect(state.iterations.map((it) => it.judged)).toEqual([true, true, true]);
  });
});
