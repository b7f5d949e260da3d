/** Every state a designer meets first, in both themes and two sizes. */
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run, sample } from "../e2e/studio";
import { take } from "./take";

/** Hard enough to take several rounds. */
const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";
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
  await page.keyboard.press("Alt+5");
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
  await page.keyboard.press("Alt+3");
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
  await page.keyboard.press("Alt+6");
  await page.getByRole("button", { name: /^Spatial layout/ }).click();
  await take(studio, "skills");
  await page.keyboard.press("Alt+7");
  await take(studio, "settings");
  await page.keyboard.press("Alt+1");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await take(studio, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await take(studio, "palette");
});
