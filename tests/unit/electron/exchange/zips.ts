/** Zips made by hand, so that they may say what no program would write. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../../../electron/png/crc32";

export interface HandEntry {
  readonly name: string;
  readonly data?: Uint8Array | string;
  /** Unix mode and file type, as in `stat`. */
  readonly mode?: number;
  /** Size that is claimed instead of the true one. */
  readonly claims?: number;
  readonly encrypted?: boolean;
  /** Damages the packed bytes. */
  readonly broken?: boolean;
}

/** A zip (PKWARE APPNOTE 6.3.10) of these entries, all deflated. */
export function handZip(entries: readonly HandEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? "");
    const packed = deflateRawSync(data);
    const sum = crc32(data);
    if (entry.broken === true) packed.fill(0xff, 0, Math.min(packed.length, 8));
    const name = Buffer.from(entry.name, "utf8");
    const size = entry.claims ?? data.length;
    const flags = 0x0800 | (entry.encrypted === true ? 1 : 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x031e, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, name, packed);
    centrals.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}
