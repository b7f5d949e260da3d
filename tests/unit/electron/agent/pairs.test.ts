import { describe, expect, it } from "vitest";
import type { PairJudge } from "../../../../electron/agent/roles";
import { StudioError } from "../../../../shared/errors";
import { bestOf } from "../../../../shared/run/state";
import { atRest, stretch } from "./designer";
import { criterion, drain, journalOf, world, worldOf } from "./support";
import { decoded, type Picture, workshop } from "./workshop";

const two = [criterion("cats"), criterion("dogs")];
const half = (_: Picture, id: string) => (id === "cats" ? ("pass" as const) : ("fail" as const));

type Comparing = (first: number, second: number) => "first" | "second" | "tie";

/** A judge by the pictures' seeds; `asked` has what it was shown, in order. */
function judging(compare: Comparing, asked: [number, number][] = []): PairJudge {
  return {
    compare: async ({ first, second }, { onUsage }) => {
      const [a, b] = [decoded(first).seed, decoded(second).seed];
      asked.push([a, b]);
      onUsage({ calls: 1, inputTokens: 10, outputTokens: 1 });
      return { winner: compare(a, b), reason: `${a} or ${b}`, by: "eye" };
    },
  };
}

const bySeed: Comparing = (first, second) => (first > second ? "first" : "second");
const settings = { rounds: 2 };

describe("equal scores", () => {
  it("are settled before the end by comparing the images both ways round", async () => {
    const asked: [number, number][] = [];
    const roles = workshop({ criteria: two, answer: half, judge: judging(bySeed, asked) });
    const w = await world(roles, settings);
    const state = await drain(w.input());
    expect(asked).toEqual([
      [1, 2_000],
      [2_000, 1],
    ]);
    expect(state.pairs).toEqual([
      { a: 1, b: 2, winner: "b", orders: ["b", "b"], reason: "1 or 2000", by: "eye" },
    ]);
    expect(w.journal.of("run-finished")[0]).toMatchObject({ reason: "budget", best: 2 });
    expect(w.journal.types.slice(-2)).toEqual(["pair-judged", "run-finished"]);
    expect(state.usage.calls).toBe(2);
  });

  it("stay equal where the judge follows the place, or sees no difference", async () => {
    for (const compare of [() => "first", () => "tie"] satisfies Comparing[]) {
      const roles = workshop({ criteria: two, answer: half, judge: judging(compare) });
      const w = await world(roles, settings);
      const state = await drain(w.input());
      expect(state.pairs).toMatchObject([{ a: 1, b: 2, winner: null }]);
      expect(bestOf(state)).toBe(1);
    }
  });

  it("are compared three times at most, the best so far with one that nobody has beaten", async () => {
    const asked: [number, number][] = [];
    const roles = workshop({ criteria: two, answer: half, judge: judging(bySeed, asked) });
    const w = await world(roles, { rounds: 6 });
    const state = await drain(w.input());
    expect(state.pairs.map(({ a, b, winner }) => [a, b, winner])).toEqual([
      [1, 2, "b"],
      [2, 3, "b"],
      [3, 4, "b"],
    ]);
    expect(asked).toHaveLength(6);
    expect(state.finishedBecause).toBe("budget");
  });

  it.each([
    ["the designer forbids it", { judgePairs: false }, []],
    ["nobody can", settings, null],
  ] as const)("are left as they are where %s", async (_, extra, asked) => {
    const judge = asked === null ? undefined : judging(bySeed);
    const shop = { criteria: two, answer: half, ...(judge === undefined ? {} : { judge }) };
    const w = await world(workshop(shop), { ...settings, ...extra });
    const state = await drain(w.input());
    expect(state).toMatchObject({ status: "finished", pairs: [] });
  });

  it("are left to the designer who pinned, or who chose between the two", async () => {
    const pinned = workshop({ criteria: two, answer: half, judge: judging(bySeed) });
    for (const command of [
      { type: "pin", iteration: 1 },
      {
        type: "prefer",
        iteration: 2,
        against: { runId: "abc123", iteration: 1 },
        outcome: "tie",
        blind: false,
      },
    ] as const) {
      const w = await world(pinned, settings);
      let said = false;
      const state = await drain(w.input(), (event) => {
        if (event.type !== "image-generated" || event.iteration !== 2 || said) return;
        said = true;
        w.mailbox.post(command).catch(() => undefined);
      });
      expect(state.pairs).toEqual([]);
    }
  });

  it("are not compared where one leads", async () => {
    const answer = (picture: Picture, id: string) =>
      picture.seed === 1 ? half(picture, id) : ("pass" as const);
    const w = await world(workshop({ criteria: two, answer, judge: judging(bySeed) }), settings);
    expect((await drain(w.input())).pairs).toEqual([]);
  });

  it("tell candidates apart that all pass", async () => {
    const roles = workshop({
      criteria: two,
      answer: () => "pass",
      parallel: 2,
      judge: judging(bySeed),
    });
    const w = await world(roles, { rounds: 1, candidates: 2 });
    expect(await drain(w.input())).toMatchObject({ finishedBecause: "all-passed", pairs: [{ winner: "b" }] });
  });
});

describe("a judge that fails", () => {
  const failing = (retryable: boolean, tries: number[]): PairJudge => ({
    compare: async () => {
      tries.push(1);
      throw new StudioError("server-error", "No eyes today.", { remedy: "-", retryable });
    },
  });

  it("ends nothing: the run finishes as it would without one, and asks it no more", async () => {
    const tries: number[] = [];
    const roles = workshop({ criteria: two, answer: half, judge: failing(true, tries) });
    const w = await world(roles, { rounds: 4 });
    const state = await drain(w.input());
    expect(state).toMatchObject({ status: "finished", finishedBecause: "budget", failure: null, pairs: [] });
    expect(tries).toHaveLength(2);
    expect(w.journal.types).not.toContain("role-failed");
  });

  it("leaves what was compared before", async () => {
    const tries: number[] = [];
    const good = judging(bySeed);
    const judge: PairJudge = {
      compare: (input, context) => {
        tries.push(1);
        return tries.length > 2 ? failing(false, []).compare(input, context) : good.compare(input, context);
      },
    };
    const w = await world(workshop({ criteria: two, answer: half, judge }), { rounds: 3 });
    const state = await drain(w.input());
    expect(state.pairs).toHaveLength(1);
    expect(state.finishedBecause).toBe("budget");
  });
});

describe("comparing", () => {
  it("is taken up after a crash; what was compared is not compared again", async () => {
    const roles = workshop({ criteria: two, answer: half, judge: judging(bySeed) });
    const whole = await world(roles, { rounds: 4 });
    const end = await drain(whole.input());
    const first = whole.journal.types.indexOf("pair-judged");
    for (let length = first; length < whole.journal.events.length; length++) {
      const journal = await journalOf(whole.journal.events.slice(0, length));
      const asked: [number, number][] = [];
      const again = workshop({ criteria: two, answer: half, judge: judging(bySeed, asked) });
      const state = await drain(worldOf(journal, again, whole.shelf).input());
      expect(state.pairs).toEqual(end.pairs);
      expect(asked).toHaveLength(
        2 * whole.journal.types.slice(length).filter((type) => type === "pair-judged").length,
      );
      expect(bestOf(state)).toBe(bestOf(end));
    }
  });

  it("can be stopped, and is not begun where the run is to stop", async () => {
    const hung: PairJudge = {
      compare: () => {
        void w.mailbox.post({ type: "stop", mode: "now" });
        return new Promise(() => undefined);
      },
    };
    const w = await world(workshop({ criteria: two, answer: half, judge: hung }), settings);
    expect(await drain(w.input())).toMatchObject({ status: "stopped", pairs: [] });

    const asked: [number, number][] = [];
    const roles = workshop({ criteria: two, answer: half, judge: judging(bySeed, asked) });
    const stopping = await world(roles, settings);
    const state = await drain(stopping.input(), (event) => {
      if (event.type === "image-generated" && event.iteration === 2) {
        stopping.mailbox.post({ type: "stop", mode: "after-this" }).catch(() => undefined);
      }
    });
    expect(state).toMatchObject({ status: "finished", pairs: [] });
    expect(asked).toEqual([]);
  });

  it("is done for what is new when the run goes on", async () => {
    const roles = workshop({ criteria: two, answer: half, judge: judging(bySeed) });
    const w = await world(roles, settings);
    await drain(w.input());
    await atRest(w.journal, { type: "resume", rounds: 3 });
    const state = await stretch(w.journal, roles, w.shelf);
    expect(state.pairs.map(({ a, b }) => [a, b])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(bestOf(state)).toBe(3);
  });
});
