// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import {
  addToTray,
  layOut,
  moveInTray,
  TRAY_LIMIT,
  toggleInTray,
  useCompareTray,
} from "../../../../../renderer/app/compare-tray";
import {
  adjust,
  choose,
  currentPair,
  flickerRates,
  gains,
  pairOf,
  stepB,
  swap,
  useComparison,
} from "../../../../../renderer/features/compare/compare-store";
import { neighbourIn } from "../../../../../renderer/features/compare/controls";
import { dividerAfter } from "../../../../../renderer/features/compare/stage/Divider";

const place = (iteration: number, runId = "abcdef") => ({ runId, iteration });
const three = [place(1), place(2), place(3)];
const numbers = () => useCompareTray.getState().places.map((one) => one.iteration);

beforeEach(() => {
  layOut(three);
  adjust({ a: null, b: null });
});

describe("A and B", () => {
  it("are the first and the last until they are chosen", () => {
    expect(pairOf(three, null, null)).toEqual({ a: 0, b: 2 });
    expect(pairOf([place(1)], null, null)).toBeNull();
    expect(pairOf([], null, null)).toBeNull();
  });

  it("stay those chosen while the row changes, and are never the same", () => {
    expect(pairOf(three, place(2), place(1))).toEqual({ a: 1, b: 0 });
    expect(pairOf(three, place(3), null)).toEqual({ a: 2, b: 1 });
    expect(pairOf(three, null, place(1))).toEqual({ a: 1, b: 0 });
    expect(pairOf(three, place(2), place(2))).toEqual({ a: 1, b: 2 });
    expect(pairOf(three, place(9), place(9))).toEqual({ a: 0, b: 2 });
  });

  it("change places when one takes the other's image", () => {
    choose("a", 2);
    expect(currentPair()).toEqual({ a: 2, b: 0 });
    swap();
    expect(currentPair()).toEqual({ a: 0, b: 2 });
    choose("b", 1);
    expect(currentPair()).toEqual({ a: 0, b: 1 });
    choose("b", 7);
    expect(currentPair()).toEqual({ a: 0, b: 1 });
  });

  it("stepping B leaves A out and goes around", () => {
    stepB(1);
    expect(currentPair()).toEqual({ a: 0, b: 1 });
    stepB(-1);
    expect(currentPair()).toEqual({ a: 0, b: 2 });
    layOut(three.slice(0, 2));
    stepB(1);
    expect(currentPair()).toEqual({ a: 1, b: 0 });
  });

  it("outlast taking a third image out", () => {
    choose("a", 1);
    choose("b", 2);
    layOut([place(2), place(3)]);
    expect(currentPair()).toEqual({ a: 0, b: 1 });
  });
});

describe("the tray", () => {
  it("takes nine at most and says how many found no room", () => {
    const many = Array.from({ length: 8 }, (_, index) => place(index + 1));
    layOut(many);
    expect(addToTray([place(8), place(9), place(10), place(11)])).toBe(2);
    expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(TRAY_LIMIT).toBe(9);
    expect(toggleInTray(place(12))).toBe(false);
    expect(toggleInTray(place(9))).toBe(true);
    expect(numbers()).toHaveLength(8);
  });

  it("tells places of different runs apart", () => {
    expect(addToTray([place(1, "ghijkl")])).toBe(0);
    expect(useCompareTray.getState().places).toHaveLength(4);
  });

  it("moves an image along the row, and not beyond its ends", () => {
    moveInTray(0, 2);
    expect(numbers()).toEqual([2, 3, 1]);
    moveInTray(2, 1);
    expect(numbers()).toEqual([2, 1, 3]);
    moveInTray(0, -1);
    moveInTray(0, 3);
    moveInTray(5, 0);
    expect(numbers()).toEqual([2, 1, 3]);
  });
});

describe("controls", () => {
  it("step through gains and speeds and stay at their ends", () => {
    expect(neighbourIn(gains, 1, 1)).toBe(2);
    expect(neighbourIn(gains, 32, 1)).toBe(32);
    expect(neighbourIn(gains, 1, -1)).toBe(1);
    expect(neighbourIn(gains, 5, 1)).toBe(16);
  });

  it("never flicker faster than three times a second", () => {
    expect(Math.max(...flickerRates)).toBeLessThanOrEqual(3);
  });

  it("move the divider by a hundredth, with Shift by a tenth, and to the ends", () => {
    expect(dividerAfter("ArrowRight", false, 0.5)).toBeCloseTo(0.51);
    expect(dividerAfter("ArrowLeft", true, 0.5)).toBeCloseTo(0.4);
    expect(dividerAfter("Home", false, 0.5)).toBe(0);
    expect(dividerAfter("End", false, 0.5)).toBe(1);
    expect(dividerAfter("ArrowRight", true, 0.97)).toBe(1);
    expect(dividerAfter("x", false, 0.5)).toBeNull();
  });

  it("begin with a slider over the whole picture", () => {
    expect(useComparison.getInitialState()).toMatchObject({
      mode: "slider",
      fit: "fit",
      linked: true,
      gain: 1,
    });
  });
});
