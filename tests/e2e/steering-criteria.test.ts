/** Criteria and verdicts in the designer's hand: before, during and after a run; each change one Ctrl+Z away. */
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { longRuns, rested, run, sample } from "./studio";

const panel = (page: Page) => page.getByRole("region", { name: "Skill and criteria" });

async function menuOf(page: Page, question: string): Promise<void> {
  await panel(page)
    .getByRole("button", { name: `Change “${question}”` })
    .press("Enter");
}

async function questions(page: Page): Promise<readonly string[]> {
  return ((await newestRun(page)).criteria ?? []).map((one) => one.question);
}

/** Takes an act back by key once its notice tells that it is done, as a designer would: the run knows earlier. */
async function takeBack(page: Page, told: string): Promise<void> {
  await expect(page.getByText(told, { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText(`Undone: ${told}`, { exact: true }).first()).toBeVisible();
}

test("before the first drawing: weigh, lock, turn off, move, add, remove; each undone by key", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { pace: "step", rounds: 2, keepGoing: true });
  await run(page, sample);
  await expect(page.getByTestId("run-status")).toHaveText("Waiting for you");
  const before = (await newestRun(page)).criteria ?? [];
  const [first, second] = before;
  if (first === undefined || second === undefined) throw new Error("There are no criteria.");

  await menuOf(page, first.question);
  await page.getByRole("menuitem", { name: "Edit words and weight" }).press("Enter");
  const form = page.getByRole("form", { name: "Edit criterion" });
  await form.getByRole("radio", { name: "×3" }).click();
  await form.getByRole("switch", { name: "Must hold" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await newestRun(page)).criteria?.[0])
    .toMatchObject({ weight: 3, locked: true, question: first.question });
  const changed = `Changed “${first.question}”`;
  await takeBack(page, changed);
  await expect.poll(async () => (await newestRun(page)).criteria).toEqual(before);
  await page.keyboard.press("Control+y");
  await expect.poll(async () => (await newestRun(page)).criteria?.[0]?.locked).toBe(true);
  await takeBack(page, changed);

  await menuOf(page, second.question);
  await page.getByRole("menuitem", { name: "Turn off" }).press("Enter");
  await expect.poll(async () => (await newestRun(page)).criteria?.[1]?.enabled).toBe(false);
  await takeBack(page, `Turned off “${second.question}”`);
  await expect.poll(async () => (await newestRun(page)).criteria?.[1]?.enabled).toBe(true);

  await menuOf(page, first.question);
  await page.getByRole("menuitem", { name: "Move down" }).press("Enter");
  await expect
    .poll(async () => (await questions(page)).slice(0, 2))
    .toEqual([second.question, first.question]);
  await takeBack(page, `Moved “${first.question}”`);
  await expect.poll(() => questions(page)).toEqual(before.map((one) => one.question));

  await menuOf(page, first.question);
  await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
  await expect.poll(() => questions(page)).not.toContain(first.question);
  await takeBack(page, `Removed “${first.question}”`);
  await expect.poll(() => questions(page)).toEqual(before.map((one) => one.question));
  expect((await newestRun(page)).iterations).toEqual([]);
});

test("a question added while the run works is asked of the next images, and of the older ones on wish", async ({
  studio: { page },
}) => {
  await longRuns(page, 40);
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("main").click({ position: { x: 12, y: 300 } });
  await page.keyboard.press("c");
  await page.getByRole("textbox", { name: "Question" }).fill("Are there exactly four bicycles, all told?");
  await page.keyboard.press("Control+Enter");
  const added = panel(page).getByRole("button", {
    name: "Are there exactly four bicycles, all told?",
    exact: true,
  });
  await expect(added).toBeVisible();
  const at = (await newestRun(page)).iterations.length;
  await expect(
    page.getByRole("button", { name: new RegExp(`^Iteration ${at + 2}, \\d+ of \\d+`) }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await rested(page);
  const id = (await newestRun(page)).criteria?.at(-1)?.id ?? "";
  const answers = async () =>
    (await newestRun(page)).iterations
      .filter((it) => it.image !== null && it.judged)
      .map((it) => it.verdicts[id]?.state ?? null);
  expect((await answers()).at(-1)).not.toBeNull();
  // The first image was judged before the question was there.
  expect((await answers())[0]).toBeNull();
  await menuOf(page, "Are there exactly four bicycles, all told?");
  await page.getByRole("menuitem", { name: /^Judge on all images/ }).press("Enter");
  await expect.poll(answers, { timeout: 60_000 }).not.toContain(null);
});

test("judging again leaves the picture and asks only what was named", async ({ studio: { page } }) => {
  await run(page, sample);
  await rested(page);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  const before = await newestRun(page);
  const runId = before.header?.id ?? "";
  const [first] = before.criteria ?? [];
  if (first === undefined) throw new Error("There are no criteria.");
  await menuOf(page, first.question);
  await page.getByRole("menuitem", { name: "Judge again in iteration 1" }).press("Enter");
  const askedFor = async () =>
    (await ask(page, "runs:get", { runId })).events.flatMap((event) =>
      event.type === "reverification-asked" ? [event.criterionIds] : [],
    );
  await expect.poll(askedFor).toEqual([[first.id]]);
  await expect.poll(async () => (await newestRun(page)).iterations[0]?.again).toEqual([]);
  const after = await newestRun(page);
  expect(after.iterations[0]?.image).toEqual(before.iterations[0]?.image);
  expect(after.iterations[0]?.verdicts[first.id]?.state).toBe(
    before.iterations[0]?.verdicts[first.id]?.state,
  );

  await page.getByRole("tab", { name: "Verdicts" }).click();
  await page.getByRole("button", { name: "Judge all again" }).click();
  await expect.poll(async () => (await askedFor()).at(-1)).toBeNull();
  await expect.poll(async () => (await newestRun(page)).iterations[0]?.again).toEqual([]);
});

test("the designer's verdict stands, says whose it is and why, and goes back by key", async ({
  studio: { page },
}) => {
  await run(page, sample);
  await rested(page);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  const [first] = (await newestRun(page)).criteria ?? [];
  if (first === undefined) throw new Error("There are no criteria.");
  const overrides = async () => (await newestRun(page)).iterations[0]?.overrides ?? {};
  await page.getByRole("tab", { name: "Verdicts" }).click();
  const decide = page.getByRole("group", { name: `Your verdict on “${first.question}”` });
  await decide.getByRole("button", { name: "I say it fails" }).click();
  await expect.poll(overrides).toEqual({ [first.id]: { state: "fail" } });
  await expect(page.getByText("Your verdict: fail")).toBeVisible();
  await expect(panel(page).getByRole("button", { name: /^Iteration 1: fail, decided by you/ })).toBeVisible();

  const note = page.getByRole("textbox", { name: `Why, on “${first.question}”` });
  await note.fill("The third one is hidden.");
  await note.press("Enter");
  await expect.poll(overrides).toEqual({ [first.id]: { state: "fail", note: "The third one is hidden." } });
  await page.getByRole("tab", { name: "Verdicts" }).focus();
  await page.keyboard.press("Control+z");
  await expect.poll(overrides).toEqual({ [first.id]: { state: "fail" } });
  await page.keyboard.press("Control+z");
  await expect.poll(overrides).toEqual({});
  await expect(page.getByText("Your verdict: fail")).toBeHidden();
});

test("rounds and time are changed while the run works; an all-passed run goes on when asked", async ({
  studio: { page },
}) => {
  await longRuns(page, 40);
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 1, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "How far it goes" }).click();
  const rounds = page.getByRole("spinbutton", { name: "Rounds of this run" });
  const drawn = (await newestRun(page)).iterations.length;
  await rounds.fill(String(drawn + 3));
  await rounds.press("Enter");
  await expect.poll(async () => (await newestRun(page)).rounds).toBeLessThan(40);
  await page.getByRole("textbox", { name: "Time limit in minutes" }).fill("5");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await newestRun(page)).seconds).toBe(300);
  await page.keyboard.press("Escape");
  await rested(page);
  const ended = await newestRun(page);
  expect(ended.iterations.length).toBeLessThanOrEqual(ended.rounds);

  await ask(page, "settings:set", { keepGoing: false, rounds: 5 });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await newestRun(page)).header?.prompt).toBe("a red car");
  await rested(page);
  const passed = await newestRun(page);
  expect(passed.finishedBecause).toBe("all-passed");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("menuitem", { name: "One more round" }).click();
  const next = passed.iterations.length + 1;
  await expect(
    page.getByRole("button", { name: new RegExp(`^Iteration ${next}, \\d+ of \\d+`) }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await rested(page);
  expect((await newestRun(page)).iterations).toHaveLength(next);
});
