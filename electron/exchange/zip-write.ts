/** Run folders as one zip: streamed, in a fixed order with fixed times, so that the same runs give the same file. */
import { createReadStream, createWriteStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { CancelledError } from "../../shared/errors";
import { isMissing } from "../storage/durable";
import { IMAGES_FOLDER } from "../storage/images";
import { JOURNAL_FILE } from "../storage/journal";
import { readLine } from "../storage/migrate";
import { journalText, withoutFolder } from "./journal-check";

const LINE_BREAK = 0x0a;
const imageName = /^[0-9a-f]{64}\.(png|svg)$/;

export interface PackedRun {
  readonly folder: string;
  /** Milliseconds since 1970; the time of every entry of the run. */
  readonly createdAt: number;
}

export interface PackOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface Entry {
  readonly name: string;
  readonly source:
    | { readonly kind: "file"; readonly file: string; readonly bytes: number }
    | { readonly kind: "text"; readonly text: Buffer };
  readonly mtime: Date;
}

/**
 * Writes the folders' journals and images; nothing else that lies there comes along.
 * @param target must not exist
 * @throws CancelledError when the signal fires; the half written file is the caller's to take away.
 */
export async function packRuns(
  runs: readonly PackedRun[],
  target: string,
  options: PackOptions,
): Promise<void> {
  const entries: Entry[] = [];
  const ordered = [...runs].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  for (const run of ordered) entries.push(...(await entriesOf(run)));
  const { signal, onProgress } = options;
  if (signal.aborted) throw new CancelledError();
  const zip = new ZipFile();
  const output = createWriteStream(target, { flags: "wx" });
  const failed = new Promise<never>((_, reject) => zip.on("error", reject));
  let done = 0;
  const count = () => onProgress(done++, entries.length);
  for (const entry of entries) add(zip, entry, count);
  zip.end();
  try {
    await Promise.race([pipeline(zip.outputStream, output, { signal }), failed]);
  } catch (error) {
    output.destroy();
    throw signal.aborted ? new CancelledError() : error;
  }
  onProgress(entries.length, entries.length);
  const handle = await open(target, "r+");
  await handle.sync().finally(() => handle.close());
}

function add(zip: ZipFile, { name, source, mtime }: Entry, begin: () => void): void {
  const common = { mtime, mode: 0o100644, forceDosTimestamp: true };
  if (source.kind === "text") {
    begin();
    zip.addBuffer(source.text, name, { ...common, compress: true });
    return;
  }
  // Pictures are compressed already; drawings are text.
  const options = { ...common, compress: name.endsWith(".svg"), size: source.bytes };
  zip.addReadStreamLazy(name, options, (give) => {
    begin();
    give(null, createReadStream(source.file));
  });
}

async function entriesOf({ folder, createdAt }: PackedRun): Promise<readonly Entry[]> {
  const top = path.basename(folder);
  const mtime = new Date(createdAt);
  const journal = leaving(wholeLines(await readFile(path.join(folder, JOURNAL_FILE))));
  const images = path.join(folder, IMAGES_FOLDER);
  const names = (await namesIn(images)).filter((name) => imageName.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(images, name);
      const { size } = await stat(file);
      return {
        name: `${top}/${IMAGES_FOLDER}/${name}`,
        source: { kind: "file" as const, file, bytes: size },
        mtime,
      };
    }),
  );
  return [{ name: `${top}/${JOURNAL_FILE}`, source: { kind: "text", text: journal }, mtime }, ...files];
}

/** A run at work may be in the middle of a line. */
function wholeLines(journal: Buffer): Buffer {
  return journal.subarray(0, journal.lastIndexOf(LINE_BREAK) + 1);
}

/** Only the beginning of a run can name the folder of a model; every other line leaves byte by byte. */
function leaving(journal: Buffer): Buffer {
  const end = journal.indexOf(LINE_BREAK) + 1;
  const { event } = readLine(journal.subarray(0, end).toString("utf8").trimEnd());
  if (event === null) return journal;
  const [cleared] = withoutFolder([event]);
  if (cleared === undefined || cleared === event) return journal;
  return Buffer.concat([Buffer.from(journalText([cleared])), journal.subarray(end)]);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
