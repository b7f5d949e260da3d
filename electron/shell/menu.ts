/** The application menu. What the renderer owns is asked of it as `command` news. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import { type MenuCommand, menuCommands } from "../../shared/menu-commands";
import type { Language, Settings } from "../../shared/settings";
import { shellTexts } from "./texts";

export interface MenuOptions {
  readonly send: (command: MenuCommand) => void;
  readonly language: Language;
  /** The designer's own keys by command; the menu shows those in force. */
  readonly keymap: Settings["keymap"];
  readonly platform?: NodeJS.Platform;
  /** Adds reload and developer tools. */
  readonly development: boolean;
}

const keyNames: Readonly<Record<string, string>> = { Mod: "CmdOrCtrl", "+": "Plus" };

/**
 * A combination as menus write it; null for those that need no Ctrl or Alt, which a menu would take away from
 * text fields.
 */
export function acceleratorOf(combo: string): string | null {
  const parts = combo.split(/\+(?=.)/);
  const last = parts.at(-1) ?? "";
  if (!/^(Mod|Alt)$/.test(parts[0] ?? "") && !/^F\d{1,2}$/.test(last)) return null;
  if (/[^\x20-\x7e]/.test(combo)) return null;
  return parts.map((part) => keyNames[part] ?? part).join("+");
}

/** The accelerator a menu command shows: its first key that a menu can show. */
function shownKey(name: MenuCommand, keymap: Settings["keymap"]): string | null {
  const { command, keys } = menuCommands[name];
  const inForce = keymap[command] ?? keys;
  return inForce.map(acceleratorOf).find((one) => one !== null) ?? null;
}

/** The menu as data, so that it can be read without a window. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { send, development, keymap } = options;
  const { menu: words } = shellTexts(options.language);
  const isMac = (options.platform ?? process.platform) === "darwin";
  const command = (label: string, name: MenuCommand): MenuItemConstructorOptions => {
    const accelerator = shownKey(name, keymap);
    return {
      label,
      click: () => send(name),
      // Shown only: the page hears the keys itself, and knows when a dialog or a text field has them.
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    };
  };
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const appMenu: MenuItemConstructorOptions = {
    role: "appMenu",
    submenu: [
      { role: "about" },
      separator,
      command(words.settings, "settings"),
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
    label: words.file,
    submenu: [
      command(words.newRun, "new-run"),
      command(words.stopRun, "stop"),
      separator,
      command(words.import, "import"),
      separator,
      ...(isMac ? [] : [command(words.settings, "settings"), separator]),
      isMac ? { role: "close", label: words.close } : { role: "quit", label: words.quit },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: words.edit,
    submenu: [
      command(words.undo, "undo"),
      command(words.redo, "redo"),
      separator,
      { role: "cut", label: words.cut },
      { role: "copy", label: words.copy },
      { role: "paste", label: words.paste },
      { role: "selectAll", label: words.selectAll },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      command(words.library, "library"),
      command(words.palette, "palette"),
      separator,
      { role: "resetZoom", label: words.actualSize },
      { role: "zoomIn", label: words.zoomIn },
      // The key as it lies on most keyboards, where Plus needs Shift.
      { role: "zoomIn", label: words.zoomIn, accelerator: "CmdOrCtrl+=", visible: false },
      { role: "zoomOut", label: words.zoomOut },
      separator,
      { role: "togglefullscreen", label: words.fullScreen },
      ...(development ? [separator, { role: "reload" } as const, { role: "toggleDevTools" } as const] : []),
    ],
  };
  const windows: MenuItemConstructorOptions = isMac
    ? { role: "windowMenu", label: words.window }
    : {
        label: words.window,
        submenu: [
          { role: "minimize", label: words.minimize },
          { role: "close", label: words.close },
        ],
      };
  const help: MenuItemConstructorOptions = {
    role: "help",
    label: words.help,
    submenu: [
      command(words.shortcuts, "shortcuts"),
      ...(isMac ? [] : [{ role: "about", label: words.about } as const]),
    ],
  };
  return [...(isMac ? [appMenu] : []), file, edit, view, windows, help];
}

/** Builds the menu and makes it the application's. Call again when language or keys have changed. */
export function buildMenu(options: MenuOptions): Menu {
  const menu = Menu.buildFromTemplate(menuTemplate(options));
  Menu.setApplicationMenu(menu);
  return menu;
}
