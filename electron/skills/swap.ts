/** Puts folders of skill packs in their places and takes them away, so that a crash leaves the old or the new. */
import { randomBytes } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { errnoOf, fileStamp, isMissing, makeFolder, syncFolder } from "../storage/durable";

/** Unfinished copies younger than this may belong to an install under way in another process. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;
const NEW_PREFIX = ".new-";
const OLD_PREFIX = ".old-";

/** A name for a folder in which packs are made ready; scans pass over it. */
export function stagingName(): string {
  return `${NEW_PREFIX}${randomBytes(6).toString("hex")}`;
}

/**
 * Sets right what a crash left: an old pack whose successor never came goes back to its place, one whose successor
 * stands goes to the trash, unfinished copies go away.
 */
export async function recoverInstalls(into: string, trash: string): Promise<void> {
  for (const name of await readdir(into)) {
    const place = path.join(into, name);
    if (name.startsWith(OLD_PREFIX)) await recoverOld(place, into, trash);
    if (name.startsWith(NEW_PREFIX) && Date.now() - (await stat(place)).mtimeMs > LEFTOVER_AGE_MS) {
      await rm(place, { recursive: true, force: true });
    }
  }
}

async function recoverOld(old: string, into: string, trash: string): Promise<void> {
  const name = path
    .basename(old)
    .slice(OLD_PREFIX.length)
    .replace(/-[0-9a-f]{12}$/, "");
  const target = path.join(into, name);
  if (await exists(target)) {
    await toTrash(old, name, trash);
    return;
  }
  await rename(old, target);
  await syncFolder(into);
}

/** Moves a finished pack to its place; what stood there goes to the trash once the new one is in. */
export async function swapIn(fresh: string, target: string, trash: string): Promise<void> {
  const parent = path.dirname(target);
  const name = path.basename(target);
  const old = path.join(parent, `${OLD_PREFIX}${name}-${randomBytes(6).toString("hex")}`);
  const replaced = await renameIfThere(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (replaced) await rename(old, target);
    throw error;
  }
  await syncFolder(parent);
  if (replaced) await toTrash(old, name, trash);
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** Moves a pack to the trash under a name of its own. @returns where it lies now. */
export async function toTrash(folder: string, name: string, trash: string): Promise<string> {
  await makeFolder(trash);
  const unique = randomBytes(3).toString("hex");
  const target = path.join(trash, `skill-${name}-${fileStamp(Date.now())}-${unique}`);
  await rename(folder, target);
  await syncFolder(trash);
  await syncFolder(path.dirname(folder));
  return target;
}

export async function exists(place: string): Promise<boolean> {
  try {
    await stat(place);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
