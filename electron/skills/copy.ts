/** Copies of packs that are whole and on disk when they are said to be. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { syncFolder, writeSynced } from "../storage/durable";
import { type Pack, readPack } from "./pack";
import { readPackFile } from "./pack-files";

/**
 * Copies a pack file by file: nothing but bytes and names comes along, no links, no rights to execute.
 * @returns the copy, read back.
 * @throws StudioError "skill-unsafe" when the pack changed meanwhile.
 */
export async function copyPack(pack: Pack, target: string): Promise<Pack> {
  const folders = new Set([target]);
  for (const { name, bytes } of pack.files) {
    const file = path.join(target, ...name.split("/"));
    for (let at = path.dirname(file); !folders.has(at); at = path.dirname(at)) folders.add(at);
    await mkdir(path.dirname(file), { recursive: true });
    await writeSynced(file, await readPackFile(pack.folder, name, bytes));
  }
  for (const folder of folders) await syncFolder(folder);
  const copy = await readPack(target);
  if (copy.hash === pack.hash) return copy;
  throw new StudioError(
    "skill-unsafe",
    `The skill "${pack.manifest.name}" changed while it was being copied.`,
    { remedy: "Wait until nothing writes to its folder, then try again.", retryable: true },
  );
}
