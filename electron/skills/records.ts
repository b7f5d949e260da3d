/**
 * What the studio remembers of the user's packs beside the packs themselves: which files the designer agreed to, and
 * when each version came. One small file, replaced whole; when it is lost, every pack is asked about again.
 */
import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { fileStamp, isMissing, replaceFile } from "../storage/durable";

const RECORDS_FILE = ".records.json";
/** Agreements kept of one name; the oldest goes first. */
const MOST_AGREED = 20;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const recordsSchema = z.object({
  v: z.literal(1),
  /** By skill, hashes the designer agreed to; the latest last. */
  agreed: z.record(z.string(), z.array(hashSchema)),
  /** By skill and hash, when the version was put in place, in milliseconds since 1970. */
  installed: z.record(z.string(), z.record(hashSchema, z.number())),
});
type Stored = z.infer<typeof recordsSchema>;

/** The records of one skills folder. Callers change them one after the other. */
export class SkillRecords {
  private readonly agreed = new Map<string, readonly string[]>();
  private readonly installed = new Map<string, ReadonlyMap<string, number>>();

  private constructor(private readonly file: string) {}

  /**
   * Reads the records of a skills folder. A file that makes no sense is set aside: nothing counts as agreed to then.
   * @throws the system's error when the file cannot be read.
   */
  static async open(folder: string): Promise<SkillRecords> {
    const records = new SkillRecords(path.join(folder, RECORDS_FILE));
    await records.read();
    return records;
  }

  isAgreed(name: string, hash: string): boolean {
    return this.agreed.get(name)?.includes(hash) ?? false;
  }

  /** Every hash agreed to, the latest first. */
  agreedTo(name: string): readonly string[] {
    return [...(this.agreed.get(name) ?? [])].reverse();
  }

  installedAt(name: string, hash: string): number | null {
    return this.installed.get(name)?.get(hash) ?? null;
  }

  async agree(name: string, hash: string): Promise<void> {
    const others = (this.agreed.get(name) ?? []).filter((one) => one !== hash);
    this.agreed.set(name, [...others, hash].slice(-MOST_AGREED));
    await this.write();
  }

  async noteInstalled(name: string, hash: string, at: number): Promise<void> {
    this.installed.set(name, new Map([...(this.installed.get(name) ?? []), [hash, at]]));
    await this.write();
  }

  /** Forgets when versions came that are not kept any more. */
  async keepOnly(name: string, hashes: ReadonlySet<string>): Promise<void> {
    const left = [...(this.installed.get(name) ?? [])].filter(([hash]) => hashes.has(hash));
    this.installed.set(name, new Map(left));
    await this.write();
  }

  private async read(): Promise<void> {
    const stored = await this.stored();
    for (const [name, hashes] of Object.entries(stored?.agreed ?? {})) this.agreed.set(name, hashes);
    for (const [name, times] of Object.entries(stored?.installed ?? {})) {
      this.installed.set(name, new Map(Object.entries(times)));
    }
  }

  private async stored(): Promise<Stored | null> {
    try {
      return recordsSchema.parse(JSON.parse(await readFile(this.file, "utf8")));
    } catch (error) {
      if (isMissing(error)) return null;
      if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      await rename(this.file, `${this.file}.broken-${fileStamp(Date.now())}`);
      return null;
    }
  }

  private async write(): Promise<void> {
    const stored: Stored = {
      v: 1,
      agreed: Object.fromEntries([...this.agreed].map(([name, hashes]) => [name, [...hashes]])),
      installed: Object.fromEntries(
        [...this.installed].map(([name, times]) => [name, Object.fromEntries(times)]),
      ),
    };
    await replaceFile(this.file, `${JSON.stringify(stored, null, 2)}\n`);
  }
}
