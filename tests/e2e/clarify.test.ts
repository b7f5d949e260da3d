/** Questions to the designer before anything is drawn. */
import type { Page } from "@playwright/test";
import { contradiction, sowAsking } from "./agent-runs";
import { expect, test } from "./app";
import { allRuns, ask, newestRun } from "./ask";
import { violationsIn } from "./axe";
import { rested } from "./studio";

const card = (page: Page) => page.getByRole("region", { name: "Question about the prompt" });
async function openSown(page: Page): Promise<void> {
  await page.keyboard.press("Alt+3");
  const found = page.getByRole("gridcell", { name: /^Three cats/ });
  await expect(found).toContainText("Asks you something");
  await found.dblclick();
  await expect(card(page)).toBeVisible();
}

test("a prompt that contradicts itself is asked about; a number and Enter answer, and the run draws what was meant", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 1, ask: true });
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
  const wish = "three cats on a sofa. There are exactly two cats.";
  await prompt.fill(wish);
  await prompt.press("Control+Enter");
  await expect(card(page)).toBeVisible();
  await expect(page.getByTestId("run-status")).toHaveText("Asks you something");
  await expect(page.getByRole("status", { name: "Progress" })).toContainText("The run asks you something");
  const asking = await newestRun(page);
  expect(asking).toMatchObject({ status: "paused", iterations: [], criteria: null });
  const options = asking.clarification?.options ?? [];
  expect(options.length).toBeGreaterThan(1);
  // Every reading shows all of the prompt it comes to.
  for (const one of options)
    await expect(card(page).getByRole("radio").filter({ hasText: one.prompt }).first()).toBeVisible();

  // The prompt was sent as it stands, so the keys are the question's now.
  await expect(card(page).getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("2");
  await expect(card(page).getByRole("radio").nth(1)).toBeChecked();
  await page.keyboard.press("Enter");
  await rested(page);
  const told = await newestRun(page);
  expect(told.clarified).toBe(options[1]?.prompt);
  expect(told.header?.prompt).toBe(wish);
  const story = page.getByRole("region", { name: "You were asked" });
  await expect(story).toContainText(asking.clarification?.question ?? "?");
  await expect(story).toContainText(options[1]?.prompt ?? "?");
});

test("own words are kept while one looks elsewhere, and are what is drawn", async ({ launch, userData }) => {
  await sowAsking(userData);
  const { page } = await launch();
  await openSown(page);
  await page.keyboard.press("4");
  const field = page.getByRole("textbox", { name: "What is meant" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(contradiction);
  await field.fill("two cats");
  await page.keyboard.press("Alt+3");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(field).toHaveValue("two cats");
  await field.press("Enter");
  await rested(page);
  const state = await newestRun(page);
  expect(state.clarified).toBe("two cats");
  expect((state.criteria ?? []).map(({ question }) => question).join(" ")).toContain("two cats");
  // Lists tell both: what was typed, and what it was taken for. Both are found.
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("gridcell", { name: /^Three cats/ })).toContainText(
    `${contradiction} → two cats`,
  );
  expect((await allRuns(page, "two"))[0]).toMatchObject({ prompt: contradiction, wish: "two cats" });
});

test("drawn as typed, where the prompt means what it says", async ({ launch, userData }) => {
  await sowAsking(userData);
  const { page } = await launch();
  await openSown(page);
  await card(page).getByRole("button", { name: "Draw it as typed" }).click();
  await rested(page);
  expect((await newestRun(page)).clarified).toBeNull();
  await expect(page.getByRole("region", { name: "You were asked" })).toContainText("Draw it as typed.");
});

test("the question can be read and answered in every theme, and at twice the size", async ({
  launch,
  userData,
}) => {
  await sowAsking(userData);
  const studio = await launch();
  const { page } = studio;
  await openSown(page);
  await page.keyboard.press("4");
  for (const theme of ["dark", "light", "neutral"] as const) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    const violations = await violationsIn(page);
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }))).toEqual([]);
  }
  // At 200 % everything is reached by scrolling.
  await studio.resize(1280, 800);
  const window = await studio.app.browserWindow(page);
  await window.evaluate((target) => target.webContents.setZoomFactor(2));
  await page.waitForFunction(() => innerWidth === 640);
  const draw = card(page).getByRole("button", { name: "Draw this" });
  await draw.scrollIntoViewIfNeeded();
  await expect(draw).toBeInViewport();
});
