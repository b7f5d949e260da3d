/** How the studio is started from its sources. */
import { root } from "./places.mjs";

/**
 * Arguments for Electron's binary. It is started itself, not through the electron package's command, which
 * would hand Ctrl+C on a second time and so cut the studio's orderly end short.
 * @param {readonly string[]} more added by the person
 */
export function studioArguments(more) {
  // Chromium refuses to run its sandbox as root, and reports every absent system bus as an error.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [root, ...sandbox, "--log-level=3", ...more];
}

/** @type {NodeJS.ProcessEnv} a shell that is itself part of an Electron application sets this */
export const studioEnvironment = { ELECTRON_RUN_AS_NODE: undefined };
