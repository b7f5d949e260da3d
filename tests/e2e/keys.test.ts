import type { Page } from "@playwright/test";
import { expect, type Studio, test } from "./app";
import { ask } from "./ask";

async function openKeyboard(page: Page): Promise<void> {
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: "Keyboard" }).click();
  await expect(page.getByRole("heading", { name: "Keyboard" })).toBeFocused();
}

async function record(page: Page, command: string, combo: string): Promise<void> {
  await page.getByRole("button", { name: `Add keys to ${command}`, exact: true }).click();
  await expect(page.getByRole("button", { name: `Press the new keys for ${command}` })).toBeFocused();
  await page.keyboard.press(combo);
}

const keymap = async (page: Page) => (await ask(page, "settings:get", undefined)).keymap;

/** The accelerator the application menu shows beside a label. */
function menuKey({ app }: Studio, label: string): Promise<string | null> {
  return app.evaluate(({ Menu }, wanted) => {
    const flat = (items: Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...flat(item.submenu?.items ?? [])]);
    const found = flat(Menu.getApplicationMenu()?.items ?? []).find((item) => item.label === wanted);
    return found === undefined ? null : String(found.accelerator ?? "");
  }, label);
}

test("a command gets other keys by pressing them; they hold at once, in menu and sheet, and after a restart", async ({
  launch,
}) => {
  const first = await launch();
  const { page } = first;
  await openKeyboard(page);
  await page.getByRole("searchbox", { name: "Search commands" }).fill("memory");
  await record(page, "Memory", "Control+Shift+m");
  await expect.poll(() => keymap(page)).toEqual({ "go.memory": ["Alt+5", "Mod+Shift+M"] });
  await page.keyboard.press("Control+Shift+M");
  await expect(page.getByRole("button", { name: "Memory", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );

  // Pressed in vain before, the new keys of "New run" are shown where it is offered.
  expect(await menuKey(first, "New run")).toBe("CmdOrCtrl+N");
  await ask(page, "settings:set", { keymap: { "run.new": ["Alt+Shift+N"] } });
  await expect.poll(() => menuKey(first, "New run")).toBe("Alt+Shift+N");
  await page.getByRole("main").focus();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByRole("searchbox").fill("new run");
  await expect(sheet.getByRole("definition")).toHaveCount(1);
  await expect(sheet.getByRole("definition")).toContainText("Alt");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await first.quit();

  const again = await launch();
  expect(await keymap(again.page)).toEqual({ "run.new": ["Alt+Shift+N"] });
  await again.page.getByRole("main").focus();
  await again.page.keyboard.press("Alt+3");
  await again.page.keyboard.press("Control+n");
  await expect(again.page.getByRole("button", { name: "Library", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await again.page.keyboard.press("Alt+Shift+N");
  await expect(again.page.getByRole("button", { name: "Studio", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
});

test("keys that are taken or reserved are told, moved on request, and every change can be undone", async ({
  studio: { page },
}) => {
  await openKeyboard(page);
  await record(page, "Memory", "Control+k");
  const row = page.locator('[data-command="go.memory"]');
  await expect(row.getByRole("status")).toContainText("Ctrl K is taken by “Command palette”.");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Press the new keys for Memory" }).focus();
  await page.keyboard.press("Control+v");
  await expect(row.getByRole("status")).toContainText("belongs to text");
  await page.keyboard.press("Control+k");
  await row.getByRole("button", { name: "Move it here" }).click();
  await expect.poll(() => keymap(page)).toEqual({ "go.memory": ["Alt+5", "Mod+K"], "app.palette": [] });
  await expect(page.getByRole("button", { name: "Add keys to Memory" })).toBeFocused();

  await page.keyboard.press("Control+z");
  await expect.poll(() => keymap(page)).toEqual({});
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(async () => Object.keys(await keymap(page)).sort()).toEqual(["app.palette", "go.memory"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => keymap(page)).toEqual({});

  // Kept by both, the pair is marked; resetting one ends it.
  await record(page, "Memory", "Alt+1");
  await row.getByRole("button", { name: "Keep both" }).click();
  await expect(row.getByRole("img", { name: /Alt 1 also stands for “Studio”/ })).toBeVisible();
  await row.getByRole("button", { name: "Reset the keys of Memory" }).click();
  await expect.poll(() => keymap(page)).toEqual({});

  // Esc leaves things as they are, Backspace takes all keys away.
  await record(page, "Memory", "Escape");
  await expect(page.getByRole("button", { name: "Press the new keys for Memory" })).toHaveCount(0);
  expect(await keymap(page)).toEqual({});
  await record(page, "Memory", "Backspace");
  await expect.poll(() => keymap(page)).toEqual({ "go.memory": [] });
  await expect(row).toContainText("no keys");
  await page.getByRole("button", { name: "Reset all" }).click();
  await expect.poll(() => keymap(page)).toEqual({});
});

test("a letter given to a command that works while typing stays a letter in text fields", async ({
  studio: { page },
}) => {
  await ask(page, "settings:set", { keymap: { "go.memory": ["Q"] } });
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
  await prompt.click();
  await page.keyboard.type("a queen");
  await expect(prompt).toHaveValue("a queen");
  await page.getByRole("main").focus();
  await page.keyboard.press("q");
  await expect(page.getByRole("button", { name: "Memory", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
});
