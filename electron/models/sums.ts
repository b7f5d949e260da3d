/** Checksums of a model's files: worked out piece by piece, and compared with those recorded before. */
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { throwIfCancelled } from "../../shared/errors";
import type { FileCheck } from "../../shared/models/library";
import { isMissing, storageError } from "../storage/durable";
import type { ModelFile } from "./listing";
import type { SummedFile } from "./records";

const PIECE = 1_048_576;

/** Feeds a file to a hash. @throws StudioError "storage", CancelledError */
export async function feedFile(
  hash: Hash,
  file: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<void> {
  throwIfCancelled(signal);
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
      throwIfCancelled(signal);
      hash.update(piece);
      onBytes(piece.length);
    }
  } catch (error) {
    throwIfCancelled(signal);
    throw isMissing(error) ? error : storageError(`read ${file}`, error);
  }
}

/**
 * The checksums of these files. One that goes away meanwhile is left out.
 * @param onBytes told of every piece that was read
 */
export async function sumFiles(
  folder: string,
  files: readonly ModelFile[],
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<readonly SummedFile[]> {
  const summed: SummedFile[] = [];
  for (const file of files) {
    const hash = createHash("sha256");
    let bytes = 0;
    try {
      await feedFile(hash, path.join(folder, file.path), signal, (read) => {
        bytes += read;
        onBytes(read);
      });
      summed.push({ path: file.path, bytes, sha256: hash.digest("hex") });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return summed;
}

/** What is different now from what was recorded. */
export function compareSums(
  recorded: readonly SummedFile[],
  now: readonly SummedFile[],
): Omit<FileCheck, "at"> {
  const before = new Map(recorded.map((file) => [file.path, file]));
  const after = new Map(now.map((file) => [file.path, file]));
  return {
    changed: now.flatMap(({ path: file, sha256 }) => {
      const known = before.get(file);
      return known === undefined || known.sha256 === sha256 ? [] : [file];
    }),
    missing: recorded.flatMap((file) => (after.has(file.path) ? [] : [file.path])),
    added: now.flatMap((file) => (before.has(file.path) ? [] : [file.path])),
  };
}
