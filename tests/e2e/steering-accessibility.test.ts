/** The places where a run is steered, against WCAG 2.2 A and AA, in every theme. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { rested, run, sample } from "./studio";

async function clean(page: Page, where: string): Promise<void> {
  // Electron gives tests no second page, which the checker would otherwise use for its report.
  const violations = await violationsIn(page);
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
  expect(found, where).toEqual([]);
}

async function setTheme(page: Page, theme: "dark" | "light" | "neutral"): Promise<void> {
  await ask(page, "settings:set", { theme });
  await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
}

for (const theme of ["dark", "light", "neutral"] as const) {
  test(`steering, branching and the tree can be read and used in the ${theme} theme`, async ({
    studio: { page },
  }) => {
    await setTheme(page, theme);
    await ask(page, "settings:set", { pace: "step", rounds: 2, keepGoing: true });
    await run(page, sample);
    await expect(page.getByRole("textbox", { name: "Prompt for iteration 1" })).toBeVisible();
    await clean(page, "a prompt that waits");
    await page
      .getByRole("region", { name: "Next prompt" })
      .getByRole("button", { name: "Let it run" })
      .click();
    await rested(page);
    const state = await newestRun(page);
    const runId = state.header?.id ?? "";
    await ask(page, "runs:override", {
      runId,
      iteration: 1,
      criterionId: state.criteria?.[0]?.id ?? "",
      state: "fail",
      note: "Cut off.",
    });
    await ask(page, "runs:rate", { items: [{ runId, iteration: 2 }], rating: "rejected" });
    await page.getByRole("button", { name: /^Iteration 1,/ }).click();
    await page.getByRole("tab", { name: "Verdicts" }).click();
    await clean(page, "verdicts with the designer's own");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "How far it goes" }).click();
    await clean(page, "limits");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Iteration 2,/ }).click();
    await page.keyboard.press("b");
    await expect(page.getByRole("dialog", { name: "Branch" })).toBeVisible();
    await clean(page, "the branch dialog");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.keyboard.press("Alt+4");
    await expect(page.getByRole("treeitem")).toHaveCount(1);
    await clean(page, "the tree");
  });
}
