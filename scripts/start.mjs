/**
 * `npm start`: sets up what is missing and opens the studio. Without a display the sample prompt is run in
 * the terminal instead. Plain Node, so that it works from a fresh clone.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureBuilt } from "./lib/bundle.mjs";
import { studioArguments, studioEnvironment } from "./lib/launch.mjs";
import { checkNode, ensurePackages } from "./lib/packages.mjs";
import { inRoot } from "./lib/places.mjs";
import { runInFront } from "./lib/run.mjs";
import { checkSandbox } from "./lib/sandbox.mjs";
import { createSteps, PlainError, showFailure } from "./lib/steps.mjs";
import { ensureLibraries } from "./lib/system-libraries.mjs";
import { provideElectron } from "./provide-electron.mjs";

/** The terminal's exit codes of a run that worked: every criterion passed, or not every one. */
const EXIT_WORKED = [0, 2];

const SAMPLE = "four white bicycles in front of three plastic cows";

const { step, say } = createSteps();

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** Opens the window; resolves with the exit code when the studio is closed. */
async function openStudio() {
  const runtime = await step("Electron", async (note) => {
    const found = await provideElectron({ say });
    note(`${found.version} (${found.kind})`);
    return found;
  });
  await step("System libraries", (note) => ensureLibraries(runtime.executable, note));
  checkSandbox(runtime.executable);
  await step("Build", ensureBuilt);
  if (process.getuid?.() === 0) {
    say("  Running as root: Chromium's sandbox is off. Start the studio as a normal user for daily work.");
  }
  say("Opening the studio. Close its window to end this command.");
  return runInFront(runtime.executable, studioArguments(process.argv.slice(2)), { env: studioEnvironment });
}

/** Runs the sample prompt to a contact sheet; resolves with 0 when the run itself worked. */
async function runSample() {
  say("There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can open.");
  say('Running the sample prompt in the terminal instead. `npm run gems -- "your prompt"` runs your own.');
  await step("Build", ensureBuilt);
  const folder = inRoot("gems-out", new Date().toISOString().slice(0, 19).replaceAll(":", "-"));
  say(`\n“${SAMPLE}”\n`);
  const args = [
    inRoot("out", "main", "headless.cjs"),
    SAMPLE,
    "--rounds",
    "5",
    "--seed",
    "7",
    "--out",
    folder,
  ];
  const code = await runInFront(process.execPath, args);
  if (!EXIT_WORKED.includes(code)) return code;
  const sheet = path.join(folder, "contact-sheet.png");
  if (!existsSync(sheet)) throw new PlainError("The run ended without a contact sheet.");
  say(`\nContact sheet: ${sheet}`);
  return 0;
}

try {
  say("GEMS Studio");
  checkNode();
  await step("Packages", ensurePackages);
  process.exitCode = await (hasDisplay() ? openStudio() : runSample());
} catch (error) {
  showFailure(error);
  process.exitCode = 1;
}
