import { describe, expect, it } from "vitest";
import { placeIn } from "../../../../../electron/inference/vision/framing";
import {
  backdropOf,
  corrected,
  detectionsFrom,
  foundBoxes,
  type Named,
  withoutRepetitions,
} from "../../../../../electron/inference/vision/naming";
import { twoStageConfig as config } from "./support";

const picture = { width: 200, height: 100 };

describe("foundBoxes", () => {
  const placed = placeIn(picture, config.finder.sides[0] ?? 0);
  const boxes = (list: readonly (readonly [number, ...number[]])[]) =>
    withoutRepetitions(
      foundBoxes(
        { scores: list.map(([score]) => score), boxes: list.flatMap(([, ...box]) => box) },
        placed,
        picture,
        config.finder,
      ),
      picture,
      config.finder,
    );

  it("takes boxes out of the letterbox again", () => {
    expect(placed).toMatchObject({ left: 0, top: 16, width: 64, height: 32 });
    const [found, ...rest] = boxes([[0.9, 16, 24, 32, 40]]);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ score: 0.9, region: { left: 50, top: 25, width: 50, height: 50 } });
  });

  it("drops repetitions, what is too weak and what lies in the border", () => {
    const found = boxes([
      [0.9, 16, 24, 32, 40],
      [0.8, 16, 24, 32, 39],
      [0.7, 10, 0, 20, 15],
      [0.05, 40, 24, 50, 40],
    ]);
    expect(found.map(({ score }) => score)).toEqual([0.9]);
  });
});

describe("corrected", () => {
  const wide = { left: 50, top: 40, width: 40, height: 20 };
  const named = (edges: readonly number[]): Named => ({ kinds: [], finishes: [], facings: [], edges });

  it("moves the edges to where the classifier sees them in its square crop", () => {
    // The crop of a 40×20 box with a margin of 4 is 48 wide; its middle is the box's.
    const looked = named([0.5, 0.5, 0.75, 0.75]);
    const [closer] = corrected([{ score: 0.9, region: wide }], [looked], picture, config);
    expect(closer).toMatchObject({ score: 0.9, moved: true, named: looked });
    const { left, top, width, height } = closer?.region ?? wide;
    expect([left, top, width, height].map(Math.round)).toEqual([70, 50, 12, 12]);
  });

  it("asks for no second look where nothing moved", () => {
    const still = named([4 / 48, 14 / 48, 44 / 48, 34 / 48]);
    const [closer] = corrected([{ score: 0.9, region: wide }], [still], picture, config);
    expect(closer?.moved).toBe(false);
  });

  it("drops boxes that turn out to be of one thing, and keeps a box that would become nothing", () => {
    const found = [
      { score: 0.9, region: wide },
      { score: 0.8, region: { ...wide, left: 58 } },
    ];
    const onto = (middle: number) => named([(66 - middle) / 48 + 0.5, 0.4, (74 - middle) / 48 + 0.5, 0.6]);
    const both = corrected(found, [onto(70), onto(78)], picture, config);
    expect(both.map(({ score }) => score)).toEqual([0.9]);
    const nothing = corrected([{ score: 0.9, region: wide }], [named([0.5, 0.5, 0.5, 0.5])], picture, config);
    expect(nothing).toMatchObject([{ moved: false }]);
    expect(Math.round(nothing[0]?.region.width ?? 0)).toBe(40);
  });
});

describe("detectionsFrom", () => {
  const region = { left: 20, top: 10, width: 40, height: 40 };
  const name = (kinds: readonly number[], facing = 0.5, finishes = [0.1, 0.7, 0.15, 0.05]): Named => ({
    kinds,
    finishes,
    facings: [1 - facing, facing],
    edges: [0.1, 0.1, 0.9, 0.9],
  });
  const seen = (named: Named, score = 0.9) => detectionsFrom([{ score, region }], [named], picture, config);

  it("names kind, finish and facing, and gives the box in fractions", () => {
    const [found] = seen(name([0.9, 0.05, 0.02, 0.03], 0.8));
    expect(found).toMatchObject({ kind: "cat", finish: "red", facing: "right" });
    expect(Object.values(found?.box ?? {}).map((edge) => Math.round(edge * 1e6) / 1e6)).toEqual([
      0.1, 0.1, 0.2, 0.4,
    ]);
    expect(found?.finishConfidence).toBeCloseTo(0.7, 5);
    expect(found?.facingConfidence).toBeCloseTo(0.8, 5);
  });

  it("says nothing of the direction of kinds that have none", () => {
    expect(seen(name([0.05, 0.9, 0.02, 0.03], 0.8))[0]).not.toHaveProperty("facing");
  });

  it("says nothing of the finish of marks", () => {
    expect(seen(name([0.05, 0.02, 0.9, 0.03]))[0]).toMatchObject({ finish: null, finishConfidence: 1 });
  });

  it("leaves out what shows nothing", () => {
    expect(seen(name([0.04, 0.03, 0.03, 0.9]))).toEqual([]);
  });

  it("is the surer the surer both networks are", () => {
    const sure = (score: number, kind: number) =>
      seen(name([kind, 1 - kind, 0, 0]), score)[0]?.confidence ?? Number.NaN;
    expect(sure(0.9, 0.9)).toBeGreaterThan(sure(0.6, 0.9));
    expect(sure(0.9, 0.9)).toBeGreaterThan(sure(0.9, 0.7));
  });

  it("keeps one of two boxes round the same thing", () => {
    const cat = name([0.9, 0.05, 0.02, 0.03]);
    const found = [
      { score: 0.7, region },
      { score: 0.8, region: { ...region, width: 50 } },
    ];
    const kept = detectionsFrom(found, [cat, cat], picture, config);
    expect(kept.map(({ box }) => Math.round(box.w * 100))).toEqual([25]);
  });

  it("takes the letters of a sign for no sign of their own, and a cat before a cat for one", () => {
    const kinds = ["cat", "lettering", "jump-arc"];
    const found = [
      { score: 0.95, region },
      { score: 0.25, region: { left: 25, top: 15, width: 26, height: 26 } },
    ];
    const count = (kind: string) => {
      const sure = name([...kinds.map((one) => (one === kind ? 0.9 : 0.03)), 0.04]);
      return detectionsFrom(found, [sure, sure], picture, { ...config, kinds }).length;
    };
    expect(count("lettering")).toBe(1);
    expect(count("cat")).toBe(2);
  });
});

it("names the likeliest backdrop", () => {
  expect(backdropOf([0.3, 0.7], config)).toEqual({ name: "night", confidence: expect.closeTo(0.7, 5) });
});
