import { describe, expect, it } from "vitest";
import { markOf, unanswered } from "../../../../../../renderer/features/studio/criteria/marks";
import { markLabel } from "../../../../../../renderer/features/studio/criteria/words";
import type { Criterion } from "../../../../../../shared/run/criteria";
import { reduceAll } from "../../../../../../shared/run/reduce";
import { criteria, journal } from "../../../support/journal";

const state = reduceAll(journal({ id: "bicycl3s", startedAt: 0 }));
const first = state.iterations[0]!;
const of = (id: string) => criteria.find((one) => one.id === id)!;

describe("markOf", () => {
  it("tells pass, fail and unclear apart", () => {
    expect(markOf(first, of("o1"))).toEqual({ state: "pass", yours: false });
    expect(markOf(first, of("c1"))).toEqual({ state: "fail", yours: false });
    expect(markOf(first, of("p1"))).toEqual({ state: "unclear", yours: false });
  });

  it("puts the designer's word over the verifier's and says whose it is", () => {
    const overridden = { ...first, overrides: { c1: { state: "pass" as const } } };
    expect(markOf(overridden, of("c1"))).toEqual({ state: "pass", yours: true });
    expect(markLabel(overridden, of("c1"))).toBe("Iteration 1: pass, decided by you.");
    const reasoned = { ...first, overrides: { c1: { state: "pass" as const, note: "Close enough." } } };
    expect(markLabel(reasoned, of("c1"))).toBe("Iteration 1: pass, decided by you. Close enough.");
  });

  it("leaves the box empty for what was not asked, and waits for what is being asked", () => {
    const added: Criterion = { ...of("o1"), id: "new" };
    expect(markOf(first, added).state).toBe("none");
    expect(markOf({ ...first, judged: false }, added).state).toBe("waiting");
    expect(markOf({ ...first, judged: false, image: null }, added).state).toBe("none");
  });
});

describe("unanswered", () => {
  it("names the images that were never asked, unless the designer answered for them", () => {
    const added: Criterion = { ...of("o1"), id: "new" };
    expect(unanswered(state, of("o1"))).toEqual([]);
    expect(unanswered(state, added)).toEqual([1, 2, 3, 4]);
    const answered = { ...first, overrides: { new: { state: "pass" as const } } };
    const [, ...others] = state.iterations;
    expect(unanswered({ ...state, iterations: [answered, ...others] }, added)).toEqual([2, 3, 4]);
  });
});

describe("markLabel", () => {
  it("says state, confidence and what was seen", () => {
    expect(markLabel(first, of("c1"))).toBe("Iteration 1: fail, 90 % sure. 3 bicycles, asked for 4.");
  });

  it("does not speak of confidence where nothing could be asked", () => {
    const verdicts = {
      c1: { ...first.verdicts.c1!, state: "error" as const, answer: "The server was silent." },
    };
    expect(markLabel({ ...first, verdicts }, of("c1"))).toBe(
      "Iteration 1: could not be checked. The server was silent.",
    );
  });
});
