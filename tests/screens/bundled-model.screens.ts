/** Models that come with the studio: the larger layout model, chosen; the diffusion model, chosen and at work in the loop. */
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

test("the larger layout model", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { generator: { kind: "flatland", large: true } });
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation").getByRole("button", { name: "Image generator", exact: true }).click();
  const sizes = page.getByRole("radiogroup", { name: "Layout model" });
  await expect(sizes.getByRole("radio", { name: "Large" })).toBeChecked();
  await take(studio, "settings-layout-model", ["dark", "light"]);
});

test("the bundled diffusion model", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation").getByRole("button", { name: "Image generator", exact: true }).click();
  const section = page.getByRole("region", { name: "Image generator" });
  await section
    .getByRole("combobox", { name: "Generator" })
    .selectOption("A diffusion model on this computer");
  await section
    .getByRole("combobox", { name: "Model", exact: true })
    .selectOption("Flatland diffusion (comes with the studio)");
  await expect(section.getByText(/can draw\.$/)).toBeVisible();
  await take(studio, "settings-bundled-model", ["dark", "light"]);
  await ask(page, "settings:set", { rounds: 3 });
  await page.keyboard.press("Alt+1");
  await run(page, "a spotted handbag facing left");
  await rested(page);
  await take(studio, "studio-bundled-model", ["dark", "light"]);
});
