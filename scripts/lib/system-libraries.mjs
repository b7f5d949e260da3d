/** The shared libraries Electron needs on Linux: found missing, and installed where that is allowed. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { scratch } from "./places.mjs";
import { runLogged } from "./run.mjs";
import { PlainError } from "./steps.mjs";

/** Debian's names for what Electron links to or opens. */
const electronPackages = [
  "libnss3",
  "libatk1.0-0",
  "libatk-bridge2.0-0",
  "libcups2",
  "libdrm2",
  "libxkbcommon0",
  "libxcomposite1",
  "libxdamage1",
  "libxfixes3",
  "libxrandr2",
  "libgbm1",
  "libpango-1.0-0",
  "libcairo2",
  "libasound2",
  "libgtk-3-0",
];

/** With it tests can compute by WebGPU on a graphics card in software; without it they say so and leave that out. */
const graphicsPackages = ["libvulkan1"];

/** For a display that only tests see. */
const displayPackages = ["xvfb", "xauth"];

/** @param {string} command @param {readonly string[]} args */
function outputOf(command, args) {
  const result = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  return result.error === undefined && typeof result.stdout === "string" ? result.stdout : null;
}

/** @param {string} command */
function has(command) {
  return outputOf("sh", ["-c", `command -v ${command}`])?.trim() !== "";
}

/**
 * Names of libraries in the output of `ldd` that were not found.
 * @param {string} listing
 */
export function missingIn(listing) {
  return listing
    .split("\n")
    .filter((line) => line.includes("=> not found"))
    .map((line) => line.trim().split(/\s/, 1)[0] ?? "")
    .filter((name) => name !== "");
}

/**
 * Libraries the binary cannot find. Those beside it do not count: Electron finds them itself.
 * @param {string} executable
 */
function missingLibraries(executable) {
  const listing = outputOf("ldd", [executable]) ?? "";
  const known = outputOf("/sbin/ldconfig", ["-p"]);
  // Newer Electrons open GTK by name instead of linking to it.
  const gtk = known !== null && !known.includes("libgtk-3.so.0") ? ["libgtk-3.so.0"] : [];
  return [...new Set([...missingIn(listing), ...gtk])];
}

/** How commands are run with the rights to install, or null when they cannot be. @returns {string[] | null} */
function adminPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!has("sudo")) return null;
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}

/**
 * The name a package has on this system: newer Debians and Ubuntus append t64 to some.
 * @param {string} name
 */
function aptName(name) {
  const policy = outputOf("apt-cache", ["policy", name]) ?? "";
  const isReal = policy.includes("Candidate:") && !policy.includes("Candidate: (none)");
  return isReal ? name : `${name}t64`;
}

/**
 * Installs Debian packages, or throws with the command that does.
 * @param {readonly string[]} names
 * @param {string} why
 */
async function install(names, why) {
  const command = `apt-get install -y --no-install-recommends ${names.join(" ")}`;
  const prefix = adminPrefix();
  if (!has("apt-get")) {
    throw new PlainError(
      `${why} Install them with your system's package manager; on Debian they are called:\n  ${names.join(" ")}`,
    );
  }
  if (prefix === null) {
    throw new PlainError(
      `${why} Installing them takes administrator rights. Run this, then start again:\n  sudo ${command}`,
    );
  }
  const log = path.join(scratch, "apt.log");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  /** @param {string[]} args */
  const apt = (args) => {
    const [first = "apt-get", ...rest] = [...prefix, "apt-get", "-o", "DPkg::Lock::Timeout=120", ...args];
    return runLogged(log, first, rest, { env, limitMs: 15 * 60_000 });
  };
  await apt(["update", "-q"]);
  const found = names.map((name) => (name.startsWith("lib") ? aptName(name) : name));
  await apt(["install", "-y", "-q", "--no-install-recommends", ...found]);
}

/**
 * Makes sure that Electron can be loaded.
 * @param {string} executable
 * @param {(text: string) => void} note
 */
export async function ensureLibraries(executable, note) {
  if (process.platform !== "linux") return note("not needed here");
  const missing = missingLibraries(executable);
  if (missing.length === 0) return note("all there");
  await install(electronPackages, `Electron needs system libraries that are missing: ${missing.join(", ")}.`);
  const still = missingLibraries(executable);
  if (still.length > 0) throw new PlainError(`Still missing after the installation: ${still.join(", ")}.`);
  note(`installed for ${missing.length} missing`);
}

/**
 * Makes sure that there is a display server for tests.
 * @param {(text: string) => void} note
 */
export async function ensureTestDisplay(note) {
  if (process.platform !== "linux" || has("Xvfb")) return note("there");
  await install(displayPackages, "The end-to-end tests need Xvfb.");
  note("installed");
}

/**
 * Makes tests of WebGPU possible where that can be had; they are left out, with the reason, where it cannot.
 * @param {(text: string) => void} note
 */
export async function offerTestGraphics(note) {
  if (process.platform !== "linux") return note("not needed here");
  if (outputOf("/sbin/ldconfig", ["-p"])?.includes("libvulkan.so.1")) return note("there");
  try {
    await install(graphicsPackages, "Tests of WebGPU need libvulkan1.");
    note("installed");
  } catch (error) {
    note(`tests of WebGPU are left out: ${error instanceof Error ? error.message : error}`);
  }
}
