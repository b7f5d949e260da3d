/** The skills view's own states, held against WCAG 2.2 AA; and all of it by keyboard. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { skillText } from "../unit/electron/skills/pack-text";
import { zipOf } from "../unit/electron/skills/zip-writer";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";

const fixtures = path.resolve(import.meta.dirname, "..", "fixtures", "skills");

async function check(page: Page, what: string): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
  const violations = await violationsIn(page);
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
  expect.soft(found, what).toEqual([]);
}

for (const theme of ["dark", "light", "neutral"] as const) {
  test(`preflight, consent, problems, versions and editor in the ${theme} theme`, async ({
    studio,
    userData,
  }) => {
    const { page } = studio;
    const inbox = await mkdtemp(path.join(os.tmpdir(), "gems-inbox-"));
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    await cp(path.join(fixtures, "bad-rules"), path.join(userData, "skills", "bad-rules"), {
      recursive: true,
    });
    await cp(path.join(fixtures, "paper-cut"), path.join(userData, "skills", "paper-cut"), {
      recursive: true,
    });
    const file = path.join(inbox, "packs.zip");
    await writeFile(
      file,
      zipOf([
        {
          name: "paper-cut/SKILL.md",
          data: skillText("paper-cut", "Other.", "# A\n\n| a | b |\n|--|--|\n| 1 | 2 |"),
        },
        { name: "fresh/SKILL.md", data: skillText("fresh") },
        { name: "linked/SKILL.md", data: skillText("linked") },
        { name: "linked/x.md", data: "/x", mode: 0o120777 },
      ]),
    );
    await page.keyboard.press("Alt+6");
    await page.getByRole("button", { name: /^Bad rules/ }).click();
    await expect(page.getByRole("list", { name: "Problems" })).toBeVisible();
    await check(page, `invalid pack in ${theme}`);
    await page.getByRole("button", { name: /^Paper cut/ }).click();
    await expect(page.getByRole("region", { name: "Your agreement" })).toBeVisible();
    await check(page, `consent in ${theme}`);
    await page.getByRole("button", { name: "Agree and switch on" }).click();
    await page.getByRole("radio", { name: "Versions" }).click();
    await expect(page.getByRole("list", { name: "Versions" })).toBeVisible();
    await check(page, `versions in ${theme}`);

    await studio.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, file);
    await page.getByRole("button", { name: "Install…" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await check(page, `preflight in ${theme}`);
    await dialog.getByRole("button", { name: /^Paper cut/ }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("tab", { name: "Instructions" }).focus();
    await page.keyboard.press("End");
    await expect(dialog.getByRole("list", { name: "Changed files" })).toBeVisible();
    await check(page, `changes in ${theme}`);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    await page.getByRole("button", { name: "New skill" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "SKILL.md" }).fill("nothing");
    await expect(page.getByRole("list", { name: "Problems" })).toBeVisible();
    await check(page, `editor in ${theme}`);
    await rm(inbox, { recursive: true, force: true });
  });
}

test("German and Spanish words fill the view as English does", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+6");
  await ask(page, "settings:set", { language: "de" });
  await expect(page.getByRole("button", { name: "Neuer Skill" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Was er tut" })).toBeVisible();
  await ask(page, "settings:set", { language: "es" });
  await expect(page.getByRole("button", { name: "Nuevo skill" })).toBeVisible();
  await studio.resize(960, 600);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(overflow).toBe(false);
});
