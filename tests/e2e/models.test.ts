/** The library of models: taken in, refused, downloaded with a pause and a restart, deleted and brought back. */
import { appendFile, cp, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { filesOf, type ModelServer, startModelServer } from "../fixtures/servers/models";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";
import { dropFolder } from "./drop-folder";
import { answerOpen } from "./exchange-tools";

// Everything is forced to the disk, and disks are busy at times.
test.describe.configure({ timeout: 300_000 });

const tiny = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "models");
const settings = (page: Page) => ask(page, "settings:get", undefined);
const shelf = (page: Page) => ask(page, "models:list", undefined);

async function openLibrary(page: Page): Promise<Locator> {
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation").getByRole("button", { name: "Models", exact: true }).click();
  return page.getByRole("region", { name: "Models on this computer" });
}

/** A model of this test's own, beside the studio's data; it may lack parts. */
async function modelIn(userData: string, name: string, without: readonly string[] = []): Promise<string> {
  const folder = path.join(userData, "elsewhere", name);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(tiny, "sd"), folder, { recursive: true });
  for (const part of without) await rm(path.join(folder, part), { recursive: true });
  return folder;
}

const act = async (page: Page, name: string, what: string | RegExp) => {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
};

async function expectAccessible(page: Page): Promise<void> {
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test("a folder is linked, draws new runs, is checked, missed, found again, and taken off the list", async ({
  studio: { app, page },
  userData,
}) => {
  const folder = await modelIn(userData, "sd-turbo");
  await writeFile(path.join(folder, "README.md"), "---\nlicense: mit\n---\n");
  const library = await openLibrary(page);
  await expect(library.getByText("No models yet")).toBeVisible();
  await library.getByRole("button", { name: "Import…" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a model" });
  await expect(dialog.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await answerOpen(app, [folder]);
  await dialog.getByRole("button", { name: "Choose folder…" }).click();
  await expect(dialog.getByText("sd-turbo can draw.")).toBeVisible();
  await expect(dialog.getByRole("region", { name: "What the folder holds" })).toContainText("mit");
  await expect(dialog.getByRole("radio", { name: "Link" })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();

  const row = library.getByRole("listitem", { name: "sd-turbo" });
  await expect(row).toContainText("Linked");
  await expect(row).toContainText("Stable Diffusion · 32 × 32 pixels");
  await row.getByRole("button", { name: "Draw new runs with sd-turbo" }).click();
  await expect(row.getByText("Draws new runs")).toBeVisible();
  expect((await settings(page)).generator).toMatchObject({
    kind: "diffusion",
    folder,
    steps: 4,
    guidance: 0,
  });
  const generator = page.getByRole("region", { name: "Image generator" });
  await expect(generator.getByRole("combobox", { name: "Model", exact: true })).toHaveValue(folder);

  await expect.poll(async () => (await shelf(page)).models[0]?.sums?.files).toBe(15);
  await appendFile(path.join(folder, "unet", "model.onnx"), "x");
  await act(page, "sd-turbo", /^Check files/);
  await expect(row.getByText("Changed: unet/model.onnx")).toBeVisible();
  await expect(row.getByText("Files changed")).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("button", { name: "Take them as they are now" }).click();
  await expect(row.getByText("Files changed")).toBeHidden();

  const moved = path.join(userData, "elsewhere", "moved");
  await rename(folder, moved);
  await page.keyboard.press("Alt+1");
  await openLibrary(page);
  await expect(row.getByText("Not there")).toBeVisible();
  await expect(row.getByRole("alert")).toContainText("Connect the disk it lies on");
  await answerOpen(app, [moved]);
  await row.getByRole("button", { name: "It lies elsewhere…" }).click();
  await expect(row.getByText("Not there")).toBeHidden();
  expect((await shelf(page)).models).toMatchObject([{ folder: moved, state: "ready" }]);

  await act(page, "sd-turbo", /^Take off the list/);
  await expect(library.getByText("No models yet")).toBeVisible();
  expect(await readdir(moved)).toContain("model_index.json");
  await page.keyboard.press("Control+z");
  await expect(row).toBeVisible();
});

test("a broken folder says what is missing and cannot be taken in; a copy goes to the trash and comes back", async ({
  studio: { page },
  userData,
}) => {
  const broken = await modelIn(userData, "half", ["unet"]);
  const good = await modelIn(userData, "copied");
  const library = await openLibrary(page);
  await library.getByRole("button", { name: "Import…" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a model" });
  const field = dialog.getByRole("textbox", { name: "Model folder" });
  await field.fill(broken);
  await field.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText(`lacks ${path.join("unet", "model.onnx")}`);
  await expect(dialog.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await expectAccessible(page);
  await field.fill(good);
  await field.press("Enter");
  await dialog.getByRole("radio", { name: "Copy" }).check();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  const row = library.getByRole("listitem", { name: "copied" });
  await expect(row.getByText("Ready")).toBeVisible({ timeout: 120_000 });
  const [model] = (await shelf(page)).models;
  expect(model?.folder.startsWith(path.join(userData, "models"))).toBe(true);

  await row.getByRole("button", { name: "Draw new runs with copied" }).click();
  await act(page, "copied", "Delete");
  await expect(library.getByRole("list", { name: "In the trash" })).toContainText("copied");
  expect((await settings(page)).generator).toEqual({ kind: "flatland" });
  await expectAccessible(page);
  await page.keyboard.press("Control+z");
  await expect(row.getByText("Draws new runs")).toBeVisible();
  expect((await settings(page)).generator).toMatchObject({ folder: model?.folder });

  await act(page, "copied", "Delete");
  await library.getByRole("button", { name: "Delete copied for good" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(library.getByText("No models yet")).toBeVisible();
  await expect(library.getByRole("list", { name: "In the trash" })).toBeHidden();
});

test("a folder dropped onto the list is looked into", async ({ studio: { page }, userData }) => {
  const folder = await modelIn(userData, "dropped");
  const library = await openLibrary(page);
  const zone = library.getByRole("group", { name: "Drop a model’s folder here" });
  await dropFolder(page, zone, folder);
  const dialog = page.getByRole("dialog", { name: "Import a model" });
  await expect(dialog.getByText("dropped can draw.")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Model folder" })).toHaveValue(folder);
});

const LARGE = "unet/weights.pb";

/** The tiny model with something that takes its time. */
async function hub(): Promise<ModelServer> {
  const files = await filesOf(path.join(tiny, "sd"));
  files.set(LARGE, Buffer.alloc(4_000_000, "weights"));
  files.set("unet/diffusion_pytorch_model.safetensors", Buffer.alloc(1_000));
  return startModelServer(files, { licence: "openrail++" });
}

/** Bytes of what has not come whole yet. */
async function partsIn(userData: string): Promise<number> {
  const models = path.join(userData, "models");
  const box = (await readdir(models)).find((name) => name.startsWith(".arriving-"));
  const parts = path.join(models, box ?? "", ".parts");
  const names = await readdir(parts).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(parts, name))).size));
  return Math.max(0, ...sizes);
}

test("a model is downloaded: planned, paused, gone on with after a restart, and drawn with", async ({
  launch,
  userData,
}) => {
  const server = await hub();
  try {
    server.fail(LARGE, { kind: "hold", after: 1_000_000 });
    const { page, kill } = await launch();
    const library = await openLibrary(page);
    await library.getByRole("button", { name: "Download…" }).click();
    const dialog = page.getByRole("dialog", { name: "Download a model" });
    await expect(dialog.getByRole("button", { name: "See what it holds" })).toBeDisabled();
    // The address of a page fills all fields.
    await dialog
      .getByRole("textbox", { name: "Model" })
      .fill(`${server.origin}/${server.repository}/tree/main`);
    await expect(dialog.getByRole("textbox", { name: "Hub" })).toHaveValue(server.origin);
    await expect(dialog.getByRole("textbox", { name: "Model" })).toHaveValue(server.repository);
    await expectAccessible(page);
    await dialog.getByRole("textbox", { name: "Model" }).press("Enter");
    await expect(dialog.getByRole("heading", { name: "sd-tiny" })).toBeVisible();
    for (const words of ["15 files", "openrail++", "The checksum of every file", "One file is left out"])
      await expect(dialog).toContainText(words);
    expect(server.received.filter((one) => one.path.includes("/resolve/"))).toEqual([]);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Download", exact: true }).click();

    const row = library.getByRole("listitem", { name: "sd-tiny" });
    await expect(row.getByRole("progressbar", { name: "Download of sd-tiny" })).toBeVisible();
    await expect.poll(() => partsIn(userData), { timeout: 120_000 }).toBeGreaterThanOrEqual(1_000_000);
    await row.getByRole("button", { name: "Pause the download of sd-tiny" }).click();
    await expect(row.getByText(/^Paused at \d+%$/)).toBeVisible();
    await expectAccessible(page);

    // As a power cut would.
    await kill();
    const again = await launch();
    const there = await openLibrary(again.page);
    const rests = there.getByRole("listitem", { name: "sd-tiny" });
    await expect(rests.getByText(/^Paused at \d+%$/)).toBeVisible();
    await rests.getByRole("button", { name: "Continue the download of sd-tiny" }).click();
    await expect(again.page.getByText("sd-tiny has been downloaded.").first()).toBeVisible({
      timeout: 120_000,
    });
    await expect(rests.getByText("Ready")).toBeVisible();
    expect(server.rangesOf(LARGE)).toEqual([null, "bytes=1000000-"]);
    const [model] = (await shelf(again.page)).models;
    expect(model).toMatchObject({ state: "ready", place: "owned", sums: { files: 15 } });
    expect(await readdir(path.join(model?.folder ?? "", "unet"))).not.toContain(
      "diffusion_pytorch_model.safetensors",
    );
    await rests.getByRole("button", { name: "Draw new runs with sd-tiny" }).click();
    await act(again.page, "sd-tiny", "Load and try it");
    await expect(again.page.getByText(/^sd-tiny: 32×32 pixels, one step of 25\./)).toBeVisible();
    await expect(rests.getByText("In memory")).toBeVisible();
  } finally {
    await server.close();
  }
});

test("what goes wrong with a download is told with its remedy, and given up it leaves nothing", async ({
  studio: { page },
  userData,
}) => {
  const server = await hub();
  try {
    server.fail(LARGE, { kind: "status", status: 403 });
    const library = await openLibrary(page);
    await library.getByRole("button", { name: "Download…" }).click();
    const dialog = page.getByRole("dialog", { name: "Download a model" });
    await dialog.getByRole("radio", { name: "A list of files" }).click();
    const base = dialog.getByRole("textbox", { name: "Address of the files" });
    await base.fill(`${server.origin}/nothing`);
    await base.press("Enter");
    await expect(dialog.getByRole("alert")).toContainText("has nothing at /nothing/files.json");
    await base.fill(server.base);
    await base.press("Enter");
    await dialog.getByRole("button", { name: "Download", exact: true }).click();
    const row = library.getByRole("listitem", { name: "base" });
    await expect(row.getByText(/^Stopped at \d+%$/)).toBeVisible();
    await expect(row.getByRole("alert")).toContainText("give a token of yours for this server");
    await expectAccessible(page);
    await row.getByRole("button", { name: "Give the download of base up" }).click();
    const sure = page.getByRole("dialog", { name: "Give the download of base up?" });
    await sure.getByRole("button", { name: "Keep it" }).click();
    await expect(row).toBeVisible();
    await row.getByRole("button", { name: "Give the download of base up" }).click();
    await sure.getByRole("button", { name: "Give up" }).click();
    await expect(library.getByText("No models yet")).toBeVisible();
    expect((await readdir(path.join(userData, "models"))).filter((name) => name.startsWith("."))).toEqual([]);
  } finally {
    await server.close();
  }
});
