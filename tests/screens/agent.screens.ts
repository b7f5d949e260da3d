import { reduceAll } from "../../shared/run/reduce";
import { keptOf, type Repair } from "../../shared/run/repair";
import { drawRun, sowAsking, sowPairs, sowRepair } from "../e2e/agent-runs";
import { expect, test } from "../e2e/app";
import { ask } from "../e2e/ask";
import { rested, run, sample } from "../e2e/studio";
import { take } from "./take";

const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";

test("rounds of several images: options, filmstrip, comparison, memory", async ({ studio }) => {
  const { page } = studio;
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill(showpiece);
  await page.getByRole("button", { name: /^Rounds:/ }).click();
  await page.getByRole("spinbutton", { name: "Images per round" }).fill("3");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Images at most" }).fill("20");
  await page.getByRole("textbox", { name: "Time limit in minutes" }).fill("10");
  await page.keyboard.press("Enter");
  await take(studio, "run-options");
  await page.getByText("More", { exact: true }).click();
  await take(studio, "run-options-more");
  await page.keyboard.press("Escape");
  await ask(page, "settings:set", { rounds: 3, keepGoing: true });
  await run(page, showpiece);
  await expect(page.getByRole("button", { name: /^Iteration 4, .* passed, round 2/ })).toBeVisible();
  await take(studio, "rounds-running", ["dark"]);
  await rested(page);
  await page.getByRole("button", { name: /^Iteration 5,/ }).click();
  await take(studio, "rounds");
  await page.getByRole("button", { name: "How far it goes" }).click();
  await take(studio, "run-limits");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Compare round 2" }).click();
  await take(studio, "rounds-compare");
  await page.keyboard.press("Alt+5");
  await take(studio, "rounds-memory");
});

test("a question before anything is drawn, and its answer in the run's story", async ({
  launch,
  userData,
}) => {
  await sowAsking(userData);
  const studio = await launch();
  const { page } = studio;
  await page.keyboard.press("Alt+3");
  await take(studio, "question-library", ["dark"]);
  await page.getByRole("gridcell", { name: /Three cats/ }).dblclick();
  await expect(page.getByRole("region", { name: "Question about the prompt" })).toBeVisible();
  await take(studio, "question", ["dark", "light", "neutral"]);
  await ask(page, "settings:set", { language: "de" });
  await take(studio, "german-question", ["neutral"]);
  await ask(page, "settings:set", { language: "en" });
  await page.keyboard.press("4");
  await take(studio, "question-own", ["dark"]);
  await page.getByRole("radio", { name: /^Exactly two/ }).click();
  await page.getByRole("button", { name: "Draw this" }).click();
  await rested(page);
  await take(studio, "question-answered");
});

test("what was not asked, and equal scores that a judge was asked about", async ({ launch, userData }) => {
  const first = await launch();
  const drawn = await drawRun(first, { prompt: sample, rounds: 2, keepGoing: true });
  const several = await drawRun(first, { prompt: sample, rounds: 1, candidates: 4, keepGoing: true });
  await first.quit();
  await sowRepair(userData, drawn);
  await sowPairs(userData, several);
  const studio = await launch();
  const { page } = studio;
  const open = async (title: RegExp) => {
    await page.keyboard.press("Alt+3");
    await page.getByRole("gridcell", { name: title }).dblclick();
  };
  await open(/Mended bicycles/);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await page.getByRole("tab", { name: "Verdicts" }).click();
  await take(studio, "not-asked");
  await open(/Equal scores/);
  await page.getByRole("tab", { name: "Thought" }).click();
  await take(studio, "judged-pairs");
});

test("a repair as Flatland makes it", async ({ studio }) => {
  const { page } = studio;
  let mended: { runId: string; n: number; base: number } | null = null;
  for (let seed = 1; seed <= 12 && mended === null; seed += 1) {
    const runId = await drawRun(studio, { prompt: showpiece, rounds: 3, seed, repair: true });
    const { iterations, criteria } = reduceAll((await ask(page, "runs:get", { runId })).events);
    const found = iterations.find(
      (it) => it.edit !== null && repairIsWhole(keptOf({ iterations, criteria }, it.n)),
    );
    if (found?.edit != null) mended = { runId, n: found.n, base: found.edit.base };
  }
  if (mended === null) throw new Error("Flatland mended nothing under these seeds.");
  await page.keyboard.press("Alt+3");
  await page
    .getByRole("gridcell", { name: /^Seven blue birds/ })
    .first()
    .dblclick();
  await page.getByRole("button", { name: new RegExp(`^Iteration ${mended.n},`) }).click();
  await take(studio, "repair");
  await page.getByRole("button", { name: `Compare with iteration ${mended.base}` }).click();
  await take(studio, "repair-compare");
});

/** Mended, and nothing lost: what a repair is for. */
function repairIsWhole(told: Repair | null): boolean {
  return told?.edited === true && told.mended.length > 0 && told.lost.length === 0;
}
