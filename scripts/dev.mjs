/**
 * `npm run dev`: builds everything, opens the studio, and keeps both fresh: a change of the main side starts
 * the studio again, a change of the renderer reloads its page.
 */
import { spawn } from "node:child_process";
import { build } from "vite";
import { configOf, parts } from "./lib/builds.mjs";
import { forgetBuild } from "./lib/bundle.mjs";
import { studioArguments, studioEnvironment } from "./lib/launch.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { root } from "./lib/places.mjs";
import { createSteps, showFailure } from "./lib/steps.mjs";
import { provideElectron } from "./provide-electron.mjs";

const { step, say } = createSteps();

/** Rebuilds come in bursts: the studio is started again when they have settled, in ms. */
const SETTLE = 150;

/** @type {import("node:child_process").ChildProcess | null} */
let studio = null;
/** @type {NodeJS.Timeout | null} */
let restart = null;
let ready = false;

/** @param {string} executable */
function open(executable) {
  const env = { ...process.env, ...studioEnvironment, GEMS_DEV: "1" };
  const child = spawn(executable, studioArguments([]), { cwd: root, stdio: "inherit", env });
  studio = child;
  child.once("exit", (code) => {
    // A closed window ends the session; a restart has already put another child in its place.
    if (studio === child) process.exit(code ?? 0);
  });
}

/** @param {string} executable */
function openAgain(executable) {
  if (restart !== null) clearTimeout(restart);
  restart = setTimeout(() => {
    const old = studio;
    studio = null;
    if (old === null || old.exitCode !== null) return open(executable);
    old.once("exit", () => open(executable));
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
  const { executable } = await step("Electron", () => provideElectron({ say }));
  forgetBuild();
  for (const part of parts) {
    await step(`Build of ${part}`, () =>
      watch(part, () => {
        if (part !== "renderer") openAgain(executable);
      }),
    );
  }
  ready = true;
  open(executable);
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
