import { expect, test } from "../e2e/app";
import { longRuns, rested, run, sample } from "../e2e/studio";
import { take } from "./take";

test("memory of a run and of all runs", async ({ studio }) => {
  const { page } = studio;
  await longRuns(page, 4);
  await run(page, sample);
  await rested(page);
  await run(page, "five white bicycles behind two plastic cows");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Five white bicycles");
  await rested(page);
  await page.keyboard.press("Alt+5");
  await expect(page.getByRole("list", { name: "Timeline" })).toBeVisible();
  await take(studio, "memory-timeline");
  await page.getByRole("radio", { name: "Across runs" }).click();
  await expect(page.getByRole("list", { name: "Lessons" })).toBeVisible();
  await page.getByRole("button", { name: "Pin", exact: true }).nth(1).click();
  await page.getByRole("searchbox").fill("miscounted bikes");
  await expect(page.getByText(/% similar/).first()).toBeVisible();
  await take(studio, "memory-lessons");
});
