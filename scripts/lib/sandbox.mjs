/** Whether Chromium's sandbox can work for this person on this Linux, and what to do when it cannot. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { PlainError } from "./steps.mjs";

/** @param {string} file @returns {string | null} */
function kernelSetting(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/**
 * True when ordinary people may make the user namespaces that the sandbox is made of.
 * @param {(file: string) => string | null} [read]
 */
export function namespacesAllowed(read = kernelSetting) {
  return (
    read("/proc/sys/kernel/unprivileged_userns_clone") !== "0" &&
    read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") !== "1" &&
    read("/proc/sys/user/max_user_namespaces") !== "0"
  );
}

/** @param {string} helper Chromium's helper program, which sandboxes with root's rights instead */
function helperWorks(helper) {
  try {
    const { uid, mode } = statSync(helper);
    return uid === 0 && (mode & 0o4755) === 0o4755;
  } catch {
    return false;
  }
}

/**
 * Throws with the commands that help when the sandbox would stop the studio from starting.
 * @param {string} executable Electron's binary
 */
export function checkSandbox(executable) {
  if (process.platform !== "linux" || process.getuid?.() === 0 || namespacesAllowed()) return;
  const helper = path.join(path.dirname(executable), "chrome-sandbox");
  if (helperWorks(helper)) return;
  throw new PlainError(
    "This system does not let ordinary users make namespaces, so Chromium's sandbox needs its helper program. " +
      `Run this once, then start again:\n  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`,
  );
}
