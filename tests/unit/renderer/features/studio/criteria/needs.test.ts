/** Questions that need others: what they are called, and what becomes of them. */
import { describe, expect, it } from "vitest";
import { edited, removed } from "../../../../../../renderer/features/studio/criteria/edits";
import { markOf } from "../../../../../../renderer/features/studio/criteria/marks";
import { markLabel, needsText } from "../../../../../../renderer/features/studio/criteria/words";
import { reduceAll } from "../../../../../../shared/run/reduce";
import { NOT_ASKED } from "../../../../../../shared/run/verdicts";
import { journal, criteria as plain } from "../../../support/journal";

const criteria = plain.map((one) =>
  one.id === "a1" ? { ...one, requires: ["c1"] } : one.id === "c1" ? { ...one, requires: ["o1"] } : one,
);
const byId = (id: string) => {
  const found = criteria.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const drawn = reduceAll(journal({ id: "bicycl3s", startedAt: 0, criteria })).iterations[0]!;
const fails = (criterionId: string, by: string) => ({
  criterionId,
  state: "fail" as const,
  confidence: 1,
  answer: "",
  evidence: [],
  by,
});
const missing = {
  ...drawn,
  verdicts: {
    ...drawn.verdicts,
    o1: fails("o1", "eyes"),
    c1: fails("c1", NOT_ASKED),
    a1: fails("a1", NOT_ASKED),
  },
};

describe("a question that was not put", () => {
  it("has a mark of its own and says why, down to what is really missing", () => {
    expect(markOf(missing, byId("o1")).state).toBe("fail");
    expect(markOf(missing, byId("c1"))).toEqual({ state: "unasked", yours: false });
    expect(markLabel(missing, byId("c1"), criteria)).toBe(
      "Iteration 1: not asked. Not asked: “Are there bicycles?” failed.",
    );
  });

  it("gives way to the designer's word", () => {
    const decided = { ...missing, overrides: { c1: { state: "pass" as const } } };
    expect(markOf(decided, byId("c1"))).toEqual({ state: "pass", yours: true });
  });
});

describe("what a question needs", () => {
  it("is named by its words", () => {
    expect(needsText(byId("c1"), criteria)).toBe("needs “Are there bicycles?”");
    expect(needsText(byId("o1"), criteria)).toBe("");
  });

  it("outlasts another weight and other words, and goes with the question needed", () => {
    const draft = { question: "Are there four bikes?", weight: 3, locked: true };
    expect(edited(criteria, "c1", draft).find((one) => one.id === "c1")?.requires).toEqual(["o1"]);
    const left = removed(criteria, "o1");
    expect(left.find((one) => one.id === "c1")).not.toHaveProperty("requires");
    expect(left.find((one) => one.id === "a1")?.requires).toEqual(["c1"]);
  });
});
