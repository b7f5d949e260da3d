/** The library's states, in every theme and two sizes. */
import { seedLibrary } from "../../bench/library/seed";
import { test as base, expect, type Studio } from "../e2e/app";
import { ask } from "../e2e/ask";
import { take as takeIn } from "./take";

const take = (studio: Studio, name: string) => takeIn(studio, name, ["dark", "light", "neutral"]);

const test = base.extend<{ seeded: undefined }>({
  seeded: [
    async ({ userData }, use) => {
      await seedLibrary({ data: userData, runs: 400, iterations: 4, seed: 5, until: Date.now() });
      await use(undefined);
    },
    { auto: true },
  ],
});

test("runs, images, search, boards, trash", async ({ studio }) => {
  const { page } = studio;
  const board = await ask(page, "boards:create", { name: "Hero shots" });
  const best = await ask(page, "library:ids", {
    query: "rating:5",
    shelf: "iterations",
    sort: "newest",
    board: null,
  });
  await ask(page, "boards:add", {
    id: board.id,
    items: best.items.slice(0, 24).map(({ runId, iteration }) => ({ runId, iteration })),
  });
  await ask(page, "boards:create", { name: "Moodboard autumn" });
  await ask(page, "searches:save", {
    name: "Miscounted",
    query: "failed:count is:best",
    shelf: "iterations",
    sort: "newest",
  });
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("grid", { name: "Runs" })).toBeVisible();
  await take(studio, "library-runs");

  await page.getByRole("radio", { name: "List" }).click();
  await take(studio, "library-list");
  await page.getByRole("radio", { name: "Grid" }).click();

  await page.getByRole("radio", { name: "Images" }).click();
  const grid = page.getByRole("grid", { name: "Images" });
  await grid.locator('[data-index="1"]').click();
  await grid.locator('[data-index="4"]').click({ modifiers: ["Shift"] });
  await take(studio, "library-images");

  const search = page.getByRole("searchbox", { name: "Search runs" });
  await search.fill("owl rating:>=4 failed:");
  await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();
  await take(studio, "library-search");
  await search.fill("owl rating:9 skill:spatial colour:red");
  await page.keyboard.press("Enter");
  await take(studio, "library-problem");
  await search.fill("owl rating:5 seed:123456");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Without/ })).toBeVisible();
  await take(studio, "library-no-match");
  await search.fill("");
  await page.getByRole("button", { name: /^Moodboard autumn/ }).click();
  await expect(page.getByRole("heading", { name: "This board is empty" })).toBeVisible();
  await take(studio, "library-empty-board");

  const some = await ask(page, "library:ids", {
    query: "violin",
    shelf: "runs",
    sort: "newest",
    board: null,
  });
  await ask(page, "library:trash", { runIds: some.items.slice(0, 9).map((item) => item.runId) });
  await page.getByRole("button", { name: "Trash", exact: true }).click();
  await page.getByRole("checkbox").first().check();
  await take(studio, "library-trash");
});
