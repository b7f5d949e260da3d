import { expect, test } from "./app";
import { ask } from "./ask";
import { rested, run } from "./studio";

test("runs are found, renamed, thrown away and brought back", async ({ studio: { page } }) => {
  await run(page, "a green turtle");
  await rested(page);
  await page.keyboard.press("Alt+2");
  const runs = page.getByRole("list", { name: "Runs" });
  await expect(runs.getByRole("article")).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search runs" }).fill("zebra");
  await expect(runs.getByRole("article")).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search runs" }).fill("turt");
  await expect(runs.getByRole("article")).toHaveCount(1);

  await page.getByRole("button", { name: "Actions for A green turtle" }).click();
  await page.getByRole("menuitem", { name: /rename/i }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("My turtle");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Open My turtle/ })).toBeVisible();

  await page.getByRole("button", { name: "Actions for My turtle" }).click();
  await page.getByRole("menuitem", { name: /trash|delete/i }).click();
  await expect(runs.getByRole("article")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: /^Open My turtle/ })).toBeVisible();
});

test("the index is only a cache: rebuilt from the folders it is the same", async ({ studio: { page } }) => {
  await run(page, "a green turtle");
  await rested(page);
  const before = await ask(page, "runs:list", { query: "", limit: 10, offset: 0 });
  expect(await ask(page, "library:rebuild", undefined)).toEqual({ runs: 1 });
  expect(await ask(page, "runs:list", { query: "", limit: 10, offset: 0 })).toEqual(before);
});
