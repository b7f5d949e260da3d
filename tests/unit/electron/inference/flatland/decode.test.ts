import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type LayoutConfig, readConfig } from "../../../../../electron/inference/flatland/config";
import {
  type Choice,
  objectOf,
  paintersOrder,
  quoteOf,
  sceneOf,
} from "../../../../../electron/inference/flatland/decode";
import { aspectNames, ratioOf } from "../../../../../shared/flatland/scene";

let config: LayoutConfig;

beforeAll(async () => {
  config = await readConfig(path.resolve("models/flatland/config.json"));
});

const choices = () =>
  fc.record({
    kind: fc.nat(config.kinds.length - 1),
    finish: fc.nat(config.finishes.length - 1),
    x: fc.nat(config.positionBins - 1),
    y: fc.nat(config.positionBins - 1),
    size: fc.nat(config.sizeBins - 1),
    facing: fc.nat(config.facings.length - 1),
  });

const choice = (kind: string, more: Partial<Choice> = {}): Choice => ({
  kind: config.kinds.indexOf(kind),
  finish: 0,
  x: 10,
  y: 10,
  size: 20,
  facing: 0,
  ...more,
});

describe("an object from its bins", () => {
  it("lies on the canvas wherever it was put, unless it is larger than that", () => {
    fc.assert(
      fc.property(choices(), fc.constantFrom(...aspectNames), (one, aspect) => {
        const { x, y, size } = objectOf(one, config, ["a", "b"], aspect);
        const [wide, high] = [size / Math.max(1, ratioOf(aspect)), size * Math.min(1, ratioOf(aspect))];
        for (const [at, long] of [
          [x, wide],
          [y, high],
        ] as const) {
          const half = Math.min(0.5, long / 2);
          expect(at).toBeGreaterThanOrEqual(half - 1e-9);
          expect(at).toBeLessThanOrEqual(1 - half + 1e-9);
        }
      }),
    );
  });

  it("carries its quote, and leaves room for the rest of the picture", () => {
    const sign = objectOf(choice("lettering2", { size: config.sizeBins - 1 }), config, ["Open", "Closed"]);
    expect(sign).toMatchObject({ kind: "lettering", text: "Closed", size: 0.66 });
    const small = objectOf(choice("lettering1"), config, ["Open"]);
    expect(small.size).toBeCloseTo(21 * config.sizeStep);
  });

  it("looks the way it was told to", () => {
    const left = config.facings.indexOf("left");
    expect(objectOf(choice("horse", { facing: left }), config, [])).toMatchObject({ facing: "left" });
    expect(objectOf(choice("horse"), config, [])).not.toHaveProperty("facing");
  });

  it("is a sign only where its name says so", () => {
    expect(config.kinds.filter((kind) => quoteOf(kind) !== null)).toHaveLength(config.maxQuotes);
    expect(["dog", "letter", "lettering", "lettering1x"].map(quoteOf)).toEqual([null, null, null, null]);
  });
});

describe("a scene", () => {
  it("is painted from far to near, and signs last", () => {
    const [far, near] = [choice("dog", { y: 5 }), choice("cat", { y: 30 })];
    const objects = [choice("lettering1", { y: 0 }), near, far].map((one) => objectOf(one, config, ["Hi"]));
    expect(paintersOrder(objects).map(({ kind }) => kind)).toEqual(["dog", "cat", "lettering"]);
  });

  it("has a plain backdrop where the model chose none", () => {
    const parts = { choices: [choice("dog")], quotes: [], styleSeed: 3, look: {} };
    const backdrop = (name: string) => sceneOf({ ...parts, backdrop: config.kinds.indexOf(name) }, config);
    expect(backdrop("beach").backdrop).toBe("beach");
    expect(backdrop("dog")).toMatchObject({ backdrop: "plain", styleSeed: 3 });
  });
});
