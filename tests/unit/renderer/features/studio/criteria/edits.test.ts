import { describe, expect, it } from "vitest";
import {
  added,
  edited,
  freshId,
  lockToggled,
  removed,
  shifted,
  toggled,
} from "../../../../../../renderer/features/studio/criteria/edits";
import { metaOf } from "../../../../../../renderer/features/studio/criteria/words";
import { criterionSchema } from "../../../../../../shared/run/criteria";
import { criteria } from "../../../support/journal";

const checked = [{ ...criteria[1]!, check: { type: "count" as const, of: { kind: "bicycle" }, count: 4 } }];

describe("edits of criteria", () => {
  it("adds a designer's question that stands in the contract's form", () => {
    const next = added(criteria, freshId(criteria), {
      question: "  Is the sky calm? ",
      weight: 2,
      locked: false,
    });
    expect(next).toHaveLength(criteria.length + 1);
    const fresh = criterionSchema.parse(next.at(-1));
    expect(fresh).toMatchObject({
      question: "Is the sky calm?",
      weight: 2,
      origin: "designer",
      enabled: true,
    });
    expect(criteria.some((one) => one.id === fresh.id)).toBe(false);
  });

  it("finds an id that is free even after removals", () => {
    const [one, two] = [added([], "yours-1", { question: "a", weight: 1, locked: false }), "yours-2"];
    const next = added(one, two, { question: "b", weight: 1, locked: false });
    expect(freshId(removed(next, "yours-1"))).not.toBe("yours-2");
  });

  it("drops the structured check with the words it measured, and keeps it when only the weight changes", () => {
    const heavier = edited(checked, "c1", { question: checked[0]!.question, weight: 3, locked: false });
    expect(heavier[0]).toEqual({ ...checked[0], weight: 3 });
    const reworded = edited(checked, "c1", {
      question: "Are there five bicycles?",
      weight: 1,
      locked: false,
    });
    expect(reworded[0]).not.toHaveProperty("check");
    expect(reworded[0]).toMatchObject({ origin: "designer", kind: "other" });
  });

  it("turns one off without touching the others", () => {
    const next = toggled(criteria, "a1");
    expect(next.filter((one) => !one.enabled).map((one) => one.id)).toEqual(["a1"]);
    expect(toggled(next, "a1")).toEqual(criteria);
  });

  it("makes one that must hold, and says nothing of it in the journal when it no longer must", () => {
    const locked = lockToggled(criteria, "c1");
    expect(locked.filter((one) => one.locked === true).map((one) => one.id)).toEqual(["c1"]);
    expect(lockToggled(locked, "c1")).toEqual(criteria);
    const kept = edited(locked, "c1", { question: criteria[1]!.question, weight: 1, locked: true });
    expect(kept[1]).toMatchObject({ locked: true, weight: 1 });
    expect(added([], "yours-1", { question: "a", weight: 1, locked: true })[0]).toMatchObject({
      locked: true,
    });
  });

  it("moves one up and down, never out of the list, and loses none", () => {
    const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);
    expect(ids(shifted(criteria, "c1", -1)).slice(0, 2)).toEqual(["c1", "o1"]);
    expect(ids(shifted(criteria, "o1", -1))).toEqual(ids(criteria));
    expect(ids(shifted(criteria, "o1", 99)).at(-1)).toBe("o1");
    expect(ids(shifted(criteria, "gone", 1))).toEqual(ids(criteria));
  });

  it("says what matters under the question", () => {
    expect(metaOf(criteria[1]!)).toBe("count · ×2");
    expect(metaOf({ ...criteria[0]!, enabled: false })).toBe("object · off");
  });
});
