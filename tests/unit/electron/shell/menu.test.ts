import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it, test, vi } from "vitest";
import { acceleratorOf, type MenuOptions, menuTemplate } from "../../../../electron/shell/menu";
import { fill, shellTexts } from "../../../../electron/shell/texts";
import { type MenuCommand, menuCommandNames } from "../../../../shared/menu-commands";
import { languages } from "../../../../shared/settings";

vi.mock("electron", () => ({ Menu: {} }));

const base: MenuOptions = {
  send: () => undefined,
  language: "en",
  keymap: {},
  platform: "linux",
  development: false,
};

function flatten(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

function commandsOf(platform: NodeJS.Platform): MenuCommand[] {
  const sent: MenuCommand[] = [];
  const items = flatten(menuTemplate({ ...base, send: (name) => sent.push(name), platform }));
  for (const item of items) (item.click as (() => void) | undefined)?.();
  return sent;
}

test.each(["linux", "win32", "darwin"] as const)("on %s every command is in the menu once", (platform) => {
  expect(commandsOf(platform).sort()).toEqual([...menuCommandNames].sort());
});

test.each(["linux", "darwin"] as const)("on %s no key is given twice", (platform) => {
  const items = flatten(menuTemplate({ ...base, platform, development: true }));
  const keys = items.flatMap((item) => (item.accelerator === undefined ? [] : [item.accelerator]));
  expect(new Set(keys).size).toBe(keys.length);
});

test("developer tools are for developers", () => {
  const roles = (development: boolean) =>
    flatten(menuTemplate({ ...base, development })).map((item) => item.role);
  expect(roles(true)).toContain("toggleDevTools");
  expect(roles(false)).not.toContain("toggleDevTools");
});

describe("keys in the menu", () => {
  const keyOf = (label: string, options: Partial<MenuOptions>) =>
    flatten(menuTemplate({ ...base, ...options })).find((item) => item.label === label)?.accelerator;

  it("are those in force, and none where none can be shown", () => {
    expect(keyOf("New run", {})).toBe("CmdOrCtrl+N");
    expect(keyOf("Stop run", {})).toBe("CmdOrCtrl+.");
    expect(keyOf("Keyboard shortcuts", {})).toBeUndefined();
    expect(keyOf("New run", { keymap: { "run.new": ["Q", "Alt+Shift+N"] } })).toBe("Alt+Shift+N");
    expect(keyOf("New run", { keymap: { "run.new": [] } })).toBeUndefined();
  });

  it("are left to the page, which knows what has the focus", () => {
    const own = flatten(menuTemplate(base)).filter((item) => item.click !== undefined);
    expect(
      own.filter((item) => item.accelerator !== undefined && item.registerAccelerator !== false),
    ).toEqual([]);
  });

  it.each([
    ["Mod+N", "CmdOrCtrl+N"],
    ["Mod++", "CmdOrCtrl+Plus"],
    ["Mod+Shift+Z", "CmdOrCtrl+Shift+Z"],
    ["F2", "F2"],
    ["E", null],
    ["?", null],
    ["Shift+R", null],
    ["Mod+ß", null],
  ])("%s is written %s", (combo, written) => expect(acceleratorOf(combo)).toBe(written));
});

describe("the words of menu, notices and dialogs", () => {
  const leaves = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(leaves);

  it("are all there in every language, with the same places for values", () => {
    const braces = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    const english = leaves(shellTexts("en"));
    for (const language of languages) {
      const words = leaves(shellTexts(language));
      expect(words.every((text) => text.trim() !== "")).toBe(true);
      expect(words.map(braces)).toEqual(english.map(braces));
    }
    expect(shellTexts("de").menu.undo).not.toBe(shellTexts("en").menu.undo);
  });

  it("take values, and leave unknown places alone", () => {
    expect(fill("{a} of {b} {c}", { a: 6, b: "seven" })).toBe("6 of seven {c}");
  });

  it("fill the menu in the chosen language", () => {
    const labels = flatten(menuTemplate({ ...base, language: "de" })).map((item) => item.label);
    expect(labels).toContain("&Bearbeiten");
    expect(labels).not.toContain("&Edit");
  });
});
