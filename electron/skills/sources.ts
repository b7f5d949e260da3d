/** Packs found in what the designer dropped or chose: folders, zips and `.skill` files. Nothing is changed here. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { storageError } from "../storage/durable";
import { packsInArchive } from "./archive-packs";
import { listPack, readPackFile } from "./pack-files";
import { SKILL_FILE } from "./parse";
import type { Refusal } from "./refusal";
import { shownName } from "./safe-paths";
import { findPacks } from "./scan";

/** More than this is a folder picked by mistake. */
const MOST_AT_ONCE = 100;

/** A pack that may be copied, wherever it lies. Its names have been vetted. */
export interface PackSource {
  /** Of what was dropped. */
  readonly label: string;
  /** Where in what was dropped it was found, as it may be shown. */
  readonly origin: string;
  readonly folderName: string;
  /** Paths within the pack. */
  readonly files: readonly string[];
  /** @throws ArchiveFault, or any error that says why the file cannot be read. */
  read(file: string): Promise<Buffer>;
}

export interface Found {
  readonly packs: readonly PackSource[];
  readonly refused: readonly Refusal[];
}

/**
 * Looks into one dropped thing. Never throws: what cannot be looked into is refused.
 * @param home the studio's own skills folder, whose packs are installed already
 */
export async function findSources(place: string, home: string): Promise<Found> {
  try {
    const kind = await stat(place);
    if (kind.isDirectory()) return await packsInFolder(await realpath(place), await realpath(home));
    if (kind.isFile()) return await packsInFile(place);
    return refused(place, "It is neither a file nor a folder.");
  } catch (error) {
    return refused(place, storageError("open it", error).message);
  }
}

function refused(place: string, reason: string): Found {
  return { packs: [], refused: [{ file: shownName(place), reason }] };
}

async function packsInFile(place: string): Promise<Found> {
  if (!/\.md$/i.test(place)) return packsInArchive(place);
  return refused(
    place,
    "It is one file of a skill. Choose the folder it lies in, so that the others come along.",
  );
}

async function packsInFolder(root: string, home: string): Promise<Found> {
  const { packs: folders, cut } = await findPacks(root);
  if (cut || folders.length > MOST_AT_ONCE) {
    return refused(root, "It is too large to be a folder of skills. Choose the skill's own folder.");
  }
  if (folders.length === 0) return refused(root, `There is no ${SKILL_FILE} in it or below it.`);
  const found = await Promise.all(folders.map((folder) => packInFolder(folder, root, home)));
  return {
    packs: found.flatMap((one) => one.packs),
    refused: found.flatMap((one) => one.refused),
  };
}

async function packInFolder(folder: string, root: string, home: string): Promise<Found> {
  if (folder === home || folder.startsWith(home + path.sep)) {
    return refused(folder, "It is installed already: it lies in the studio's own skills folder.");
  }
  try {
    const { files, problems } = await listPack(folder);
    const unsafe = problems.filter((one) => one.severity === "error");
    if (unsafe.length > 0) {
      const named = unsafe.map(({ file, message }) => ({
        file: shownName(file === undefined ? folder : path.join(folder, file)),
        reason: message,
      }));
      return { packs: [], refused: named };
    }
    const sizes = new Map(files.map((file) => [file.name, file.bytes]));
    const source: PackSource = {
      label: path.basename(root),
      origin: shownName(folder),
      folderName: path.basename(folder),
      files: files.map((file) => file.name),
      read: (name) => readPackFile(folder, name, sizes.get(name)),
    };
    return { packs: [source], refused: [] };
  } catch (error) {
    return refused(folder, storageError("read it", error).message);
  }
}
