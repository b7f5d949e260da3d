import { describe, expect, it } from "vitest";
import { commonAspect, gridOf } from "../../../../../renderer/features/compare/stage/layout";
import { isOverlaid, planOf } from "../../../../../renderer/features/compare/stage/modes";

const wide = { width: 1200, height: 600 };
const tall = { width: 500, height: 1100 };
const size = { width: 1024, height: 1024 };

describe("the grid", () => {
  it("puts two side by side on a wide stage and one above the other on a tall one", () => {
    const [left, right] = gridOf(2, wide, 1);
    expect([left?.top, right?.top]).toEqual([0, 0]);
    const [upper, lower] = gridOf(2, tall, 1);
    expect([upper?.left, lower?.left]).toEqual([0, 0]);
    expect(lower?.top).toBeGreaterThan(0);
  });

  it("has panes of one size, on whole pixels, within the stage, that do not meet", () => {
    for (let count = 1; count <= 9; count++) {
      for (const stage of [wide, tall, { width: 997, height: 733 }]) {
        const cells = gridOf(count, stage, 1);
        expect(cells).toHaveLength(count);
        expect(new Set(cells.map((cell) => `${cell.width}x${cell.height}`)).size).toBe(1);
        for (const cell of cells) {
          expect([cell.left, cell.top, cell.width, cell.height].every(Number.isInteger)).toBe(true);
          expect(cell.left + cell.width).toBeLessThanOrEqual(stage.width);
          expect(cell.top + cell.height).toBeLessThanOrEqual(stage.height);
        }
        expect(new Set(cells.map((cell) => `${cell.left},${cell.top}`)).size).toBe(count);
      }
    }
  });

  it("takes pictures of opposite shapes for squares together", () => {
    expect(
      commonAspect([
        { width: 200, height: 100 },
        { width: 100, height: 200 },
      ]),
    ).toBe(1);
    expect(commonAspect([])).toBe(1);
  });
});

describe("the plan of a mode", () => {
  const items = ["x", "y", "z"].map((key) => ({ key, size }));
  const plan = (mode: Parameters<typeof planOf>[0]["mode"], divide: "upright" | "level" = "upright") =>
    planOf({ mode, divide, items, a: "z", b: "x", stage: wide });

  it("lays A and B over each other, B above, A first", () => {
    for (const mode of ["slider", "onion", "difference", "flicker"] as const) {
      expect(isOverlaid(mode)).toBe(true);
      expect(plan(mode).panes.map(({ key, above }) => [key, above])).toEqual([
        ["z", false],
        ["x", true],
      ]);
      expect(plan(mode).panes.every(({ room }) => room.width === wide.width)).toBe(true);
    }
  });

  it("cuts only under the slider, along its direction", () => {
    expect(plan("slider").cuts).toEqual({ z: "left", x: "right" });
    expect(plan("slider", "level").cuts).toEqual({ z: "top", x: "bottom" });
    expect(plan("onion").cuts).toEqual({});
  });

  it("shows two side by side and all in the grid", () => {
    expect(plan("side").panes.map(({ key }) => key)).toEqual(["z", "x"]);
    expect(plan("grid").panes.map(({ key }) => key)).toEqual(["x", "y", "z"]);
  });

  it("shows what there is when A or B is missing", () => {
    const lone = planOf({ mode: "slider", divide: "upright", items, a: null, b: null, stage: wide });
    expect(lone.panes).toHaveLength(3);
    expect(lone.cuts).toEqual({});
  });
});
