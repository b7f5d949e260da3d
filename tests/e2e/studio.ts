/** What tests do in the studio again and again. */
import { expect, type Page } from "@playwright/test";

export const sample = "four white bicycles in front of three plastic cows";

/** Types a prompt and starts it, by keyboard. */
export async function run(page: Page, prompt: string): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(prompt);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("list", { name: "Criteria" })).toBeVisible();
}

/** Waits until the run on screen rests. */
export async function rested(page: Page): Promise<void> {
  await expect(page.getByRole("banner").getByText(/^(Finished|Stopped|Failed)$/)).toBeVisible({
    timeout: 90_000,
  });
}

/** Chooses how many rounds new runs have, and that they use them all. */
export async function longRuns(page: Page, rounds: number): Promise<void> {
  await page.keyboard.press("Alt+7");
  const field = page.getByRole("spinbutton", { name: "Rounds" });
  await field.fill(String(rounds));
  await field.press("Tab");
  const keepGoing = page.getByRole("switch", { name: "Keep going" });
  if ((await keepGoing.getAttribute("aria-checked")) !== "true") await keepGoing.click();
  await page.keyboard.press("Alt+1");
}
