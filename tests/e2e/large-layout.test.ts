/** The larger layout model: chosen in the settings, remembered, used and named. */
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run } from "./studio";

test("the larger layout model is a switch away, by keyboard, and draws", async ({ launch }) => {
  const { page, quit } = await launch();
  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Image generator" });
  const sizes = section.getByRole("radiogroup", { name: "Layout model" });
  await expect(sizes.getByRole("radio", { name: "Small" })).toBeChecked();
  await sizes.getByRole("radio", { name: "Small" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(sizes.getByRole("radio", { name: "Large" })).toBeChecked();
  await expect
    .poll(async () => (await ask(page, "settings:get", undefined)).generator)
    .toEqual({ kind: "flatland", large: true });

  await page.keyboard.press("Alt+1");
  await expect(page.getByRole("button", { name: /Flatland large/ })).toBeVisible();
  await run(page, "two red dogs");
  await rested(page);
  const [first] = (await newestRun(page)).iterations;
  expect(first?.image?.backend).toBe("flatland-large");

  // Another generator and back: the choice was remembered.
  await page.keyboard.press("Alt+7");
  const kind = section.getByRole("combobox", { name: "Generator" });
  await kind.selectOption("A diffusion model on this computer");
  await kind.selectOption("Flatland");
  await expect(sizes.getByRole("radio", { name: "Large" })).toBeChecked();
  await quit();
});
