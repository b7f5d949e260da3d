/** A small list in a JSON file, written whole or not at all: what was saved is there after any crash. */
import { readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { fileStamp, isMissing, replaceFile, storageError } from "./durable";
import type { Clock } from "./journal";

const FORMAT = 1;
const shape = z.object({ v: z.literal(FORMAT), items: z.array(z.unknown()) });

export interface ListFile<T> {
  items(): readonly T[];
  /**
   * Replaces the list by what `change` makes of it; calls are served in order. What `change` throws leaves the list as
   * it was. @throws StudioError "storage" when it cannot be saved; the list is then as it was, too.
   */
  change(change: (items: readonly T[]) => readonly T[]): Promise<void>;
}

export interface ListFileOptions<T> {
  readonly file: string;
  readonly schema: z.ZodType<T>;
  /** What it is to a person: "boards". */
  readonly what: string;
  readonly now?: Clock;
}

export interface OpenedList<T> {
  readonly list: ListFile<T>;
  /** What was wrong with the file, in words for the user; null when all was well. */
  readonly warning: StudioError | null;
}

/**
 * Opens a list. A file that is damaged is kept aside as `<name>.broken-<date>.json`; what was good in it stays.
 * @throws StudioError "storage" when the file cannot be read at all.
 */
export async function openListFile<T>(options: ListFileOptions<T>): Promise<OpenedList<T>> {
  const { file, what, now = Date.now } = options;
  try {
    await clearLeftovers(file);
    const found = await readFound(options);
    if (found.lost === null) return { list: new StoredList(file, what, found.items), warning: null };
    const aside = file.replace(/\.json$/, `.broken-${fileStamp(now())}.json`);
    await rename(file, aside);
    const list = new StoredList(file, what, found.items);
    await list.change((items) => items);
    return { list, warning: brokenWarning(what, found.lost, aside) };
  } catch (error) {
    throw storageError(`open the ${what} ${file}`, error);
  }
}

class StoredList<T> implements ListFile<T> {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly what: string,
    private current: readonly T[],
  ) {}

  items(): readonly T[] {
    return this.current;
  }

  change(change: (items: readonly T[]) => readonly T[]): Promise<void> {
    const saved = this.queue.then(async () => {
      const next = change(this.current);
      try {
        await replaceFile(this.file, `${JSON.stringify({ v: FORMAT, items: next })}\n`);
      } catch (error) {
        throw storageError(`save the ${this.what}`, error);
      }
      this.current = next;
    });
    this.queue = saved.catch(() => undefined);
    return saved;
  }
}

interface Found<T> {
  readonly items: readonly T[];
  /** What could not be read, in a few words; null when everything could. */
  readonly lost: string | null;
}

async function readFound<T>({ file, schema }: ListFileOptions<T>): Promise<Found<T>> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (text === null) return { items: [], lost: null };
  const whole = shape.safeParse(parseJson(text));
  if (!whole.success) return { items: [], lost: "the file is not a list of this studio" };
  const parsed = whole.data.items.map((item) => schema.safeParse(item));
  const items = parsed.flatMap((one) => (one.success ? [one.data] : []));
  const bad = parsed.length - items.length;
  return { items, lost: bad === 0 ? null : `${bad} of ${parsed.length} entries make no sense` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no list: the caller sets the file aside and says so.
    return null;
  }
}

async function clearLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    if (name.startsWith(`.${path.basename(file)}.`) && name.endsWith(".tmp"))
      await rm(path.join(folder, name), { force: true });
  }
}

function brokenWarning(what: string, lost: string, aside: string): StudioError {
  return new StudioError("corrupt-data", `The ${what} could not be read in full: ${lost}.`, {
    remedy: `The old file is kept as ${path.basename(aside)}; everything readable in it is in use.`,
  });
}
