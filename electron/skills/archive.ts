/**
 * Zip archives as hostile input: the table of contents is read and judged as a whole before a single byte is
 * unpacked, and what is unpacked is held against what the table said.
 */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { crc32 } from "../png/crc32";
import { ArchiveFault } from "./refusal";
import { escapeProblem } from "./safe-paths";

/** In bytes. */
export const MOST_ARCHIVE = 64 * 1024 * 1024;
export const MOST_UNPACKED = 200 * 1024 * 1024;
export const MOST_ENTRIES = 10_000;
/** Honest files are not packed tighter than this; small ones may be. */
const MOST_RATIO = 200;
const RATIO_MATTERS = 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 30;

/** Types of files in Unix modes (`man 7 inode`). */
const TYPE_MASK = 0o170000;
const TYPE_FILE = 0o100000;
const TYPE_FOLDER = 0o040000;
const TYPE_LINK = 0o120000;

const inflate = promisify(inflateRaw);

export interface ArchiveEntry {
  /** Parts joined by "/", without one at the end. */
  readonly name: string;
  readonly folder: boolean;
  /** Unpacked, as the table of contents says. */
  readonly bytes: number;
  /** Why this entry cannot be a file of a pack, as the end of a sentence; null when it can. */
  readonly problem: string | null;
  /**
   * Unpacks the file.
   * @throws ArchiveFault when it is not what the table of contents says (the whole archive is lying then);
   * Error when its data are damaged.
   */
  read(): Promise<Buffer>;
}

/**
 * Opens an archive and judges its table of contents.
 * @throws ArchiveFault when it is dangerous, or no archive; the system's error when it cannot be read.
 */
export async function openArchive(file: string): Promise<readonly ArchiveEntry[]> {
  const bytes = await readWhole(file);
  const zip = await contentsOf(bytes);
  if (zip.entryCount > MOST_ENTRIES) {
    throw new ArchiveFault(null, `It has more than ${MOST_ENTRIES} entries.`);
  }
  const entries: { readonly raw: Entry; readonly name: string }[] = [];
  try {
    for await (const raw of zip.eachEntry()) entries.push({ raw, name: nameOf(raw) });
  } catch (error) {
    if (error instanceof ArchiveFault) throw error;
    throw new ArchiveFault(null, `Its table of contents cannot be read: ${messageOf(error)}.`);
  }
  for (const { raw, name } of entries) vet(raw, name);
  vetTogether(entries, bytes.length);
  return entries.map(({ raw, name }) => entryOf(zip, bytes, raw, name));
}

async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await handle.stat();
    if (!about.isFile()) throw new ArchiveFault(null, "It is neither a file nor a folder.");
    if (about.size > MOST_ARCHIVE) {
      throw new ArchiveFault(null, `It is larger than ${MOST_ARCHIVE / 1024 / 1024} MB.`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function contentsOf(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    throw new ArchiveFault(null, `It is no zip archive that can be read: ${messageOf(error)}.`);
  }
}

function nameOf(raw: Entry): string {
  if ((raw.generalPurposeBitFlag & 0x800) !== 0) return raw.fileNameRaw.toString("utf8");
  return getFileNameLowLevel(raw.generalPurposeBitFlag, raw.fileNameRaw, raw.extraFields, true);
}

/** What makes a single entry a danger to everything. */
function vet(raw: Entry, name: string): void {
  const danger = escapeProblem(name);
  if (danger !== null) throw new ArchiveFault(name, `It ${danger}.`);
  if (raw.uncompressedSize > RATIO_MATTERS && raw.uncompressedSize > MOST_RATIO * raw.compressedSize) {
    throw new ArchiveFault(name, `It unpacks to more than ${MOST_RATIO} times its size: a zip bomb.`);
  }
}

/** What makes the entries a danger together. */
function vetTogether(entries: readonly { readonly raw: Entry; readonly name: string }[], size: number): void {
  const total = entries.reduce((sum, { raw }) => sum + raw.uncompressedSize, 0);
  if (total > MOST_UNPACKED) {
    throw new ArchiveFault(null, `It unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB.`);
  }
  let end = 0;
  const byPlace = [...entries].sort(
    (a, b) => a.raw.relativeOffsetOfLocalHeader - b.raw.relativeOffsetOfLocalHeader,
  );
  for (const { raw, name } of byPlace) {
    const start = raw.relativeOffsetOfLocalHeader;
    if (start < end) throw new ArchiveFault(name, "It shares its data with another entry: a zip bomb.");
    end = start + LOCAL_HEADER + raw.fileNameLength + raw.compressedSize;
    if (end > size) throw new ArchiveFault(name, "Its data lie outside of the archive.");
  }
}

function entryOf(zip: ZipFile, bytes: Buffer, raw: Entry, name: string): ArchiveEntry {
  const folder = name.endsWith("/");
  return {
    name: folder ? name.replace(/\/+$/, "") : name,
    folder,
    bytes: raw.uncompressedSize,
    problem: kindProblem(raw, folder) ?? packingProblem(raw),
    read: () => unpack(zip, bytes, raw, name),
  };
}

function kindProblem(raw: Entry, folder: boolean): string | null {
  const type = (raw.externalFileAttributes >>> 16) & TYPE_MASK;
  if (type === TYPE_LINK) return "is a link to another place";
  if (type !== 0 && type !== TYPE_FILE && type !== TYPE_FOLDER) return "is neither a file nor a folder";
  if (type !== 0 && (type === TYPE_FOLDER) !== folder) return "says that it is a file and a folder at once";
  return folder && raw.uncompressedSize > 0 ? "is a folder with bytes of its own" : null;
}

function packingProblem(raw: Entry): string | null {
  if ((raw.generalPurposeBitFlag & 0x2041) !== 0) return "is encrypted";
  if (raw.compressionMethod === STORED) {
    return raw.compressedSize === raw.uncompressedSize ? null : "gives two different sizes";
  }
  if (raw.compressionMethod === DEFLATED) return null;
  return `is packed in a way that is not supported (method ${raw.compressionMethod})`;
}

async function unpack(zip: ZipFile, bytes: Buffer, raw: Entry, name: string): Promise<Buffer> {
  const header = await zip.readLocalFileHeaderPromise(raw);
  if (!header.fileName.equals(raw.fileNameRaw)) {
    throw new ArchiveFault(
      name,
      "It goes by another name inside of the archive than in its table of contents.",
    );
  }
  const packed = bytes.subarray(header.fileDataStart, header.fileDataStart + raw.compressedSize);
  const data = raw.compressionMethod === STORED ? packed : await inflated(packed, raw, name);
  if (data.length !== raw.uncompressedSize) {
    throw new Error(`it has ${data.length} bytes instead of ${raw.uncompressedSize}`);
  }
  if (crc32(data) !== raw.crc32) throw new Error("its checksum is wrong");
  return data;
}

async function inflated(packed: Buffer, raw: Entry, name: string): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, raw.uncompressedSize) });
  } catch (error) {
    if (error instanceof RangeError)
      throw new ArchiveFault(name, "It holds more bytes than it says: a zip bomb.");
    throw error;
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
