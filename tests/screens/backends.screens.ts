import { exampleWorkflow } from "../../shared/comfyui/example";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { startComfyServer } from "../fixtures/servers/comfyui";
import { take } from "./take";

test("servers in the settings", async ({ studio }) => {
  const { page } = studio;
  const server = await startComfyServer();
  const generator = { kind: "comfyui", baseUrl: server.origin, workflow: exampleWorkflow } as const;
  await ask(page, "settings:set", { generator });
  await page.keyboard.press("Alt+7");
  await page.getByRole("button", { name: "Image generator" }).click();
  const section = page.getByRole("region", { name: "Image generator" });
  await section.getByRole("button", { name: "Test connection" }).click();
  await expect(section.getByText(/has all that the workflow needs/)).toBeVisible();
  await take(studio, "settings-comfyui");
  await section.getByRole("textbox", { name: "Workflow" }).fill('{"nodes": []}');
  await take(studio, "settings-comfyui-fault", ["dark"]);
  await section.getByRole("combobox", { name: "Generator" }).selectOption("AUTOMATIC1111, Forge");
  await take(studio, "settings-automatic1111", ["light"]);
  await page.getByRole("button", { name: "Who thinks", exact: true }).click();
  const roles = page.getByRole("region", { name: "Who thinks" });
  await roles.getByRole("combobox", { name: "Roles", exact: true }).selectOption("Anthropic");
  await take(studio, "settings-anthropic", ["dark"]);
  await server.close();
});
