import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  layoutOf,
  NODE_HEIGHT,
  NODE_WIDTH,
  THUMB,
  THUMB_LEFT,
  thumbsOf,
} from "../../../../../renderer/features/tree/layout";
import { familyOf, nodeOf } from "./family";

const family = familyOf(
  { id: "root" },
  { id: "later", from: ["root", 3] },
  { id: "early", from: ["root", 1] },
  { id: "leaf", from: ["later", 2] },
);
const placeOf = (id: string) => layoutOf(family).placed.find((one) => one.id === id)!;

describe("layoutOf", () => {
  it("puts branches below their parent, in the order of the iterations they leave from", () => {
    expect(placeOf("root").depth).toBe(0);
    expect(placeOf("early").y).toBeGreaterThan(placeOf("root").y);
    expect(placeOf("leaf").y).toBeGreaterThan(placeOf("later").y);
    expect(placeOf("early").x).toBeLessThan(placeOf("later").x);
    expect(placeOf("root").children).toEqual(["early", "later"]);
    expect(placeOf("later")).toMatchObject({ position: 2, siblings: 2, parent: "root" });
  });

  it("lets each line leave from the very iteration that was branched from", () => {
    const { edges } = layoutOf(family);
    const root = placeOf("root");
    const edge = edges.find((one) => one.to === "early")!;
    expect(edge).toMatchObject({ from: "root", iteration: 1 });
    const start = root.x + THUMB_LEFT + THUMB / 2;
    expect(edge.path.startsWith(`M${start} ${root.y + NODE_HEIGHT}C`)).toBe(true);
  });

  it("makes a run whose parent is gone a beginning of its own, and says so", () => {
    const { placed, edges } = layoutOf(familyOf({ id: "child", from: ["gone", 2] }, { id: "other" }));
    expect(placed.map((one) => [one.id, one.depth, one.orphan])).toEqual([
      ["child", 0, true],
      ["other", 0, false],
    ]);
    expect(edges).toEqual([]);
  });

  it("is nothing for no runs", () => {
    expect(layoutOf([])).toEqual({ placed: [], edges: [], width: 0, height: 0 });
  });

  it("never lets two runs overlap, whatever the family, and keeps all of them within its size", () => {
    const anyFamily = fc
      .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })), { minLength: 0, maxLength: 60 })
      .map((links) =>
        familyOf(
          { id: "r0" },
          ...links.map(([parent, iteration], index) => ({
            id: `r${index + 1}`,
            from: [`r${parent % (index + 1)}`, iteration] as const,
          })),
        ),
      );
    fc.assert(
      fc.property(anyFamily, (nodes) => {
        const { placed, width, height } = layoutOf(nodes);
        expect(placed).toHaveLength(nodes.length);
        for (const one of placed) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + NODE_WIDTH).toBeLessThanOrEqual(width);
          expect(one.y + NODE_HEIGHT).toBeLessThanOrEqual(height);
          const near = placed.filter((other) => other.id !== one.id && other.depth === one.depth);
          expect(near.every((other) => Math.abs(other.x - one.x) >= NODE_WIDTH)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("thumbsOf", () => {
  it("shows what branches leave from and the best before the rest, in drawing order", () => {
    const node = nodeOf({ id: "long", iterations: 20, best: 15 });
    expect(thumbsOf(node, new Set([18, 9])).map((it) => it.n)).toEqual([1, 2, 3, 9, 15, 18]);
    expect(thumbsOf(nodeOf({ id: "short", iterations: 2 }), new Set()).map((it) => it.n)).toEqual([1, 2]);
  });
});
