import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../../../../bench/decompose/facts";
import { heldOut } from "../../../../../bench/decompose/held-out";
import { questionFor } from "../../../../../electron/agent/local/asking";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { checkOfQuestion } from "../../../../../electron/agent/local/question";
import { orderSides } from "../../../../../shared/flatland/order";
import { arrangementIds, placementIds, regionIds, sizeIds } from "../../../../../shared/flatland/placement";
import world from "../../../../../shared/flatland/world.json";
import type { Check } from "../../../../../shared/run/criteria";
import { amounts } from "./phrasings/amounts";
import { negations, places, unknown } from "./phrasings/places";
import { references } from "./phrasings/references";

const facts = (prompt: string) => [
  ...factsOf(decompose(prompt).flatMap(({ check }) => (check === undefined ? [] : [check]))),
];
const said = (list: string) => list.replace(/[“”]/g, '"').split("; ");

describe.each([
  ["numbers", amounts],
  ["references", references],
  ["places", places],
  ["negation", negations],
  ["what there is no check for", unknown],
] as const)("%s", (_, table) => {
  it.each(table)("%s", (prompt, expected) => {
    expect(facts(prompt).sort()).toEqual(said(expected).sort());
  });
});

it("there are at least 150 of them, none of them held out", () => {
  const all = [amounts, references, places, negations, unknown].flat().map(([prompt]) => prompt);
  expect(new Set(all).size).toBeGreaterThanOrEqual(150);
  const kept = new Set(heldOut.map(([prompt]) => prompt));
  expect(all.filter((prompt) => kept.has(prompt))).toEqual([]);
});

it("reads nine in ten of the phrasings held out", () => {
  const right = heldOut.filter(
    ([prompt, expected]) => facts(prompt).sort().join() === expected.split("; ").sort().join(),
  );
  expect(right.length).toBeGreaterThanOrEqual(0.9 * heldOut.length);
});

describe("a question of our own", () => {
  const kinds = fc.shuffledSubarray(
    world.nouns.filter(({ name, plural }) => name !== plural).map(({ name }) => name),
    { minLength: 3, maxLength: 3 },
  );
  const finish = fc.constantFrom(...world.finishes.map(({ name }) => name));
  const number = fc.integer({ min: 2, max: 7 });
  const checks: fc.Arbitrary<Check> = fc
    .record({
      kinds,
      finish,
      number,
      more: fc.integer({ min: 1, max: 4 }),
      region: fc.constantFrom(...regionIds),
      size: fc.constantFrom(...sizeIds),
      arrangement: fc.constantFrom(...arrangementIds),
      placement: fc.constantFrom(...placementIds),
      relation: fc.constantFrom(
        "left-of",
        "right-of",
        "on-top-of",
        "under",
        "in-front-of",
        "behind" as const,
      ),
      side: fc.constantFrom(...orderSides),
      sort: fc.constantFrom("larger", "smaller", "equal" as const),
      comparing: fc.constantFrom("more", "fewer", "equal" as const),
      times: fc.constantFrom(1, 2, 0.5, 3),
      which: fc.integer({ min: 0, max: 13 }),
    })
    .map((one): Check => {
      const [a = "", b = "", c = ""] = one.kinds;
      const [of, to, other] = [{ kind: a }, { kind: b }, { kind: c }];
      const all: readonly Check[] = [
        { type: "object", of },
        { type: "count", of, count: one.number },
        { type: "count", of: { ...of, finish: one.finish }, count: 0 },
        { type: "amount", of, min: one.number },
        { type: "amount", of, min: one.number, max: one.number + one.more },
        { type: "attribute", of, finish: one.finish },
        { type: "relation", relation: one.relation, subject: of, object: to },
        { type: "region", of, region: one.region },
        { type: "size", of, size: one.size },
        { type: "arrangement", of, arrangement: one.arrangement },
        { type: "placement", placement: one.placement, subject: of, object: to },
        { type: "between", subject: of, object: to, other },
        { type: "larger", subject: of, object: to, sort: one.sort },
        {
          type: "order",
          of,
          nth: one.side === "middle" ? 1 : one.number,
          from: one.side,
          finish: one.finish,
        },
        {
          type: "comparison",
          ...{ subject: of, object: to, sort: one.comparing, plus: 0 },
          times: one.comparing === "equal" ? one.times : 1,
        },
      ];
      return all[one.which] ?? { type: "object", of };
    });

  it("is read back as the check it was made from", () => {
    fc.assert(
      fc.property(checks, (check) => {
        const question = questionFor(check, { of: null, to: 1, other: 1 });
        expect(checkOfQuestion(question), question).toEqual(check);
      }),
      { numRuns: 600 },
    );
  });
});
