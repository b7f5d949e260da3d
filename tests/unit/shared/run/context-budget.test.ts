import { describe, expect, test } from "vitest";
import { Allowance, budgetFrom } from "../../../../shared/run/context-budget";

describe("what a request may hold", () => {
  test("without a known context, only the refiner's memory is bounded", () => {
    expect(budgetFrom({})).toEqual({
      tokens: 6_000,
      images: 3,
      question: Number.POSITIVE_INFINITY,
      answer: null,
    });
    expect(budgetFrom({ tokens: 900, images: 1 })).toMatchObject({ tokens: 900, images: 1 });
  });

  test.each([
    [4_096, 3_072, 1_024],
    [32_768, 30_720, 2_048],
    [100, 1_536, 512],
  ])("of a context of %i, %i go to the question and %i to the answer", (contextTokens, question, answer) => {
    expect(budgetFrom({ contextTokens })).toMatchObject({ question, answer });
  });
});

describe("an allowance", () => {
  test("gives the whole cost or nothing, and bounds text and pictures together", () => {
    const allowance = new Allowance(100, 1, 120);
    expect(allowance.take({ text: 60 })).toBe(true);
    expect(allowance.take({ images: 1, pictures: 61 })).toBe(false);
    expect(allowance.take({ images: 1, pictures: 50 })).toBe(true);
    expect(allowance.take({ images: 0.25 })).toBe(false);
    expect(allowance.text).toBe(10);
    expect(allowance.pictures).toBe(10);
    expect(allowance.take({ text: 11 })).toBe(false);
  });
});
