/** A display that nobody sees, for tests on Linux. */
import { spawn } from "node:child_process";
import { PlainError } from "./steps.mjs";

/**
 * Starts Xvfb on a free display number.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export async function startDisplay() {
  const screen = ["-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"];
  const child = spawn("Xvfb", ["-displayfd", "3", ...screen], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint += String(chunk);
  });
  const number = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new PlainError(`Xvfb did not start: ${why}`));
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`it ended with code ${code}. ${complaint.trim()}`));
    let said = "";
    child.stdio[3]?.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes("\n")) resolve(said.trim());
    });
  });
  return { display: `:${number}`, stop: () => child.kill() };
}
