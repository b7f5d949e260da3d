/** Branches: another way on from any image, ancestors untouched, the family as a graph, skills compared. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { rested, run, sample } from "./studio";

/** Every file of a folder with the hash of its bytes. */
async function fingerprints(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile()).map((one) => path.join(one.path, one.name));
  const hashes = await Promise.all(
    files.map(async (file) =>
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    ),
  );
  return Object.fromEntries(files.map((file, index) => [path.relative(folder, file), hashes[index] ?? ""]));
}

async function resting(page: Page, runId: string): Promise<void> {
  await expect
    .poll(async () => (await ask(page, "runs:get", { runId })).live, { timeout: 60_000 })
    .toBe(false);
}

test("a branch with other words, seed and skill starts from the dialog; the ancestor stays byte for byte", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  await run(page, sample);
  await rested(page);
  const parent = await newestRun(page);
  const parentId = parent.header?.id ?? "";
  const { folder } = await ask(page, "runs:get", { runId: parentId });
  await page.getByRole("button", { name: /^Iteration 2,/ }).click();
  const before = await fingerprints(folder);

  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Branch" });
  await expect(dialog.getByRole("textbox", { name: "Wish" })).toHaveValue(sample);
  const words = dialog.getByRole("textbox", { name: "Drawing prompt" });
  await expect(words).toHaveValue(parent.iterations[1]?.prompt ?? "");
  const changes = dialog.getByRole("region", { name: "What changes" });
  await expect(changes).toContainText("Nothing changes");
  await words.fill("four white bicycles in a row in front of three plastic cows");
  await dialog.getByRole("radio", { name: "Number" }).click();
  const seed = dialog.getByRole("spinbutton", { name: "Seed of the branch" });
  await seed.fill("99");
  await seed.press("Tab");
  await dialog.getByRole("combobox", { name: "Skill" }).selectOption({ label: "None" });
  await expect(changes.getByRole("insertion").or(changes.getByRole("deletion")).first()).toBeVisible();
  await expect(changes).toContainText("→ 99");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect
    .poll(async () => (await newestRun(page)).header?.branchOf)
    .toEqual({
      runId: parentId,
      iteration: 2,
    });
  const child = await newestRun(page);
  await resting(page, child.header?.id ?? "");
  const done = await newestRun(page);
  expect(done.iterations[0]?.prompt).toBe("four white bicycles in a row in front of three plastic cows");
  expect(done.iterations[0]?.parameters.seed).toBe(99);
  expect(done.header?.settings.skill).toEqual({ mode: "none" });
  expect(done.criteria?.map((one) => one.question)).toEqual(parent.criteria?.map((one) => one.question));
  expect(done.inherited.map((one) => one.iteration)).toEqual([1, 2]);
  expect(await fingerprints(folder)).toEqual(before);
});

test("the family is walked, opened and compared by keyboard", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  await run(page, sample);
  await rested(page);
  const rootId = (await newestRun(page)).header?.id ?? "";
  const branch = async (prompt: string, runId: string, iteration: number) => {
    const started = await ask(page, "runs:start", {
      prompt,
      rounds: 1,
      branchOf: { runId, iteration },
      branch: { keepCriteria: true, keepMemory: false },
    });
    await resting(page, started.runId);
    return started.runId;
  };
  const left = await branch("four white bicycles", rootId, 1);
  const right = await branch("three plastic cows", rootId, 2);
  const leaf = await branch("two plastic cows", right, 1);

  await page.keyboard.press("Alt+4");
  const tree = page.getByRole("tree", { name: "Branches" });
  await expect(tree.getByRole("treeitem")).toHaveCount(4);
  const item = (id: string) => tree.locator(`[data-run="${id}"]`);
  await expect(item(rootId)).toHaveAttribute("aria-level", "1");
  await expect(item(leaf)).toHaveAttribute("aria-level", "3");
  await expect(item(rootId)).toHaveAttribute("aria-current", "true");
  await expect(tree.locator(`[data-edge="${rootId}/1/${left}"]`)).toBeAttached();
  await expect(tree.locator(`[data-edge="${right}/1/${leaf}"]`)).toBeAttached();

  await item(rootId).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(item(left)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(item(left)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowRight");
  await expect(item(right)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item(leaf)).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(item(rootId)).toBeFocused();

  // What is meant can be rated where it stands.
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+Digit5");
  const rootRatings = async () => {
    const { nodes } = await ask(page, "runs:tree", { runId: rootId });
    return nodes.find((node) => node.run.id === rootId)?.iterations.map((it) => it.rating);
  };
  await expect.poll(rootRatings).toContain(5);

  await page.keyboard.press("v");
  await expect(page.getByRole("button", { name: "Compare", exact: true }).first()).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.keyboard.press("Alt+4");
  await item(leaf).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Studio", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Two plastic cows");
});

test("the tree explains itself while there is nothing in it", async ({ studio: { page } }) => {
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("heading", { name: "No branches yet" })).toBeVisible();
  await page.keyboard.press("Alt+1");
  await run(page, "a red car");
  await rested(page);
  await page.keyboard.press("Alt+4");
  await expect(page.getByRole("treeitem")).toHaveCount(1);
  await expect(page.getByText(/Nothing has been branched/)).toBeVisible();
});

test("the same seed without the skill runs beside, and its first image opens in compare", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { rounds: 1 });
  await run(page, sample);
  await rested(page);
  const origin = await newestRun(page);
  expect(origin.routing?.chosen).not.toBeNull();
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await page.getByRole("button", { name: "More about the skill" }).click();
  await page.getByRole("menuitem", { name: /^Run again without this skill/ }).click();
  await expect(page.getByRole("button", { name: "Compare", exact: true }).first()).toHaveAttribute(
    "aria-current",
    "page",
    { timeout: 60_000 },
  );
  const rerun = await newestRun(page);
  expect(rerun.header?.branchOf).toEqual({ runId: origin.header?.id, iteration: 1 });
  expect(rerun.header?.settings).toMatchObject({
    skill: { mode: "none" },
    seed: origin.header?.settings.seed,
  });
  expect(rerun.iterations[0]?.parameters.seed).toBe(origin.iterations[0]?.parameters.seed);
  const places = await page.evaluate(() => localStorage.getItem("gems.compare-tray"));
  expect(JSON.parse(places ?? "{}").state.places).toEqual([
    { runId: origin.header?.id, iteration: 1 },
    { runId: rerun.header?.id, iteration: 1 },
  ]);
});

test("a rerun does not take the view from a designer who went elsewhere", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { rounds: 1 });
  await run(page, sample);
  await rested(page);
  await page.getByRole("button", { name: "More about the skill" }).click();
  await page.getByRole("menuitem", { name: /^Run again without this skill/ }).click();
  await page.keyboard.press("Alt+6");
  await expect(page.getByText("The run without a skill is done.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Skills", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.getByRole("button", { name: "Compare the best" }).click();
  await expect(page.getByRole("button", { name: "Compare", exact: true }).first()).toHaveAttribute(
    "aria-current",
    "page",
  );
});

test("compare with the previous image, and lay images out, by key", async ({ studio: { page } }) => {
  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  await run(page, sample);
  await rested(page);
  const runId = (await newestRun(page)).header?.id ?? "";
  await page.getByRole("button", { name: /^Iteration 2,/ }).click();
  await page.keyboard.press("a");
  await expect(page.getByRole("button", { name: "Compare, 1 laid out" })).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByRole("button", { name: "Compare", exact: true }).first()).toHaveAttribute(
    "aria-current",
    "page",
  );
  const places = await page.evaluate(() => localStorage.getItem("gems.compare-tray"));
  expect(JSON.parse(places ?? "{}").state.places).toEqual([
    { runId, iteration: 1 },
    { runId, iteration: 2 },
  ]);
});
