/** A pack as a `.skill` file: a zip with one folder at its top, and the same bytes for the same files. */
import path from "node:path";
import { ZipFile } from "yazl";
import type { Pack } from "./pack";
import { readPackFile } from "./pack-files";

/** The zip format's first day, in local time as zips count: a file's own times would make every export differ. */
const noTime = new Date(1980, 0, 1);

/**
 * Files are stored, not compressed: compressors differ from one version to the next, and skills are small.
 * @throws the system's error when a file cannot be read.
 */
export async function packZip(pack: Pack): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of pack.files) {
    zip.addBuffer(await readPackFile(pack.folder, name, bytes), path.posix.join(pack.manifest.name, name), {
      mtime: noTime,
      mode: 0o100644,
      compress: false,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
