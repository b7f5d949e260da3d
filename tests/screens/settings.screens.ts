/** The settings section by section and keys being recorded; the neutral theme; the longest language. */
import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run, sample } from "../e2e/studio";
import { take } from "./take";

async function open(page: Page, section: number): Promise<void> {
  await page.locator("main nav button").nth(section).click();
}

test("settings, and keys being recorded", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+7");
  await open(page, 6);
  await page.locator('[data-command="run.new"] button').last().click();
  await page.keyboard.press("Control+k");
  await take(studio, "settings-keyboard");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").first().fill("temp");
  await take(studio, "settings-search");
});

test("neutral and German: a run, settings, keys, palette", async ({ studio }) => {
  const { page } = studio;
  await run(page, sample);
  await rested(page);
  await ask(page, "settings:set", { language: "de" });
  await expect(page.locator("html[lang=de]")).toBeAttached();
  await take(studio, "german-studio", ["neutral"]);
  await page.keyboard.press("Alt+7");
  await open(page, 0);
  await take(studio, "german-settings", ["neutral"]);
  await page.getByRole("main").focus();
  await page.keyboard.press("?");
  await take(studio, "german-keys", ["neutral"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("farb");
  await take(studio, "german-palette", ["neutral"]);
});
