/** Copies a model's files, piece by piece, so that it can be told of and called off. */

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import path from "node:path";
import { StudioError, throwIfCancelled } from "../../shared/errors";
import { caseless, pathProblem, shownName } from "../skills/safe-paths";
import { makeFolder, storageError, syncFolder } from "../storage/durable";
import type { ModelFile } from "./listing";
import type { SummedFile } from "./records";

const PIECE = 1_048_576;

/**
 * Copies the files into a folder of their own and works their checksums out on the way; all of it is on disk when
 * this returns. Links are copied as the files they lead to.
 * @throws StudioError "storage", "bad-input" for names that would not mean the same here, CancelledError
 */
export async function copyFiles(
  from: string,
  into: string,
  files: readonly ModelFile[],
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<readonly SummedFile[]> {
  assertSafePaths(files);
  const summed: SummedFile[] = [];
  try {
    await makeFolder(into);
    for (const file of files) {
      await makeFolder(path.dirname(path.join(into, file.path)));
      summed.push(await copyFile(from, into, file.path, signal, onBytes));
    }
    for (const folder of new Set(files.map((file) => path.dirname(path.join(into, file.path))))) {
      await syncFolder(folder);
    }
    return summed;
  } catch (error) {
    throwIfCancelled(signal);
    throw storageError(`copy the model into ${into}`, error);
  }
}

async function copyFile(
  from: string,
  into: string,
  relative: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<SummedFile> {
  const hash = createHash("sha256");
  const source = await open(path.join(from, relative), "r");
  try {
    const target = await open(path.join(into, relative), "wx");
    try {
      const piece = Buffer.alloc(PIECE);
      let bytes = 0;
      for (;;) {
        throwIfCancelled(signal);
        const { bytesRead } = await source.read(piece, 0, PIECE, null);
        if (bytesRead === 0) break;
        const read = piece.subarray(0, bytesRead);
        hash.update(read);
        await target.writeFile(read);
        bytes += bytesRead;
        onBytes(bytesRead);
      }
      await target.sync();
      return { path: relative, bytes, sha256: hash.digest("hex") };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/**
 * Refuses names that lead out of their folder, mean another file on another system, or are one file twice where case
 * is passed over.
 * @throws StudioError "bad-input"
 */
export function assertSafePaths(files: readonly { readonly path: string }[]): void {
  const taken = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const { path: file } of files) {
    const problem = pathProblem(file);
    if (problem !== null) throw refused(file, problem);
    const key = caseless(file);
    const twin = taken.get(key);
    if (twin !== undefined) throw refused(file, `is the same file as ${shownName(twin)} on many systems`);
    taken.set(key, file);
    const parts = file.split("/");
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join("/");
      const other = folders.get(caseless(folder));
      if (other !== undefined && other !== folder) {
        throw refused(file, `lies in a folder that is the same as ${shownName(other)} on many systems`);
      }
      folders.set(caseless(folder), folder);
    }
  }
  for (const [key, file] of taken) {
    if (folders.has(key)) throw refused(file, "is a file and a folder at once");
  }
}

function refused(file: string, problem: string): StudioError {
  return new StudioError(
    "bad-input",
    `The model's file "${shownName(file)}" ${problem}. Nothing was written.`,
    {
      remedy: "Take the model from somewhere you trust.",
    },
  );
}
