/**
 * The trash: what lies in it, and deleting for good. A run is gone from the moment its folder was renamed to
 * `.purging-…`; what follows is tidying up, which the next start goes on with if this one is cut off.
 */
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { asStudioError, StudioError } from "../../shared/errors";
import type { BulkReport, TrashedRun } from "../../shared/ipc/domains/library";
import { reduceAll } from "../../shared/run/reduce";
import { answeredWish } from "../../shared/run/state";
import { isMissing, storageError, syncFolder } from "./durable";
import { readJournal } from "./journal";
import { idOfFolder, type RunPlace, type RunsFolder } from "./runs-folder";

const PURGING = ".purging-";
/** Folders looked into at a time. */
const READERS = 8;

export interface Trash {
  /** What lies in it, the latest first. */
  list(): Promise<TrashedRun[]>;
  /** Deletes runs in the trash for good; null empties it. Those that cannot be deleted say why. */
  purge(runIds: readonly string[] | null): Promise<BulkReport>;
  /** Ends what an earlier process was cut off from deleting. Run it once at each start. */
  sweep(): Promise<void>;
}

/** @param onPurged told of runs that are gone for good, before their files are deleted */
export function openTrash(runs: RunsFolder, onPurged: (runIds: readonly string[]) => Promise<void>): Trash {
  const root = runs.trashRoot;
  return {
    list: async () => {
      const found = await inTurns(await runs.listTrash(), describe);
      return found
        .filter((run): run is TrashedRun => run !== null)
        .sort((a, b) => b.trashedAt - a.trashedAt || (a.id < b.id ? 1 : -1));
    },
    purge: async (runIds) => {
      const places = await runs.listTrash();
      const wanted = runIds ?? places.map((place) => place.id);
      const report = await purgeAll(root, wanted, places);
      await finish(root, onPurged);
      return report;
    },
    sweep: () => finish(root, onPurged),
  };
}

async function purgeAll(
  root: string,
  wanted: readonly string[],
  places: readonly RunPlace[],
): Promise<BulkReport> {
  const done: string[] = [];
  const failed: BulkReport["failed"] = [];
  for (const runId of wanted) {
    try {
      const mine = places.filter((place) => place.id === runId);
      if (mine.length === 0) throw notInTrash();
      for (const { folder } of mine)
        await rename(folder, path.join(root, `${PURGING}${path.basename(folder)}`));
      done.push(runId);
    } catch (error) {
      failed.push({ runId, reason: asStudioError(storageError("delete the run", error)).message });
    }
  }
  return { done, failed };
}

/** Makes the renaming last, tells of it, and deletes the files. */
async function finish(root: string, onPurged: (runIds: readonly string[]) => Promise<void>): Promise<void> {
  try {
    const names = (await readdir(root)).filter((name) => name.startsWith(PURGING));
    if (names.length === 0) return;
    await syncFolder(root);
    await onPurged(names.flatMap((name) => idOfFolder(name.slice(PURGING.length)) ?? []));
    await inTurns(names, (name) =>
      rm(path.join(root, name), { recursive: true, force: true, maxRetries: 3 }),
    );
    await syncFolder(root);
  } catch (error) {
    throw storageError(`delete what was purged from ${root}`, error);
  }
}

/** null for a run that was restored or purged meanwhile. */
async function describe(place: RunPlace): Promise<TrashedRun | null> {
  try {
    return await lookInto(place);
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(`look into ${place.folder}`, error);
  }
}

async function lookInto({ id, folder }: RunPlace): Promise<TrashedRun> {
  const [{ events }, bytes, { mtimeMs }] = await Promise.all([
    readJournal(folder),
    sizeOf(folder),
    stat(folder),
  ]);
  const state = reduceAll(events);
  return {
    id,
    // A journal that cannot be read is no reason not to be able to delete it.
    title: state.header?.title ?? path.basename(folder),
    prompt: state.header?.prompt ?? "",
    ...answeredWish(state),
    images: state.iterations.filter((it) => it.image !== null).length,
    bytes,
    trashedAt: Math.trunc(mtimeMs),
  };
}

/** Bytes of all files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return sizeOf(place);
      return entry.isFile() ? sizeOfFile(place) : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOfFile(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/** Does the work a few at a time; answers stand in the order of the questions. */
async function inTurns<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const answers: B[] = [];
  const waiting = all.entries();
  const worker = async () => {
    for (const [place, one] of waiting) answers[place] = await work(one);
  };
  await Promise.all(Array.from({ length: READERS }, worker));
  return answers;
}

function notInTrash(): StudioError {
  return new StudioError("not-found", "It is not in the trash.", { remedy: "Look at the trash again." });
}
