/** Finds skill packs below a folder. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../storage/durable";
import { SKILL_FILE } from "./parse";
import { isLitter } from "./safe-paths";

const MAX_DEPTH = 6;
const MAX_FOLDERS = 2_000;

export interface ScanResult {
  /** Folders that hold a SKILL.md, sorted; nothing below such a folder is looked at. */
  readonly packs: readonly string[];
  /** True when there were more folders than are looked through. */
  readonly cut: boolean;
}

/**
 * Looks for packs, the folder itself included, six levels deep and through 2,000 folders at most (as the Agent
 * Skills specification advises). Links and hidden folders are passed over. A missing folder holds none.
 */
export async function findPacks(root: string): Promise<ScanResult> {
  const packs: string[] = [];
  let waiting = [root];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && waiting.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of waiting) {
      seen += 1;
      if (seen > MAX_FOLDERS) return { packs: packs.sort(), cut: true };
      const found = await look(folder);
      if (found.isPack) packs.push(folder);
      else next.push(...found.folders);
    }
    waiting = next;
  }
  return { packs: packs.sort(), cut: false };
}

async function look(folder: string): Promise<{ isPack: boolean; folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const isPack = entries.some((entry) => entry.name === SKILL_FILE && !entry.isDirectory());
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !isLitter(entry.name))
      .map((entry) => path.join(folder, entry.name));
    return { isPack, folders: folders.sort() };
  } catch (error) {
    if (isMissing(error)) return { isPack: false, folders: [] };
    throw error;
  }
}
