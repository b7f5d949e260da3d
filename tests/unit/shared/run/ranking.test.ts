import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Criterion } from "../../../../shared/run/criteria";
import type { DurableBody, Rating } from "../../../../shared/run/events";
import { failsLocked, preferenceBetween, preferencesOf } from "../../../../shared/run/ranking";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { bestOf, leaders, type RunState } from "../../../../shared/run/state";
import { scoreOf, type Verdict } from "../../../../shared/run/verdicts";
import { begunJournal, stamped } from "./arbitrary";

const hash = "a".repeat(64);
const ids = ["a", "b", "c"] as const;

function criterion(id: string, locked = false): Criterion {
  return { id, question: `${id}?`, kind: "object", weight: 1, enabled: true, locked, origin: "designer" };
}

/** A run of one attempt a line; each letter names a criterion that passes, the others fail. */
function ran(lines: readonly string[], locked: readonly string[] = [], ...more: DurableBody[]): RunState {
  const criteria = ids.map((id) => criterion(id, locked.includes(id)));
  const attempts = lines.flatMap((line, index): DurableBody[] => {
    const iteration = index + 1;
    const parameters = { seed: iteration, size: 64, temperature: 1 };
    const verdicts = ids.map((id): Verdict => {
      const state = line.includes(id) ? "pass" : "fail";
      return { criterionId: id, state, confidence: 1, answer: "", evidence: [], by: "eye" };
    });
    const score = scoreOf(criteria, Object.fromEntries(verdicts.map((one) => [one.criterionId, one])), {});
    const image = { hash, file: `${hash}.png`, bytes: 1 };
    const drawn = { image, width: 1, height: 1, ms: 1, backend: "b", notes: [] };
    return [
      { type: "iteration-started", iteration, prompt: "p", thought: "", strategy: "s", parameters },
      { type: "image-generated", iteration, ...drawn },
      ...verdicts.map((one): DurableBody => ({ type: "criterion-judged", iteration, verdict: one })),
      { type: "iteration-judged", iteration, score, ms: 1 },
    ];
  });
  const run = { id: "abc1234567", title: "t", prompt: "p", settings: defaultRunSettings };
  const bodies: DurableBody[] = [
    { type: "run-created", run },
    { type: "criteria-proposed", criteria },
    ...attempts,
    ...more,
  ];
  return reduceAll(stamped(bodies));
}

const rated = (iteration: number, rating: Rating | null): DurableBody => ({
  type: "iteration-rated",
  iteration,
  rating,
});
const preferred = (
  iteration: number,
  other: number,
  outcome: "won" | "lost" | "tie" | null,
  runId = "abc1234567",
): DurableBody => ({
  type: "preference-stated",
  iteration,
  against: { runId, iteration: other },
  outcome,
  blind: false,
});

describe("locked criteria", () => {
  it("keep attempts that fail them from leading while another does not", () => {
    expect(leaders(ran(["ab", "c"]))).toEqual([1]);
    const locked = ran(["ab", "c"], ["c"]);
    expect(leaders(locked)).toEqual([2]);
    expect(bestOf(locked)).toBe(2);
  });

  it("matter no more where every attempt fails them", () => {
    expect(leaders(ran(["ab", "a"], ["c"]))).toEqual([1]);
  });

  it("give way to the designer's word and to the pin", () => {
    const word: DurableBody = { type: "verdict-overridden", iteration: 1, criterionId: "c", state: "pass" };
    expect(leaders(ran(["ab", "c"], ["c"], word))).toEqual([1]);
    expect(bestOf(ran(["ab", "c"], ["c"], { type: "best-pinned", iteration: 1 }))).toBe(1);
  });

  it("count only while they are switched on, and only as failed when they failed", () => {
    const [first] = ran(["ab"], ["c"]).iterations;
    expect(failsLocked([criterion("c", true)], first!)).toBe(true);
    expect(failsLocked([{ ...criterion("c", true), enabled: false }], first!)).toBe(false);
    expect(failsLocked([criterion("z", true)], first!)).toBe(false);
  });

  it("never let a failing attempt lead beside one that keeps them, whatever happened", () => {
    fc.assert(
      fc.property(begunJournal, (journal) => {
        const state = reduceAll(journal);
        const leading = state.iterations.filter((it) => leaders(state).includes(it.n));
        const ranked = state.iterations.filter(
          (it) => it.image !== null && it.judged && it.score?.ratio != null && it.rating !== "rejected",
        );
        if (ranked.some((it) => !failsLocked(state.criteria, it))) {
          for (const it of leading) expect(failsLocked(state.criteria, it)).toBe(false);
        }
        for (const it of leading) expect(it.rating).not.toBe("rejected");
      }),
      { numRuns: 500 },
    );
  });
});

describe("rejected attempts", () => {
  it("never lead, and are best only by the pin or where nothing else was drawn", () => {
    expect(leaders(ran(["ab", "a"], [], rated(1, "rejected")))).toEqual([2]);
    expect(bestOf(ran(["ab", "a"], [], rated(1, "rejected")))).toBe(2);
    const pin: DurableBody = { type: "best-pinned", iteration: 1 };
    expect(bestOf(ran(["ab", "a"], [], rated(1, "rejected"), pin))).toBe(1);
    const all = ran(["a", "ab"], [], rated(1, "rejected"), rated(2, "rejected"));
    expect(leaders(all)).toEqual([]);
    expect(bestOf(all)).toBe(2);
  });

  it("are back when the rating is taken back; stars change no rank", () => {
    expect(bestOf(ran(["ab", "a"], [], rated(1, "rejected"), rated(1, null)))).toBe(1);
    expect(bestOf(ran(["ab", "a"], [], rated(2, 5)))).toBe(1);
  });
});

describe("preferences", () => {
  it("decide among equal scores and nowhere else; ties are still shown as ties", () => {
    const tie = ran(["ab", "bc", "a"], [], preferred(2, 1, "won"), preferred(3, 2, "won"));
    expect(leaders(tie)).toEqual([1, 2]);
    expect(bestOf(tie)).toBe(2);
    expect(bestOf(ran(["ab", "bc"], [], preferred(1, 2, "lost")))).toBe(2);
    expect(bestOf(ran(["ab", "bc"], [], preferred(2, 1, "tie")))).toBe(1);
    const pin: DurableBody = { type: "best-pinned", iteration: 1 };
    expect(bestOf(ran(["ab", "bc"], [], preferred(2, 1, "won"), pin))).toBe(1);
  });

  it("are told from either side, whichever the journal has", () => {
    const state = ran(["ab", "bc"], [], preferred(2, 1, "won"));
    expect([preferenceBetween(state, 2, 1), preferenceBetween(state, 1, 2)]).toEqual(["won", "lost"]);
    expect(preferencesOf(state, 1)).toMatchObject([
      { iteration: 1, against: { runId: "abc1234567", iteration: 2 }, outcome: "lost" },
    ]);
    expect(preferencesOf(state, 2)).toMatchObject([{ iteration: 2, outcome: "won" }]);
  });

  it("stand by the last word on a pair, and are gone when it is taken back, from either side", () => {
    const changed = ran(["ab", "bc"], [], preferred(2, 1, "won"), preferred(1, 2, "won"));
    expect(changed.preferences).toHaveLength(1);
    expect(preferenceBetween(changed, 1, 2)).toBe("won");
    const gone = ran(["ab", "bc"], [], preferred(2, 1, "won"), preferred(1, 2, null));
    expect(gone.preferences).toEqual([]);
  });

  it("against another run's image are kept, and break no tie of this one", () => {
    const other = "zzz1234567";
    const state = ran(["ab", "bc"], [], preferred(2, 1, "won", other), preferred(2, 3, "lost", other));
    expect(state.preferences).toHaveLength(2);
    expect(bestOf(state)).toBe(1);
    expect(preferencesOf(state, 1)).toEqual([]);
  });
});

describe("the pin", () => {
  it("beats the score, and those with the highest are still shown", () => {
    const state = ran(["a", "ab", "bc"], [], { type: "best-pinned", iteration: 1 });
    expect(bestOf(state)).toBe(1);
    expect(leaders(state)).toEqual([2, 3]);
  });
});
