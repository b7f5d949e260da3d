/** Servers as a designer sets them up: in the settings, tried there, then drawing a run. */
import { colourCard, colours } from "../../electron/backends/colour-card";
import { exampleWorkflow } from "../../shared/comfyui/example";
import { startAutomatic1111Server } from "../fixtures/servers/automatic1111";
import { startComfyServer } from "../fixtures/servers/comfyui";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { run } from "./studio";

const key = "sk-backends-key-0009";

function picture(): Uint8Array {
  const [red] = colours;
  if (red === undefined) throw new Error("there is no red");
  return colourCard(red, 64);
}

test("ComfyUI: a workflow pasted, corrected, tried, and drawn with", async ({ studio: { page } }) => {
  const server = await startComfyServer({ image: picture(), key });
  try {
    await page.keyboard.press("Alt+7");
    const section = page.getByRole("region", { name: "Image generator" });
    await section.getByRole("combobox", { name: "Generator" }).selectOption("ComfyUI");
    await expect(section).toContainText("Used as soon as its fields are complete.");
    await section.getByRole("textbox", { name: "Base URL" }).fill(server.origin);
    const workflow = section.getByRole("textbox", { name: "Workflow" });
    await workflow.fill('{"nodes": [], "links": []}');
    await expect(section.getByText(/the editor’s own file/)).toBeVisible();
    await expect(workflow).toHaveAttribute("aria-invalid", "true");
    await workflow.fill("");
    await section.getByRole("button", { name: "Use an example" }).click();
    await expect(section.getByText("A workflow of 7 nodes.")).toBeVisible();
    await section.getByLabel("Key", { exact: true }).fill(key);
    await section.getByRole("button", { name: "Keep", exact: true }).click();
    await section.getByRole("button", { name: "Test connection" }).click();
    await expect(section.getByText(/has all that the workflow needs/)).toBeVisible();
    expect((await ask(page, "settings:get", undefined)).generator).toEqual({
      kind: "comfyui",
      baseUrl: server.origin,
      workflow: exampleWorkflow,
    });

    await ask(page, "settings:set", { rounds: 1 });
    await page.keyboard.press("Alt+1");
    await run(page, "a red square");
    await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
    const state = await newestRun(page);
    expect(state.header?.settings.generator).toBe(`ComfyUI at ${new URL(server.origin).host}`);
    expect(state.iterations[0]?.image).toMatchObject({ width: 64, height: 64 });
    // The socket of the built studio, not only of the tests' Node.
    expect(server.connections()).toBe(1);
    expect(server.began).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test("ComfyUI: stopping the run stops the server", async ({ studio: { page } }) => {
  const server = await startComfyServer({ image: picture(), holdUntil: new Promise(() => undefined) });
  try {
    const generator = { kind: "comfyui", baseUrl: server.origin, workflow: exampleWorkflow } as const;
    await ask(page, "settings:set", { rounds: 1, generator });
    await run(page, "a red square");
    await server.atMiddle;
    await expect(page.getByText("KSampler: 2 of 4").first()).toBeVisible();
    await page.keyboard.press("Control+.");
    await page.getByRole("menuitem", { name: /now/i }).press("Enter");
    await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => server.interruptions()).toBe(1);
  } finally {
    await server.close();
  }
});

test("AUTOMATIC1111: numbers that cannot be are told, good ones reach the server", async ({
  studio: { page },
}) => {
  const server = await startAutomatic1111Server({ image: picture() });
  try {
    await page.keyboard.press("Alt+7");
    const section = page.getByRole("region", { name: "Image generator" });
    await section.getByRole("combobox", { name: "Generator" }).selectOption("AUTOMATIC1111, Forge");
    await section.getByRole("textbox", { name: "Base URL" }).fill(server.origin);
    const steps = section.getByRole("textbox", { name: "Steps" });
    await steps.fill("many");
    await steps.press("Tab");
    await expect(section.getByRole("alert")).toHaveText("A whole number from 1 to 1000, or nothing");
    await steps.fill("12");
    await steps.press("Tab");
    await section.getByRole("button", { name: "Test connection" }).click();
    await expect(section.getByText(/draws with the model chosen there/)).toBeVisible();
    await ask(page, "settings:set", { rounds: 1 });
    await page.keyboard.press("Alt+1");
    await run(page, "a red square");
    await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
    const drawn = server.received.find(({ path }) => path.endsWith("/txt2img"));
    expect(JSON.parse(drawn?.body ?? "{}")).toMatchObject({ steps: 12, width: 1024 });
  } finally {
    await server.close();
  }
});
