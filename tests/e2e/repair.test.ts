/** Images made out of earlier ones, questions that were not put, and equal scores a judge was asked about. */
import type { Page } from "@playwright/test";
import { drawRun, sowPairs, sowRepair } from "./agent-runs";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";
import { sample } from "./studio";

async function clean(page: Page, where: string): Promise<void> {
  const violations = await violationsIn(page);
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
  expect(found, where).toEqual([]);
}

async function open(page: Page, title: RegExp): Promise<void> {
  await page.keyboard.press("Alt+3");
  await page.getByRole("gridcell", { name: title }).dblclick();
}

test("a repair says what it mends, what stayed, and opens over its base with the slider", async ({
  launch,
  userData,
}) => {
  const first = await launch();
  const drawn = await drawRun(first, { prompt: sample, rounds: 2, keepGoing: true });
  await first.quit();
  await sowRepair(userData, drawn);
  const { page } = await launch();
  await open(page, /^Mended bicycles/);
  await page.getByRole("button", { name: /^Iteration 2, .*mends 1/ }).click();
  const card = page.getByRole("region", { name: "Repair of iteration 1" });
  await expect(card).toContainText("Mends iteration 1: bicycle");
  await expect(card).toContainText("2 of 2 mended");
  await expect(card).toContainText("All 5 that had passed stayed.");
  await expect(card.getByTestId("mended-place")).toHaveCount(2);

  // The first image: what failed, and what was therefore not asked.
  await card.getByRole("button", { name: "Before: iteration 1" }).click();
  await expect(page.getByRole("button", { name: /^Iteration 1: fail\b/ })).toHaveCount(1);
  const unasked = page.getByRole("button", {
    name: "Iteration 1: not asked. Not asked: “Are there exactly four bicycles?” failed.",
  });
  await expect(unasked).toBeVisible();
  await expect(page.getByRole("img", { name: "needs “Are there exactly four bicycles?”" })).toBeVisible();
  await page.getByRole("tab", { name: "Verdicts" }).click();
  await clean(page, "what was not asked");

  // Editing a question keeps what it needs.
  await page.getByRole("button", { name: "Change “Are all the bicycles white?”" }).click();
  await page.getByRole("menuitem", { name: "Must hold" }).click();
  await expect(page.getByRole("img", { name: "must hold" })).toBeVisible();
  await expect(page.getByRole("img", { name: "needs “Are there exactly four bicycles?”" })).toBeVisible();

  await page.getByRole("button", { name: /^Iteration 2,/ }).click();
  await page.getByRole("tab", { name: "Prompt", exact: true }).click();
  await clean(page, "a repair");
  await card.getByRole("button", { name: "Compare with iteration 1" }).click();
  await expect(page.getByRole("radio", { name: "Slider", exact: true })).toBeChecked();
  await expect(page.getByTestId("pane-label")).toHaveText([/^A1/, /^B2/]);
});

test("what a judge said of equal scores stands in the run's story and at the best", async ({
  launch,
  userData,
}) => {
  const first = await launch();
  const drawn = await drawRun(first, { prompt: sample, rounds: 1, candidates: 3, keepGoing: true });
  await first.quit();
  await sowPairs(userData, drawn);
  const { page } = await launch();
  await open(page, /^Equal scores/);
  const preferred = "The judge preferred 2 over 1, both ways round.";
  const best = page.getByRole("button", { name: /^Iteration 2,/ });
  await expect(best).toHaveAccessibleName(new RegExp(`, best, .*${preferred}`));
  await best.click();
  await page.getByRole("tab", { name: "Thought" }).click();
  const story = page.getByRole("region", { name: "Equal scores" });
  await expect(story).toContainText(preferred);
  await expect(story).toContainText("The rows are straighter.");
  await expect(story).toContainText("The judge contradicted itself on 2 and 3: a tie.");
  for (const theme of ["light", "neutral"] as const) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    await clean(page, `judged pairs in the ${theme} theme`);
  }
});
