/** Step by step: every prompt waits for the designer's word, and can be worded otherwise before it is drawn. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run, sample } from "./studio";

const promptFor = (page: Page, n: number) => page.getByRole("textbox", { name: `Prompt for iteration ${n}` });
const dock = (page: Page) => page.getByRole("region", { name: "Next prompt" });

test("the first prompt waits, is reworded in place, and drawn in the designer's words", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 3, keepGoing: true });
  await run(page, sample);
  const field = promptFor(page, 1);
  await expect(field).toBeVisible();
  await expect(page.getByTestId("run-status")).toHaveText("Waiting for you");
  const waiting = await newestRun(page);
  expect(waiting).toMatchObject({ status: "paused", pausedBefore: 1, iterations: [] });

  const mine = "four white bicycles in front of three plastic cows, in a row";
  await field.fill(mine);
  await dock(page).getByRole("radio", { name: "Against the proposal" }).click();
  await expect(dock(page).getByRole("insertion").or(dock(page).getByRole("deletion")).first()).toBeVisible();
  await dock(page).getByRole("radio", { name: "Words" }).click();
  await field.press("Control+Enter");

  await expect(promptFor(page, 2)).toBeVisible({ timeout: 60_000 });
  const drawn = (await newestRun(page)).iterations[0];
  expect(drawn?.prompt).toBe(mine);
  expect(drawn?.proposed).toBe(waiting.enhanced?.prompt);
  expect(drawn?.image).not.toBeNull();

  // Both stand in the inspector, told apart; the original wish is where it was.
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector.getByRole("region", { name: "Your words for iteration 1" })).toContainText(
    "in a row",
  );
  await expect(inspector.getByRole("region", { name: "Enhanced by the planner" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue(sample);
});

test("words for the next prompt are kept, taken back with Ctrl+Z, and reset to the proposal", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 3, keepGoing: true });
  await run(page, sample);
  const field = promptFor(page, 1);
  const proposal = await field.inputValue();
  await field.fill("a quiet meadow with four white bicycles");
  await field.press("Tab");
  await page.getByRole("main").focus();
  await page.getByRole("tab", { name: "Prompt" }).click();
  await expect
    .poll(async () => (await newestRun(page)).refinements[0]?.prompt)
    .toBe("a quiet meadow with four white bicycles");
  await expect(page.getByText("The prompt for iteration 1 was changed.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await newestRun(page)).edited).toEqual([]);
  await expect(field).toHaveValue(proposal);

  await field.fill("another meadow");
  await page.getByRole("tab", { name: "Prompt" }).click();
  await expect.poll(async () => (await newestRun(page)).refinements[0]?.prompt).toBe("another meadow");
  await dock(page).getByRole("button", { name: "Back to the proposal" }).click();
  await expect(field).toHaveValue(proposal);
  await expect.poll(async () => (await newestRun(page)).edited).toEqual([]);
});

test("seed and temperature of the next image are the designer's too", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { pace: "step", rounds: 2, keepGoing: true });
  await run(page, sample);
  await expect(promptFor(page, 1)).toBeVisible();
  await dock(page)
    .getByRole("button", { name: /^Seed and temperature/ })
    .click();
  const seed = page.getByRole("spinbutton", { name: "Seed of the next image" });
  await seed.fill("4321");
  await seed.press("Enter");
  await page.keyboard.press("Escape");
  await dock(page).getByRole("button", { name: "Draw it" }).click();
  await expect(promptFor(page, 2)).toBeVisible({ timeout: 60_000 });
  expect((await newestRun(page)).iterations[0]?.parameters.seed).toBe(4321);
});

test("let it run goes on without asking; step by step waits again; stop ends the waiting", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 30, keepGoing: true });
  await run(page, sample);
  await expect(promptFor(page, 1)).toBeVisible();
  await dock(page).getByRole("button", { name: "Let it run" }).click();
  await expect(page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  expect((await newestRun(page)).pace).toBe("flow");

  // By key: the next prompt waits.
  await page.getByRole("main").click({ position: { x: 12, y: 300 } });
  await page.keyboard.press("Shift+S");
  await expect(page.getByTestId("run-status")).toHaveText("Waiting for you", { timeout: 60_000 });
  const paused = await newestRun(page);
  expect(paused).toMatchObject({ status: "paused", pace: "step" });
  await expect(promptFor(page, paused.pausedBefore ?? 0)).toBeVisible();
  await dock(page).getByRole("button", { name: "Stop" }).click();
  await expect(page.getByTestId("run-status")).toHaveText("Stopped");
  expect((await newestRun(page)).status).toBe("stopped");
});

test("a stop is acknowledged at once, and before anything else happens in the journal", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 50, keepGoing: true });
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /after this/i }).press("Enter");
  await expect(page.getByRole("banner").getByText(/^(Stopping after this…|Stopped)$/)).toBeVisible();
  await rested(page);
  const state = await newestRun(page);
  expect(state.status).toBe("stopped");
  // The image under way was drawn and judged first: none is left half done.
  expect(state.iterations.at(-1)).toMatchObject({ judged: true });
});
