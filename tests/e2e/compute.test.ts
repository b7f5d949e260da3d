/** What a designer's own diffusion model is computed with: tried, measured, chosen, and told of every image. */
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { swiftShader } from "../fixtures/swiftshader";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { run } from "./studio";

const folder = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models", "sd");
const generator = { kind: "diffusion", folder, steps: 1, guidance: 5 } as const;
/** Vulkan finds no driver, whatever this computer has. */
const noCard = { VK_DRIVER_FILES: "/nonexistent/icd.json", VK_ICD_FILENAMES: "/nonexistent/icd.json" };

async function openPanel(page: Page): Promise<{ section: Locator; list: Locator }> {
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation").getByRole("button", { name: "Computing", exact: true }).click();
  const section = page.getByRole("region", { name: "Computing" });
  return { section, list: section.getByRole("region", { name: "Providers" }) };
}

/** The row with this title; others may speak of it. */
const row = (list: Locator, name: string) =>
  list.getByRole("listitem").filter({ has: list.page().getByText(name, { exact: true }) });

test("every provider says how it stands; measuring tells times, and what is missing says what helps", async ({
  launch,
}) => {
  const { page } = await launch({ env: noCard });
  const { section, list } = await openPanel(page);
  await expect(row(list, "Processor")).toContainText("Available", { timeout: 60_000 });
  await expect(section.getByRole("combobox", { name: "Compute with" })).toHaveValue("auto");
  if (process.platform === "linux") {
    await expect(row(list, "WebGPU")).toContainText("No graphics card, driver or library for it was found.");
    await expect(row(list, "WebGPU")).toContainText("libvulkan1");
    await expect(row(list, "CUDA")).toContainText("NVIDIA");
    await row(list, "WebGPU").getByText("What the runtime said").click();
    await expect(row(list, "WebGPU").getByText(/adapter/i)).toBeVisible();
  }
  await section.getByRole("button", { name: "Measure" }).press("Enter");
  await expect(row(list, "Processor")).toContainText(/a run at (16|64|192)²/, { timeout: 60_000 });
  await expect(section.getByRole("button", { name: "Measure" })).toBeEnabled();
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test("a provider that cannot compute leaves it to the processor, and the image says why", async ({
  launch,
}) => {
  test.skip(process.platform !== "linux", "elsewhere a card may be found without Vulkan");
  const { page } = await launch({ env: noCard });
  const { section, list } = await openPanel(page);
  await section.getByRole("combobox", { name: "Compute with" }).selectOption("WebGPU");
  await ask(page, "settings:set", { rounds: 1, generator });
  await page.keyboard.press("Alt+1");
  await run(page, "a red cat");
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
  const [iteration] = (await newestRun(page)).iterations;
  expect(iteration?.image).toMatchObject({ backend: "sd", provider: "cpu" });
  const note = /^Computed by the processor instead of WebGPU: no graphics card or driver for it was found/;
  expect(iteration?.image?.notes).toContainEqual(expect.stringMatching(note));
  await page.getByRole("tab", { name: "Details" }).click();
  await expect(page.getByText(note)).toBeVisible();
  await expect(page.getByText("Computed by", { exact: true })).toBeVisible();

  await openPanel(page);
  await expect(row(list, "Processor")).toContainText("In use by sd");
  // A limit below the model's size refuses it before anything is loaded.
  const limit = section.getByRole("textbox", { name: "Limit for the processor" });
  await limit.fill("0,5");
  await limit.press("Enter");
  await expect
    .poll(async () => (await ask(page, "settings:get", undefined)).compute)
    .toEqual({ provider: "webgpu", graphicsLimit: null, processorLimit: 500 });
});

const card = swiftShader();

test("WebGPU draws where it is chosen, and the journal says so", async ({ launch }) => {
  test.skip("missing" in card, "missing" in card ? card.missing : "");
  test.setTimeout(900_000);
  const { page } = await launch({ env: "env" in card ? card.env : {} });
  const compute = { provider: "webgpu", graphicsLimit: null, processorLimit: null } as const;
  await ask(page, "settings:set", { rounds: 1, generator, compute });
  await page.keyboard.press("Alt+1");
  await run(page, "a red cat");
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 800_000 });
  const [iteration] = (await newestRun(page)).iterations;
  expect(iteration?.image).toMatchObject({ backend: "sd", provider: "webgpu", notes: [] });
});
