/** Who draws and thinks, for which price, with which key, and what goes where. */
import type { Page } from "@playwright/test";
import type { GeneratorConfig } from "../../shared/backends";
import { exampleWorkflow } from "../../shared/comfyui/example";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { startComfyServer } from "../fixtures/servers/comfyui";
import { take } from "./take";

const chat = { kind: "chat", baseUrl: "https://api.example.org/v1", model: "qwen3-vl-235b" } as const;
const claude = {
  kind: "anthropic",
  baseUrl: "https://api.anthropic.com",
  model: "claude-sonnet-4-5",
} as const;

async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: section, exact: true }).click();
}

test("minds, pools, prices, privacy", async ({ studio }) => {
  const { page } = studio;
  const server = await startComfyServer();
  const pool: GeneratorConfig = {
    kind: "pool",
    servers: [
      { kind: "comfyui", baseUrl: server.origin, workflow: exampleWorkflow },
      { kind: "automatic1111", baseUrl: "http://forge.example.org:7860", model: "sd_xl_base_1.0" },
      { kind: "openai-images", baseUrl: "https://api.example.org/v1", model: "gpt-image-1" },
    ],
  };
  await page.keyboard.press("Alt+7");
  await goTo(page, "Privacy and keys");
  await take(studio, "settings-privacy-nothing", ["dark"]);

  await ask(page, "secrets:set", { server: "https://api.example.org", value: "sk-screens" });
  await ask(page, "secrets:set", { server: claude.baseUrl, value: "sk-screens-2" });
  await ask(page, "settings:set", {
    generator: { kind: "gems-http", baseUrl: "http://old.example.org:8000" },
  });
  await ask(page, "settings:set", {
    generator: pool,
    rolesFor: { verifier: chat, refiner: claude },
    prices: { currency: "EUR", models: { "qwen3-vl-235b": { input: 0.35, output: 1.4, image: 0 } } },
    budget: { images: 40, tokens: null, money: 2.5 },
    minGain: 0.02,
  });
  await goTo(page, "How runs go");
  await take(studio, "settings-runs", ["dark", "light"]);
  await goTo(page, "Image generator");
  const drawing = page.getByRole("region", { name: "Image generator" });
  await drawing.getByRole("button", { name: /^Server 3/ }).click();
  await expect(drawing.getByText("Until you quit, for api.example.org")).toBeVisible();
  await take(studio, "settings-pool", ["dark", "light"]);
  await goTo(page, "Who thinks");
  await take(studio, "settings-minds", ["dark", "light", "neutral"]);
  await goTo(page, "Prices");
  await take(studio, "settings-prices", ["dark", "light"]);
  await goTo(page, "Privacy and keys");
  await take(studio, "settings-privacy", ["dark", "light", "neutral"]);
  await ask(page, "settings:set", { language: "de" });
  await take(studio, "german-privacy", ["neutral"]);
  await goTo(page, "Wer denkt");
  await take(studio, "german-minds", ["neutral"]);
  await server.close();
});
