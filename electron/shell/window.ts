/** The studio's window. */
import path from "node:path";
import { app, BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen } from "electron";
import { asStudioError, type StudioError } from "../../shared/errors";
import type { Settings } from "../../shared/settings";
import { APP_URL } from "./address";
import { reloadOnBuild } from "./reload";
import { placeFor, readWindowState, writeWindowState } from "./window-state";

const MIN_WIDTH = 960;
const MIN_HEIGHT = 600;

/** What is seen until the page has drawn: the page's own background, so that nothing flashes. */
const backgrounds = { dark: "#151517", light: "#f6f6f8", neutral: "#464646" } as const;

export interface WindowOptions {
  /** The built files, `StudioFolders.outDir`. */
  readonly outDir: string;
  /** Folder that remembers the window's place. */
  readonly userData: string;
  readonly title: string;
  readonly theme: Settings["theme"];
  /** Tells of faults that only cost comfort, such as a place that could not be remembered. */
  readonly onFault: (error: StudioError) => void;
}

interface Shape {
  readonly options: BrowserWindowConstructorOptions;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

function shapeOf(stateFile: string): Shape {
  const remembered = readWindowState(stateFile);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const place = remembered === null ? null : placeFor(remembered.bounds, areas);
  if (remembered !== null && place !== null) {
    const { maximized, fullScreen } = remembered;
    return { options: { ...place }, maximized, fullScreen };
  }
  const { width, height } = screen.getPrimaryDisplay().workArea;
  return {
    options: { width: Math.min(1440, width), height: Math.min(900, height), center: true },
    maximized: remembered?.maximized ?? false,
    fullScreen: false,
  };
}

function rememberPlace(window: BrowserWindow, stateFile: string, onFault: WindowOptions["onFault"]): void {
  window.on("close", () => {
    try {
      writeWindowState(stateFile, {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
        fullScreen: window.isFullScreen(),
      });
    } catch (error) {
      onFault(asStudioError(error));
    }
  });
}

/** The system knows no neutral: its own dialogs are dark then. */
function sourceOf(theme: Settings["theme"]): "dark" | "light" | "system" {
  return theme === "neutral" ? "dark" : theme;
}

function backgroundOf(theme: Settings["theme"]): string {
  if (theme === "neutral") return backgrounds.neutral;
  return backgrounds[nativeTheme.shouldUseDarkColors ? "dark" : "light"];
}

/** Opens the window on the renderer; it shows itself when the first frame is drawn. */
export function createWindow(options: WindowOptions): BrowserWindow {
  nativeTheme.themeSource = sourceOf(options.theme);
  const stateFile = path.join(options.userData, "window.json");
  const shape = shapeOf(stateFile);
  const window = new BrowserWindow({
    ...shape.options,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: options.title,
    backgroundColor: backgroundOf(options.theme),
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
    if (shape.fullScreen) window.setFullScreen(true);
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
  const source = sourceOf(theme);
  if (nativeTheme.themeSource !== source) nativeTheme.themeSource = source;
  window?.setBackgroundColor(backgroundOf(theme));
}
