/**
 * The images of a run: `images/<sha256>.(png|svg)`, named by their bytes. A file appears under its name only when
 * it is whole and on disk, so a reference handed out may be journaled at once.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { type ImageRef, imageRefSchema } from "../../shared/run/events";
import type { ImageShelf } from "../agent/roles";
import { isMissing, makeFolder, replaceFile, storageError } from "./durable";

export const IMAGES_FOLDER = "images";

/** Leftovers of a crash younger than this may belong to a write under way. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;

export interface RunImages extends ImageShelf {
  readonly folder: string;
  /** Where the image lies. */
  pathOf(ref: ImageRef): string;
  /**
   * Reads an image; with `verify`, checks its bytes against its name.
   * @throws StudioError "not-found", "corrupt-data" (wrong size or hash), "storage".
   */
  get(ref: ImageRef, options?: { readonly verify?: boolean }): Promise<Uint8Array>;
}

/** Opens the shelf of a run folder; makes it when missing and clears what an old crash left half written. */
export async function openImages(runFolder: string): Promise<RunImages> {
  const folder = path.join(runFolder, IMAGES_FOLDER);
  try {
    await makeFolder(folder);
    await clearLeftovers(folder);
  } catch (error) {
    throw storageError(`open the image folder ${folder}`, error);
  }
  const pathOf = (ref: ImageRef) => path.join(folder, safeName(ref));
  return {
    folder,
    pathOf,
    put: (bytes, extension) => put(folder, bytes, extension),
    get: (ref, options) => get(pathOf(ref), ref, options?.verify ?? false),
  };
}

async function put(folder: string, bytes: Uint8Array, extension: "png" | "svg"): Promise<ImageRef> {
  if (bytes.length === 0) {
    throw new StudioError("image-invalid", "The image is empty: it has no bytes.", {
      remedy: "Draw it again, or choose another generator.",
      retryable: true,
    });
  }
  const hash = sha256(bytes);
  const ref: ImageRef = { hash, file: `${hash}.${extension}`, bytes: bytes.length };
  const file = path.join(folder, ref.file);
  try {
    if (await holds(file, hash)) return ref;
    await replaceFile(file, bytes);
  } catch (error) {
    throw storageError(`store the image ${ref.file}`, error);
  }
  return ref;
}

async function get(file: string, ref: ImageRef, verify: boolean): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!isMissing(error)) throw storageError(`read the image ${file}`, error);
    throw new StudioError("not-found", `The image ${ref.file} is missing from its run.`, {
      remedy: "If the run folder was copied, copy its images folder too; or draw the image again.",
      cause: error,
    });
  }
  if (bytes.length !== ref.bytes || (verify && sha256(bytes) !== ref.hash)) {
    throw new StudioError(
      "corrupt-data",
      `The image ${ref.file} is not what was drawn: its bytes have changed.`,
      {
        remedy: "Restore the file from a copy, or draw the image again.",
      },
    );
  }
  return bytes;
}

/** True when the file is there with these very bytes; a damaged one is written anew. */
async function holds(file: string, hash: string): Promise<boolean> {
  try {
    return sha256(await readFile(file)) === hash;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** References come from journals, and journals from anywhere: only a plain hash may become a path. */
function safeName(ref: ImageRef): string {
  const parsed = imageRefSchema.safeParse(ref);
  if (parsed.success && parsed.data.file.startsWith(parsed.data.hash)) return parsed.data.file;
  throw new StudioError("bad-input", "Not an image reference.", {
    remedy: "The run's journal may be damaged.",
  });
}

async function clearLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(".") && name.endsWith(".tmp"));
  for (const name of names) {
    const file = path.join(folder, name);
    if (Date.now() - (await stat(file)).mtimeMs > LEFTOVER_AGE_MS) await rm(file, { force: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
