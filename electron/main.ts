/** The studio's main process: window, services and the answers between them. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { app, type BrowserWindow, ipcMain, nativeTheme, safeStorage, utilityProcess } from "electron";
import ElectronStore from "electron-store";
import { asStudioError, type StudioError } from "../shared/errors";
import { type Language, languageOf, type Settings } from "../shared/settings";
import { openExportFolder } from "./exchange";
import { forkInElectron } from "./inference/utility";
import { allHandlers } from "./ipc/handlers";
import { createNews } from "./ipc/news";
import { registerHandlers } from "./ipc/register";
import { openServices, type Services } from "./services";
import { Attention } from "./shell/attention";
import { openDesktop } from "./shell/desktop";
import { claimSingleInstance } from "./shell/instance";
import { buildMenu } from "./shell/menu";
import { appPaths } from "./shell/paths";
import { installProtocol, registerScheme } from "./shell/protocol";
import { harden } from "./shell/security";
import { shellTexts } from "./shell/texts";
import { applyTheme, createWindow } from "./shell/window";
import { IMAGES_FOLDER } from "./storage";

let window: BrowserWindow | null = null;
let services: Services | null = null;
let attention: Attention | null = null;

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
    tell: (channel, payload) => {
      news.send(channel, payload);
      attention?.hear(channel, payload);
    },
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
  window.on("focus", () => attention?.seen());
  window.on("closed", () => {
    window = null;
  });
}

function languageIn({ language }: Settings): Language {
  return languageOf(language, app.getLocale());
}

/** The menu in the designer's language and with the designer's keys. */
function showMenu(settings: Settings): void {
  buildMenu({
    send: (name) => news.send("command", { name }),
    language: languageIn(settings),
    keymap: settings.keymap,
    development: !app.isPackaged,
  });
}

function watchRuns({ runs, settings }: Services): Attention {
  return new Attention({
    window: () => window,
    stateOf: (runId) => runs.state(runId),
    notifications: () => settings.get().notifications,
    language: () => languageIn(settings.get()),
    showRun: (runId) => news.send("show-run", { runId }),
    onFault: (error) => log(asStudioError(error)),
  });
}

function answerRequests(opened: Services): void {
  const { runs, folder, engine, settings, secrets, skills, skillUsage, connections, composeRoles } = opened;
  const shell = openDesktop(() => window);
  const handlers = allHandlers({
    runs: { runs, folder, shell },
    library: opened,
    memory: opened,
    exchange: {
      exchange: opened.exchange,
      exportFolder: openExportFolder(paths.userData, shell.downloads()),
      shell,
      texts: () => shellTexts(languageIn(settings.get())).dialogs,
    },
    settings: {
      settings,
      secrets,
      connections,
      onChanged: (changed) => {
        applyTheme(window, changed.theme);
        showMenu(changed);
        news.send("settings-changed", changed);
      },
    },
    skills: {
      skills,
      usage: skillUsage,
      settings,
      shell,
      texts: () => shellTexts(languageIn(settings.get())).dialogs,
      onChanged: () => news.send("skills-changed", {}),
    },
    models: {
      engine,
      models: opened.models,
      settings,
      shell,
      texts: () => shellTexts(languageIn(settings.get())).dialogs,
    },
    seeing: { engine, runs, folder, settings },
    engine: {
      engine,
      compute: opened.compute,
      composeRoles,
      appInfo: () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? "",
        platform: process.platform,
        locale: app.getLocale(),
        dataFolder: paths.userData,
        keysAreSafe: secrets.safe,
      }),
      revealData: () => shell.openFolder(paths.userData),
      licences: () => readFile(paths.noticesFile, "utf8"),
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
    findImage: (token, name) => opened.exchange.findImage(token, name),
    onFault: (error, address) => {
      console.error(`at ${address}:`);
      log(asStudioError(error));
    },
  });
  answerRequests(opened);
  attention = watchRuns(opened);
  showMenu(opened.settings.get());
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
