import { describe, expect, it } from "vitest";
import { type Command, steer } from "../../../../electron/agent/steering";
import type { StudioError } from "../../../../shared/errors";
import { MAX_CANDIDATES } from "../../../../shared/run/settings";
import { spendingOf } from "../../../../shared/run/spending";
import { atRest, stretch } from "./designer";
import { commandAt } from "./stuck";
import { criterion, drain, scripted, world } from "./support";

const two = [criterion("cats"), criterion("dogs")];
const never = [{ dogs: "fail" }] as const;

/** Roles whose refiner and generator say what they used. */
function costly(money: number, tokens: number) {
  const good = scripted(two, never);
  const refine: typeof good.refiner.refine = async (input, context) => {
    context.onUsage({ calls: 1, inputTokens: tokens, outputTokens: tokens, money });
    return good.refiner.refine(input, context);
  };
  const generate: typeof good.generator.generate = async (input, context) => {
    context.onUsage({ calls: 1, inputTokens: 0, outputTokens: 0, images: 1, money });
    return good.generator.generate(input, context);
  };
  return { ...good, refiner: { refine }, generator: { ...good.generator, generate } };
}

async function run(settings: object, roles = costly(0.25, 50)) {
  const w = await world(roles, { rounds: 10, ...settings });
  return { w, roles, state: await drain(w.input()) };
}

const budget = (limit: object) => ({ budget: { images: null, tokens: null, money: null, ...limit } });

describe("a budget", () => {
  it.each([
    ["images", 3, 3, "images"],
    ["tokens", 150, 2, "tokens"],
    ["money", 0.7, 2, "money"],
    ["money", 0.75, 2, "money"],
  ] as const)(
    "of %s (%d) ends the run once it is spent, the attempt under way judged",
    async (limit, allowed, images, nearest) => {
      const { state } = await run(budget({ [limit]: allowed }));
      expect(state).toMatchObject({
        status: "finished",
        finishedBecause: "budget",
        iterations: { length: images },
      });
      expect(state.iterations.every((it) => it.judged)).toBe(true);
      expect(spendingOf(state).nearest).toBe(nearest);
    },
  );

  it("lets the first attempt be made, however little it is", async () => {
    expect((await run(budget({ money: 0.01, tokens: 1 }))).state.iterations).toHaveLength(1);
  });

  it("is no limit where there is none", async () => {
    expect((await run(budget({}))).state.iterations).toHaveLength(10);
  });

  it("of images cuts a round of candidates short, and the round still counts", async () => {
    const { state } = await run({ candidates: 3, rounds: 5, ...budget({ images: 4 }) });
    expect(state.iterations.map(({ round, candidate }) => [round, candidate])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
    ]);
    expect(state).toMatchObject({ finishedBecause: "budget" });
    expect(spendingOf(state)).toMatchObject({
      rounds: { spent: 2 },
      images: { spent: 4, allowed: 4, share: 1 },
    });
  });

  it("of money and tokens cuts a round short too", async () => {
    expect((await run({ candidates: 3, ...budget({ money: 0.5 }) })).state.iterations).toHaveLength(2);
  });

  it("can be moved during the run and at rest, limit by limit", async () => {
    const lowered = await world(costly(0, 0), { rounds: 10, ...budget({ money: 9 }) });
    const down = await commandAt(lowered, "draw", { type: "budget", budget: { images: 1 } });
    expect(down).toMatchObject({
      finishedBecause: "budget",
      iterations: { length: 1 },
      budget: { images: 1, tokens: null, money: 9 },
    });
    const { w, roles } = await run(budget({ images: 2 }));
    await atRest(w.journal, { type: "budget", budget: { images: null } });
    expect(w.journal.state).toMatchObject({ status: "finished", finishedBecause: "budget" });
    await atRest(w.journal, { type: "resume" });
    expect((await stretch(w.journal, roles, w.shelf)).iterations).toHaveLength(10);
  });
});

describe("commands that move limits", () => {
  const refused = async (command: Command): Promise<StudioError["code"] | null> => {
    const w = await world(scripted(two, never), budget({ images: 5 }));
    try {
      steer(w.journal.state, command);
      return null;
    } catch (error) {
      return (error as StudioError).code;
    }
  };

  it.each([
    { images: 0 },
    { images: 1.5 },
    { images: 1_001 },
    { tokens: -1 },
    { tokens: 0.5 },
    { money: 0 },
    { money: Number.NaN },
    { money: Number.POSITIVE_INFINITY },
  ])("refuse %o", async (wanted) => {
    expect(await refused({ type: "budget", budget: wanted })).toBe("bad-input");
  });

  it.each([0, -1, 1.5, Number.NaN, MAX_CANDIDATES + 1])("refuse %d images a round", async (candidates) => {
    expect(await refused({ type: "candidates", candidates })).toBe("bad-input");
  });

  it("write down what changes and nothing else", async () => {
    const w = await world(scripted(two, never), { candidates: 2, ...budget({ images: 5 }) });
    const said = (command: Command) => steer(w.journal.state, command);
    expect(said({ type: "budget", budget: { images: 5 } })).toEqual([]);
    expect(said({ type: "budget", budget: {} })).toEqual([]);
    expect(said({ type: "budget", budget: { images: 5, money: 3, tokens: undefined } })).toEqual([
      { type: "budget-changed", budget: { money: 3 } },
    ]);
    expect(said({ type: "budget", budget: { images: null } })).toEqual([
      { type: "budget-changed", budget: { images: null } },
    ]);
    expect(said({ type: "candidates", candidates: 2 })).toEqual([]);
    expect(said({ type: "candidates", candidates: 4 })).toEqual([
      { type: "candidates-changed", candidates: 4 },
    ]);
  });

  it("take effect with the next round of candidates", async () => {
    const w = await world(scripted(two, never), { rounds: 2, candidates: 2 });
    const state = await commandAt(w, "verify", { type: "candidates", candidates: 1 });
    expect(state.iterations.map(({ round, candidate }) => [round, candidate])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
  });
});
