/** The exchange's dialogs: for everyone, by keyboard, with things of several kinds at once. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./app";
import { allRuns, ask } from "./ask";
import { violationsIn } from "./axe";
import { answerOpen, answerSave, drop, hover } from "./exchange-tools";
import { rested, run } from "./studio";

const themes = ["dark", "light", "neutral"] as const;
const skills = path.resolve(import.meta.dirname, "..", "fixtures", "skills");

async function check(page: Page, what: string): Promise<void> {
  for (const theme of themes) {
    await ask(page, "settings:set", { theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    await page.evaluate(async () => {
      const ending = document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
    });
    // Electron gives tests no second page, which the checker would otherwise use for its report.
    const violations = await violationsIn(page);
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => node.html),
    }));
    expect.soft(found, `${what} in ${theme}`).toEqual([]);
  }
}

async function plainPicture(file: string): Promise<string> {
  const image = sharp({ create: { width: 320, height: 200, channels: 3, background: "#3b6ea5" } });
  await writeFile(file, await image.png().toBuffer());
  return file;
}

test("export, drop target and import can be read and used in every theme", async ({ studio, userData }) => {
  const { page, app } = studio;
  await run(page, "a green turtle");
  await rested(page);
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Control+e");
  await expect(dialog.getByText(/^about/).first()).toBeVisible();
  await check(page, "export as PNG");
  for (const kind of ["SVG", "Sheet (PDF)", "Runs (zip)"])
    await dialog.getByRole("radio", { name: kind }).click();
  await check(page, "export as zip");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  const [made] = await allRuns(page);
  const file = path.join(userData, "turtle.png");
  await answerSave(app, file);
  const items = [{ runId: made?.id ?? "", iteration: 1 }];
  await ask(page, "exchange:exportImages", { items, format: { kind: "png", carry: "journal" } });
  const broken = path.join(userData, "broken.png");
  await writeFile(broken, "no picture");
  await hover(page, file);
  await check(page, "drop target");
  await drop(page, file, await plainPicture(path.join(userData, "sea.png")), broken);
  await expect(dialog.getByText("In the library already").first()).toBeVisible();
  await check(page, "import of a run");
  await dialog.getByRole("button", { name: /broken\.png/ }).click();
  await check(page, "import of what cannot be read");
});

test("skill packs go to the skills view, also from among other things", async ({ studio, userData }) => {
  const { page, app } = studio;
  const inSkills = expect(page.getByRole("button", { name: "Skills", exact: true }));
  await answerOpen(app, [path.join(skills, "paper-cut")]);
  await page.keyboard.press("Control+o");
  await inSkills.toHaveAttribute("aria-current", "page");
  // What it would install is shown there; it has the floor until it is closed.
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Alt+1");
  await inSkills.not.toHaveAttribute("aria-current", "page");

  await answerOpen(app, [path.join(skills, "paper-cut"), await plainPicture(path.join(userData, "sea.png"))]);
  await page.keyboard.press("Control+o");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("list", { name: "What was found" }).getByRole("listitem")).toHaveCount(2);
  await dialog.getByRole("button", { name: /sea\.png/ }).click();
  await dialog.getByRole("button", { name: /^Bring in/ }).click();
  await inSkills.toHaveAttribute("aria-current", "page");
  expect((await allRuns(page)).map(({ reference }) => reference)).toEqual([true]);
});

test("the template answers while it is typed: names, problems, and what is chosen is kept", async ({
  studio,
}) => {
  const { page } = studio;
  await run(page, "a green turtle");
  await rested(page);
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox", { name: "File name template" });
  await field.fill("con");
  await expect(dialog.getByText("_con.png")).toBeVisible();
  await expect(dialog.getByText(/names differ only by a number/)).toBeVisible();
  await field.fill("{tilte} ");
  await expect(dialog.getByText("There is no field {tilte}.")).toBeVisible();
  await field.fill("");
  await expect(dialog.getByRole("button", { name: /^Export/ })).toBeDisabled();
  await dialog.getByRole("button", { name: "Put in: the seed" }).click();
  await expect(dialog.getByText("7.png")).toBeVisible();
  await dialog.getByRole("radio", { name: "Only the image" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+e");
  await expect(page.getByRole("dialog").getByRole("radio", { name: "Only the image" })).toBeChecked();
});
