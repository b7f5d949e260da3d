import type { MenuItemConstructorOptions } from "electron";
import { expect, test, vi } from "vitest";
import { type CommandName, menuTemplate } from "../../../../electron/shell/menu";
import { news } from "../../../../shared/ipc/contract";

vi.mock("electron", () => ({ Menu: {} }));

function flatten(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

function commandsOf(platform: NodeJS.Platform): CommandName[] {
  const sent: CommandName[] = [];
  const items = flatten(menuTemplate({ send: (name) => sent.push(name), platform, development: false }));
  for (const item of items) (item.click as (() => void) | undefined)?.();
  return sent;
}

test.each(["linux", "win32", "darwin"] as const)("on %s every command is in the menu once", (platform) => {
  expect(commandsOf(platform).sort()).toEqual([...news.command.shape.name.options].sort());
});

test.each(["linux", "darwin"] as const)("on %s no key is given twice", (platform) => {
  const items = flatten(menuTemplate({ send: () => undefined, platform, development: true }));
  const keys = items.flatMap((item) => (item.accelerator === undefined ? [] : [item.accelerator]));
  expect(new Set(keys).size).toBe(keys.length);
});

test("developer tools are for developers", () => {
  const roles = (development: boolean) =>
    flatten(menuTemplate({ send: () => undefined, development, platform: "linux" })).map((item) => item.role);
  expect(roles(true)).toContain("toggleDevTools");
  expect(roles(false)).not.toContain("toggleDevTools");
});
