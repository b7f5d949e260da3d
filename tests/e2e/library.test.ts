import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { seedLibrary } from "../../bench/library/seed";
import type { LibrarySearch } from "../../shared/ipc/domains/library";
import { expect, test } from "./app";
import { allRuns, ask } from "./ask";
import { violationsIn } from "./axe";
import { rested, run } from "./studio";

const everything: LibrarySearch = {
  query: "",
  shelf: "iterations",
  sort: "newest",
  board: null,
  limit: 500,
  offset: 0,
};

/** A library of some hundred runs, the same every time; made before the studio starts. */
const library = test.extend<{ seeded: undefined }>({
  seeded: [
    async ({ userData }, use) => {
      await seedLibrary({ data: userData, runs: 300, iterations: 3, seed: 11, until: Date.now() });
      await use(undefined);
    },
    { auto: true },
  ],
});

const field = (page: Page) => page.getByRole("searchbox", { name: "Search runs" });
const runsGrid = (page: Page) => page.getByRole("grid", { name: "Runs" });
const imagesGrid = (page: Page) => page.getByRole("grid", { name: "Images" });
const found = (page: Page) => page.getByRole("status").filter({ hasText: /\d+ (run|image)s?$/ });
const chosen = (page: Page) => page.getByRole("region", { name: "What is chosen" });
const places = (page: Page) => page.getByRole("navigation", { name: "Places in the library" });

async function openLibrary(page: Page, total = "300 runs"): Promise<void> {
  await page.keyboard.press("Alt+3");
  await expect(found(page)).toHaveText(total);
}

async function showImages(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Images" }).click();
  await expect(imagesGrid(page)).toBeVisible();
}

async function search(page: Page, query: string): Promise<void> {
  await field(page).fill(query);
  await page.keyboard.press("Enter");
}

/** How many a query finds, as the main side says. */
async function count(page: Page, query: string, shelf: LibrarySearch["shelf"] = "runs"): Promise<number> {
  return (await ask(page, "library:search", { ...everything, query, shelf, limit: 1 })).total;
}

const cell = (grid: Locator, index: number) => grid.locator(`[data-index="${index}"]`);

test("runs are found, renamed, thrown away and brought back", async ({ studio: { page } }) => {
  await run(page, "a green turtle");
  await rested(page);
  await openLibrary(page, "1 run");
  await field(page).fill("zebra");
  await expect(page.getByRole("heading", { name: "Nothing for “zebra”" })).toBeVisible();
  await field(page).fill("turt");
  await expect(runsGrid(page).getByRole("gridcell")).toHaveCount(1);

  await page.getByRole("button", { name: "Actions for A green turtle" }).click();
  await page.getByRole("menuitem", { name: /rename/i }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("My turtle");
  await page.keyboard.press("Enter");
  await expect(runsGrid(page).getByRole("gridcell", { name: /^My turtle/ })).toBeVisible();

  await page.getByRole("button", { name: "Actions for My turtle" }).click();
  await page.getByRole("menuitem", { name: /trash/i }).click();
  await expect(page.getByRole("heading", { name: "Nothing for “turt”" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await runsGrid(page)
    .getByRole("gridcell", { name: /^My turtle/ })
    .dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("My turtle");
});

library("words and fields are found, completed, explained where they make no sense", async ({ studio }) => {
  const { page } = studio;
  await openLibrary(page);
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();

  await page.keyboard.type("fai");
  await expect(page.getByRole("option", { name: /^failed:/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("failed:");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.keyboard.type("cou");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(field(page)).toHaveValue("failed:count ");
  const failing = await count(page, "failed:count");
  expect(failing).toBeGreaterThan(5);
  await expect(found(page)).toHaveText(`${failing} runs`);

  for (const query of ["rating:>=4 skill:spatial", "-failed:count bicycle", "before:30d is:best score:1"]) {
    await search(page, query);
    const total = await count(page, query);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(300);
    await expect(found(page)).toHaveText(`${total} runs`);
  }

  await search(page, "bicycle colour:red");
  await expect(page.getByRole("alert")).toContainText("There is no field “colour”");
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("[data-problem]")).toHaveText("colour:red");
  await expect(found(page)).toHaveText(`${await count(page, "bicycle")} runs`);

  await search(page, "bicycle rating:5 seed:123456");
  await expect(page.getByRole("heading", { name: /^Nothing for/ })).toBeVisible();
  await page.getByRole("button", { name: /Without seed:123456/ }).click();
  await expect(field(page)).toHaveValue("bicycle rating:5");
  await page.getByRole("button", { name: "Remove filter rating:5" }).click();
  await expect(field(page)).toHaveValue("bicycle");
  await page.getByRole("button", { name: "Clear the search" }).first().click();
  await expect(found(page)).toHaveText("300 runs");
  await expect(page.getByRole("option", { name: "-failed:count bicycle", exact: true })).toBeVisible();
});

library(
  "images are rated and rejected by single keys, many at once, and Ctrl+Z brings ratings back",
  async ({ studio }) => {
    const { page } = studio;
    await openLibrary(page);
    await showImages(page);
    await search(page, "rating:none is:best");
    const before = await count(page, "rating:none is:best", "iterations");
    await expect(found(page)).toHaveText(`${before} images`);
    await cell(imagesGrid(page), 0).click();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(chosen(page)).toContainText("3 chosen");
    await page.keyboard.press("4");
    await expect(found(page)).toHaveText(`${before - 3} images`);
    await page.keyboard.press("Control+z");
    await expect(found(page)).toHaveText(`${before} images`);
    expect(await count(page, "rating:none is:best", "iterations")).toBe(before);

    await search(page, "");
    await expect(found(page)).toHaveText("900 images");
    await cell(imagesGrid(page), 1).click();
    await page.keyboard.press("5");
    await expect(cell(imagesGrid(page), 1)).toHaveAccessibleName(/5 stars$/);
    await page.keyboard.press("x");
    await expect(cell(imagesGrid(page), 1)).toHaveAccessibleName(/rejected$/);
    await page.keyboard.press("0");
    await expect(cell(imagesGrid(page), 1)).toHaveAccessibleName(/criteria passed$/);

    const rejected = await count(page, "is:rejected", "iterations");
    await page.keyboard.press("x");
    await places(page).getByRole("button", { name: "Rejected" }).click();
    await expect(found(page)).toHaveText(`${rejected + 1} images`);
    await page.keyboard.press("Control+a");
    await expect(chosen(page)).toContainText(`${rejected + 1} chosen`);
    await page.keyboard.press("0");
    await expect(page.getByRole("heading", { name: "Nothing rejected" })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(found(page)).toHaveText(`${rejected + 1} images`);
  },
);

library(
  "boards are filled by keyboard and by dragging, deleted and brought back; everything survives a restart",
  async ({ launch }) => {
    const first = await launch();
    const { page } = first;
    await openLibrary(page);
    await showImages(page);
    await cell(imagesGrid(page), 0).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(chosen(page)).toContainText("2 chosen");
    await page.keyboard.press("b");
    await page.keyboard.type("Heroes");
    await page.keyboard.press("Enter");
    const boards = places(page).getByRole("list", { name: "Boards" });
    await expect(boards.getByRole("button", { name: /^Heroes/ })).toHaveText(/Heroes2/);

    await cell(imagesGrid(page), 4).dragTo(boards.getByRole("button", { name: /^Heroes/ }));
    await expect(boards.getByRole("button", { name: /^Heroes/ })).toHaveText(/Heroes3/);
    await page.keyboard.press("Control+z");
    await expect(boards.getByRole("button", { name: /^Heroes/ })).toHaveText(/Heroes2/);
    await boards.getByRole("button", { name: /^Heroes/ }).click();
    await expect(found(page)).toHaveText("2 images");

    await boards.getByRole("button", { name: "Actions for Heroes" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(boards).toHaveCount(0);
    await expect(found(page)).toHaveText("900 images");
    await page.keyboard.press("Control+z");
    await expect(boards.getByRole("button", { name: /^Heroes/ })).toHaveText(/Heroes2/);
    await search(page, "board:heroes");
    await expect(found(page)).toHaveText("2 images");

    await page.keyboard.press("Control+s");
    await page.getByRole("dialog").getByRole("textbox").fill("My heroes");
    await page.keyboard.press("Enter");
    const searches = places(page).getByRole("list", { name: "Saved searches" });
    await expect(searches.getByRole("button", { name: /^My heroes/ })).toBeVisible();
    await first.quit();

    const again = await launch();
    await expect(found(again.page)).toHaveText("2 images");
    await expect(field(again.page)).toHaveValue("board:heroes");
    await again.page.getByRole("button", { name: "Clear the search" }).first().click();
    await expect(found(again.page)).toHaveText("900 images");
    await places(again.page)
      .getByRole("button", { name: /^My heroes/ })
      .click();
    await expect(field(again.page)).toHaveValue("board:heroes");
    await expect(found(again.page)).toHaveText("2 images");
  },
);

library(
  "many runs go to the trash at once and come back; what is purged is gone for good",
  async ({ studio, userData }) => {
    const { page } = studio;
    await openLibrary(page);
    await search(page, "kettle");
    const kettles = await count(page, "kettle");
    await expect(found(page)).toHaveText(`${kettles} runs`);
    await cell(runsGrid(page), 0).focus();
    await page.keyboard.press("Control+a");
    await expect(chosen(page)).toContainText(`${kettles} chosen`);
    await page.keyboard.press("Delete");
    await expect(page.getByRole("heading", { name: "Nothing for “kettle”" })).toBeVisible();
    await expect(page.getByText(`${kettles} runs were moved to the trash.`).first()).toBeVisible();
    expect(await readdir(path.join(userData, "trash"))).toHaveLength(kettles);
    await page.keyboard.press("Control+z");
    await expect(found(page)).toHaveText(`${kettles} runs`);

    await cell(runsGrid(page), 0).click();
    await cell(runsGrid(page), 2).click({ modifiers: ["Shift"] });
    await expect(chosen(page)).toContainText("3 chosen");
    await page.keyboard.press("Delete");
    await expect(found(page)).toHaveText(`${kettles - 3} runs`);
    await places(page).getByRole("button", { name: "Trash" }).click();
    const trash = page.getByRole("list", { name: "Trash" });
    await expect(trash.getByRole("listitem")).toHaveCount(3);

    const prompt = (await ask(page, "library:trashed", undefined)).runs[0]?.prompt ?? "";
    await trash
      .getByRole("button", { name: /^Use the prompt of/ })
      .first()
      .click();
    await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue(prompt);

    await trash
      .getByRole("button", { name: /^Restore/ })
      .first()
      .click();
    await expect(trash.getByRole("listitem")).toHaveCount(2);
    await page.getByRole("button", { name: "Empty the trash" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete 2 runs for good?" });
    await expect(dialog).toContainText(/6 images, \d+.* on disk/);
    await dialog.getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByRole("heading", { name: "The trash is empty" })).toBeVisible();
    await expect.poll(() => readdir(path.join(userData, "trash"))).toEqual([]);
    expect(await allRuns(page)).toHaveLength(298);
  },
);

library(
  "the index is only a cache: rebuilt from the folders it is the same",
  async ({ studio: { page } }) => {
    await openLibrary(page);
    const before = await ask(page, "library:search", everything);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: /Rebuild the index/ }).click();
    await expect(page.getByText("The library was read anew: 300 runs.").first()).toBeVisible();
    await expect(found(page)).toHaveText("300 runs");
    expect(await ask(page, "library:search", everything)).toEqual(before);
  },
);

/** What every cell in sight shows, once nothing is on its way any more. */
async function inSight(page: Page, grid: Locator): Promise<readonly { index: number; drawn: boolean }[]> {
  await expect(page.locator("[data-unloaded]")).toHaveCount(0);
  return grid.evaluate(async (element) => {
    const frame = element.parentElement?.getBoundingClientRect();
    if (frame === undefined) throw new Error("the grid has no frame");
    const cells = [...element.querySelectorAll<HTMLElement>("[data-index]")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > frame.top && box.top < frame.bottom;
    });
    return Promise.all(
      cells.map(async (one) => {
        const image = one.querySelector("img");
        await image?.decode();
        return { index: Number(one.dataset.index), drawn: (image?.naturalWidth ?? 0) > 0 };
      }),
    );
  });
}

library("fast scrolling leaves no blank rows and misses nothing", async ({ studio }) => {
  const { page } = studio;
  await openLibrary(page);
  await showImages(page);
  const grid = imagesGrid(page);
  const order = (await ask(page, "library:ids", everything)).items;
  for (const share of [0.9, 0.1, 0.55, 1, 0.3, 0]) {
    await grid.evaluate((element, part) => {
      const scroller = element.parentElement;
      scroller?.scrollTo({ top: part * scroller.scrollHeight });
    }, share);
    const cells = await inSight(page, grid);
    expect(cells.length).toBeGreaterThan(10);
    expect(cells.filter((one) => !one.drawn)).toEqual([]);
    const indices = cells.map((one) => one.index);
    const first = Math.min(...indices);
    expect(indices.sort((a, b) => a - b)).toEqual(indices.map((_, n) => first + n));
    if (share === 1) expect(Math.max(...indices)).toBe(899);
    if (share === 0) expect(first).toBe(0);
    const shown = await cell(grid, first).locator("img").getAttribute("src");
    expect(shown).toContain(`studio://run/${order[first]?.runId}/`);
  }
});

library("what is chosen is laid out to compare", async ({ studio: { page } }) => {
  await openLibrary(page);
  await showImages(page);
  await cell(imagesGrid(page), 0).click();
  await cell(imagesGrid(page), 3).click({ modifiers: ["Control"] });
  await page.keyboard.press("v");
  await expect(
    page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: /^Compare/ }),
  ).toHaveAttribute("aria-current", "page");
  const order = (await ask(page, "library:ids", everything)).items;
  const laidOut = await page.evaluate(() => localStorage.getItem("gems.compare-tray"));
  expect(JSON.parse(laidOut ?? "{}").state.places).toEqual(
    [order[0], order[3]].map((one) => ({ runId: one?.runId, iteration: one?.iteration })),
  );
});

for (const theme of ["dark", "light", "neutral"] as const) {
  library(`every state can be read and used in the ${theme} theme`, async ({ studio: { page } }) => {
    const check = async (what: string) => {
      const violations = await violationsIn(page);
      const where = violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map((node) => node.html)]);
      expect.soft(where, `${what} in ${theme}`).toEqual([]);
    };
    await ask(page, "settings:set", { theme });
    await openLibrary(page);
    await check("runs");
    await page.getByRole("radio", { name: "List" }).click();
    await check("a list");
    await page.getByRole("radio", { name: "Grid" }).click();
    await showImages(page);
    await cell(imagesGrid(page), 0).click();
    await page.keyboard.press("Shift+ArrowRight");
    await expect(chosen(page)).toContainText("2 chosen");
    await check("images, some chosen");
    await page.keyboard.press("b");
    await expect(page.getByRole("dialog")).toBeVisible();
    await check("the choice of boards");
    await page.keyboard.type("Heroes");
    await page.keyboard.press("Enter");
    await field(page).fill("cow failed:");
    await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();
    await check("suggestions");
    await search(page, "rating:9 seed:123456 cow");
    await expect(page.getByRole("heading", { name: /^Nothing for/ })).toBeVisible();
    await check("nothing found, with a problem");
    await ask(page, "library:trash", { runIds: (await allRuns(page)).slice(0, 4).map((one) => one.id) });
    await places(page).getByRole("button", { name: "Trash" }).click();
    await page.getByRole("checkbox").first().check();
    await check("the trash");
    await page.getByRole("button", { name: "Delete for good", exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check("the last question");
  });
}
