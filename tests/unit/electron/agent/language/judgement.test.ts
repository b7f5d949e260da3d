import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  errorVerdict,
  readConfidence,
  readJudgement,
  verdictOf,
} from "../../../../../electron/agent/language/judgement";
import { verdictSchema } from "../../../../../shared/run/verdicts";

describe("confidence", () => {
  test.each([
    [0.9, 0.9],
    [1, 1],
    [0, 0],
    [85, 0.85],
    ["0.7", 0.7],
    ["70%", 0.7],
    ["0.5%", 0.005],
    [1000, 1],
    [-1, 0.5],
    ["high", 0.5],
    ["", 0.5],
    [null, 0.5],
    [undefined, 0.5],
    [Number.NaN, 0.5],
    [Number.POSITIVE_INFINITY, 0.5],
  ])("%j reads as %f", (raw, confidence) => {
    expect(readConfidence(raw)).toBeCloseTo(confidence, 10);
  });
});

describe("judgements", () => {
  const whole = {
    id: "c1",
    answer: "yes",
    confidence: 0.8,
    reason: "three cows",
    boxes: [{ label: "cow", box: [0.1, 0.2, 0.5, 0.6] }],
  };

  test("a whole one becomes a verdict with evidence", () => {
    const judgement = readJudgement(whole);
    if (judgement === null) throw new Error("unreadable");
    const verdict = verdictOf(judgement, "thinker");
    expect(verdict).toMatchObject({
      criterionId: "c1",
      state: "pass",
      confidence: 0.8,
      answer: "three cows",
      by: "thinker",
    });
    expect(verdict.evidence).toHaveLength(1);
    const [place] = verdict.evidence;
    expect(place).toMatchObject({ label: "cow", supports: true, confidence: 0.8 });
    expect(place?.box.x).toBeCloseTo(0.1);
    expect(place?.box.w).toBeCloseTo(0.4);
    expect(place?.box.h).toBeCloseTo(0.4);
  });

  test("a no fails, and its boxes speak against", () => {
    const judgement = readJudgement({ ...whole, answer: "No, two." });
    const verdict = judgement === null ? null : verdictOf(judgement, "m");
    expect(verdict?.state).toBe("fail");
    expect(verdict?.evidence[0]?.supports).toBe(false);
  });

  test("an unclear one never claims that no picture could help", () => {
    const judgement = readJudgement({ ...whole, answer: "unclear", confidence: 0 });
    const verdict = judgement === null ? null : verdictOf(judgement, "m");
    expect(verdict?.state).toBe("unclear");
    expect(verdict?.confidence).toBeGreaterThan(0);
  });

  test.each([
    ["thousandths", { label: "a", box: [100, 200, 500, 600] }, { x: 0.1, y: 0.2, w: 0.4, h: 0.4 }],
    ["another name", { label: "a", bbox_2d: [0, 0, 0.5, 0.5] }, { x: 0, y: 0, w: 0.5, h: 0.5 }],
    ["bare corners", [0, 0, 1, 1], { x: 0, y: 0, w: 1, h: 1 }],
  ])("boxes in %s are read", (_, box, expected) => {
    const found = readJudgement({ ...whole, boxes: [box] })?.boxes[0]?.box;
    expect(found?.x).toBeCloseTo(expected.x);
    expect(found?.y).toBeCloseTo(expected.y);
    expect(found?.w).toBeCloseTo(expected.w);
    expect(found?.h).toBeCloseTo(expected.h);
  });

  test.each([
    [[[0.5, 0.5, 0.1, 0.9]]],
    [[[0, 0, 4000, 3000]]],
    [[[-0.1, 0, 1, 1]]],
    [[[0, 0, 1]]],
    ["somewhere on the left"],
    [[{ label: "a" }]],
    [null],
  ])("places that make no sense are left out: %j", (boxes) => {
    expect(readJudgement({ ...whole, boxes })?.boxes).toEqual([]);
  });

  test("an answer is required, and an id unless one is known", () => {
    expect(readJudgement({ id: "c1" })).toBeNull();
    expect(readJudgement({ id: "c1", answer: null })).toBeNull();
    expect(readJudgement({ answer: "yes" })).toBeNull();
    expect(readJudgement({ answer: "yes" }, { id: "c9" })?.id).toBe("c9");
    expect(readJudgement({ id: 3, answer: "yes" })?.id).toBe("3");
    expect(readJudgement("yes", { id: "c1" })).toBeNull();
  });

  test("whatever a model says, a verdict is well formed or absent", () => {
    const loose = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer()),
        answer: fc.oneof(fc.string(), fc.boolean(), fc.anything()),
        confidence: fc.anything(),
        reason: fc.oneof(fc.string({ maxLength: 2_000 }), fc.anything()),
        boxes: fc.oneof(fc.array(fc.array(fc.double())), fc.anything()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(loose, fc.anything()), (value) => {
        const judgement = readJudgement(value);
        if (judgement !== null) expect(verdictSchema.safeParse(verdictOf(judgement, "m")).success).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(verdictSchema.parse(errorVerdict("c1", "why", "m")).state).toBe("error");
  });
});
