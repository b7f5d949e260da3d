/** What the screens tell of rounds, limits, repairs and judged pairs. */
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../../../../renderer/app/runs/derive";
import { limitReached, limitsOf, nearestOf } from "../../../../../renderer/app/runs/limits";
import { pairSentence, whyPreferred } from "../../../../../renderer/app/runs/pairs";
import { repairOf } from "../../../../../renderer/app/runs/repairs";
import {
  bestOfRound,
  hasRounds,
  refinementOf,
  roundPlace,
  roundTag,
} from "../../../../../renderer/app/runs/rounds";
import type { DurableBody } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import type { RunState } from "../../../../../shared/run/state";
import { NOT_ASKED } from "../../../../../shared/run/verdicts";
import { attempt, criteria, opening, stamped } from "../../support/journal";

const id = "bicycl3s";

/** Attempts of the rounds given: [1, 2] is a first round of one image and a second of two. */
function run(sizes: readonly number[], ...after: DurableBody[]): RunState {
  let n = 0;
  const bodies = sizes.flatMap((size, index) =>
    Array.from({ length: size }, (_, at) => {
      n += 1;
      return attempt(n, criteria)
        .filter((body) => body.type !== "prompt-refined" || at === 0)
        .map((body) =>
          body.type === "iteration-started" ? { ...body, round: index + 1, candidate: at + 1 } : body,
        );
    }).flat(),
  );
  return reduceAll(stamped([...opening({ id, startedAt: 0 }), ...bodies, ...after], 0));
}

describe("rounds", () => {
  it("are only named where one has several images", () => {
    const plain = run([1, 1]);
    expect(hasRounds(plain)).toBe(false);
    expect(roundPlace(plain, plain.iterations[1]!)).toBe("");
    expect(roundTag(plain, plain.iterations[1]!)).toBe("");
    const several = run([1, 2]);
    expect(hasRounds(several)).toBe(true);
    expect(several.iterations.map((it) => roundPlace(several, it))).toEqual([
      "round 1",
      "round 2, image 1 of 2",
      "round 2, image 2 of 2",
    ]);
    expect(roundTag(several, several.iterations[2]!)).toBe("2.2");
  });

  it("have a best where there is something to choose between, and one refined prompt", () => {
    const state = run([1, 3]);
    expect(bestOfRound(state, 1)).toBeNull();
    expect(bestOfRound(state, 2)).toBe(4);
    expect(bestOfRound({ ...state, pinned: 1 }, 2)).toBe(4);
    expect(refinementOf(state, 4)?.iteration).toBe(2);
    expect(refinementOf(state, 1)).toBeUndefined();
  });
});

describe("limits", () => {
  it("follow the clock of the moment, and the nearest is told", () => {
    const state = { ...run([2]), seconds: 100, budget: { images: 4, tokens: null, money: null } };
    const limits = limitsOf(state, 90);
    expect(nearestOf(limits)).toMatchObject({ name: "seconds", share: 0.9 });
    expect(nearestOf(limitsOf(state, 10))).toMatchObject({ name: "images", share: 0.5 });
  });

  it("say which of them ended the run", () => {
    const ended = run([2], { type: "run-finished", reason: "budget", best: 2 });
    const usage = { ...ended.usage, inputTokens: 700, outputTokens: 300, money: 2 };
    const budget = { images: null, tokens: null, money: null };
    expect(limitReached({ ...ended, rounds: 1 })).toBe("rounds");
    expect(outcomeOf({ ...ended, budget: { ...budget, images: 2 } })).toMatch(/^All 2 images are drawn\./);
    expect(outcomeOf({ ...ended, usage, budget: { ...budget, tokens: 1000 } })).toMatch(
      /^The tokens are used up\./,
    );
    expect(outcomeOf({ ...ended, usage, budget: { ...budget, money: 2 } })).toMatch(/^The money is spent\./);
    expect(outcomeOf({ ...ended, seconds: 60, workedMs: 59_990 })).toMatch(/^The time is up\./);
    const enough = run([2], { type: "run-finished", reason: "no-gain", best: 2 });
    expect(outcomeOf(enough)).toMatch(/^Another round promised too little\./);
  });
});

describe("repairs", () => {
  it("tell in criteria what was mended, kept and lost", () => {
    const state = run([1, 1]);
    const [first, second] = state.iterations;
    const [object, count, attribute] = ["o1", "c1", "a1"];
    const verdict = (criterionId: string, state: "pass" | "fail", by = "eyes") => ({
      criterionId,
      state,
      confidence: 1,
      answer: "",
      evidence: [],
      by,
    });
    const edit = { base: 1, instruction: "Mend it.", mend: ["c1", "a1"], keep: ["o1"], boxes: null };
    const edited: RunState = {
      ...state,
      iterations: [
        {
          ...first!,
          verdicts: {
            [object]: verdict(object, "pass"),
            [count]: verdict(count, "fail"),
            [attribute]: verdict(attribute, "fail", NOT_ASKED),
          },
        },
        {
          ...second!,
          edit,
          verdicts: {
            [object]: verdict(object, "fail"),
            [count]: verdict(count, "pass"),
            [attribute]: verdict(attribute, "fail"),
          },
        },
      ],
    };
    expect(repairOf(state, second!)).toBeNull();
    const story = repairOf(edited, edited.iterations[1]!);
    expect(story?.mend.map((one) => one.id)).toEqual(["c1", "a1"]);
    expect(story?.mended.map((one) => one.id)).toEqual(["c1"]);
    expect(story?.kept).toEqual([]);
    expect(story?.lost.map((one) => one.id)).toEqual(["o1"]);
  });
});

describe("judged pairs", () => {
  const pair = (winner: "a" | "b" | null, orders: ["a" | "b" | "tie", "a" | "b" | "tie"]) =>
    ({ type: "pair-judged", a: 2, b: 3, winner, orders, reason: "", by: "judge" }) as const;

  it("say who was preferred, or that nobody was", () => {
    expect(pairSentence(pair("b", ["b", "b"]))).toBe("The judge preferred 3 over 2, both ways round.");
    expect(pairSentence(pair(null, ["a", "b"]))).toBe("The judge contradicted itself on 2 and 3: a tie.");
    expect(pairSentence(pair(null, ["tie", "tie"]))).toBe("The judge called 2 and 3 a tie, both ways round.");
  });

  it("speak for the image preferred, not for the other", () => {
    const state = run([3], pair("b", ["b", "b"]));
    expect(whyPreferred(state, 3)).toMatch(/^The judge preferred 3 over 2/);
    expect(whyPreferred(state, 2)).toBe("");
    expect(whyPreferred(state, 1)).toBe("");
  });
});
