/** What diffusion models are computed with: the panel as it is found, and after measuring. */
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { take } from "./take";

const folder = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models", "sd");

async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: section, exact: true }).click();
}

test("providers", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { generator: { kind: "diffusion", folder, steps: 1, guidance: 5 } });
  await page.keyboard.press("Alt+7");
  await goTo(page, "Computing");
  const section = page.getByRole("region", { name: "Computing" });
  await expect(section.getByText("Available").first()).toBeVisible({ timeout: 60_000 });
  await section.getByRole("button", { name: "Measure" }).click();
  await expect(section.getByText(/a run at/).first()).toBeVisible({ timeout: 90_000 });
  await expect(section.getByRole("button", { name: "Measure" })).toBeEnabled({ timeout: 90_000 });
  await goTo(page, "Computing");
  await take(studio, "settings-compute", ["dark", "light"]);
  await ask(page, "settings:set", { language: "de" });
  await take(studio, "german-compute", ["neutral"]);
});
