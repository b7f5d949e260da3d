import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

test("a look chosen beside the prompt, and what is drawn in it", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { rounds: 2 });
  const chip = page.getByRole("button", { name: /^Look:/ });
  await chip.click();
  for (const [part, option] of [
    ["Shape", "16:9"],
    ["Style", "Sticker"],
    ["Palette", "Sunset"],
  ] as const)
    await page.getByRole("combobox", { name: part }).selectOption({ label: option });
  await expect(chip).toHaveText(/Sunset/);
  await take(studio, "look");
  await page.keyboard.press("Escape");
  await run(page, 'a sign that says "HOLIDAY" above two penguins and a red sailboat on the beach');
  await rested(page);
  await take(studio, "look-drawn");
});
