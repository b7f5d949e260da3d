/** The diffusion model that comes with the studio: chosen from the list, tried, drawn with. */
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run } from "./studio";

test("the bundled diffusion model is a choice away and draws what it was told", async ({ launch }) => {
  const { page, quit } = await launch();
  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Image generator" });
  const kind = section.getByRole("combobox", { name: "Generator" });
  await kind.selectOption("A diffusion model on this computer");
  const model = section.getByRole("combobox", { name: "Model", exact: true });
  await model.selectOption("Flatland diffusion (comes with the studio)");
  const report = section.getByRole("region", { name: "What the folder holds" });
  await expect(report.getByText(/can draw\.$/)).toBeVisible();
  await expect(report).toContainText("128 × 128 pixels");
  await expect
    .poll(async () => (await ask(page, "settings:get", undefined)).generator)
    .toMatchObject({ kind: "diffusion" });

  await ask(page, "settings:set", { rounds: 3 });
  await page.keyboard.press("Alt+1");
  await run(page, "a lion");
  await rested(page);
  const state = await newestRun(page);
  const [first] = state.iterations;
  expect(first?.image).toMatchObject({ width: 128, height: 128 });
  expect(state.iterations.some(({ score }) => score !== null && score.passed === score.judged)).toBe(true);
  await quit();
});
