/**
 * What the application menu asks of the page: menu name -> the page's command and the keys it has unless the
 * designer gave it others (`settings.keymap`). One list, so that menu, page and settings never disagree.
 */
export const menuCommands = {
  "new-run": { command: "run.new", keys: ["Mod+N"] },
  stop: { command: "run.stop", keys: ["Esc", "Mod+."] },
  import: { command: "app.import", keys: ["Mod+O"] },
  undo: { command: "app.undo", keys: ["Mod+Z"] },
  redo: { command: "app.redo", keys: ["Mod+Shift+Z", "Mod+Y"] },
  palette: { command: "app.palette", keys: ["Mod+K"] },
  shortcuts: { command: "app.shortcuts", keys: ["?"] },
  library: { command: "go.library", keys: ["Alt+3", "Mod+L"] },
  settings: { command: "go.settings", keys: ["Alt+7", "Mod+,"] },
} as const satisfies Record<string, { readonly command: string; readonly keys: readonly string[] }>;

export type MenuCommand = keyof typeof menuCommands;
export const menuCommandNames = Object.keys(menuCommands) as [MenuCommand, ...MenuCommand[]];
