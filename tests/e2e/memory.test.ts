/** Memory across runs, from the first lesson to the one forgotten; and a run's own memory as a timeline. */
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { openRunsFolder } from "../../electron/storage";
import { eventsOf, write } from "../unit/electron/memory/runs";
import { expect, type Studio, test } from "./app";
import { ask, newestRun } from "./ask";
import { longRuns, rested, run, sample } from "./studio";

const similar = "five white bicycles behind two plastic cows";

/** Runs a prompt to its end; the run before it may have rested on screen already. */
async function runWhole(page: Page, prompt: string): Promise<void> {
  await run(page, prompt);
  await expect.poll(async () => (await newestRun(page)).header?.prompt, { timeout: 30_000 }).toBe(prompt);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(prompt.slice(1, 20));
  await rested(page);
}

async function teach(page: Page): Promise<void> {
  await longRuns(page, 3);
  await runWhole(page, sample);
  await expect.poll(async () => (await lessons(page)).length).toBe(2);
}

async function lessons(page: Page) {
  return (await ask(page, "memory:list", { query: "", limit: 100, offset: 0 })).lessons;
}

const recalledList = (page: Page) => page.getByRole("list", { name: "From other runs" });
const openMemory = async (page: Page) => {
  await page.keyboard.press("Alt+5");
  await expect(page.getByRole("list", { name: "Timeline" })).toBeVisible();
};

test("a run begins with what a similar one learnt; it is forgotten, brought back, pinned, and kept", async ({
  launch,
}) => {
  const first = await launch();
  const { page } = first;
  await teach(page);
  await runWhole(page, similar);
  const { recalled } = await newestRun(page);
  expect(recalled).toHaveLength(2);
  expect(recalled[0]?.similarity).toBeGreaterThan(0.8);

  await openMemory(page);
  const items = recalledList(page).getByRole("listitem");
  await expect(items).toHaveCount(2);
  const percent = `${Math.round((recalled[0]?.similarity ?? 0) * 100)}% similar`;
  await expect(items.first()).toContainText(percent);
  await expect(items.first()).toContainText("Both ask for counts and positions and say “white”");
  await expect(items.first()).toContainText(sample);

  await items.first().getByRole("button", { name: "Forget" }).click();
  await expect(items.first()).toContainText("Forgotten.");
  await expect.poll(async () => (await lessons(page)).map(({ id }) => id)).not.toContain(recalled[0]?.id);
  await page.keyboard.press("Control+z");
  await expect(items.first()).not.toContainText("Forgotten.");
  await page.keyboard.press("Control+Shift+z");
  await expect(items.first()).toContainText("Forgotten.");

  // Pinned ones come first, here and in the list of all.
  await items.nth(1).getByRole("button", { name: "Pin", exact: true }).click();
  await expect(items.first().getByRole("button", { name: "Take the pin off" })).toBeVisible();
  await page.getByRole("radio", { name: "Across runs" }).click();
  const list = page.getByRole("list", { name: "Lessons" });
  await expect(list.getByRole("listitem").first()).toContainText("pinned");
  await expect(list.getByRole("listitem").first()).toContainText(sample);
  await expect(list.getByRole("listitem").first()).toContainText("recalled once");

  await first.quit();
  const second = await launch();
  await openMemory(second.page);
  await second.page.getByRole("radio", { name: "Across runs" }).click();
  const again = second.page.getByRole("list", { name: "Lessons" });
  await expect(again.getByRole("listitem").first()).toContainText("pinned");
  const kept = await lessons(second.page);
  expect(kept.map(({ id }) => id)).not.toContain(recalled[0]?.id);
  expect(kept[0]?.pinned).toBe(true);

  // What was forgotten is to be had back, by keyboard as well.
  await second.page.getByRole("radio", { name: "Forgotten" }).click();
  await expect(again.getByRole("listitem")).toHaveCount(1);
  await again.getByRole("article").first().focus();
  await second.page.keyboard.press("Delete");
  await expect(second.page.getByText("Nothing is forgotten")).toBeVisible();
  await expect.poll(async () => (await lessons(second.page)).map(({ id }) => id)).toContain(recalled[0]?.id);
});

test("the timeline has its tracks, what each call was shown, and what was saved", async ({
  studio: { page },
}) => {
  await longRuns(page, 4);
  await runWhole(page, sample);
  const state = await newestRun(page);
  await openMemory(page);
  const timeline = page.getByRole("list", { name: "Timeline" });
  for (const { n, experience } of state.iterations) {
    const column = timeline
      .getByRole("listitem")
      .filter({ has: page.getByRole("button", { name: new RegExp(`^Iteration ${n},`) }) });
    await expect(column).toBeVisible();
    if (experience !== null) await expect(column).toContainText(experience.text);
  }
  // The last call is looked into: it read every attempt before it.
  await expect(
    page.getByRole("button", { name: /^Iteration 4, .*the refiner for 4 read 3 attempts/i }),
  ).toHaveAttribute("aria-pressed", "true");
  await expect(
    timeline.getByRole("button", { name: /^Iteration 1, .*shown to the refiner for 4: prompt/ }),
  ).toBeVisible();
  await expect(timeline.getByText("Refiner", { exact: true })).toHaveCount(1);
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText(
    "prompt, verdicts, and lesson of 3",
  );

  const saved = page.getByRole("region", { name: "What compression saved" });
  await expect(saved).toContainText(/\d+% of tokens saved/);
  await expect(saved).toContainText("0 of 6 pictures");

  // Along the iterations by keyboard, from anywhere in the view and with the focus on the timeline.
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("button", { name: /^Iteration 3, .*/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("button", { name: /^Iteration 3, / }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("button", { name: /^Iteration 1, / })).toBeFocused();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("nothing to read yet");
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: /^Iteration 4, / })).toBeFocused();

  await page.getByRole("button", { name: "Look at it in the studio" }).click();
  await expect(page.getByRole("img", { name: /^Iteration 4/ })).toBeVisible();
});

test("lessons are found by what they mean, chosen in bulk, and gone with their run", async ({
  studio: { page },
}) => {
  await teach(page);
  await longRuns(page, 2);
  await runWhole(page, "a glass apple");
  await expect.poll(async () => (await lessons(page)).length).toBe(3);
  await page.keyboard.press("Alt+5");
  await page.keyboard.press("Control+f");
  const list = page.getByRole("list", { name: "Lessons" });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await page.getByRole("searchbox", { name: "Search by meaning" }).fill("bikes and cattle");
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(list.getByRole("listitem").first()).toContainText("% similar");

  await page.getByRole("button", { name: "Choose all" }).click();
  await page.getByRole("button", { name: "Forget", exact: true }).first().click();
  await expect(page.getByText("2 lessons were forgotten.")).toBeVisible();
  await expect(page.getByText("No lesson is like that")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("main").press("Control+z");
  await expect(list.getByRole("listitem")).toHaveCount(2);

  const apple = (await newestRun(page)).header?.id ?? "";
  await ask(page, "library:trash", { runIds: [apple] });
  await expect.poll(async () => (await lessons(page)).length).toBe(2);
  await ask(page, "library:restore", { runIds: [apple] });
  await expect.poll(async () => (await lessons(page)).length).toBe(3);
});

test("off for a run or for all, nothing is brought up; the cache may be deleted at any time", async ({
  launch,
  userData,
}) => {
  const first = await launch();
  await teach(first.page);
  const { runId } = await ask(first.page, "runs:start", { prompt: similar, rounds: 1, memory: false });
  await expect.poll(async () => (await newestRun(first.page)).status).toBe("finished");
  expect((await newestRun(first.page)).header?.id).toBe(runId);
  expect((await newestRun(first.page)).recalled).toEqual([]);
  await ask(first.page, "settings:set", { memory: false });
  await first.page.keyboard.press("Alt+5");
  await first.page.getByRole("radio", { name: "Across runs" }).click();
  await expect(first.page.getByText("Memory is off for new runs")).toBeVisible();
  await first.page.getByRole("switch", { name: "Use in new runs" }).click();
  await expect.poll(async () => (await ask(first.page, "settings:get", undefined)).memory).toBe(true);
  const before = await lessons(first.page);
  await first.kill();
  await rm(path.join(userData, "memory", "lessons.jsonl"));
  await rm(path.join(userData, "memory", "vectors.bin"));
  const second = await launch();
  await expect.poll(() => lessons(second.page)).toEqual(before);
});

test("a branch's timeline begins with what it inherited, and leads back to where that was made", async ({
  studio,
}) => {
  const { page } = studio;
  await teach(page);
  const parent = (await newestRun(page)).header?.id ?? "";
  const prompt = "four white bicycles in front of three plastic cows and a red car";
  await ask(page, "runs:start", {
    prompt,
    rounds: 2,
    keepGoing: true,
    branchOf: { runId: parent, iteration: 2 },
    branch: { keepCriteria: false, keepMemory: true },
  });
  await expect.poll(async () => (await newestRun(page)).header?.prompt).toBe(prompt);
  await expect.poll(async () => (await newestRun(page)).status, { timeout: 60_000 }).toBe("finished");
  const branch = await newestRun(page);
  expect(branch.inherited).toHaveLength(2);
  // The parent's lessons came along already: they are not recalled on top.
  expect(branch.recalled.map(({ runId }) => runId)).not.toContain(parent);
  await show(studio, branch.header?.id ?? "");
  await openMemory(page);
  const inherited = page.getByRole("button", { name: /^Iteration \d of the run before/ });
  await expect(inherited).toHaveCount(2);
  await expect(page.getByRole("button", { name: /^Iteration \d, / })).toHaveCount(2);
  await expect(inherited.first()).toHaveAccessibleName(/shown to the refiner for 2: prompt/);
  await inherited.first().click();
  await page.getByRole("button", { name: "Open that run" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("red car");
});

test("two hundred attempts: only those near the screen are drawn, and the ends are one key away", async ({
  launch,
  userData,
}) => {
  await longRun(userData, 200);
  const studio = await launch();
  const { page } = studio;
  await show(studio, "longstory");
  await openMemory(page);
  const columns = page
    .getByRole("list", { name: "Timeline" })
    .getByRole("button", { name: /^Iteration \d+, / });
  await expect(page.getByRole("button", { name: /^Iteration 200, / })).toBeVisible();
  expect(await columns.count()).toBeLessThan(25);
  await page.keyboard.press("Home");
  await expect(page.getByRole("button", { name: /^Iteration 1, / })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Iteration 200, / })).toHaveCount(0);
  expect(await columns.count()).toBeLessThan(25);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: /^Iteration 2, / })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("radio", { name: "Across runs" }).click();
  const list = page.getByRole("list", { name: "Lessons" });
  await expect(page.getByText("200 lessons", { exact: true })).toBeVisible();
  expect(await list.getByRole("listitem").count()).toBeLessThan(40);
});

/** Opens a run as a click on its notification does. */
async function show(studio: Studio, runId: string): Promise<void> {
  const window = await studio.app.browserWindow(studio.page);
  await window.evaluate((target, id) => target.webContents.send("show-run", { runId: id }), runId);
  await expect(studio.page.getByRole("list", { name: "Iterations" })).toBeVisible();
}

/** Writes a run of many attempts into the data folder, each with a lesson of its own. */
async function longRun(userData: string, attempts: number): Promise<void> {
  const runs = await openRunsFolder(userData);
  const prompt = "a long story of cows";
  await write(
    runs,
    "longstory",
    eventsOf({
      id: "longstory",
      prompt,
      attempts: Array.from({ length: attempts }, (_, n) => ({
        verdicts: n % 3 === 0 ? "pf" : "pu",
        text: `Lesson ${n + 1}: ${"cows stand apart, ".repeat(1 + (n % 9))}and that is what counts.`,
      })),
    }),
  );
}

test("a run brought in from elsewhere brings its lessons", async ({ studio: { page }, userData }) => {
  await teach(page);
  const id = (await newestRun(page)).header?.id ?? "";
  const { folder } = await ask(page, "runs:get", { runId: id });
  const copy = path.join(userData, "brought", path.basename(folder));
  await cp(folder, copy, { recursive: true });
  await ask(page, "library:trash", { runIds: [id] });
  await ask(page, "library:purge", { runIds: [id] });
  await expect.poll(async () => (await lessons(page)).length).toBe(0);
  const { finds } = await ask(page, "exchange:inspect", { paths: [copy] });
  const choice = { mode: "all", present: "copy" } as const;
  await ask(page, "exchange:import", { token: finds[0]?.token ?? "", choice });
  await expect.poll(async () => (await lessons(page)).length).toBe(2);
});
