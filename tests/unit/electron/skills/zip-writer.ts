/** Writes zip archives byte by byte, the impossible ones included: what a test asks for is what stands in the file. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../../../electron/png/crc32";

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer | string;
  /** Compressed? Deflated unless told otherwise. */
  readonly method?: number;
  /** Unix mode; 0 leaves the external attributes empty. */
  readonly mode?: number;
  readonly flags?: number;
  /** What the tables say instead of the truth. */
  readonly lie?: {
    readonly uncompressed?: number;
    readonly compressed?: number;
    readonly crc?: number;
    readonly localName?: string;
    readonly offset?: number;
    readonly extra?: Buffer;
  };
}

export interface ZipLies {
  readonly entryCount?: number;
  readonly directoryOffset?: number;
  readonly comment?: Buffer;
  /** Bytes cut off at the end. */
  readonly cut?: number;
}

export const FILE_MODE = 0o100644;
export const LINK_MODE = 0o120777;
export const PIPE_MODE = 0o010644;
const UTF8 = 0x800;

export function zipOf(entries: readonly ZipEntry[], lies: ZipLies = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, central } = written(entry, at);
    parts.push(local);
    directory.push(central);
    at += local.length;
  }
  const table = Buffer.concat(directory);
  const comment = lies.comment ?? Buffer.alloc(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE((lies.entryCount ?? entries.length) & 0xffff, 8);
  end.writeUInt16LE((lies.entryCount ?? entries.length) & 0xffff, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(lies.directoryOffset ?? at, 16);
  end.writeUInt16LE(comment.length, 20);
  const all = Buffer.concat([...parts, table, end, comment]);
  return lies.cut === undefined ? all : all.subarray(0, Math.max(0, all.length - lies.cut));
}

function written(entry: ZipEntry, at: number): { local: Buffer; central: Buffer } {
  const { method = 8, mode = FILE_MODE, flags = UTF8, lie = {} } = entry;
  const name = Buffer.from(entry.name);
  const localName = lie.localName === undefined ? name : Buffer.from(lie.localName);
  const data = Buffer.from(entry.data ?? "");
  const packed = method === 8 ? deflateRawSync(data) : data;
  const extra = lie.extra ?? Buffer.alloc(0);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(flags, 2);
  shared.writeUInt16LE(method, 4);
  shared.writeUInt32LE(0x00210000, 6);
  shared.writeUInt32LE(lie.crc ?? crc32(data), 10);
  shared.writeUInt32LE(lie.compressed ?? packed.length, 14);
  shared.writeUInt32LE(lie.uncompressed ?? data.length, 18);
  shared.writeUInt16LE(name.length, 22);
  shared.writeUInt16LE(extra.length, 24);
  const localShared = Buffer.from(shared);
  localShared.writeUInt16LE(localName.length, 22);
  localShared.writeUInt16LE(0, 24);
  const local = Buffer.concat([signature(0x04034b50), localShared, localName, packed]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(mode === 0 ? 0 : (mode << 16) >>> 0, 6);
  tail.writeUInt32LE(lie.offset ?? at, 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(mode === 0 ? 20 : (3 << 8) | 20, 0);
  const central = Buffer.concat([signature(0x02014b50), madeBy, shared, tail, name, extra]);
  return { local, central };
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
