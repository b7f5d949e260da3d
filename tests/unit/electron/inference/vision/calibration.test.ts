import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tempered } from "../../../../../electron/inference/vision/calibration";

const probability = fc.double({ min: 0, max: 1, noNaN: true });

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
