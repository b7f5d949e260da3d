import { describe, expect, it } from "vitest";
import { PAGE, pagesFor } from "../../../../../renderer/features/library/pages";
import { isNamed } from "../../../../../renderer/features/library/RunCard";
import { layoutOf } from "../../../../../renderer/features/library/Shelves";
import { whenText } from "../../../../../renderer/features/library/when";

describe("pagesFor", () => {
  it("asks only for pages that hold something in sight", () => {
    expect(pagesFor(0, 20, 500)).toEqual([0]);
    expect(pagesFor(PAGE - 1, PAGE, 500)).toEqual([0, 1]);
    expect(pagesFor(490, 900, 500)).toEqual([8]);
    expect(pagesFor(0, 20, 0)).toEqual([]);
    expect(pagesFor(0, -1, 10)).toEqual([]);
  });
});

describe("layoutOf", () => {
  it("fits as many cards as keep their size, and one line a row in lists", () => {
    expect(layoutOf(1226, "grid").columns).toBe(5);
    expect(layoutOf(300, "grid").columns).toBe(1);
    expect(layoutOf(1226, "list")).toEqual({ columns: 1, rowHeight: 56 });
  });
});

describe("whenText", () => {
  const now = new Date(2025, 10, 22, 9, 30).getTime();

  it("names close days and dates the rest", () => {
    expect(whenText(new Date(2025, 10, 22, 0, 5).getTime(), now)).toMatch(/^Today, /);
    expect(whenText(new Date(2025, 10, 21, 23, 59).getTime(), now)).toMatch(/^Yesterday, /);
    expect(whenText(new Date(2025, 2, 3, 8, 0).getTime(), now)).not.toMatch(/2025/);
    expect(whenText(new Date(2023, 2, 3, 8, 0).getTime(), now)).toMatch(/2023/);
  });
});

describe("isNamed", () => {
  it("knows a title somebody gave from one made of the prompt's first words", () => {
    const prompt = "four white bicycles in front of three plastic cows";
    expect(isNamed({ title: "Four white bicycles in front of…", prompt })).toBe(false);
    expect(isNamed({ title: "Milk run", prompt })).toBe(true);
  });
});
