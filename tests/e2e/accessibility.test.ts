import type { Page } from "@playwright/test";
import { expect, test } from "./app";
import { ask } from "./ask";
import { violationsIn } from "./axe";
import { rested, run, sample } from "./studio";

const views = ["Studio", "Compare", "Library", "Branches", "Memory", "Skills", "Settings"];
const themes = ["dark", "light", "neutral"] as const;

async function setTheme(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await ask(page, "settings:set", { theme });
  await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
}

async function go(page: Page, index: number): Promise<void> {
  await page.keyboard.press(`Alt+${index + 1}`);
  await expect(page.getByRole("button", { name: views[index]!, exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
}

async function check(page: Page, what: string): Promise<void> {
  const violations = await violationsIn(page);
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.html}`),
  }));
  expect.soft(found, what).toEqual([]);
}

for (const theme of themes) {
  test(`every view can be read and used in the ${theme} theme`, async ({ studio }) => {
    const { page } = studio;
    await setTheme(page, theme);
    for (const [index, view] of views.entries()) {
      await go(page, index);
      await check(page, `${view}, empty, in ${theme}`);
    }
    await run(page, sample);
    await rested(page);
    for (const [index, view] of views.entries()) {
      await go(page, index);
      await check(page, `${view}, with a run, in ${theme}`);
    }
  });

  test(`palette, cheat sheet, menus and dialogs can be read and used in the ${theme} theme`, async ({
    studio,
  }) => {
    const { page } = studio;
    await setTheme(page, theme);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await check(page, `palette in ${theme}`);
    await page.keyboard.type("theme");
    await expect(page.getByRole("option", { name: "Theme: Neutral" })).toBeVisible();
    await check(page, `palette with words in ${theme}`);
    await page.keyboard.type(" of no such name");
    await expect(page.getByRole("dialog").getByText("Nothing of that name.")).toBeVisible();
    await check(page, `empty palette in ${theme}`);
    await page.keyboard.press("Escape");

    await page.getByRole("main").focus();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await check(page, `cheat sheet in ${theme}`);
    await page.keyboard.press("Escape");

    await go(page, 6);
    await page.getByRole("button", { name: "Licences" }).click();
    await expect(page.getByRole("dialog", { name: "Licences and notices" })).toContainText("Apache");
    await check(page, `licences in ${theme}`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add keys to New run" }).click();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("button", { name: "Move it here" })).toBeVisible();
    await check(page, `key recorder in ${theme}`);
    await page.keyboard.press("Escape");
  });
}

test("an error can be read and used", async ({ studio }) => {
  const { page } = studio;
  await ask(page, "settings:set", {
    roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "none" },
  });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("127.0.0.1:9");
  for (const theme of themes) {
    await setTheme(page, theme);
    await check(page, `error in ${theme}`);
  }
  // The card leads to the very section that mends it, and the keyboard is there too.
  await alert.getByRole("button", { name: "Open settings" }).click();
  await expect(page.getByRole("heading", { name: "Who thinks" })).toBeFocused();
});

test("the skip link leads past the bars, and the view gets the focus that was lost", async ({ studio }) => {
  const { page } = studio;
  await page.getByRole("button", { name: "Skip to the view" }).focus();
  await expect(page.getByRole("button", { name: "Skip to the view" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await go(page, 6);
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox", { name: "Search settings" })).toBeFocused();
  await expect(page.getByRole("status", { name: "Progress" })).toHaveText("Settings");

  const licences = page.getByRole("button", { name: "Licences" });
  await licences.click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(licences).toBeFocused();
});
