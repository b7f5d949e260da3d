/** The npm packages: installed as the lockfile says, and only when they are not. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { inRoot, scratch } from "./places.mjs";
import { npmCommand, runLogged } from "./run.mjs";
import { PlainError } from "./steps.mjs";

/** Node's oldest version that the build tools run on. */
const OLDEST_NODE = [20, 19];

/**
 * Throws when this Node is too old.
 * @param {string} [version]
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantMajor = 0, wantMinor = 0] = OLDEST_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  throw new PlainError(
    `Node ${version} is too old: GEMS Studio needs Node ${OLDEST_NODE.join(".")} or newer (https://nodejs.org).`,
  );
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lock
 */

/**
 * True when what npm says it installed is what the lockfile asks for.
 * @param {Lock} lock package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json, which npm writes last
 */
export function isInstalled(lock, installed) {
  const have = installed.packages ?? {};
  return Object.entries(lock.packages ?? {}).every(([place, entry]) => {
    if (place === "" || entry.link) return true;
    const there = have[place];
    if (there === undefined) return entry.optional === true || entry.devOptional === true;
    return there.version === entry.version;
  });
}

/** @param {string} file @returns {Lock | null} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** True when node_modules is as the lockfile says. */
export function packagesReady() {
  const lock = readLock(inRoot("package-lock.json"));
  const installed = readLock(inRoot("node_modules", ".package-lock.json"));
  return lock !== null && installed !== null && isInstalled(lock, installed);
}

/**
 * Installs the packages where needed. No package's install script is run: what needs fetching beyond the
 * registry (Electron) is fetched by `provide-electron`, and everything else comes prebuilt.
 * @param {(text: string) => void} note
 */
export async function ensurePackages(note) {
  if (packagesReady()) {
    note("up to date");
    return;
  }
  const npm = npmCommand();
  await runLogged(path.join(scratch, "npm-ci.log"), npm.command, [...npm.args, "ci", "--ignore-scripts"], {
    env: { ELECTRON_SKIP_BINARY_DOWNLOAD: "1", ONNXRUNTIME_NODE_INSTALL: "skip" },
    limitMs: 30 * 60_000,
  });
  note("installed");
}
