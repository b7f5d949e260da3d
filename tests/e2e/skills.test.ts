import path from "node:path";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run, sample } from "./studio";

const fixtures = path.resolve(import.meta.dirname, "..", "fixtures", "skills");

test("a skill switched off by keyboard is not chosen any more", async ({ studio: { page } }) => {
  await page.keyboard.press("Alt+4");
  const toggle = page.getByRole("switch", { name: "Use Spatial layout", exact: true });
  await toggle.focus();
  await page.keyboard.press("Space");
  await expect(toggle).not.toBeChecked();
  await page.keyboard.press("Alt+1");
  await run(page, sample);
  await rested(page);
  const state = await newestRun(page);
  expect(state.routing?.chosen).not.toBe("spatial-layout");
  expect(state.routing?.candidates.map(({ name }) => name)).not.toContain("spatial-layout");
});

test("only the chosen pack's manifest was read before it was chosen, and its hash is kept", async ({
  studio: { page },
}) => {
  await run(page, sample);
  await rested(page);
  const state = await newestRun(page);
  expect(state.routing?.chosen).toBe("spatial-layout");
  const shelf = await ask(page, "skills:list", undefined);
  expect(state.routing?.packHash).toBe(
    shelf.find(({ manifest }) => manifest.name === "spatial-layout")?.hash,
  );
});

test("a folder is installed, shown with its source, and taken away again", async ({ studio: { page } }) => {
  await ask(page, "skills:install", { path: path.join(fixtures, "paper-cut") });
  await page.keyboard.press("Alt+4");
  const entry = page.getByRole("list", { name: "Skills" }).getByRole("button", { name: /^Paper cut/ });
  await expect(entry).toBeVisible();
  await entry.click();
  await page.getByRole("button", { name: /uninstall|remove/i }).click();
  const confirm = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  if (await confirm.isVisible()) await confirm.getByRole("button", { name: /uninstall|remove/i }).click();
  await expect(entry).toHaveCount(0);
});

test("a faulty pack is refused with its reason", async ({ studio: { page } }) => {
  await expect(ask(page, "skills:install", { path: path.join(fixtures, "broken-yaml") })).rejects.toThrow(
    /SKILL\.md/,
  );
});
