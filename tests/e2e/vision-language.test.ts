/** A vision-language model of a folder as verifier, and a CLIP that compares: chosen, looked into, tried and used. */
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { findAnswer } from "../../electron/agent/language/yes-no";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { answerOpen } from "./exchange-tools";
import { rested, run } from "./studio";

const models = path.resolve(import.meta.dirname, "..", "fixtures", "vision-language");
const KIND = "A vision-language model on this computer";

const settings = (page: Page) => ask(page, "settings:get", undefined);

/** A model of this test's own; it may lack files. */
async function modelIn(userData: string, from: string, name: string, without: readonly string[] = []) {
  const folder = path.join(userData, "models", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(models, from), folder, { recursive: true });
  for (const part of without) await rm(path.join(folder, part), { recursive: true });
  return folder;
}

/** The row of the verifier, with a model of a folder wanted for it. */
async function openVerifier(page: Page): Promise<Locator> {
  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Who thinks" });
  await section.getByRole("button", { name: /^Per role/ }).click();
  const row = section.getByRole("region", { name: "Verifier" });
  await row.getByRole("combobox", { name: "Verifier" }).selectOption(KIND);
  return row;
}

test("a folder is chosen as verifier, and verdicts come by it", async ({
  studio: { app, page },
  userData,
}) => {
  const folder = await modelIn(userData, "smolvlm", "SmolVLM-tiny");
  const row = await openVerifier(page);
  const report = row.getByRole("region", { name: "What the folder holds" });
  await expect(report).toHaveText("No folder has been chosen yet.");
  await answerOpen(app, [folder]);
  await row.getByRole("button", { name: "Choose folder…" }).click();
  for (const words of ["SmolVLM (Idefics3)", "fp32", "64 pixels a side", "2,048 tokens", "does not say"])
    await expect(report).toContainText(words);
  const verifier = { kind: "vision-language", folder, contextTokens: 2048 };
  await expect.poll(async () => (await settings(page)).rolesFor.verifier).toEqual(verifier);
  await row.getByRole("button", { name: "Test", exact: true }).click();
  await expect(row.getByText(/^It answered in .* It is loaded and answers\./)).toBeVisible();
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await ask(page, "settings:set", { rounds: 2, keepGoing: true, candidates: 1 });
  await page.keyboard.press("Alt+1");
  await run(page, "a red cat, a blue vase and a wooden chair");
  await rested(page);
  const state = await newestRun(page);
  expect(state.header?.settings.roles).toBe("local, verifier: SmolVLM-tiny, on this computer");
  expect(state.iterations).toHaveLength(2);
  const asked = (state.criteria ?? []).map(({ id }) => id).sort();
  expect(asked.length).toBeGreaterThanOrEqual(2);
  for (const { verdicts } of state.iterations) expect(Object.keys(verdicts).sort()).toEqual(asked);
  const verdicts = state.iterations
    .flatMap(({ verdicts: given }) => Object.values(given))
    // What depends on something that is not there is asked of nobody.
    .filter(({ by }) => by !== "not asked");
  expect(verdicts.length).toBeGreaterThanOrEqual(state.iterations.length);
  for (const { by, state: given, answer } of verdicts) {
    expect(by).toBe("SmolVLM-tiny");
    const neither = /^It said (?:neither yes nor no: |nothing\.$)/.test(answer);
    if (neither) expect(given).toBe("unclear");
    else if (given !== "unclear") expect(findAnswer(answer)).toBe(given === "pass" ? "yes" : "no");
  }
  // Nobody is counted as a server: nothing was sent.
  expect(state.usage).toMatchObject({ calls: 0, sentBytes: 0 });
});

test("a broken folder says what it lacks, and what was chosen before stays", async ({
  studio: { app, page },
  userData,
}) => {
  const good = await modelIn(userData, "smolvlm", "good");
  const broken = await modelIn(userData, "smolvlm", "broken", ["onnx/vision_encoder.onnx"]);
  const row = await openVerifier(page);
  const choose = async (folder: string) => {
    await answerOpen(app, [folder]);
    await row.getByRole("button", { name: "Choose folder…" }).click();
  };
  await choose(good);
  await expect.poll(async () => (await settings(page)).rolesFor.verifier).toMatchObject({ folder: good });
  await choose(broken);
  const alert = row.getByRole("alert");
  await expect(alert).toContainText(`The model in ${broken} lacks onnx/vision_encoder.onnx.`);
  await expect(alert).toContainText("good stays in use.");
  await choose(path.join(models, "clip"));
  await expect(alert).toContainText("answers no questions");
  await choose(path.join(models, "pictures"));
  await expect(alert).toContainText("lacks config.json");
  expect((await settings(page)).rolesFor.verifier).toMatchObject({ folder: good });
});

test("a CLIP tells how well an image goes with its prompt, once it is chosen", async ({
  studio: { app, page },
}) => {
  await run(page, "a red cat");
  await rested(page);
  await page.getByRole("tab", { name: "Details" }).click();
  const details = page.getByRole("region", { name: /^Iteration \d/ });
  await expect(details.getByText("Verified in")).toBeVisible();
  await expect(details.getByText("Similarity to prompt")).toHaveCount(0);

  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Who thinks" });
  await section.getByRole("button", { name: /^Similarity by CLIP/ }).click();
  const folder = path.join(models, "clip");
  await answerOpen(app, [folder]);
  const field = section.getByRole("group", { name: "Folder of the CLIP model" });
  await field.getByRole("button", { name: "Choose folder…" }).click();
  await expect.poll(async () => (await settings(page)).similarityFolder).toBe(folder);

  await page.keyboard.press("Alt+1");
  const similarity = details.locator("dt", { hasText: "Similarity to prompt" }).locator("xpath=../dd");
  await expect(similarity).toHaveText(/^-?[01]\.\d{3}$/);
  const { iterations } = await newestRun(page);
  const verdicts = iterations.flatMap(({ verdicts: given }) => Object.values(given));
  expect(verdicts.length).toBeGreaterThan(0);
  expect(verdicts.filter(({ by }) => /clip/i.test(by))).toEqual([]);
});
