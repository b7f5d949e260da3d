/** A vision-language model of a folder as verifier: a good folder, a broken one, CLIP, and verdicts by it. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { answerOpen } from "../e2e/exchange-tools";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

const models = path.resolve(import.meta.dirname, "..", "fixtures", "vision-language");

/** A tiny model under a name as people have them; its answers are random, its report is real. */
async function modelIn(userData: string, from: string, name: string, licence: string): Promise<string> {
  const folder = path.join(userData, "models", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(models, from), folder, { recursive: true });
  await writeFile(path.join(folder, "README.md"), `---\nlicense: ${licence}\n---\n`);
  return folder;
}

test.slow();

async function goTo(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Who thinks", exact: true }).click();
}

test("a model that sees", async ({ studio, userData }) => {
  const { app, page } = studio;
  const smol = await modelIn(userData, "smolvlm", "SmolVLM-500M-Instruct", "apache-2.0");
  const broken = await modelIn(userData, "smolvlm", "half-a-model", "apache-2.0");
  await rm(path.join(broken, "onnx", "vision_encoder.onnx"));
  await rm(path.join(broken, "onnx", "embed_tokens.onnx"));
  const clip = await modelIn(userData, "clip", "clip-vit-base-patch32", "mit");

  await page.keyboard.press("Alt+7");
  await goTo(page);
  const section = page.getByRole("region", { name: "Who thinks" });
  await section.getByRole("button", { name: /^Per role/ }).click();
  const row = section.getByRole("region", { name: "Verifier" });
  await row
    .getByRole("combobox", { name: "Verifier" })
    .selectOption("A vision-language model on this computer");
  await answerOpen(app, [smol]);
  await row.getByRole("button", { name: "Choose folder…" }).click();
  await row.getByRole("button", { name: "Test", exact: true }).click();
  await expect(row.getByText(/^It answered in/)).toBeVisible();
  const show = () =>
    row.getByRole("combobox", { name: "Verifier" }).evaluate((field) => field.scrollIntoView());
  await show();
  await take(studio, "settings-seeing", ["dark", "light", "neutral"]);
  await ask(page, "settings:set", { language: "de" });
  await take(studio, "german-seeing", ["neutral"]);
  await ask(page, "settings:set", { language: "en" });

  await answerOpen(app, [broken]);
  await row.getByRole("button", { name: "Choose folder…" }).click();
  await expect(row.getByRole("alert")).toContainText("lacks onnx/vision_encoder.onnx");
  await show();
  await take(studio, "settings-seeing-broken", ["dark", "light"]);
  await answerOpen(app, [smol]);
  await row.getByRole("button", { name: "Choose folder…" }).click();

  const field = section.getByRole("button", { name: /^Similarity by CLIP/ });
  await field.click();
  await answerOpen(app, [clip]);
  const folder = section.getByRole("group", { name: "Folder of the CLIP model" });
  await folder.getByRole("button", { name: "Choose folder…" }).click();
  await expect(section.getByText("CLIP", { exact: true })).toBeVisible();
  await field.evaluate((button) => button.scrollIntoView());
  await take(studio, "settings-similarity", ["dark", "light"]);
});

test("verdicts by a model that sees, and the number of a CLIP", async ({ studio, userData }) => {
  const { page } = studio;
  const folder = await modelIn(userData, "smolvlm", "SmolVLM-500M-Instruct", "apache-2.0");
  const similarityFolder = await modelIn(userData, "clip", "clip-vit-base-patch32", "mit");
  const verifier = { kind: "vision-language", folder } as const;
  await ask(page, "settings:set", { rounds: 1, rolesFor: { verifier }, similarityFolder });
  await run(page, "a red cat, a blue ball and a wooden chair");
  await rested(page);
  await page.getByRole("tab", { name: "Details" }).click();
  await expect(page.getByText(/^-?[01]\.\d{3}$/)).toBeVisible();
  await take(studio, "seeing-details", ["dark", "light"]);
  await page.getByRole("tab", { name: "Verdicts" }).click();
  await take(studio, "seeing-verdicts", ["dark", "light"]);
});
