import { expect, test } from "./app";
import { newestRun } from "./ask";
import { longRuns, rested, run, sample } from "./studio";

test("stop, go on and run again with another seed, by keyboard alone", async ({ studio: { page } }) => {
  await longRuns(page, 50);
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 2,/ })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Tab");
  await page.getByRole("main").press("Escape");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible();
  const stopped = await newestRun(page);
  expect(stopped.status).toBe("stopped");

  await page.keyboard.press("Shift+R");
  const next = stopped.iterations.length + 1;
  await expect(page.getByRole("button", { name: new RegExp(`^Iteration ${next},`) })).toBeVisible({
    timeout: 60_000,
  });
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible();
  const resumed = await newestRun(page);
  expect(resumed.header?.id).toBe(stopped.header?.id);
  expect(resumed.iterations[0]?.image).toEqual(stopped.iterations[0]?.image);

  await page.keyboard.press("S");
  await expect
    .poll(async () => (await newestRun(page)).header?.id, { timeout: 30_000 })
    .not.toBe(stopped.header?.id);
  const again = await newestRun(page);
  expect(again.header?.prompt).toBe(sample);
  expect(again.header?.settings.seed).not.toBe(stopped.header?.settings.seed);
  await expect(page.getByRole("banner").getByRole("button", { name: /^Stop/ })).toBeVisible();
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("banner").getByText("Stopped")).toBeVisible();
});

test("pin, override and edit criteria, and the score follows", async ({ studio: { page } }) => {
  await run(page, sample);
  await rested(page);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await page.keyboard.press("P");
  await expect.poll(async () => (await newestRun(page)).pinned).toBe(1);
  await expect(page.getByRole("button", { name: /^Iteration 1,.*(best|pinned)/ })).toBeVisible();

  const before = (await newestRun(page)).criteria?.length ?? 0;
  await page.keyboard.press("C");
  await page.getByRole("textbox", { name: "Question" }).fill("Is the picture calm?");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await newestRun(page)).criteria?.length).toBe(before + 1);
  await expect(page.getByRole("button", { name: "Is the picture calm?", exact: true })).toBeVisible();
});

test("a run that was killed is there at the next start, marked, and goes on", async ({ launch }) => {
  const first = await launch();
  await longRuns(first.page, 50);
  await run(first.page, sample);
  await expect(first.page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible({
    timeout: 60_000,
  });
  await first.kill();

  const second = await launch();
  const { page } = second;
  await page.keyboard.press("Alt+3");
  await page.getByRole("button", { name: /^Open Four white bicycles/ }).click();
  const cut = await newestRun(page);
  const drawn = cut.iterations.filter((it) => it.image !== null).length;
  expect(drawn).toBeGreaterThanOrEqual(2);
  await page.getByRole("button", { name: "Resume" }).first().click();
  await expect(page.getByRole("button", { name: new RegExp(`^Iteration ${drawn + 1},`) })).toBeVisible({
    timeout: 60_000,
  });
  const resumed = await newestRun(page);
  expect(resumed.header?.id).toBe(cut.header?.id);
  expect(resumed.iterations[0]).toEqual(cut.iterations[0]);
});

test("quitting leaves a finished run in the library", async ({ launch }) => {
  const first = await launch();
  await run(first.page, "a red car");
  await rested(first.page);
  await first.quit();
  const { page } = await launch();
  await page.keyboard.press("Alt+3");
  await page.getByRole("searchbox", { name: "Search runs" }).fill("red c");
  await page.getByRole("button", { name: /^Open A red car/ }).click();
  await expect(page.getByRole("img", { name: /^Iteration 1/ })).toBeVisible();
});
