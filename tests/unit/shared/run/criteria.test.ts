/** What is asked of a picture survives the journal: a line of JSON, parsed, reduced to the run's state. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSchema, criterionSchema } from "../../../../shared/run/criteria";
import { EVENT_VERSION, type JournalEvent, journalEventSchema } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { arbitraryCheck, criterion } from "./arbitrary";

const begun: JournalEvent = {
  v: EVENT_VERSION,
  seq: 0,
  at: 1,
  type: "run-created",
  run: { id: "abc1234567", title: "t", prompt: "p", settings: defaultRunSettings },
};

const written = (event: JournalEvent) => journalEventSchema.parse(JSON.parse(JSON.stringify(event)));

describe("a criterion's check", () => {
  it("is the same after journal and reduce, proposed or edited", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("criteria-proposed" as const, "criteria-edited" as const),
        fc.uniqueArray(criterion, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
        (type, criteria) => {
          const event = written({ v: EVENT_VERSION, seq: 1, at: 2, type, criteria });
          const { criteria: kept } = reduceAll([written(begun), event]);
          expect(kept).toEqual(criteria);
        },
      ),
    );
  });

  it("every type is made by these tests", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryCheck, (check) => {
        seen.add(check.type);
        expect(checkSchema.parse(check)).toEqual(check);
      }),
      { numRuns: 600, seed: 1 },
    );
    expect([...seen].sort()).toEqual(checkSchema.options.map((one) => one.shape.type.value).sort());
  });

  it.each([
    { type: "amount", of: { kind: "cat" }, min: -1 },
    {
      type: "comparison",
      subject: { kind: "cat" },
      object: { kind: "dog" },
      sort: "equal",
      times: 0,
      plus: 0,
    },
    { type: "order", of: { kind: "cat" }, nth: 0, from: "left", finish: "red" },
    { type: "region", of: { kind: "cat" }, region: "north" },
    { type: "only", kinds: [] },
    { type: "between", subject: { kind: "cat" } },
  ])("%j is none", (check) => {
    expect(checkSchema.safeParse(check).success).toBe(false);
  });

  it("may be left out", () => {
    const own = {
      id: "c1",
      question: "Is it nice?",
      kind: "other",
      weight: 1,
      enabled: true,
      origin: "designer",
    };
    expect(criterionSchema.parse(own)).toEqual(own);
  });
});
