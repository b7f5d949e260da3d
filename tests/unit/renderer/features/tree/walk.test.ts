import { describe, expect, it } from "vitest";
import { layoutOf } from "../../../../../renderer/features/tree/layout";
import { steppedIteration, walked } from "../../../../../renderer/features/tree/walk";
import { familyOf } from "./family";

const layout = layoutOf(
  familyOf(
    { id: "root" },
    { id: "left", from: ["root", 1] },
    { id: "right", from: ["root", 2] },
    { id: "leaf", from: ["left", 1] },
  ),
);

describe("walking the family", () => {
  it("goes up to the parent, down to a branch, and sideways along a generation", () => {
    expect(walked(layout, "leaf", "up")).toBe("left");
    expect(walked(layout, "left", "down")).toBe("leaf");
    expect(walked(layout, "left", "right")).toBe("right");
    expect(walked(layout, "right", "left")).toBe("left");
  });

  it("stays where there is no further", () => {
    expect(walked(layout, "root", "up")).toBe("root");
    expect(walked(layout, "leaf", "down")).toBe("leaf");
    expect(walked(layout, "right", "right")).toBe("right");
  });

  it("begins at the first run, and knows the newest", () => {
    expect(walked(layout, null, "down")).toBe("root");
    expect(walked(layout, "leaf", "first")).toBe("root");
    expect(walked(layout, "root", "newest")).toBe("leaf");
    expect(walked(layoutOf([]), null, "down")).toBeNull();
  });

  it("steps along the iterations of one run", () => {
    const root = layout.placed[0]!;
    expect(steppedIteration(root, 1, 1)).toBe(2);
    expect(steppedIteration(root, 3, 1)).toBe(3);
    expect(steppedIteration(root, 1, -1)).toBe(1);
  });
});
