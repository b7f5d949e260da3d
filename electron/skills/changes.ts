/** How two packs differ, file by file. */
import { createTwoFilesPatch } from "diff";
import type { PackChange } from "../../shared/skills";
import { type PackFile, readPackFile } from "./pack-files";

/** Texts longer than this, in bytes, are said to differ without showing how. */
const MOST_TEXT = 200_000;
/** Lines that may be added or taken away before two texts count as different altogether. */
const MOST_EDITS = 3_000;
const MOST_PATCH = 20_000;

export interface PackSide {
  readonly folder: string;
  readonly files: readonly PackFile[];
}

/** Files added, removed and changed from one pack to the other, by name. */
export async function packChanges(before: PackSide, after: PackSide): Promise<PackChange[]> {
  const old = new Map(before.files.map((file) => [file.name, file]));
  const fresh = new Map(after.files.map((file) => [file.name, file]));
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  const changes: PackChange[] = [];
  for (const name of names) {
    const from = old.has(name) ? await readPackFile(before.folder, name) : null;
    const to = fresh.has(name) ? await readPackFile(after.folder, name) : null;
    if (from !== null && to !== null && from.equals(to)) continue;
    const change = from === null ? "added" : to === null ? "removed" : "changed";
    changes.push({ path: name, change, patch: patchOf(name, from, to) });
  }
  return changes;
}

/** A unified diff, shortened; null when one of the two is no text or they are too large or too far apart. */
function patchOf(name: string, from: Buffer | null, to: Buffer | null): string | null {
  const [before, after] = [textOf(from), textOf(to)];
  if (before === null || after === null) return null;
  const patch = createTwoFilesPatch(name, name, before, after, undefined, undefined, {
    context: 3,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) return null;
  const body = patch.slice(patch.indexOf("\n") + 1);
  if (body.length <= MOST_PATCH) return body;
  return `${body.slice(0, body.lastIndexOf("\n", MOST_PATCH) + 1)}…\n`;
}

function textOf(bytes: Buffer | null): string | null {
  if (bytes === null) return "";
  if (bytes.length > MOST_TEXT || bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
