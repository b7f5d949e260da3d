/** The application menu. What the renderer owns is asked of it as `command` news. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { NewsPayload } from "../../shared/ipc/contract";

export type CommandName = NewsPayload<"command">["name"];

export interface MenuOptions {
  readonly send: (command: CommandName) => void;
  readonly platform?: NodeJS.Platform;
  /** Adds reload and developer tools. */
  readonly development: boolean;
}

/** The menu as data, so that it can be read without a window. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { send, development } = options;
  const isMac = (options.platform ?? process.platform) === "darwin";
  const command = (label: string, name: CommandName, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(name),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const appMenu: MenuItemConstructorOptions = {
    role: "appMenu",
    submenu: [
      { role: "about" },
      separator,
      command("Settings…", "settings", "Cmd+,"),
      separator,
      { role: "services" },
      separator,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      separator,
      { role: "quit" },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: "&File",
    submenu: [
      command("New run", "new-run", "CmdOrCtrl+N"),
      command("Stop run", "stop", "CmdOrCtrl+."),
      separator,
      ...(isMac ? [] : [command("Settings…", "settings", "Ctrl+,"), separator]),
      isMac ? { role: "close" } : { role: "quit" },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: "&View",
    submenu: [
      command("Library", "library", "CmdOrCtrl+L"),
      command("Command palette…", "palette", "CmdOrCtrl+K"),
      separator,
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { role: "togglefullscreen" },
      ...(development ? [separator, { role: "reload" } as const, { role: "toggleDevTools" } as const] : []),
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: "help",
    submenu: [command("Keyboard shortcuts", "shortcuts"), ...(isMac ? [] : [{ role: "about" } as const])],
  };
  return [...(isMac ? [appMenu] : []), file, { role: "editMenu" }, view, { role: "windowMenu" }, help];
}

/** Builds the menu and makes it the application's. */
export function buildMenu(options: MenuOptions): Menu {
  const menu = Menu.buildFromTemplate(menuTemplate(options));
  Menu.setApplicationMenu(menu);
  return menu;
}
