/**
 * How often each skill was used, and whether it helped, from the runs in the library. What a run says is read from its
 * journal once and kept in a small cache file; a journal is read again when it has changed. The file may be deleted.
 */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CancelledError, isCancelled } from "../../shared/errors";
import { reduceAll } from "../../shared/run/reduce";
import type { SkillUsage } from "../../shared/skills";
import { isMissing, replaceFile } from "../storage/durable";
import { JOURNAL_FILE, readJournal } from "../storage/journal";
import type { RunPlace } from "../storage/runs-folder";
import { factsOf, type RunFacts, runFactsSchema } from "./usage-facts";
import { usageOf } from "./usage-sums";

/** Part of the cache's format: raise it when facts mean something else. */
const CACHE_VERSION = 1;
/** Journals looked at in one go. */
const READERS = 8;

const knownSchema = z.object({
  /** Size and time of the journal. */
  mark: z.string(),
  facts: runFactsSchema.nullable(),
});
type Known = z.infer<typeof knownSchema>;
const cacheSchema = z.object({ v: z.literal(CACHE_VERSION), runs: z.record(z.string(), knownSchema) });

export interface SkillUsageOptions {
  readonly runs: () => Promise<readonly RunPlace[]>;
  /** The cache file. */
  readonly file: string;
}

export interface UsageReader {
  /**
   * @param names skills to report on even when no run names them
   * @throws CancelledError after `close`, StudioError "storage".
   */
  read(names: readonly string[]): Promise<SkillUsage[]>;
  /** Stops reading as soon as the journals under way are read. */
  close(): Promise<void>;
}

export function openSkillUsage(options: SkillUsageOptions): UsageReader {
  return new JournalUsage(options);
}

class JournalUsage implements UsageReader {
  private known: Map<string, Known> | null = null;
  private reading: Promise<readonly RunFacts[]> | null = null;
  private closed = false;

  constructor(private readonly options: SkillUsageOptions) {}

  async read(names: readonly string[]): Promise<SkillUsage[]> {
    // Whoever asks while journals are read gets the same answer.
    this.reading ??= this.facts().finally(() => {
      this.reading = null;
    });
    return usageOf(await this.reading, names);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.reading?.catch(() => undefined);
  }

  private async facts(): Promise<readonly RunFacts[]> {
    const before = this.known ?? (await this.cached());
    const after = new Map<string, Known>();
    let changed = false;
    const waiting = (await this.options.runs()).values();
    const reader = async () => {
      for (const place of waiting) {
        if (this.closed) throw new CancelledError();
        const known = await knownOf(place, before.get(place.id));
        if (known === null) continue;
        changed ||= known !== before.get(place.id);
        after.set(place.id, known);
      }
    };
    try {
      await Promise.all(Array.from({ length: READERS }, reader));
    } catch (error) {
      // What was read so far need not be read again.
      if (isCancelled(error)) await this.keep(new Map([...before, ...after]));
      throw error;
    }
    this.known = after;
    if (changed || after.size !== before.size) await this.keep(after);
    return [...after.values()].flatMap(({ facts }) => facts ?? []);
  }

  private async cached(): Promise<Map<string, Known>> {
    try {
      const { runs } = cacheSchema.parse(JSON.parse(await readFile(this.options.file, "utf8")));
      return new Map(Object.entries(runs));
    } catch (error) {
      // A cache that is missing, torn or of another version is made anew.
      if (isMissing(error) || error instanceof SyntaxError || error instanceof z.ZodError) return new Map();
      throw error;
    }
  }

  private async keep(known: ReadonlyMap<string, Known>): Promise<void> {
    const cache = { v: CACHE_VERSION, runs: Object.fromEntries(known) };
    await replaceFile(this.options.file, JSON.stringify(cache));
  }
}

/** What is known of a run, read again only when its journal has changed; null when it has none. */
async function knownOf({ folder }: RunPlace, before: Known | undefined): Promise<Known | null> {
  try {
    const { size, mtimeMs } = await stat(path.join(folder, JOURNAL_FILE));
    const mark = `${size}/${mtimeMs}`;
    if (before?.mark === mark) return before;
    const { events } = await readJournal(folder);
    return { mark, facts: factsOf(reduceAll(events)) };
  } catch (error) {
    // Moved to the trash meanwhile.
    if (isMissing(error)) return null;
    throw error;
  }
}
