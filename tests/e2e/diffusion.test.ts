/** A designer's own diffusion model: chosen, looked into, tried, drawn and mended with, as a person does it. */
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { startOpenAiServer } from "../fixtures/servers/openai";
import { menderSays } from "../fixtures/servers/thinking";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { dropFolder } from "./drop-folder";
import { answerOpen } from "./exchange-tools";
import { run } from "./studio";

const models = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models");
const KIND = "A diffusion model on this computer";
async function openModels(page: Page): Promise<Locator> {
  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Image generator" });
  await section.getByRole("combobox", { name: "Generator" }).selectOption(KIND);
  return section;
}

const settings = (page: Page) => ask(page, "settings:get", undefined);

/** A model of this test's own, in its data folder; it may lack parts. */
async function modelIn(
  userData: string,
  family: "sd" | "lcm",
  name: string,
  without: readonly string[] = [],
) {
  const folder = path.join(userData, "models", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(models, family), folder, { recursive: true });
  for (const part of without) await rm(path.join(folder, part), { recursive: true });
  return folder;
}

test("a folder is chosen, reported on, tried and drawn with, and is still there after a restart", async ({
  launch,
}) => {
  const { app, page, quit } = await launch();
  const folder = path.join(models, "sd");
  const section = await openModels(page);
  const report = section.getByRole("region", { name: "What the folder holds" });
  await expect(report).toHaveText("No folder has been chosen yet.");
  await answerOpen(app, []);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  await expect(report).toHaveText("No folder has been chosen yet.");
  await answerOpen(app, [folder]);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  await expect(report.getByText("sd can draw.")).toBeVisible();
  for (const words of ["Stable Diffusion", "32 × 32 pixels", "drawn anew within an image", "does not say"])
    await expect(report).toContainText(words);
  const usual = { kind: "diffusion", folder, steps: 25, guidance: 7.5 };
  await expect.poll(async () => (await settings(page)).generator).toEqual(usual);

  const steps = section.getByRole("spinbutton", { name: "Steps" });
  await steps.fill("3");
  await steps.press("Enter");
  await section.getByRole("combobox", { name: "Sampler" }).selectOption("EulerAncestral");
  const negative = section.getByRole("textbox", { name: "Negative prompt" });
  await negative.fill("blue");
  await negative.press("Enter");
  const own = { ...usual, steps: 3, sampler: "EulerAncestralDiscreteScheduler", negativePrompt: "blue" };
  await expect.poll(async () => (await settings(page)).generator).toEqual(own);
  await section.getByRole("button", { name: "Test", exact: true }).click();
  await expect(section.getByText(/^It drew in .* 32×32 pixels, one step of 3\.$/)).toBeVisible();
  const unload = section.getByRole("button", { name: "Unload from memory" });
  await expect(unload).toBeEnabled();
  await unload.click();
  await expect(unload).toBeDisabled();
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  await page.keyboard.press("Alt+1");
  await run(page, "a red cat");
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
  const state = await newestRun(page);
  expect(state.header?.settings.generator).toBe("sd, on this computer");
  expect(state.iterations).toHaveLength(2);
  for (const { image } of state.iterations)
    expect(image).toMatchObject({ width: 32, height: 32, backend: "sd" });

  await quit();
  const again = await launch();
  expect((await settings(again.page)).generator).toEqual(own);
  await again.page.keyboard.press("Alt+7");
  const there = again.page.getByRole("region", { name: "Image generator" });
  await expect(there.getByRole("textbox", { name: "Model folder" })).toHaveValue(folder);
  await expect(there.getByText("sd can draw.")).toBeVisible();
  await expect(there.getByRole("spinbutton", { name: "Steps" })).toHaveValue("3");
});

test("steps and previews are seen while it draws; stopping keeps the studio and the model well", async ({
  studio: { page },
}) => {
  // Larger than it was trained at, so that it takes a good while.
  const folder = path.join(models, "sd");
  const generator = { kind: "diffusion", folder, steps: 200, guidance: 5, side: 128 } as const;
  await ask(page, "settings:set", { rounds: 2, keepGoing: true, generator });
  await run(page, "a red cat");
  await expect(page.getByText(/Step \d+ of 200/).first()).toBeVisible();
  await expect(page.getByRole("img", { name: "The picture as far as it is drawn" })).toBeVisible();
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible();
  expect((await newestRun(page)).status).toBe("stopped");

  await ask(page, "settings:set", { rounds: 1, generator: { ...generator, side: 32, steps: 2 } });
  await page.keyboard.press("Alt+1");
  await run(page, "a blue cat");
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
  expect((await newestRun(page)).iterations[0]?.image).toMatchObject({ backend: "sd" });
});

test("what failed is drawn anew in its place, by the model's own hand", async ({ studio: { page } }) => {
  const server = await startOpenAiServer({ chat: menderSays() });
  try {
    await ask(page, "settings:set", {
      rounds: 3,
      generator: { kind: "diffusion", folder: path.join(models, "sd"), steps: 4, guidance: 5 },
      roles: { kind: "chat", baseUrl: `${server.origin}/v1`, model: "thinker" },
    });
    await run(page, "a red square beside a blue one");
    await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
    const [, mended] = (await newestRun(page)).iterations;
    expect(mended?.edit).toMatchObject({ base: 1, mend: ["c2"], keep: ["c1"] });
    expect(mended?.image?.notes.join(" ")).toContain("pixel by pixel, as it was in iteration 1");
    await expect(page.getByRole("button", { name: /^Iteration 2, .*mends 1/ })).toBeVisible();
  } finally {
    await server.close();
  }
});

test("a broken folder says file by file what is missing; the one in use stays in force", async ({
  studio: { app, page },
  userData,
}) => {
  const good = await modelIn(userData, "lcm", "my-lcm");
  const broken = await modelIn(userData, "sd", "half", ["unet"]);
  const section = await openModels(page);
  const field = section.getByRole("textbox", { name: "Model folder" });
  await field.fill(good);
  await field.press("Enter");
  await expect(section.getByText("my-lcm can draw.")).toBeVisible();
  await expect(section.getByRole("combobox", { name: "Sampler" })).toHaveValue("LCMScheduler");
  await answerOpen(app, [broken]);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  const alert = section.getByRole("alert");
  const missing = path.join("unet", "model.onnx");
  await expect(alert).toContainText(`The model in ${broken} lacks ${missing}.`);
  await expect(alert).toContainText("optimum-cli export onnx --model NAME FOLDER");
  await expect(alert).toContainText("my-lcm stays in use.");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  expect((await settings(page)).generator).toMatchObject({ folder: good });

  await field.fill("models/relative");
  await field.press("Enter");
  await expect(alert).toContainText('"models/relative" is not the whole path of a folder.');

  // The good one is a click away, with what was set for it.
  await section.getByRole("button", { name: `Draw with ${good}` }).click();
  await expect(section.getByText("my-lcm can draw.")).toBeVisible();
  await expect(field).toHaveValue(good);
});

test("a folder dropped onto the field is taken, and not brought in as a run", async ({
  studio: { page },
  userData,
}) => {
  const folder = await modelIn(userData, "lcm", "dropped-lcm");
  const section = await openModels(page);
  const field = section.getByRole("textbox", { name: "Model folder" });
  await dropFolder(page, field, folder);
  await expect(section.getByText("dropped-lcm can draw.")).toBeVisible();
  await expect(field).toHaveValue(folder);
  await expect(page.getByRole("dialog")).toBeHidden();
  expect((await settings(page)).generator).toMatchObject({ kind: "diffusion", folder, steps: 4 });
});
