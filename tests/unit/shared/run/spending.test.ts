import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reduceAll } from "../../../../shared/run/reduce";
import { isReached, limitNames, spendingOf } from "../../../../shared/run/spending";
import { emptyRunState, type RunState } from "../../../../shared/run/state";
import { begunJournal } from "./arbitrary";

const state = (change: Partial<RunState>): RunState => ({ ...emptyRunState, rounds: 5, ...change });
const usage = { calls: 0, inputTokens: 0, outputTokens: 0, images: 0, sentBytes: 0, money: 0 };

describe("what a run has spent", () => {
  it("is told for every limit, with its share", () => {
    const spending = spendingOf(
      state({
        workedMs: 30_000,
        seconds: 60,
        budget: { images: null, tokens: 1_000, money: 2 },
        usage: { ...usage, inputTokens: 500, outputTokens: 250, money: 0.5 },
      }),
    );
    expect(spending).toEqual({
      rounds: { spent: 0, allowed: 5, share: 0 },
      images: { spent: 0, allowed: null, share: null },
      seconds: { spent: 30, allowed: 60, share: 0.5 },
      tokens: { spent: 750, allowed: 1_000, share: 0.75 },
      money: { spent: 0.5, allowed: 2, share: 0.25 },
      nearest: "tokens",
    });
  });

  it("names the first of those that are as near, and none where there is no limit", () => {
    expect(spendingOf(state({ seconds: 10 })).nearest).toBe("rounds");
    expect(spendingOf(state({ budget: { images: 2, tokens: 9, money: null } })).nearest).toBe("rounds");
  });

  it("is reached in spite of the dust in sums of prices", () => {
    const money = Array.from({ length: 10 }, () => 0.1).reduce((sum, price) => sum + price, 0);
    expect(money).toBeLessThan(1);
    const spending = spendingOf(
      state({ budget: { images: null, tokens: null, money: 1 }, usage: { ...usage, money } }),
    );
    expect(isReached(spending.money)).toBe(true);
    expect(isReached(spending.images)).toBe(false);
  });

  it("adds up whatever the journal says: no share without a limit, the nearest has the greatest", () => {
    fc.assert(
      fc.property(begunJournal, (events) => {
        const spending = spendingOf(reduceAll(events));
        const shares = limitNames.map((limit) => spending[limit].share ?? -1);
        for (const limit of limitNames) {
          const { spent, allowed, share } = spending[limit];
          expect(spent).toBeGreaterThanOrEqual(0);
          expect(share === null).toBe(allowed === null);
        }
        const nearest = spending.nearest === null ? -1 : (spending[spending.nearest].share ?? -1);
        expect(nearest).toBe(Math.max(...shares));
      }),
    );
  });
});
