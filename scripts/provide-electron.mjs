/**
 * `npm run provide-electron`: finds or fetches an Electron to run the studio with, and prints its folder.
 * Plain Node without packages, so that it also works before and beside `npm ci`.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fallback, installFallback } from "./lib/electron-fallback.mjs";
import { inRoot, scratch } from "./lib/places.mjs";
import { CommandError, runLogged, tailOf } from "./lib/run.mjs";

/** After this long a fallback is reconsidered, and Electron's own download tried again: one day in ms. */
const RETRY_AFTER = 24 * 60 * 60_000;

/**
 * @typedef {object} ElectronRuntime
 * @property {string} path folder with the binary, for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executable
 * @property {string} version
 * @property {"official" | "fallback" | "given"} kind
 */

/** Where the binary lies in Electron's folder. */
function binaryName() {
  if (process.platform === "darwin") return path.join("Electron.app", "Contents", "MacOS", "Electron");
  return process.platform === "win32" ? "electron.exe" : "electron";
}

/**
 * Reads a runtime folder.
 * @param {string} folder
 * @param {ElectronRuntime["kind"]} kind
 * @returns {ElectronRuntime | null} null when there is no complete runtime in it
 */
export function runtimeIn(folder, kind) {
  const executable = path.join(folder, binaryName());
  const versionFile = path.join(folder, "version");
  if (!existsSync(executable) || !existsSync(versionFile)) return null;
  const version = readFileSync(versionFile, "utf8").trim().replace(/^v/, "");
  return { path: folder, executable, version, kind };
}

/**
 * Folder that keeps the fallback between clones.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  if (env.GEMS_CACHE) return path.resolve(env.GEMS_CACHE);
  const base = env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(base, "gems-studio");
}

/** What a person must know about the fallback. */
export function fallbackNotice() {
  return (
    `Electron's own download cannot be reached, so Electron ${fallback.electron} out of the npm registry is used. ` +
    "It is end-of-life: for development and tests on closed networks only, never for shipping and never for untrusted pages."
  );
}

const electronPackage = inRoot("node_modules", "electron");

/** Electron as its own package installed it, in the version that is asked for; null when it is not there. */
function installedOfficial() {
  const wanted = JSON.parse(readFileSync(path.join(electronPackage, "package.json"), "utf8")).version;
  const runtime = runtimeIn(path.join(electronPackage, "dist"), "official");
  return runtime?.version === wanted ? runtime : null;
}

/**
 * Runs the electron package's own downloader.
 * @param {string} log
 * @returns {Promise<ElectronRuntime | null>} null when it cannot be had
 */
async function downloadOfficial(log) {
  try {
    await runLogged(log, process.execPath, [path.join(electronPackage, "install.js")], {
      env: { ELECTRON_OVERRIDE_DIST_PATH: "", ELECTRON_SKIP_BINARY_DOWNLOAD: "" },
      limitMs: 15 * 60_000,
    });
  } catch (error) {
    if (error instanceof CommandError) return null;
    throw error;
  }
  return installedOfficial();
}

/** @param {string} stamp */
function isRecent(stamp) {
  try {
    return Date.now() - Number(readFileSync(stamp, "utf8")) < RETRY_AFTER;
  } catch {
    return false;
  }
}

/**
 * Finds or fetches an Electron: one given by ELECTRON_OVERRIDE_DIST_PATH, the electron package's own, or, on
 * Linux x64 only, the fallback.
 * @param {{ say?: (line: string) => void, log?: string }} [options] `say` gets lines for the person
 * @returns {Promise<ElectronRuntime>} rejects with a message that says what to do
 */
export async function provideElectron(options = {}) {
  const say = options.say ?? (() => undefined);
  const log = options.log ?? path.join(scratch, "electron.log");
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) {
    const runtime = runtimeIn(given, "given");
    if (runtime !== null) return runtime;
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${given}, but there is no Electron in it.`);
  }
  const installed = installedOfficial();
  if (installed !== null) return installed;
  const home = path.join(cacheFolder(), "electron");
  const target = path.join(home, `fallback-${fallback.electron}`);
  const stamp = path.join(home, "official-unreachable");
  const kept = runtimeIn(target, "fallback");
  if (kept !== null && isRecent(stamp)) return kept;
  const official = await downloadOfficial(log);
  if (official !== null) {
    await rm(stamp, { force: true });
    return official;
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new CommandError(
      "Electron could not be downloaded, and there is no substitute for this system.",
      log,
    );
  }
  say(`  ${fallbackNotice()}`);
  if (kept === null) await installFallback(target, log);
  await mkdir(home, { recursive: true });
  await writeFile(stamp, String(Date.now()));
  const runtime = runtimeIn(target, "fallback");
  if (runtime === null) throw new CommandError("The unpacked Electron is not complete.", log);
  return runtime;
}

/**
 * The environment in which the electron command and test runners use this runtime.
 * @param {ElectronRuntime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(runtime) {
  return runtime.kind === "official" ? {} : { ELECTRON_OVERRIDE_DIST_PATH: runtime.path };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const runtime = await provideElectron({ say: (line) => console.error(line) });
    console.log(`Electron ${runtime.version} (${runtime.kind}): ${runtime.path}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof CommandError && error.log !== null) console.error(tailOf(error.log));
    process.exitCode = 1;
  }
}
