import { expect, test } from "vitest";
import { bootstrap, differenceOfMeans, type Pair, ratioOfMeans } from "../../../../bench/agent/compare";
import { randomOf } from "../../../../bench/prompts";

test("a ratio that is the same for every pair has no spread", () => {
  const pairs: Pair[] = [1, 2, 5, 9].map((value) => [value, 2 * value]);
  expect(bootstrap(pairs, ratioOfMeans, randomOf(1))).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
});

test("the interval holds the difference, and is narrower for more pairs", () => {
  const random = randomOf(3);
  const pairs = Array.from({ length: 400 }, (): Pair => [random() + 1, random()]);
  const wide = bootstrap(pairs.slice(0, 25), differenceOfMeans, randomOf(1));
  const narrow = bootstrap(pairs, differenceOfMeans, randomOf(1));
  for (const { value, low, high } of [wide, narrow]) {
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
  expect(narrow.low).toBeLessThan(1);
  expect(narrow.high).toBeGreaterThan(1);
  expect(narrow.high - narrow.low).toBeLessThan((wide.high - wide.low) / 2);
});
