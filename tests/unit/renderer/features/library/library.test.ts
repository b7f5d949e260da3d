import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { isNamed } from "../../../../../renderer/features/library/Card";
import { completed, completionsAt } from "../../../../../renderer/features/library/complete";
import { layoutOf, stepOf } from "../../../../../renderer/features/library/layout";
import { PAGE, pagesFor } from "../../../../../renderer/features/library/pages";
import {
  keyOf,
  pick,
  pickedItems,
  placesOf,
  resetPicked,
  runsOf,
  togglePicked,
} from "../../../../../renderer/features/library/picked";
import { rememberQuery, searchOf, useLibrary } from "../../../../../renderer/features/library/state";
import { understood } from "../../../../../renderer/features/library/understood";
import { whenText } from "../../../../../renderer/features/library/when";

describe("pagesFor", () => {
  it("asks only for pages that hold something in sight", () => {
    expect(pagesFor(0, 20, 500)).toEqual([0]);
    expect(pagesFor(PAGE - 1, PAGE, 500)).toEqual([0, 1]);
    expect(pagesFor(490, 900, 500)).toEqual([Math.floor(490 / PAGE)]);
    expect(pagesFor(-80, 20, 500)).toEqual([0]);
    expect(pagesFor(0, 20, 0)).toEqual([]);
    expect(pagesFor(0, -1, 10)).toEqual([]);
  });
});

describe("layoutOf", () => {
  it("fits as many cards as keep their size, and one line a row in lists", () => {
    expect(layoutOf(1226, "grid").columns).toBe(5);
    expect(layoutOf(1226, "grid", "iterations").columns).toBe(7);
    expect(layoutOf(300, "grid").columns).toBe(1);
    expect(layoutOf(1226, "list")).toEqual({ columns: 1, rowHeight: 56, gap: 0 });
  });
});

describe("stepOf", () => {
  const list = { columns: 4, total: 10, page: 2 };
  it("moves as in a grid and stays inside", () => {
    expect(stepOf("ArrowRight", 0, list)).toBe(1);
    expect(stepOf("ArrowLeft", 0, list)).toBe(0);
    expect(stepOf("ArrowDown", 1, list)).toBe(5);
    expect(stepOf("ArrowUp", 2, list)).toBe(2);
    expect(stepOf("ArrowDown", 7, list)).toBe(9);
    expect(stepOf("ArrowDown", 9, list)).toBe(9);
    expect(stepOf("Home", 7, list)).toBe(0);
    expect(stepOf("End", 0, list)).toBe(9);
    expect(stepOf("PageDown", 0, list)).toBe(8);
    expect(stepOf("a", 0, list)).toBeNull();
    expect(stepOf("ArrowDown", 0, { ...list, total: 0 })).toBeNull();
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

describe("what is chosen", () => {
  beforeEach(resetPicked);
  const image = (runId: string, n: number) => ({ runId, iteration: n, image: n });

  it("is each thing once, and tells its runs and pictures", () => {
    pick([image("a", 1), image("a", 2), { runId: "b", iteration: null, image: 4 }]);
    togglePicked(image("a", 2), 5);
    togglePicked({ runId: "c", iteration: null, image: null }, 7);
    expect(pickedItems().map(keyOf)).toEqual(["a/1", "b/", "c/"]);
    expect(runsOf(pickedItems())).toEqual(["a", "b", "c"]);
    expect(placesOf(pickedItems())).toEqual([
      { runId: "a", iteration: 1 },
      { runId: "b", iteration: 4 },
    ]);
  });
});

describe("what is looked for", () => {
  it("is the section's own filter and what was typed", () => {
    const state = { section: "favourites", query: " cow ", shelf: "runs", sort: "newest" } as const;
    expect(searchOf(state)).toMatchObject({ query: "rating:>=4 cow", board: null });
    expect(searchOf({ ...state, section: "rejected", query: "" })).toMatchObject({ query: "is:rejected" });
    expect(searchOf({ ...state, section: "board:abc1234567" })).toMatchObject({
      query: "cow",
      board: "abc1234567",
    });
  });

  it("is remembered, each query once, the latest first", () => {
    useLibrary.setState({ recent: [] });
    for (const query of ["cow", " ", "dog", "cow "]) rememberQuery(query);
    expect(useLibrary.getState().recent).toEqual(["cow", "dog"]);
  });
});

describe("completion", () => {
  const known = {
    skills: ["spatial-layout", "lettering"],
    backends: ["Flatland 1.0"],
    kinds: ["count", "position"],
    boards: ["My best"],
  };
  const offers = (text: string, caret = text.length) =>
    completionsAt(text, caret, known).map((one) => one.text);

  it("offers fields, then the values they take", () => {
    expect(offers("ra")).toEqual(["rating:"]);
    expect(offers("cow -fa")).toEqual(["-failed:"]);
    expect(offers("failed:")).toEqual(["failed:count", "failed:position"]);
    expect(offers("skill:lay")).toEqual(["skill:spatial-layout"]);
    expect(offers('board:"my')).toEqual(['board:"My best"']);
    expect(offers("model:")).toEqual(['model:"Flatland 1.0"']);
    expect(offers("is:pin")).toEqual(["is:pinned"]);
    expect(offers("colour:")).toEqual([]);
    expect(offers('"fa')).toEqual([]);
    expect(offers("cow ")).toEqual([]);
  });

  it("takes an offer in the middle of a query, with the caret where one goes on", () => {
    const [field] = completionsAt("cow ra dog", 6, known);
    expect(completed("cow ra dog", field!)).toEqual({ query: "cow rating: dog", caret: 11 });
    const [value] = completionsAt("failed:co", 9, known);
    expect(completed("failed:co", value!)).toEqual({ query: "failed:count ", caret: 13 });
  });

  it("offers only what can be understood", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), fc.nat(24), (text, caret) => {
        for (const offer of completionsAt(text, Math.min(caret, text.length), known)) {
          if (offer.open) continue;
          const { query } = completed(text, offer);
          const placed = query.slice(offer.from, offer.from + offer.text.length);
          expect(understood(placed, known.boards).problems).toEqual([]);
        }
      }),
    );
  });
});
