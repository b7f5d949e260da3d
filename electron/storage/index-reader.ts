/** Reads run folders for the library's index. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { asStudioError } from "../../shared/errors";
import { reduceAll } from "../../shared/run/reduce";
import { isMissing } from "./durable";
import { type IndexRow, type JournalMark, type KnownRun, rowOf } from "./index-row";
import { JOURNAL_FILE, readJournal } from "./journal";
import type { RunPlace } from "./runs-folder";

/** Folders read at a time. */
const READERS = 8;
/** Rows handed on at once. */
const BATCH = 64;

export interface UnreadableRun {
  readonly folder: string;
  readonly reason: string;
}

/** A run folder to look at, and what the table holds of it. */
export interface Candidate extends RunPlace {
  readonly known?: KnownRun | undefined;
}

/** Reads run folders that the table does not hold as they are, a few at a time; hands rows on in batches. */
export async function readRuns(
  places: readonly Candidate[],
  store: (rows: readonly IndexRow[]) => void | Promise<void>,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly (UnreadableRun & { readonly id: string })[]> {
  const unreadable: (UnreadableRun & { readonly id: string })[] = [];
  const waiting = places.values();
  const batch: IndexRow[] = [];
  let done = 0;
  const reader = async () => {
    for (const place of waiting) {
      const row = await readRun(place);
      if (row !== null && "reason" in row) unreadable.push({ ...row, id: place.id });
      else if (row !== null) batch.push(row);
      done += 1;
      onDone(done);
      if (batch.length >= BATCH) await store(batch.splice(0));
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  if (batch.length > 0) await store(batch.splice(0));
  return unreadable;
}

/** null when the table holds the run as its folder does. */
async function readRun({ id, folder, known }: Candidate): Promise<IndexRow | UnreadableRun | null> {
  try {
    // The mark is taken first: should the journal grow meanwhile, the next refresh sees that it did.
    const mark = await markOf(folder);
    if (mark === null) return { folder, reason: "it has no journal" };
    if (known?.folder === path.basename(folder) && sameMark(known.mark, mark)) return null;
    const { events, damaged } = await readJournal(folder);
    const row = rowOf(reduceAll(events), path.basename(folder), mark);
    if (row === null)
      return { folder, reason: `its journal does not say what it is (${damaged} damaged lines)` };
    if (row.summary.id !== id) return { folder, reason: `its journal is of another run (${row.summary.id})` };
    return row;
  } catch (error) {
    return { folder, reason: asStudioError(error).message };
  }
}

async function markOf(folder: string): Promise<JournalMark | null> {
  try {
    const { size, mtimeMs } = await stat(path.join(folder, JOURNAL_FILE));
    return { bytes: size, mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function sameMark(a: JournalMark | null, b: JournalMark): boolean {
  return a !== null && a.bytes === b.bytes && a.mtimeMs === b.mtimeMs;
}
