import { describe, expect, it } from "vitest";
import { CENTRE_MIN, fitPanels } from "../../../../../renderer/features/studio/panels";

const left = { open: true, width: 282 };
const right = { open: true, width: 332 };

describe("fitPanels", () => {
  it("gives panels what they wish where there is room", () => {
    expect(fitPanels(1226, left, right)).toEqual({ left: 282, right: 332 });
  });

  it("narrows the right one first, then the left one", () => {
    expect(fitPanels(1000, left, right)).toEqual({ left: 282, right: 298 });
    expect(fitPanels(930, left, right)).toEqual({ left: 250, right: 260 });
  });

  it("folds the right one away before the image gets less than it needs", () => {
    const narrow = fitPanels(800, left, right);
    expect(narrow).toEqual({ left: 220, right: 0 });
    expect(800 - narrow.left - narrow.right).toBeGreaterThanOrEqual(CENTRE_MIN);
  });

  it("leaves folded panels folded", () => {
    expect(fitPanels(2000, { ...left, open: false }, { ...right, open: false })).toEqual({
      left: 0,
      right: 0,
    });
  });
});
