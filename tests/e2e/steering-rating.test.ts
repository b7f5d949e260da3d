/** Rating by key, and what arrives meanwhile never taking the place of what is looked at. */
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { longRuns, rested, run, sample } from "./studio";

test("stars and rejection by key, shown everywhere, one Ctrl+Z away", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  await run(page, sample);
  await rested(page);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  const ratings = async () => (await newestRun(page)).iterations.map((it) => it.rating);
  await page.keyboard.press("Shift+Digit4");
  await expect.poll(ratings).toEqual([4, null]);
  await expect(page.getByRole("button", { name: /^Iteration 1,.*4 stars/ })).toBeVisible();

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("x");
  await expect.poll(ratings).toEqual([4, "rejected"]);
  await expect(page.getByRole("button", { name: /^Iteration 2,.*Rejected/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(ratings).toEqual([4, null]);

  // R opens the panel, where a digit is enough.
  await page.keyboard.press("r");
  await expect(page.getByRole("group", { name: "Rating" })).toBeVisible();
  await page.keyboard.press("2");
  await expect.poll(ratings).toEqual([4, 2]);
  await expect(page.getByRole("group", { name: "Rating" })).toBeHidden();
  await page.keyboard.press("Shift+Digit0");
  await expect.poll(ratings).toEqual([4, null]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(ratings).toEqual([4, null]);
});

test("new images leave the view alone and are counted; a key goes to them", async ({ studio: { page } }) => {
  await longRuns(page, 50);
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 1, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  const picture = page.getByRole("img", { name: /^Iteration \d+: / });
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  const looked = await picture.getAttribute("src");
  await expect(page.getByRole("button", { name: /^Iteration 3, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  expect(await picture.getAttribute("src")).toBe(looked);
  await expect(page.getByRole("button", { name: /\+\d+ new images?/ })).toBeVisible();
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await rested(page);
  expect(await picture.getAttribute("src")).toBe(looked);
  await page.keyboard.press("End");
  await expect(picture).not.toHaveAttribute("src", looked ?? "");
});
