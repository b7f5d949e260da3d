import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plattScaled, tempered } from "../../../../../electron/inference/vision/calibration";

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe("plattScaled", () => {
  it("is the score itself with slope 1 and offset 0", () => {
    for (const score of [0.01, 0.3, 0.5, 0.97]) expect(plattScaled(score, 1, 0)).toBeCloseTo(score, 9);
  });

  it("moves the even chance by the offset", () => {
    expect(plattScaled(0.5, 2, Math.log(3))).toBeCloseTo(0.75, 9);
  });

  it("stays a probability and keeps the order of scores", () => {
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const [one, other] = [plattScaled(low, 1.7, -0.4), plattScaled(high, 1.7, -0.4)];
        expect(one).toBeGreaterThanOrEqual(0);
        expect(other).toBeLessThanOrEqual(1);
        expect(one).toBeLessThanOrEqual(other);
      }),
    );
  });
});

describe("tempered", () => {
  it("leaves probabilities alone at temperature 1", () => {
    expect(tempered([0.7, 0.2, 0.1], 1)[0]).toBeCloseTo(0.7, 9);
  });

  it("is less sure when hotter and surer when colder", () => {
    expect(tempered([0.7, 0.3], 2)[0]).toBeLessThan(0.7);
    expect(tempered([0.7, 0.3], 0.5)[0]).toBeCloseTo(0.49 / (0.49 + 0.09), 9);
  });

  it("always sums to 1", () => {
    fc.assert(
      fc.property(
        fc.array(probability, { minLength: 1, maxLength: 19 }),
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        (raw, temperature) => {
          const sum = tempered(raw, temperature).reduce((total, p) => total + p, 0);
          expect(sum).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
