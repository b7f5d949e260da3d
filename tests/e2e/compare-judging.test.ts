/** What sets images apart and which is taken: words, settings, criteria, picks, blind and open; the row of images. */
import type { Page } from "@playwright/test";
import { makeRun } from "../../bench/ui/make-runs";
import { reduceAll } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";
import {
  COWS,
  loaded,
  makeCows,
  makePictures,
  mapped,
  mode,
  OTHER,
  of,
  openCompare,
  questions,
} from "./compare-helpers";
import { run, sample } from "./studio";

const stateOf = async (page: Page, runId: string): Promise<RunState> =>
  reduceAll((await ask(page, "runs:get", { runId })).events);

const tray = (page: Page) => page.locator("[data-tray]");

test("beside A and B: the words that changed, and only the settings that changed", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2, 3));
  await page.keyboard.press("1");
  await page.keyboard.press("Shift+3");
  const side = page.getByRole("region", { name: "What sets A and B apart" });
  const words = side.getByRole("region", { name: "Prompt A → B" });
  await expect(words.locator("ins")).toHaveText(["exactly", "exactly", "glossy"]);
  const changed = side.getByRole("region", { name: "Changed parameters" });
  await expect(changed.getByRole("term")).toHaveText(["Seed", "Temperature", "Strategy"]);
  await expect(changed).toContainText("7 to 99");
  await expect(changed).toContainText("1.0 to 0.8");
  await expect(changed).toContainText("— to counting");
  // Both come from the same words of the designer's.
  await expect(side.getByRole("region", { name: "Your words A → B" })).toHaveCount(0);

  await page.keyboard.press("s");
  await expect(words.locator("del")).toHaveText(["exactly", "exactly", "glossy"]);
  await expect(changed).toContainText("99 to 7");
  await expect(page.getByRole("button", { name: "Image A: Iteration 3" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Image B: Iteration 1" })).toBeVisible();
});

test("the criteria tell what was gained and lost, are filtered, and show their evidence on every pane", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2, 3));
  await mode(page, "t", "side");
  await page.keyboard.press("1");
  await page.keyboard.press("Shift+2");
  const rows = page.getByTestId("matrix-row");
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: "three cows" })).toContainText("lost in 2, regained in 3");
  await expect(rows.filter({ hasText: "four bicycles" })).toContainText("gained in 2");
  const cell = page.getByRole("button", { name: /three cows\? Iteration 2: fail, lost/ });
  await expect(cell).toHaveAttribute("data-state", "fail");

  await page.getByRole("radio", { name: "Differing" }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("radio", { name: "Failing" }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole("radio", { name: "All" }).click();

  await cell.hover();
  const boxes = page.getByTestId("compare-evidence").getByTestId("evidence-box");
  await expect(boxes).toHaveCount(2);
  await expect(boxes.nth(0)).toHaveAttribute("data-tone", "for");
  await expect(boxes.nth(1)).toHaveAttribute("data-tone", "against");
  await page.mouse.move(2, 2);
  await expect(boxes).toHaveCount(0);

  // By keyboard: into the matrix, and along it.
  await page.getByRole("button", { name: /four bicycles\? Iteration 1/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(cell).toBeFocused();
  await expect(boxes).toHaveCount(2);

  await ask(page, "runs:override", { runId: COWS, iteration: 2, criterionId: "q2", state: "pass" });
  await expect(
    page.getByRole("button", { name: /three cows\? Iteration 2: pass, your verdict/ }),
  ).toBeVisible();
  await expect(rows.filter({ hasText: "three cows" })).not.toContainText("lost");

  await page.getByTestId("compare-stage").focus();
  await page.keyboard.press("m");
  await expect(rows).toHaveCount(0);
  await page.keyboard.press("m");
  await expect(rows).toHaveCount(4);
});

test("questions of strangers meet by their words, and the titles tell the runs apart", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const png = await mapped(128);
  await makeRun(userData, {
    id: "str4ng3r",
    title: "Milk run",
    prompt: "three cows on a meadow",
    at: Date.UTC(2026, 10, 2),
    criteria: [{ ...(questions[1] ?? questions[0]!), id: "z9", question: "are there exactly three cows" }],
    iterations: [
      { png, width: 128, height: 128, prompt: "three cows on a meadow", verdicts: { z9: "fail" } },
    ],
  });
  const { page } = await launch();
  await openCompare(page, [...of(COWS, 3), ...of("str4ng3r", 1)]);
  const rows = page.getByTestId("matrix-row");
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: /three cows/i })).toContainText("lost in Milk run 1");
  await expect(page.getByRole("banner")).toContainText("2 iterations of 2 runs");
  await expect(page.getByRole("region", { name: "Your words A → B" }).locator("ins").first()).toBeVisible();
});

test("a pick is written into the journal and shown, by mouse and by keys", async ({ launch, userData }) => {
  await makeCows(userData);
  await makePictures(userData, [{ png: await mapped(64), width: 64, height: 64 }]);
  const { page } = await launch();
  await openCompare(page, [...of(COWS, 2), ...of(OTHER, 1)]);
  const pick = page.getByRole("group", { name: "Your pick" });
  await pick.getByRole("button", { name: "B is better" }).click();
  await expect(pick.getByRole("button", { name: "B is better" })).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(async () => (await stateOf(page, COWS)).preferences.at(-1))
    .toMatchObject({
      iteration: 2,
      against: { runId: OTHER, iteration: 1 },
      outcome: "lost",
      blind: false,
    });
  expect((await stateOf(page, OTHER)).preferences.at(-1)).toMatchObject({ outcome: "won", blind: false });
  await pick.getByRole("button", { name: "Tie" }).focus();
  await page.keyboard.press("1");
  await expect(pick.getByRole("button", { name: "A is better" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await stateOf(page, COWS)).preferences.at(-1)?.outcome).toBe("won");
});

test("a blind comparison tells nothing, journals every pick as blind, and reveals at the end", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2, 3));
  await page.getByRole("button", { name: "Blind A/B" }).click();
  await page.getByRole("menuitem", { name: /^All 3 pairs/ }).click();
  const blind = page.getByTestId("blind");
  await expect(blind).toBeVisible();
  for (let at = 1; at <= 3; at++) {
    await expect(blind).toContainText(`${at} of 3`);
    await loaded(page);
    // Nothing in the page, read or not, says which is which: no names, numbers, prompts, scores or ids.
    const told = await page.evaluate(() => {
      const area = [document.querySelector("[data-testid=blind]"), document.querySelector("header")];
      const text = area.map((one) => one?.textContent ?? "").join(" ");
      const attributes = area.flatMap((one) =>
        [...(one?.querySelectorAll("*") ?? [])].flatMap((element) =>
          [...element.attributes]
            .filter((attribute) => !["class", "style", "src", "d", "id"].includes(attribute.name))
            .map((attribute) => attribute.value),
        ),
      );
      return [text, ...attributes, document.title].join("\n");
    });
    for (const leak of [/iteration/i, /bicycle/i, /cow/i, /seed/i, /c0ws00/, /passed/i, /\b\d\/4\b/]) {
      expect(told).not.toMatch(leak);
    }
    const alts = await page
      .locator("[data-pane] img")
      .evaluateAll((all) => all.map((one) => one.getAttribute("alt")));
    expect(alts).toEqual(["First image", "Second image"]);
    await expect(page.getByTestId("matrix-row")).toHaveCount(0);
    await expect(tray(page)).toHaveCount(0);
    const before = (await stateOf(page, COWS)).preferences.length;
    await page.keyboard.press(at === 3 ? "s" : at === 2 ? "0" : "1");
    await expect.poll(async () => (await stateOf(page, COWS)).preferences.length > before).toBe(at < 3);
  }
  await expect(page.getByTestId("blind-result")).toBeVisible();
  await expect(page.getByTestId("blind-tally")).toHaveCount(3);
  const { preferences } = await stateOf(page, COWS);
  expect(preferences.every((one) => one.blind)).toBe(true);
  const winner =
    preferences.find((one) => one.outcome === "won") ?? preferences.find((one) => one.outcome === "lost");
  expect(winner).toBeDefined();
  expect(preferences.some((one) => one.outcome === "tie")).toBe(true);
  const best = winner?.outcome === "won" ? winner.iteration : winner?.against.iteration;
  await expect(page.getByTestId("blind-tally").first()).toContainText(`Iteration ${best}`);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("compare-stage")).toBeVisible();
});

test("the row: add from the library, move, take out with the way back, nine at most", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const picture = { png: await mapped(64), width: 64, height: 64 };
  await makePictures(
    userData,
    Array.from({ length: 8 }, () => picture),
  );
  const { page } = await launch();
  await page.keyboard.press("Alt+2");
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
  await page.keyboard.press("a");
  const picker = page.getByRole("dialog", { name: "Add images to compare" });
  await picker.getByRole("searchbox").fill("cows");
  await expect(picker.getByRole("button", { name: /^Test pictures/ })).toHaveCount(0);
  for (const n of [1, 2]) {
    await picker.getByRole("button", { name: `Bicycles and cows, iteration ${n}`, exact: true }).click();
  }
  await picker.getByRole("button", { name: "Add 2 images" }).click();
  await expect(tray(page)).toHaveCount(2);
  await loaded(page);

  await tray(page).nth(0).focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(tray(page).nth(1)).toHaveAccessibleName(/Iteration 1/);
  await tray(page).nth(1).dragTo(tray(page).nth(0));
  await expect(tray(page).nth(0)).toHaveAccessibleName(/Iteration 1/);
  await tray(page).nth(1).focus();
  await page.keyboard.press("Delete");
  await expect(tray(page)).toHaveCount(1);
  await expect(page.getByText("Add one more image to compare with.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(tray(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Clear the comparison" }).click();
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(tray(page)).toHaveCount(2);

  await page.keyboard.press("a");
  await picker.getByRole("searchbox").fill("test pictures");
  const pictures = picker.getByRole("button", { name: /^Test pictures, iteration/ });
  await expect(pictures).toHaveCount(8);
  for (let n = 0; n < 7; n++) await pictures.nth(n).click();
  await expect(picker).toContainText("Room for 0 more");
  await expect(pictures.nth(7)).toBeDisabled();
  await picker.getByRole("button", { name: "Add 7 images" }).click();
  await expect(tray(page)).toHaveCount(9);
  await expect(page.getByRole("button", { name: /^Nine images are the most/ })).toBeDisabled();
});

test("new images of a live run never change what is compared: they are offered", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", { rounds: 50, keepGoing: true });
  await run(page, sample);
  await expect(page.getByRole("button", { name: /^Iteration 2, \d of \d/ })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Alt+2");
  await page.getByRole("button", { name: "Compare this run" }).click();
  await loaded(page);
  const shown = () =>
    page.locator("[data-pane] img").evaluateAll((all) => all.map((one) => one.getAttribute("src")));
  const before = await shown();
  const count = await tray(page).count();
  const offer = page.getByRole("button", { name: /new images? of these runs/ });
  await expect(offer).toBeVisible({ timeout: 60_000 });
  expect(await shown()).toEqual(before);
  await expect(tray(page)).toHaveCount(count);
  await page.keyboard.press("Control+.");
  await page.getByRole("menuitem", { name: /now/i }).press("Enter");
  await expect(page.getByRole("button", { name: /^Stop/ })).toBeHidden();
  await offer.click();
  expect(await tray(page).count()).toBeGreaterThan(count);
  expect(await shown()).toEqual(before);
});

test("a run that goes to the trash leaves a sign in its place, and comes back", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  await makePictures(userData, [{ png: await mapped(64), width: 64, height: 64 }]);
  const { page } = await launch();
  await ask(page, "library:trash", { runIds: [OTHER] });
  await page.evaluate(
    (places) => localStorage.setItem("gems.compare-tray", JSON.stringify({ state: { places }, version: 1 })),
    [...of(COWS, 1, 2), ...of(OTHER, 1)],
  );
  await page.reload();
  await page.getByRole("textbox", { name: "Prompt", exact: true }).waitFor();
  await page.keyboard.press("Alt+2");
  const sign = page.getByTestId("compare-gone");
  await expect(sign).toContainText("Not in the library any more");
  await expect(page.locator("[data-pane]")).toHaveCount(2);
  await ask(page, "library:restore", { runIds: [OTHER] });
  await expect(sign).toHaveCount(0);
  await page.keyboard.press("g");
  await expect(page.locator("[data-pane]")).toHaveCount(3);
});

test("rating and pinning from the comparison", async ({ launch, userData }) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2));
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "Rate" });
  await dialog
    .getByRole("group", { name: "Iteration 2", exact: true })
    .getByRole("button", { name: /^4 stars/ })
    .click();
  await expect.poll(async () => (await stateOf(page, COWS)).iterations[1]?.rating).toBe(4);
  await dialog.getByRole("button", { name: "Pin as best: Iteration 1" }).click();
  await expect.poll(async () => (await stateOf(page, COWS)).pinned).toBe(1);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("pane-label").filter({ hasText: "B" })).toContainText("4");
});

test("says what is shown, and has no barriers in any mode and theme", async ({ launch, userData }) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2, 3));
  const said = page.locator("[aria-live=polite]").first();
  const barriers = async () => {
    const violations = await violationsIn(page);
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
  };
  for (const [key, name, word] of [
    ["d", "slider", "Slider"],
    ["f", "difference", "Difference"],
    ["o", "onion", "Onion"],
    ["k", "flicker", "Flicker"],
    ["t", "side", "Side by side"],
    ["g", "grid", "Grid"],
  ] as const) {
    await mode(page, key, name);
    await expect(said).toContainText(word);
    expect(await barriers(), name).toEqual([]);
  }
  for (const theme of ["dark", "light", "neutral"] as const) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    expect(await barriers(), theme).toEqual([]);
  }
});
