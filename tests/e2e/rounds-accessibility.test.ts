/** What rounds of several images brought to the screens, in every theme: options, filmstrip, branches. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { shot } from "./server-tools";
import { rested, run, sample } from "./studio";

async function cleanInEveryTheme(page: Page, where: string): Promise<void> {
  for (const theme of ["dark", "light", "neutral"] as const) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    const violations = await violationsIn(page);
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
    expect(found, `${where}, ${theme}`).toEqual([]);
  }
}

test("options, rounds in the filmstrip, a branch's images per round and the tree's round tags are clear to all", async ({
  studio: { page },
}, testInfo) => {
  const budget = { images: 12, tokens: null, money: null };
  await ask(page, "settings:set", { rounds: 1, candidates: 2, keepGoing: true, repair: false, budget });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(sample);
  await page.getByRole("button", { name: /^Rounds:/ }).click();
  await page.getByText("More", { exact: true }).click();
  await expect(page.getByRole("switch", { name: "Settle ties" })).toBeVisible();
  await cleanInEveryTheme(page, "run options");
  await shot(page, testInfo, "options");
  await page.keyboard.press("Escape");

  await run(page, sample);
  await rested(page);
  await expect(page.getByText("Round 1", { exact: true })).toBeVisible();
  await cleanInEveryTheme(page, "rounds in the filmstrip");
  await shot(page, testInfo, "filmstrip");

  // The branch draws as many a round as its source, within the same limits, unless told otherwise.
  await page.getByRole("button", { name: /^Iteration 2,/ }).click();
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Branch" });
  const perRound = dialog.getByRole("spinbutton", { name: "Images per round of the branch" });
  await expect(perRound).toHaveValue("2");
  await expect(dialog.getByRole("region", { name: "What changes" })).toContainText("Nothing changes");
  await perRound.press("ArrowUp");
  await expect(dialog.getByRole("region", { name: "What changes" })).toContainText("2 → 3");
  await cleanInEveryTheme(page, "branch dialog");
  await shot(page, testInfo, "branch");
  await ask(page, "settings:set", { budget: { images: null, tokens: null, money: null } });
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await newestRun(page)).header?.branchOf?.iteration).toBe(2);
  await rested(page);
  const branch = await newestRun(page);
  expect(branch.header?.settings).toMatchObject({ candidates: 3, repair: false, budget });
  expect(branch.iterations).toHaveLength(3);

  await page.keyboard.press("Alt+4");
  const own = page.getByRole("tree", { name: "Branches" }).locator(`[data-run="${branch.header?.id}"]`);
  await expect(own.getByTestId("round-tag")).toHaveText(["1.1", "1.2", "1.3"]);
  await expect(own.getByRole("button", { name: /^Iteration 3, round 1, image 3: / })).toBeVisible();
  await cleanInEveryTheme(page, "round tags in the tree");
  await shot(page, testInfo, "tree");
});
