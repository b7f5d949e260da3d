/**
 * `npm run dev`: builds everything, opens the studio, and keeps both fresh: a change of the main side starts
 * the studio again, a change of the renderer reloads its page.
 */
import { spawn } from "node:child_process";
import { build } from "vite";
import { configOf, parts } from "./lib/builds.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot, root } from "./lib/places.mjs";
import { createSteps, showFailure } from "./lib/steps.mjs";
import { environmentFor, provideElectron } from "./provide-electron.mjs";

const { step, say } = createSteps();

/** Rebuilds come in bursts: the studio is started again when they have settled, in ms. */
const SETTLE = 150;

/** @type {import("node:child_process").ChildProcess | null} */
let studio = null;
/** @type {NodeJS.Timeout | null} */
let restart = null;
let ready = false;

/** @param {NodeJS.ProcessEnv} env */
function open(env) {
  const asRoot = process.getuid?.() === 0;
  const args = [inRoot("node_modules", "electron", "cli.js"), root, ...(asRoot ? ["--no-sandbox"] : [])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, GEMS_DEV: "1", ...env },
  });
  studio = child;
  child.once("exit", (code) => {
    // A closed window ends the session; a restart has already put another child in its place.
    if (studio === child) process.exit(code ?? 0);
  });
}

/** @param {NodeJS.ProcessEnv} env */
function openAgain(env) {
  if (restart !== null) clearTimeout(restart);
  restart = setTimeout(() => {
    const old = studio;
    studio = null;
    if (old === null || old.exitCode !== null) return open(env);
    old.once("exit", () => open(env));
    old.kill("SIGTERM");
  }, SETTLE);
}

/** @param {string} part @param {() => void} onChange @returns {Promise<void>} resolves after the first build */
async function watch(part, onChange) {
  const config = configOf(part);
  const result = await build({ ...config, logLevel: "warn", build: { ...config.build, watch: {} } });
  if (!("on" in result)) return;
  await new Promise((resolve) => {
    result.on("event", (event) => {
      if (event.code === "ERROR") say(`✗ ${part}: ${event.error.message}`);
      if (event.code !== "END" && event.code !== "ERROR") return;
      resolve(undefined);
      if (ready && event.code === "END") {
        say(`✓ ${part} rebuilt`);
        onChange();
      }
    });
  });
}

try {
  checkNode();
  await step("Packages", ensurePackages);
  const runtime = await step("Electron", () => provideElectron({ say }));
  const env = environmentFor(runtime);
  for (const part of parts) {
    await step(`Build of ${part}`, () =>
      watch(part, part === "renderer" ? () => undefined : () => openAgain(env)),
    );
  }
  ready = true;
  open(env);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      studio?.kill("SIGTERM");
      process.exit(0);
    });
  }
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
}
