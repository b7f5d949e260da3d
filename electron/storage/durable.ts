/** Small file-system moves that survive a crash, and the errors they turn into. */
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";

/** The system's error code ("ENOENT", ...) of anything thrown, or null. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

export function isMissing(error: unknown): boolean {
  const code = errnoOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space on this disk, then try again.",
  EDQUOT: "Your disk quota is used up: free some space, then try again.",
  EACCES: "Check that you may write to this folder.",
  EPERM: "Check that you may write to this folder and that no other program holds the file.",
  EROFS: "The disk is read-only: choose a data folder you may write to.",
  EBUSY: "Another program holds this file: close it, then try again.",
  EMFILE: "Too many files are open: close some programs, then try again.",
};

/** A failed file operation as a StudioError that names what was attempted. */
export function storageError(attempted: string, cause: unknown): StudioError {
  if (cause instanceof StudioError) return cause;
  const code = errnoOf(cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StudioError("storage", `Could not ${attempted}: ${reason}`, {
    remedy: (code === null ? undefined : remedies[code]) ?? "Check the data folder and try again.",
    retryable: true,
    cause,
  });
}

/**
 * Forces a folder's list of names to disk, so that a file just created or renamed in it is still there after a
 * power cut. Windows keeps that list itself and refuses to open folders: nothing to do there.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name for a neighbour of `file` that is being written; dotted, so that folder scans pass over it. */
export function temporaryName(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString("hex")}.tmp`);
}

/** Writes a new file and forces its bytes to disk. Fails when it exists. */
export async function writeSynced(file: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  const handle = await open(file, "wx", mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file as a whole: after a crash it holds either the old bytes or the new ones. */
export async function replaceFile(file: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  const temporary = temporaryName(file);
  try {
    await writeSynced(temporary, bytes, mode);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Makes a folder with its parents; the new names are on disk when it returns. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = path.resolve(folder); ; made = path.dirname(made)) {
    await syncFolder(path.dirname(made));
    if (made === path.resolve(first)) return;
  }
}

/** A moment as a part of a file name: "2026-03-01T142530" (UTC, no colons). */
export function fileStamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(":", "");
}
