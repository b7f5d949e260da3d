import { describe, expect, it } from "vitest";
import {
  comfortable,
  fitted,
  held,
  MIN_SCALE,
  revealed,
  zoomed,
} from "../../../../../renderer/features/tree/graph-view";

const room = { width: 1000, height: 600 };

describe("the view on the tree", () => {
  it("fits a large drawing and leaves a small one as it is, in the middle", () => {
    expect(fitted(room, { width: 2000, height: 600 })).toEqual({ scale: 0.5, x: 0, y: 150 });
    expect(fitted(room, { width: 400, height: 200 })).toEqual({ scale: 1, x: 300, y: 200 });
    expect(fitted(room, { width: 1e6, height: 200 }).scale).toBe(MIN_SCALE);
  });

  it("begins where words can be read, even if not all of it is seen", () => {
    expect(comfortable(room, { width: 1100, height: 300 }).scale).toBeCloseTo(0.909);
    expect(comfortable(room, { width: 50_000, height: 300 }).scale).toBe(0.8);
  });

  it("keeps the point under the pointer where it is while zooming", () => {
    const view = { x: 40, y: -20, scale: 0.7 };
    const at = { x: 333, y: 222 };
    const under = (one: typeof view) => ({ x: (at.x - one.x) / one.scale, y: (at.y - one.y) / one.scale });
    const after = zoomed(view, 1.5, at);
    expect(after.scale).toBeCloseTo(1.05);
    expect(under(after).x).toBeCloseTo(under(view).x);
    expect(under(after).y).toBeCloseTo(under(view).y);
  });

  it("moves only as far as is needed to bring a run into sight", () => {
    const view = { x: 0, y: 0, scale: 1 };
    const inside = { x: 100, y: 100, width: 200, height: 100 };
    expect(revealed(view, room, inside)).toEqual(view);
    expect(revealed(view, room, { ...inside, x: 900 }).x).toBe(1000 - 24 - 1100);
    expect(revealed(view, room, { ...inside, y: -50 }).y).toBe(74);
  });

  it("never lets the drawing leave the window altogether", () => {
    const drawing = { width: 500, height: 500 };
    const lost = held({ x: 9000, y: -9000, scale: 1 }, room, drawing);
    expect(lost).toEqual({ x: 920, y: -420, scale: 1 });
  });
});
