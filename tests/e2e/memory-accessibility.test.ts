/** Memory in every theme, with everything it can show, against WCAG 2.2 AA. */
import type { Page } from "@playwright/test";
import { openRunsFolder } from "../../electron/storage";
import type { Recalled } from "../../shared/run/events";
import { eventsOf, write } from "../unit/electron/memory/runs";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";

async function check(page: Page, what: string): Promise<void> {
  const violations = await violationsIn(page);
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) }));
  expect.soft(found, what).toEqual([]);
}

/** A teacher, and a pupil that recalls it, was shown a picture here and only a lesson there, and skipped one. */
async function writeRuns(userData: string): Promise<void> {
  const runs = await openRunsFolder(userData);
  const prompt = "five white bicycles behind two plastic cows";
  const attempts = [
    { verdicts: "pf", text: "Two cows were three.", strategy: "first draft" },
    { verdicts: "fp", strategy: "emphasis" },
    { verdicts: "pu", strategy: "explicit layout" },
    {
      verdicts: "pp",
      shown: [
        { iteration: 3, parts: ["prompt" as const, "verdicts" as const, "image" as const] },
        { iteration: 1, parts: ["experience" as const] },
      ],
    },
  ];
  await write(
    runs,
    "teacher",
    eventsOf({ id: "teacher", prompt: "four white bicycles and a cow", attempts }),
  );
  const lesson: Recalled = {
    ...{ id: "teacher-1", runId: "teacher", iteration: 1, prompt: "four white bicycles and a cow" },
    ...{
      text: "Two cows were three.",
      strategy: "first draft",
      similarity: 0.81,
      why: "Both ask for counts.",
    },
    common: { kinds: ["count"], words: ["bicycle", "cow"] },
    tried: { strategy: "emphasis", prompt: "", planned: "", cooling: 1, ratio: 0.5, gain: -0.1 },
  };
  const [created, ...others] = eventsOf({ id: "pupil01", prompt, attempts });
  const gone = { ...lesson, id: "gone12-1", runId: "gone12" };
  await write(runs, "pupil01", [
    created!,
    { type: "experiences-recalled", recalled: [lesson, gone] },
    ...others,
  ]);
}

test("memory can be read and used in every theme", async ({ launch, userData }) => {
  await writeRuns(userData);
  const studio = await launch();
  const { page } = studio;
  const window = await studio.app.browserWindow(page);
  await window.evaluate((target) => target.webContents.send("show-run", { runId: "pupil01" }));
  await expect(page.getByRole("list", { name: "Iterations" })).toBeVisible();
  for (const theme of ["dark", "light", "neutral"] as const) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    await page.keyboard.press("Alt+5");
    await page.getByRole("radio", { name: "This run" }).click();
    await page.keyboard.press("End");
    const recalled = page.getByRole("list", { name: "From other runs" });
    await expect(recalled.getByRole("listitem")).toHaveCount(2);
    await expect(recalled.getByRole("listitem").nth(1)).toContainText("Forgotten.");
    // The call saw the picture of one attempt, the lesson of another, and nothing of a third.
    await expect(page.getByRole("button", { name: /^Iteration 3, .*picture$/ })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Iteration 1, .*for 4: lesson$/ })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Iteration 2, 1 of 2$/ })).toBeVisible();
    await check(page, `timeline in ${theme}`);
    await page.getByRole("radio", { name: "Across runs" }).click();
    await expect(page.getByRole("list", { name: "Lessons" }).getByRole("listitem")).toHaveCount(8);
    await page.getByRole("checkbox").first().check();
    await check(page, `lessons in ${theme}`);
    await page.getByRole("checkbox").first().uncheck();
  }
});
