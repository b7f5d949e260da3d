/** Models of flow matching in a folder: chosen, reported on, and drawn with in another shape than a square. */
import path from "node:path";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { answerOpen } from "./exchange-tools";
import { run } from "./studio";

const models = path.resolve(import.meta.dirname, "..", "fixtures", "diffusion", "flow");

test("Stable Diffusion 3 is reported on, and the studio's own kind draws a wide picture and names strange words", async ({
  studio: { app, page },
}) => {
  await page.keyboard.press("Alt+7");
  const section = page.getByRole("region", { name: "Image generator" });
  await section
    .getByRole("combobox", { name: "Generator" })
    .selectOption("A diffusion model on this computer");
  const report = section.getByRole("region", { name: "What the folder holds" });
  await answerOpen(app, [path.join(models, "sd3")]);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  await expect(report.getByText("sd3 can draw.")).toBeVisible();
  await expect(report).toContainText("Stable Diffusion 3");

  const folder = path.join(models, "gems");
  await answerOpen(app, [folder]);
  await section.getByRole("button", { name: "Choose folder…" }).click();
  await expect(report.getByText("gems can draw.")).toBeVisible();
  await expect(report).toContainText("The studio’s own kind");
  const samplers = section.getByRole("combobox", { name: "Sampler" }).getByRole("option");
  await expect(samplers).toHaveText(["The model’s own", "FlowMatchEuler", "DPMSolverMultistep"]);
  await section.getByRole("combobox", { name: "Shape" }).selectOption("16:9 (88 × 48)");
  const generator = { kind: "diffusion", folder, steps: 16, guidance: 4, shape: "16:9" };
  await expect.poll(async () => (await ask(page, "settings:get", undefined)).generator).toEqual(generator);
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  await ask(page, "settings:set", { rounds: 1, keepGoing: true });
  await page.keyboard.press("Alt+1");
  await run(page, "a red zeppelin");
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
  const [first] = (await newestRun(page)).iterations;
  expect(first?.image).toMatchObject({ width: 88, height: 48, backend: "gems" });
  expect(first?.image?.notes?.join()).toContain("Words the model was never shown: zeppelin.");
});
