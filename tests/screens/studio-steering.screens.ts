import { expect, test } from "../e2e/app";
import { ask, newestRun } from "../e2e/ask";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";

test("step by step: the first prompt waits, then the next", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { pace: "step", rounds: 4 });
  await run(page, showpiece);
  const field = page.getByRole("textbox", { name: "Prompt for iteration 1" });
  await expect(field).toBeVisible();
  await take(studio, "step-first");
  await page.getByRole("button", { name: "Draw it", exact: true }).last().click();
  const next = page.getByRole("textbox", { name: "Prompt for iteration 2" });
  await expect(next).toBeVisible();
  await next.fill(`${await next.inputValue()}, seen from above`);
  await page.getByRole("radio", { name: "Against the proposal" }).click();
  await take(studio, "step-edited");
});

test("criteria, verdicts, ratings, limits, branches", async ({ studio }) => {
  const { page } = studio;
  await run(page, showpiece);
  await rested(page);
  const state = await newestRun(page);
  const runId = state.header?.id ?? "";
  const [first, second, third] = state.criteria ?? [];
  await ask(page, "runs:editCriteria", {
    runId,
    criteria: (state.criteria ?? []).map((one) =>
      one === first ? { ...one, locked: true, weight: 3 } : one === third ? { ...one, enabled: false } : one,
    ),
  });
  await ask(page, "runs:override", {
    runId,
    iteration: 1,
    criterionId: second?.id ?? "",
    state: "fail",
    note: "One of them is cut off by the edge.",
  });
  await ask(page, "runs:rate", { items: [{ runId, iteration: 1 }], rating: 4 });
  if (state.iterations.length > 1)
    await ask(page, "runs:rate", { items: [{ runId, iteration: 2 }], rating: "rejected" });
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await page.getByRole("tab", { name: "Verdicts" }).click();
  await take(studio, "steering-verdicts");
  await page.keyboard.press("r");
  await take(studio, "rating-panel");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Change “${first?.question}”` }).click();
  await take(studio, "criterion-menu");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "How far it goes" }).click();
  await take(studio, "run-limits");
  await page.keyboard.press("Escape");
  await page.getByRole("main").click({ position: { x: 20, y: 200 } });
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: "Wish" }).fill("six blue birds above four checkered turtles");
  await page.getByRole("radio", { name: "Random" }).click();
  await take(studio, "branch-dialog");
  await page.keyboard.press("Control+Enter");
  await rested(page);
  for (const seed of [11, 12, 13]) {
    const { runId: id } = await ask(page, "runs:start", {
      prompt: showpiece,
      seed,
      rounds: 3,
      keepGoing: true,
      branchOf: { runId, iteration: 1 },
      branch: { keepCriteria: true, keepMemory: false },
    });
    await expect.poll(async () => (await ask(page, "runs:get", { runId: id })).live).toBe(false);
  }
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("treeitem")).toHaveCount(5);
  await page.getByRole("treeitem").nth(1).click();
  await page.keyboard.press("Space");
  await take(studio, "tree");
});

test("a run without branches", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("Alt+4");
  await take(studio, "tree-empty");
  await page.keyboard.press("Alt+1");
  await run(page, "a red car");
  await rested(page);
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("treeitem")).toHaveCount(1);
  await take(studio, "tree-single");
});
