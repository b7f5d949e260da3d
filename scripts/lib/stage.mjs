/** Everything a test runner needs to drive the built studio: Electron, its libraries, and a display nobody sees. */
import { environmentFor, provideElectron } from "../provide-electron.mjs";
import { startDisplay } from "./display.mjs";
import { ensureLibraries, ensureTestDisplay, offerTestGraphics } from "./system-libraries.mjs";

/**
 * @template T
 * @param {import("./steps.mjs").Steps} steps
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work gets the environment to start the runner in
 * @returns {Promise<T>}
 */
export async function inElectron({ step, say }, work) {
  const runtime = await step("Electron", async (note) => {
    const found = await provideElectron({ say });
    note(`${found.version} (${found.kind})`);
    return found;
  });
  await step("System libraries", (note) => ensureLibraries(runtime.executable, note));
  const env = environmentFor(runtime);
  if (process.platform !== "linux") return work(env);
  await step("Hidden display", ensureTestDisplay);
  await step("Graphics for tests", offerTestGraphics);
  const { display, stop } = await startDisplay();
  try {
    return await work({ ...env, DISPLAY: display, WAYLAND_DISPLAY: "" });
  } finally {
    stop();
  }
}
