/** What a run has used, what it may use, and which limit is nearest. */

import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { rested, run, sample } from "./studio";

test("limits are set for the next run and end it; the meter names the nearest, and going on makes room", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 5, keepGoing: true, repair: false });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(sample);
  await page.getByRole("button", { name: /^Rounds:/ }).click();
  await page.getByRole("textbox", { name: "Images at most" }).fill("2");
  await page.getByRole("textbox", { name: "Tokens at most" }).fill("900000");
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("switch", { name: "Settle ties" }).click();
  await page.getByRole("textbox", { name: "Least expected gain in percent" }).fill("0.5");
  await page.keyboard.press("Enter");
  // Taken back: an empty field means that the run goes on whatever it promises.
  await page.getByRole("textbox", { name: "Least expected gain in percent" }).fill("");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await run(page, sample);
  await rested(page);
  const state = await newestRun(page);
  expect(state.header?.settings).toMatchObject({
    budget: { images: 2, tokens: 900_000, money: null },
    minGain: null,
    judgePairs: false,
  });
  expect(state.iterations.length).toBe(2);
  await expect(page.getByTestId("meter-images")).toHaveText(/^2\/2 images$/);
  await expect(page.getByRole("group", { name: "What the run used" })).toContainText(
    "Nearest limit: Images, 100% used",
  );
  await page.getByRole("tab", { name: "Details" }).click();
  await expect(page.getByRole("region", { name: "Run", exact: true })).toContainText("2 of 2");

  // Going on makes room in the limit that ended it.
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("menuitem", { name: "One more round" }).click();
  await expect.poll(async () => (await newestRun(page)).budget.images).toBe(3);
  await rested(page);
  expect((await newestRun(page)).iterations.length).toBe(3);
});

test("every limit is changed in the middle of a run; empty lifts it, nonsense is refused, Ctrl+Z takes it back", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 3 });
  await run(page, sample);
  await expect(page.getByRole("textbox", { name: "Prompt for iteration 1" })).toBeVisible();
  await page.getByRole("button", { name: "How far it goes" }).click();
  const dialog = page.getByRole("dialog", { name: "How far it goes" });
  const field = (name: string | RegExp) => dialog.getByRole("textbox", { name });
  const fill = async (name: string | RegExp, text: string) => {
    await field(name).fill(text);
    await page.keyboard.press("Enter");
  };
  await fill("Images at most", "7");
  await fill("Tokens at most", "5000");
  await fill(/^Money at most/, "0,25");
  await fill("Time limit in minutes", "2.5");
  const limits = async () => {
    const { budget, seconds } = await newestRun(page);
    return { ...budget, seconds };
  };
  await expect.poll(limits).toEqual({ images: 7, tokens: 5000, money: 0.25, seconds: 150 });
  await expect(dialog.getByTestId("limit-tokens")).toContainText("0%");

  await field("Images at most").fill("many");
  await expect(dialog.getByRole("alert")).toHaveText("A number above 0, or nothing.");
  await expect(field("Images at most")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Tab");
  await expect(field("Images at most")).toHaveValue("7");
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }))).toEqual([]);

  await fill("Images at most", "");
  await expect.poll(limits).toEqual({ images: null, tokens: 5000, money: 0.25, seconds: 150 });
  await page.keyboard.press("Escape");
  await page.getByRole("main").click({ position: { x: 30, y: 200 } });
  await page.keyboard.press("Control+z");
  await expect.poll(limits).toEqual({ images: 7, tokens: 5000, money: 0.25, seconds: 150 });
  await page.keyboard.press("Control+z");
  await expect.poll(limits).toEqual({ images: 7, tokens: 5000, money: 0.25, seconds: null });
});
