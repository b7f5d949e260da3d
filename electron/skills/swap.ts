/** Puts folders of skill packs in their places and takes them away, so that a crash leaves the old or the new. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { errnoOf, fileStamp, isMissing, makeFolder, syncFolder } from "../storage/durable";

/** Unfinished copies of nobody in particular are younger than this while an install may be under way. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;
const NEW_PREFIX = ".new-";
const OLD_PREFIX = ".old-";
const GONE_PREFIX = ".gone-";

/** Where a pack goes whose place was given to another. */
export type Keep = (old: string, name: string) => Promise<void>;

const unique = (): string => randomBytes(6).toString("hex");

/** A name for a folder in which packs are made ready; scans pass over it. It names the process at work in it. */
export function stagingName(): string {
  return `${NEW_PREFIX}${process.pid}-${unique()}`;
}

/** Makes a folder in which packs are made ready, on the same file system as their places. */
export async function makeStaging(into: string): Promise<string> {
  const staging = path.join(into, stagingName());
  await mkdir(staging);
  return staging;
}

/**
 * Sets right what a crash left: an old pack whose successor never came goes back to its place, one whose successor
 * stands is kept as a version, unfinished copies and half-deleted folders go away.
 */
export async function recoverInstalls(into: string, keep: Keep): Promise<void> {
  for (const name of await readdir(into)) {
    const place = path.join(into, name);
    if (name.startsWith(OLD_PREFIX)) await recoverOld(place, into, keep);
    else if (name.startsWith(GONE_PREFIX) || (await isLeftover(name, place))) {
      await rm(place, { recursive: true, force: true });
    }
  }
}

async function isLeftover(name: string, place: string): Promise<boolean> {
  if (/^\..+\.[0-9a-f]{12}\.tmp$/.test(name)) return isOlder(place);
  if (!name.startsWith(NEW_PREFIX)) return false;
  const pid = /^\.new-(\d+)-/.exec(name)?.[1];
  return pid === undefined ? isOlder(place) : !isAlive(Number(pid));
}

async function isOlder(place: string): Promise<boolean> {
  return Date.now() - (await stat(place)).mtimeMs > LEFTOVER_AGE_MS;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== "ESRCH";
  }
}

async function recoverOld(old: string, into: string, keep: Keep): Promise<void> {
  const name = path
    .basename(old)
    .slice(OLD_PREFIX.length)
    .replace(/-[0-9a-f]{12}$/, "");
  const target = path.join(into, name);
  if (await exists(target)) {
    await keep(old, name);
    return;
  }
  await rename(old, target);
  await syncFolder(into);
}

/** Moves a finished pack to its place; what stood there is handed to `keep` once the new one is in. */
export async function swapIn(fresh: string, target: string, keep: Keep): Promise<void> {
  const parent = path.dirname(target);
  const name = path.basename(target);
  const old = path.join(parent, `${OLD_PREFIX}${name}-${unique()}`);
  const replaced = await renameIfThere(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (replaced) await rename(old, target);
    throw error;
  }
  await syncFolder(parent);
  if (replaced) await keep(old, name);
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

/**
 * Deletes a folder for good. It loses its name first, so that what a crash leaves of it is never taken for whole.
 * @param into the skills folder, where leftovers are swept
 */
export async function discard(folder: string, into: string): Promise<void> {
  const gone = path.join(into, `${GONE_PREFIX}${unique()}`);
  await rename(folder, gone);
  await rm(gone, { recursive: true, force: true });
}

/** Moves a pack to the trash under a name of its own. @returns where it lies now. */
export async function toTrash(folder: string, name: string, trash: string): Promise<string> {
  await makeFolder(trash);
  const now = Date.now();
  const order = String(now % 1000).padStart(3, "0");
  const target = path.join(
    trash,
    `skill-${name}-${fileStamp(now)}-${order}${randomBytes(3).toString("hex")}`,
  );
  await rename(folder, target);
  await syncFolder(trash);
  await syncFolder(path.dirname(folder));
  return target;
}

/** The latest pack of that name in the trash, or null. */
export async function latestInTrash(name: string, trash: string): Promise<string | null> {
  const stamped = /^skill-(.+)-(\d{4}-\d{2}-\d{2}T\d{6}-[0-9a-f]{6,9})$/;
  try {
    const found = (await readdir(trash))
      .map((entry) => ({ entry, parts: stamped.exec(entry) }))
      .filter(({ parts }) => parts?.[1] === name)
      .map(({ entry }) => entry)
      .sort();
    const last = found.at(-1);
    return last === undefined ? null : path.join(trash, last);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
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
