/** How pictures look: shape, style, colours and letters, chosen beside the prompt or told by it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run } from "./studio";

const chip = (page: Page) => page.getByRole("button", { name: /^Look:/ });

async function choose(page: Page, part: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: part }).selectOption({ label: option });
}

test("a look is chosen for the next runs, drawn, told in the run, and given up again", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 1 });
  await chip(page).click();
  await choose(page, "Shape", "16:9");
  await choose(page, "Style", "Outline");
  await choose(page, "Palette", "Autumn");
  await page.keyboard.press("Escape");
  await expect(chip(page)).toHaveText(/16:9, Outline, Autumn/);

  await run(page, "a red fox next to a pine tree");
  await rested(page);
  const { iterations } = await newestRun(page);
  const [first] = iterations;
  expect(first?.parameters.look).toEqual({ aspect: "16:9", style: "outline", palette: "autumn" });
  const { width = 0, height = 1 } = first?.image ?? {};
  expect(width / height).toBeCloseTo(16 / 9, 1);

  await chip(page).click();
  await page.getByRole("button", { name: "As the prompt says again" }).click();
  await page.keyboard.press("Escape");
  await run(page, "two red foxes");
  // The former run rests as well: only the new one's title tells that it is looked at.
  await expect(page.getByRole("button", { name: "Rename run: Two red foxes" })).toBeVisible();
  await rested(page);
  const again = (await newestRun(page)).iterations[0];
  expect(again?.parameters.look ?? {}).toEqual({});
  expect(again?.image?.width).toBe(again?.image?.height);
});

test("words of the prompt say it as well", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { rounds: 1 });
  await run(page, "three penguins on the beach, portrait format, paper cut style");
  await rested(page);
  const [first] = (await newestRun(page)).iterations;
  expect(first?.image?.height ?? 0).toBeGreaterThan(first?.image?.width ?? 0);
});
