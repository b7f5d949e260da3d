/** The studio's main process: window, services and the answers between them. */
import path from "node:path";
import { app, type BrowserWindow, ipcMain, nativeTheme, safeStorage, utilityProcess } from "electron";
import ElectronStore from "electron-store";
import { asStudioError, type StudioError } from "../shared/errors";
import { forkInElectron } from "./inference/utility";
import { allHandlers } from "./ipc/handlers";
import { createNews } from "./ipc/news";
import { registerHandlers } from "./ipc/register";
import { openServices, type Services } from "./services";
import { openDesktop } from "./shell/desktop";
import { claimSingleInstance } from "./shell/instance";
import { buildMenu } from "./shell/menu";
import { appPaths } from "./shell/paths";
import { installProtocol, registerScheme } from "./shell/protocol";
import { harden } from "./shell/security";
import { applyTheme, createWindow } from "./shell/window";
import { IMAGES_FOLDER } from "./storage";

let window: BrowserWindow | null = null;
let services: Services | null = null;

const paths = appPaths();
const news = createNews(() => (window === null || window.isDestroyed() ? [] : [window.webContents]));

function log(error: StudioError): void {
  console.error(`[${error.code}] ${error.message}${error.detail === undefined ? "" : `\n${error.detail}`}`);
}

function openStudio(): Promise<Services> {
  return openServices({
    folders: paths,
    dataFolder: paths.userData,
    version: app.getVersion(),
    spawn: forkInElectron(utilityProcess, path.join(paths.outDir, "main", "inference-worker.cjs")),
    safeStorage,
    createSettingsFile: (options) => new ElectronStore(options),
    tell: (channel, payload) => news.send(channel, payload),
    onFault: log,
  });
}

function openWindow(opened: Services): void {
  window = createWindow({
    outDir: paths.outDir,
    userData: paths.userData,
    title: "GEMS Studio",
    theme: opened.settings.get().theme,
    onFault: log,
  });
  window.on("closed", () => {
    window = null;
  });
}

function answerRequests(opened: Services): void {
  const { runs, folder, index, engine, settings, secrets, skills, connections, composeRoles } = opened;
  const shell = openDesktop(() => window);
  const onLibraryChanged = () => news.send("library-changed", {});
  const handlers = allHandlers({
    runs: { runs, folder, index, engine, shell, onLibraryChanged },
    settings: {
      settings,
      secrets,
      connections,
      onChanged: (changed) => {
        applyTheme(window, changed.theme);
        news.send("settings-changed", changed);
      },
    },
    skills: { skills, settings, shell, onChanged: () => news.send("skills-changed", {}) },
    engine: {
      engine,
      composeRoles,
      appInfo: () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? "",
        platform: process.platform,
        dataFolder: paths.userData,
        keysAreSafe: secrets.safe,
      }),
    },
  });
  registerHandlers(handlers, {
    ipc: ipcMain,
    checkOutput: !app.isPackaged,
    onFailure: (channel, error) => {
      console.error(`while answering ${channel}:`);
      log(error);
    },
  });
}

async function begin(): Promise<void> {
  harden();
  const opened = await openStudio();
  services = opened;
  installProtocol({
    rendererDir: path.join(paths.outDir, "renderer"),
    imagesFolderOf: async (runId) => {
      const folder = await opened.folder.find(runId);
      return folder === null ? null : path.join(folder, IMAGES_FOLDER);
    },
    onFault: (error, address) => {
      console.error(`at ${address}:`);
      log(asStudioError(error));
    },
  });
  answerRequests(opened);
  buildMenu({ send: (name) => news.send("command", { name }), development: !app.isPackaged });
  openWindow(opened);
  nativeTheme.on("updated", () => applyTheme(window, opened.settings.get().theme));
  opened.engine.warmUp().catch((error: unknown) => log(asStudioError(error)));
}

/** Runs are left resumable before the process goes; a second request to quit does not wait. */
function quitCleanly(): void {
  let closing = false;
  app.on("before-quit", (event) => {
    if (closing || services === null) return;
    event.preventDefault();
    closing = true;
    services.close().then(
      () => app.quit(),
      (error: unknown) => {
        log(asStudioError(error));
        app.quit();
      },
    );
  });
}

registerScheme();
if (claimSingleInstance(() => window)) {
  quitCleanly();
  app.on("window-all-closed", () => app.quit());
  app
    .whenReady()
    .then(begin)
    .catch((error: unknown) => {
      log(asStudioError(error));
      app.exit(1);
    });
} else {
  app.quit();
}
