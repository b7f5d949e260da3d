/** Every state a designer meets first, in both themes and two sizes. */
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Studio, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run, sample } from "../e2e/studio";

const folder = path.resolve(import.meta.dirname, "..", "..", "docs", "screenshots");
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const;
/** Hard enough to take several rounds. */
const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";
const themes = ["dark", "light"] as const;

/** Takes the view as it stands, in every theme and size. */
async function take(studio: Studio, name: string): Promise<void> {
  for (const theme of themes) {
    await ask(studio.page, "settings:set", { theme });
    await expect(studio.page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    for (const [width, height] of sizes) {
      await studio.resize(width, height);
      await settled(studio.page);
      await studio.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`) });
    }
  }
}

/** Waits until fonts and pictures are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    // What pulses while it waits never ends.
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

test("first start", async ({ studio }) => {
  await take(studio, "first-start");
});

test("a finished run, its memory, the library", async ({ studio }) => {
  const { page } = studio;
  await run(page, showpiece);
  await rested(page);
  await page.keyboard.press("Home");
  await take(studio, "studio-finished");
  await page.getByRole("tab", { name: "Verdicts" }).click();
  await take(studio, "studio-verdicts");
  await page.keyboard.press("Alt+3");
  await take(studio, "memory");
  await page.keyboard.press("Alt+1");
  for (const prompt of [
    sample,
    "a wooden violin to the left of two glass flamingos",
    'a sign that says "OPEN AIR"',
    "six red cars",
  ]) {
    await run(page, prompt);
    await rested(page);
  }
  await page.keyboard.press("Alt+2");
  await take(studio, "library");
});

test("a run in progress", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { rounds: 50, keepGoing: true });
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible();
  await take(studio, "studio-running");
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
});

test("a model server that is down", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", {
    roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "qwen-vl" },
  });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(sample);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await take(studio, "error-server-down");
});

test("skills, settings, keys and commands", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+4");
  await page.getByRole("button", { name: /^Spatial layout/ }).click();
  await take(studio, "skills");
  await page.keyboard.press("Alt+5");
  await take(studio, "settings");
  await page.keyboard.press("Alt+1");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await take(studio, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await take(studio, "palette");
});
