/** Running other programs: quietly into a log, or in the foreground with signals passed on. */
import { spawn } from "node:child_process";
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./places.mjs";

/** A command that ended badly; `log` is where its output lies. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {string | null} log
   */
  constructor(message, log) {
    super(message);
    this.name = "CommandError";
    this.log = log;
  }
}

/**
 * @typedef {object} CommandOptions
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {string} [cwd] the repository by default
 * @property {number} [limitMs] the command is ended after this long
 */

/**
 * Runs a command with its output appended to a log file.
 * @param {string} log
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<void>} rejects with a CommandError unless the command exits with 0
 */
export function runLogged(log, command, args, options = {}) {
  mkdirSync(path.dirname(log), { recursive: true });
  appendFileSync(log, `\n$ ${command} ${args.join(" ")}\n`);
  const out = openSync(log, "a");
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    // A log is read as plain text.
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...options.env },
    stdio: ["ignore", out, out],
    timeout: options.limitMs,
  });
  closeSync(out);
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(new CommandError(`${command} did not start: ${error.message}`, log)),
    );
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new CommandError(`${command} ended with ${signal ?? `code ${code}`}`, log));
    });
  });
}

/**
 * Runs a command in the foreground. Ctrl+C reaches it through the terminal; this process waits for it to
 * finish its own way, and other signals are passed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number>} its exit code, 128 + n after signal n as shells do
 */
export function runInFront(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: "inherit",
  });
  let ended = false;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    // A terminal sends Ctrl+C to the whole group already; a supervisor only to us.
    if (!ended && !(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    const done = () => {
      ended = true;
      for (const signal of signals) process.off(signal, pass);
    };
    child.once("error", (error) => {
      done();
      reject(new CommandError(`${command} did not start: ${error.message}`, null));
    });
    child.once("exit", (code, signal) => {
      done();
      resolve(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1));
    });
  });
}

/**
 * The last lines of a log, for showing after a failure.
 * @param {string} log
 * @param {number} [lines]
 */
export function tailOf(log, lines = 25) {
  try {
    return readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(no log was written)";
  }
}

/** npm as a command line of this very Node, which works where `npm` is a script that cannot be spawned. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return { command: process.execPath, args: [script] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}
