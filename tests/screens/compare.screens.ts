/** The compare view in every mode, with a real run of several rounds. */
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

/** Hard enough to take several rounds. */
const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";

test("comparing the iterations of a run", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+2");
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
  await take(studio, "compare-empty");
  await page.keyboard.press("Alt+1");
  await ask(page, "settings:set", { keepGoing: true, rounds: 4 });
  await run(page, showpiece);
  await rested(page);
  await page.keyboard.press("Alt+2");
  await page.getByRole("button", { name: "Compare this run" }).click();
  const stage = page.getByTestId("compare-stage");
  await expect(stage).toHaveAttribute("data-mode", "slider");
  for (const [name, key] of [
    ["slider", "d"],
    ["side", "t"],
    ["onion", "o"],
    ["difference", "f"],
    ["flicker", "k"],
    ["grid", "g"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(stage).toHaveAttribute("data-mode", name);
    if (name === "difference") for (const _ of [1, 2]) await page.keyboard.press(".");
    await take(studio, `compare-${name}`);
  }
  await page.keyboard.press("t");
  await page.locator('[data-cell][data-state="fail"]').first().focus();
  await expect(page.getByTestId("evidence-box").first()).toBeVisible();
  await take(studio, "compare-evidence");
  await page.getByTestId("compare-stage").focus();
  await page.keyboard.press("t");
  await page.keyboard.press("Shift+B");
  await expect(page.getByTestId("blind")).toBeVisible();
  await take(studio, "compare-blind");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("blind-result")).toBeVisible();
  await page.getByRole("button", { name: "Back to comparing" }).click();
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog", { name: "Add images to compare" })).toBeVisible();
  await take(studio, "compare-add");
});
