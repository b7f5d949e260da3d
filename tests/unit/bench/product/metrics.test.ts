import { expect, test } from "vitest";
import {
  agreementOf,
  meanOf,
  pairedOf,
  type Scored,
  scored,
  scoreOf,
  summaryOf,
} from "../../../../bench/product/metrics";
import { rowOf, taskOf } from "./made";

test("Soft-TIFA: arithmetic and geometric mean of the probabilities", () => {
  const score = scoreOf([0.9, 0.4, 1], [1, 1, 1]);
  expect(score?.am).toBeCloseTo(2.3 / 3, 10);
  expect(score?.gm).toBeCloseTo(0.36 ** (1 / 3), 10);
  expect(score?.passed).toBe(false);
});

test("one fact that surely fails makes the geometric mean nothing", () => {
  expect(scoreOf([1, 1, 0], [1, 1, 1])).toEqual({ am: 2 / 3, gm: 0, passed: false, judged: 1 });
});

test("what nobody can judge leaves the mean and is told, it does not fail", () => {
  expect(scoreOf([0.8, null], [1, 3])).toEqual({
    am: 0.8,
    gm: expect.closeTo(0.8, 10),
    passed: true,
    judged: 0.25,
  });
  expect(scoreOf([null, null], [1, 1])).toBeNull();
});

test("weights count in both means", () => {
  const score = scoreOf([1, 0.25], [1, 3]);
  expect(score?.am).toBeCloseTo(1.75 / 4, 10);
  expect(score?.gm).toBeCloseTo(0.25 ** 0.75, 10);
});

test("even odds do not pass", () => {
  expect(scoreOf([0.5], [1])?.passed).toBe(false);
});

test("intervals are those of their seed", () => {
  const values = Array.from({ length: 30 }, (_, n) => n % 3);
  expect(meanOf(values, 5)).toEqual(meanOf(values, 5));
  expect(meanOf(values, 5)).not.toEqual(meanOf(values, 6));
  const { value, low, high } = meanOf(values, 5);
  expect([value, low < value, high > value]).toEqual([1, true, true]);
});

const tasks = ["a", "b", "c", "d"].map((id) => taskOf(id));
const by = (policy: string, eyes: readonly number[], images = 1): readonly Scored[] =>
  scored(
    tasks,
    eyes.map((p, index) => rowOf(policy, tasks[index]?.id ?? "", [p, 0.9], images)),
  );

test("policies are compared over the prompts both have finished, prompt by prompt", () => {
  const [ours, theirs] = [by("ours", [0.9, 0.9, 0.9, 0.1], 2), by("single", [0.9, 0.1, 0.1], 1)];
  const paired = pairedOf(ours, theirs, "eyes", 1);
  expect(paired?.n).toBe(3);
  expect(paired?.passed.value).toBeCloseTo(2 / 3, 10);
  expect(paired?.images.value).toBe(1);
  expect(paired?.failures?.value).toBe(0);
  expect(pairedOf(theirs, by("x", [0.9, 0.9, 0.9]), "eyes", 1)?.failures).toBeNull();
});

test("a judge that judged nothing gives no summary", () => {
  expect(summaryOf(by("ours", [0.9]), "independent", 1)).toBeNull();
  expect(summaryOf(by("ours", [0.9, 0.2]), "eyes", 1)?.passed.value).toBe(0.5);
});

test("a few prompts that all pass are no certainty", () => {
  const passed = summaryOf(by("ours", [0.9, 0.9, 0.9]), "eyes", 1)?.passed;
  expect(passed?.value).toBe(1);
  expect(passed?.low).toBeLessThan(0.5);
});

test("agreement shows prompts one judge passes and the other does not", () => {
  const all = scored(
    tasks,
    tasks.map(({ id }, index) => ({
      ...rowOf("ours", id, [0.9, 0.9], 1),
      scene: index === 0 ? [1, 0] : [1, 1],
    })),
  );
  expect(agreementOf(all, "eyes", "scene")).toEqual({ atoms: 8, same: 7 / 8, passes: 4, flattered: 1 });
  expect(agreementOf(all, "independent", "scene")).toBeNull();
});
