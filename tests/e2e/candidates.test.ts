/** Rounds of several images: asked for, looked at, compared, and changed while the run works. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run, sample } from "./studio";

const film = (page: Page) => page.getByRole("region", { name: "Filmstrip" });
const current = (page: Page) => film(page).locator("[aria-current=true]");

test("a round draws as many images as asked; they stand together, are walked by keys and compared at once", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 2, keepGoing: true, repair: false });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(sample);
  await page.getByRole("button", { name: /^Rounds:/ }).click();
  await page.getByRole("spinbutton", { name: "Images per round" }).fill("3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Rounds: 2 rounds × 3" })).toBeVisible();
  await run(page, sample);
  await rested(page);
  const state = await newestRun(page);
  expect(state.iterations.map(({ round, candidate }) => [round, candidate])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [2, 2],
    [2, 3],
  ]);
  expect(new Set(state.iterations.map(({ parameters }) => parameters.seed)).size).toBe(6);

  await expect(film(page).getByText("Round 2", { exact: true })).toBeVisible();
  await film(page)
    .getByRole("button", { name: /^Iteration 1,.* round 1, image 1 of 3/ })
    .click();
  for (const n of [2, 3, 4, 5, 6]) {
    await page.keyboard.press("ArrowRight");
    await expect(current(page)).toHaveAttribute("data-iteration", String(n));
  }
  // Within a round the gaps are small, between rounds they are not.
  const left = async (n: number) =>
    (await film(page).locator(`[data-iteration="${n}"]`).boundingBox())?.x ?? Number.NaN;
  const [third, fourth, fifth] = [await left(3), await left(4), await left(5)];
  expect(fourth - third).toBeGreaterThan(fifth - fourth + 8);

  await page.keyboard.press("Shift+V");
  const panes = page.getByTestId("pane-label");
  await expect(panes).toHaveCount(3);
  await expect(page.getByRole("radio", { name: "Grid", exact: true })).toBeChecked();
  for (const [index, n] of [4, 5, 6].entries())
    await expect(panes.nth(index)).toContainText(`${n}2.${index + 1}`);
});

test("images per round are changed in the middle of a run, and Ctrl+Z takes all steps back at once", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 3, keepGoing: true });
  await run(page, sample);
  await expect(page.getByRole("textbox", { name: "Prompt for iteration 1" })).toBeVisible();
  await page.getByRole("button", { name: "How far it goes" }).click();
  const field = page.getByRole("spinbutton", { name: "Images per round of this run" });
  await field.press("ArrowUp");
  await expect.poll(async () => (await newestRun(page)).candidates).toBe(2);
  await expect(field).toHaveValue("2");
  await field.press("ArrowUp");
  await expect.poll(async () => (await newestRun(page)).candidates).toBe(3);
  await expect(page.getByText("The next round draws 3 images.")).toHaveCount(1);
  await expect(page.getByText("The next round draws 2 images.")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("main").click({ position: { x: 30, y: 200 } });
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await newestRun(page)).candidates).toBe(1);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await newestRun(page)).candidates).toBe(3);
});
