/** A designer's own diffusion model: a good folder, a broken one, and an image while it is drawn. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { answerOpen } from "../e2e/exchange-tools";
import { take } from "./take";

const models = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models");

/** A tiny model under a name as people have them; its pictures are noise, its report is real. */
async function modelIn(userData: string, family: "sd" | "lcm", name: string): Promise<string> {
  const folder = path.join(userData, "models", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(models, family), folder, { recursive: true });
  return folder;
}

async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: section, exact: true }).click();
}

test("a model of one's own", async ({ studio, userData }) => {
  const { app, page } = studio;
  const lcm = await modelIn(userData, "lcm", "LCM_Dreamshaper_v7");
  await writeFile(path.join(lcm, "README.md"), "---\nlicense: mit\n---\n");
  const turbo = await modelIn(userData, "sd", "sd-turbo");
  await writeFile(
    path.join(turbo, "README.md"),
    "---\nlicense: other\nlicense_name: sai-nc-community\n---\n",
  );
  await writeFile(path.join(turbo, "LICENSE.md"), "The licence's text.\n");
  const broken = await modelIn(userData, "sd", "half-a-model");
  await rm(path.join(broken, "unet"), { recursive: true });

  await page.keyboard.press("Alt+7");
  await goTo(page, "Image generator");
  const section = page.getByRole("region", { name: "Image generator" });
  await section
    .getByRole("combobox", { name: "Generator" })
    .selectOption("A diffusion model on this computer");
  await expect(section.getByText("No folder has been chosen yet.")).toBeVisible();
  await take(studio, "settings-model-none", ["dark"]);
  for (const folder of [lcm, turbo]) {
    await answerOpen(app, [folder]);
    await section.getByRole("button", { name: "Choose folder…" }).click();
    await expect(section.getByText(`${path.basename(folder)} can draw.`)).toBeVisible();
  }
  await expect(section.getByRole("button", { name: `Draw with ${lcm}` })).toBeVisible();
  await section.getByRole("button", { name: "Test", exact: true }).click();
  await expect(section.getByText(/^It drew in/)).toBeVisible();
  await goTo(page, "Image generator");
  await take(studio, "settings-model", ["dark", "light", "neutral"]);
  await ask(page, "settings:set", { language: "de" });
  await take(studio, "german-model", ["neutral"]);
  await ask(page, "settings:set", { language: "en" });

  await answerOpen(app, [broken]);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  await expect(section.getByRole("alert")).toContainText("lacks unet");
  await goTo(page, "Image generator");
  await take(studio, "settings-model-broken", ["dark", "light"]);

  await ask(page, "settings:set", {
    rounds: 2,
    generator: { kind: "diffusion", folder: turbo, steps: 200, guidance: 5, side: 128 },
  });
  await page.keyboard.press("Alt+1");
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red cat beside a blue vase");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("img", { name: "The picture as far as it is drawn" })).toBeVisible();
  await take(studio, "model-drawing", ["dark"]);
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible();
});
