/** The repository's sources as the wall tests read them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export const top = path.resolve(import.meta.dirname, "..", "..", "..");

const code = /\.(ts|tsx|mts|mjs|js)$/;

/**
 * Files below the given folders, by their path from the top; only code has its source read.
 * @param folders paths from the repository's top
 */
export function readTree(folders: readonly string[]): ReadonlyMap<string, string | null> {
  const files = new Map<string, string | null>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(top, folder), { withFileTypes: true })) {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) visit(file);
      else files.set(file, code.test(entry.name) ? readFileSync(path.join(top, file), "utf8") : null);
    }
  };
  for (const folder of folders) visit(folder);
  return files;
}
