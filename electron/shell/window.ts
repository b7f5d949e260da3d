/** The studio's window. */
import path from "node:path";
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen } from "electron";
import { asStudioError, type StudioError } from "../../shared/errors";
import { APP_URL } from "./address";
import { reloadOnBuild } from "./reload";
import { isReachable, readWindowState, writeWindowState } from "./window-state";

const MIN_WIDTH = 960;
const MIN_HEIGHT = 600;

/** What is seen until the page has drawn: the page's own background, so that nothing flashes. */
const backgrounds = { dark: "#151517", light: "#f6f6f8" } as const;

export interface WindowOptions {
  /** The built files, `StudioFolders.outDir`. */
  readonly outDir: string;
  /** Folder that remembers the window's place. */
  readonly userData: string;
  readonly title: string;
  readonly theme: "dark" | "light" | "system";
  /** Tells of faults that only cost comfort, such as a place that could not be remembered. */
  readonly onFault: (error: StudioError) => void;
}

function shapeOf(stateFile: string): { options: BrowserWindowConstructorOptions; maximized: boolean } {
  const remembered = readWindowState(stateFile);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  if (remembered !== null && isReachable(remembered.bounds, areas)) {
    return { options: { ...remembered.bounds }, maximized: remembered.maximized };
  }
  const { width, height } = screen.getPrimaryDisplay().workArea;
  return {
    options: { width: Math.min(1440, width), height: Math.min(900, height), center: true },
    maximized: false,
  };
}

function rememberPlace(window: BrowserWindow, stateFile: string, onFault: WindowOptions["onFault"]): void {
  window.on("close", () => {
    try {
      writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      onFault(asStudioError(error));
    }
  });
}

/** Opens the window on the renderer; it shows itself when the first frame is drawn. */
export function createWindow(options: WindowOptions): BrowserWindow {
  nativeTheme.themeSource = options.theme;
  const stateFile = path.join(options.userData, "window.json");
  const shape = shapeOf(stateFile);
  const window = new BrowserWindow({
    ...shape.options,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: options.title,
    backgroundColor: backgrounds[nativeTheme.shouldUseDarkColors ? "dark" : "light"],
    webPreferences: {
      preload: path.join(options.outDir, "preload", "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  rememberPlace(window, stateFile, options.onFault);
  window.once("ready-to-show", () => {
    if (shape.maximized) window.maximize();
    window.show();
  });
  if (process.env.GEMS_DEV === "1" && !app.isPackaged) {
    reloadOnBuild(window, path.join(options.outDir, "renderer"));
  }
  window.loadURL(APP_URL).catch((error: unknown) => options.onFault(asStudioError(error)));
  return window;
}

/** Follows a change of the theme setting. */
export function applyTheme(window: BrowserWindow | null, theme: WindowOptions["theme"]): void {
  // Setting the source tells of an update, which may be what called us.
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  window?.setBackgroundColor(backgrounds[nativeTheme.shouldUseDarkColors ? "dark" : "light"]);
}
