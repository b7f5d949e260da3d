/** Zips from outside: every name and size is looked at before anything is unpacked, and nothing is unpacked to disk. */
import type { Readable } from "node:stream";
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from "yauzl";
import { StudioError } from "../../shared/errors";
import { caseless, pathProblem } from "../skills/safe-paths";

export const zipBounds = {
  /** Files and folders in one zip. */
  entries: 50_000,
  /** Bytes of all files together, unpacked. */
  bytes: 16 * 1024 ** 3,
  /** A file that unpacks to more than `ratioFrom` bytes may be this many times as large as it is packed. */
  ratio: 250,
  ratioFrom: 4 * 1024 * 1024,
} as const;

export interface ZippedFile {
  /** Path within the zip, parts joined by "/". */
  readonly name: string;
  readonly bytes: number;
  /** Unpacks it. @throws StudioError "corrupt-data" when it is damaged, "bad-input" when it is larger than `most`. */
  read(most: number): Promise<Uint8Array>;
}

export interface Zip {
  readonly files: readonly ZippedFile[];
  close(): void;
}

/**
 * Opens a zip and looks through its directory.
 * @param source path, or the bytes themselves
 * @throws StudioError "bad-input" naming the entry that is refused and why, "corrupt-data" when it is no zip
 */
export async function openZip(source: string | Uint8Array): Promise<Zip> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  let zip: ZipFile;
  try {
    zip =
      typeof source === "string"
        ? await openPromise(source, options)
        : await fromBufferPromise(Buffer.from(source), options);
  } catch (cause) {
    throw notAZip(cause);
  }
  try {
    const entries = await entriesOf(zip);
    return { files: checked(entries, zip), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof StudioError ? error : notAZip(error);
  }
}

function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > zipBounds.entries) {
    throw refused(null, `holds more than ${zipBounds.entries} files`);
  }
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once("end", () => resolve(entries));
    zip.once("error", (cause: unknown) => reject(directoryFault(cause)));
    zip.readEntry();
  });
}

function checked(entries: readonly Entry[], zip: ZipFile): readonly ZippedFile[] {
  const names = new Set<string>();
  let total = 0;
  const files: ZippedFile[] = [];
  for (const entry of entries) {
    const name = entry.fileName.replace(/\/$/, "");
    const problem = pathProblem(name) ?? kindProblem(entry) ?? bulkProblem(entry);
    if (problem !== null) throw refused(name, problem);
    if (names.has(caseless(name)))
      throw refused(name, "is in it twice, or differs from another by case alone");
    names.add(caseless(name));
    total += entry.uncompressedSize;
    if (total > zipBounds.bytes) throw refused(null, "would unpack to more than 16 GB");
    if (entry.fileName.endsWith("/")) continue;
    files.push({ name, bytes: entry.uncompressedSize, read: (most) => unpack(zip, entry, most) });
  }
  return files;
}

const FILE_TYPE = 0o170000;
const LINK = 0o120000;
const FILE = 0o100000;
const FOLDER = 0o040000;

function kindProblem(entry: Entry): string | null {
  if (entry.isEncrypted()) return "is encrypted";
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type === LINK) return "is a link";
  return type === 0 || type === FILE || type === FOLDER ? null : "is neither a file nor a folder";
}

function bulkProblem({ compressedSize, uncompressedSize }: Entry): string | null {
  const swells =
    uncompressedSize > zipBounds.ratioFrom && uncompressedSize > compressedSize * zipBounds.ratio;
  return swells ? `unpacks to ${zipBounds.ratio} times its size and more: it is made to fill the disk` : null;
}

async function unpack(zip: ZipFile, entry: Entry, most: number): Promise<Uint8Array> {
  if (entry.uncompressedSize > most) throw refused(entry.fileName, "is too large");
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of stream) {
      const bytes: Uint8Array = part;
      length += bytes.length;
      if (length > most) throw refused(entry.fileName, "is too large");
      parts.push(bytes);
    }
    return new Uint8Array(Buffer.concat(parts));
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError("corrupt-data", `${entry.fileName} in the zip is damaged and cannot be unpacked.`, {
      remedy: "Fetch the zip again: it may have been cut off on its way.",
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

/** yauzl refuses absolute names, "..", and backslashes by itself, in its own words. */
function directoryFault(cause: unknown): StudioError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const name = /(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(
    text,
  )?.[1];
  if (name === undefined) return notAZip(cause);
  return refused(name, pathProblem(name) ?? "has a name that is not allowed");
}

function refused(name: string | null, why: string): StudioError {
  const what = name === null ? "it" : JSON.stringify(name);
  return new StudioError("bad-input", `The zip is refused: ${what} ${why}.`, {
    remedy: "Nothing was taken in. Take it in only if its author can explain this, from a zip without it.",
  });
}

function notAZip(cause: unknown): StudioError {
  return new StudioError("corrupt-data", "The zip cannot be read: it is damaged, or no zip at all.", {
    remedy: "Fetch it again: it may have been cut off on its way.",
    detail: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
