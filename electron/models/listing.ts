/** The files of a model's folder, and which of them the studio uses. */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError, throwIfCancelled } from "../../shared/errors";
import { isMissing, storageError } from "../storage/durable";

export interface ModelFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

export interface FolderFile extends ModelFile {
  /** Last change, in milliseconds since 1970. */
  readonly at: number;
}

/** Deeper than exports lie. */
const DEEPEST = 4;
/** More than any model has: somebody chose the wrong folder. */
const MOST = 10_000;

/**
 * All files below a folder, sorted by their paths. Links to files count as these, as caches of downloads are made of
 * them; links to folders are not followed.
 * @throws StudioError "not-found" where there is no folder, "bad-input" for far too many files, "storage"
 */
export async function listFolder(folder: string, signal?: AbortSignal): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  const walk = async (inner: string, depth: number): Promise<void> => {
    throwIfCancelled(signal);
    for (const entry of await entriesOf(path.join(folder, inner))) {
      const relative = inner === "" ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth > 1) await walk(relative, depth - 1);
        continue;
      }
      const facts = await stat(path.join(folder, relative)).catch(() => null);
      if (facts?.isFile() !== true) continue;
      files.push({ path: relative, bytes: facts.size, at: facts.mtimeMs });
      if (files.length > MOST) throw tooMany(folder);
    }
  };
  await walk("", DEEPEST);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isMissing(error)) throw storageError(`look into ${folder}`, error);
    throw new StudioError("not-found", `There is no folder ${folder}.`, {
      remedy: "Connect the disk it lies on, or choose the folder where it is now.",
      cause: error,
    });
  }
}

function tooMany(folder: string): StudioError {
  return new StudioError("bad-input", `${folder} holds more than ${MOST} files: it is no model's folder.`, {
    remedy: "Choose the folder that holds the model and nothing else.",
  });
}

/** What models are made of: configurations, vocabularies, ONNX graphs and the weights beside them, words. */
const used = /\.(json|txt|model|jinja|md|onnx|pb|onnx[._]data(_\d+)?|data)$/i;
/** Licences have no ending, or one of their own. */
const legal = /^(licen[cs]e|copying|notice|use_policy)([.\-_].*)?$/i;
/** Parts that the studio never loads. */
const unusedParts = /^(safety_checker|feature_extractor|\.[^/]*)\//i;
/** What describes weights of other programs. */
const foreignIndex = /\.(safetensors|bin|msgpack)\.index\.json$/i;

/** True for a file that some pipeline of the studio reads, or that tells what is allowed with the model. */
export function isUsed(file: string): boolean {
  const name = file.split("/").at(-1) ?? file;
  if (unusedParts.test(file) || name.startsWith(".") || foreignIndex.test(name)) return false;
  return used.test(name) || legal.test(name);
}

export const bytesOf = (files: readonly { readonly bytes: number | null }[]): number =>
  files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);

/** The files that are used, and the rest. */
export function sortFiles<T extends { readonly path: string }>(
  files: readonly T[],
): { readonly used: readonly T[]; readonly leftOut: readonly T[] } {
  return {
    used: files.filter((file) => isUsed(file.path)),
    leftOut: files.filter((file) => !isUsed(file.path)),
  };
}
