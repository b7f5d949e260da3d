/** The library of models: empty, with models in every state, importing, downloading. */
import { appendFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { filesOf, startModelServer } from "../fixtures/servers/models";
import { take } from "./take";

const tiny = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models");
const LARGE = "unet/weights.pb";

async function modelIn(userData: string, family: "sd" | "lcm" | "sdxl", name: string): Promise<string> {
  const folder = path.join(userData, "elsewhere", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(tiny, family), folder, { recursive: true });
  await writeFile(path.join(folder, "README.md"), "---\nlicense: mit\n---\n");
  return folder;
}

async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: section, exact: true }).click();
}

test("the library of models", async ({ studio, userData }) => {
  test.setTimeout(900_000);
  const { page } = studio;
  const files = await filesOf(path.join(tiny, "sd"));
  files.set(LARGE, Buffer.alloc(6_000_000, "weights"));
  files.set("unet/diffusion_pytorch_model.safetensors", Buffer.alloc(5_000_000));
  files.set("sample.png", Buffer.alloc(90_000));
  const server = await startModelServer(files, { licence: "openrail++" });
  try {
    await page.keyboard.press("Alt+7");
    await goTo(page, "Models");
    const library = page.getByRole("region", { name: "Models on this computer" });
    await expect(library.getByText("No models yet")).toBeVisible();
    await take(studio, "models-empty", ["dark"]);

    const turbo = await modelIn(userData, "sd", "sd-turbo");
    await library.getByRole("button", { name: "Import…" }).click();
    const importing = page.getByRole("dialog", { name: "Import a model" });
    const field = importing.getByRole("textbox", { name: "Model folder" });
    await field.fill(turbo);
    await field.press("Enter");
    await expect(importing.getByText("sd-turbo can draw.")).toBeVisible();
    await take(studio, "models-import");
    const half = await modelIn(userData, "sd", "half-a-model");
    await rm(path.join(half, "unet"), { recursive: true });
    await field.fill(half);
    await field.press("Enter");
    await expect(importing.getByRole("alert")).toContainText("lacks unet");
    await take(studio, "models-import-broken", ["dark", "light"]);
    await page.keyboard.press("Escape");

    await ask(page, "models:import", { folder: turbo, way: "copy" });
    const lcm = await modelIn(userData, "lcm", "LCM_Dreamshaper_v7");
    const { id } = await ask(page, "models:import", { folder: lcm, way: "link" });
    await expect
      .poll(async () => (await ask(page, "models:list", undefined)).models.every((one) => one.sums))
      .toBe(true);
    await appendFile(path.join(lcm, "unet", "model.onnx"), "x");
    await ask(page, "models:check", { id });
    const gone = await modelIn(userData, "sdxl", "sdxl-on-a-disk-that-is-away");
    await ask(page, "models:import", { folder: gone, way: "link" });
    await expect
      .poll(async () => (await ask(page, "models:list", undefined)).models.every((one) => one.work === null))
      .toBe(true);
    await rm(gone, { recursive: true });
    await library.getByRole("button", { name: "Draw new runs with sd-turbo" }).click();

    await library.getByRole("button", { name: "Download…" }).click();
    const downloading = page.getByRole("dialog", { name: "Download a model" });
    await downloading.getByRole("textbox", { name: "Model" }).fill(`${server.origin}/${server.repository}`);
    await take(studio, "models-source", ["dark", "light"]);
    await downloading.getByRole("button", { name: "See what it holds" }).click();
    await expect(downloading.getByRole("heading", { name: "sd-tiny" })).toBeVisible();
    await take(studio, "models-plan", ["dark", "light"]);
    server.fail(LARGE, { kind: "hold", after: 4_000_000 });
    await downloading.getByRole("button", { name: "Download", exact: true }).click();
    const row = library.getByRole("listitem", { name: "sd-tiny" });
    await expect(row.getByText(/^Downloading/)).toBeVisible();
    await page.keyboard.press("Alt+1");
    await page.keyboard.press("Alt+7");
    await goTo(page, "Models");
    await expect(library.getByText("Not there")).toBeVisible();
    await library.getByRole("button", { name: "Details of LCM_Dreamshaper_v7" }).click();
    await expect(library.getByText("Changed: unet/model.onnx")).toBeVisible();
    await expect
      .poll(async () => (await ask(page, "models:list", undefined)).downloads[0]?.done)
      .toBeGreaterThan(4_000_000);
    await goTo(page, "Models");
    await take(studio, "models", ["dark", "light", "neutral"]);
    await ask(page, "settings:set", { language: "de" });
    await take(studio, "german-models", ["light"]);
    await ask(page, "settings:set", { language: "en" });
    await goTo(page, "Image generator");
    await take(studio, "models-choose", ["dark"]);
  } finally {
    await server.close();
  }
});
