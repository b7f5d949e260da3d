/** Folders the scripts work with. */
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A path inside the repository. @param {string[]} parts */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}

/** Logs and stamps of the scripts; ignored by git. */
export const scratch = inRoot(".cache");
