/**
 * Runs on their way into the library. A run is made ready in a hidden folder beside the others and appears by one
 * rename; whatever a crash leaves is known by its folder's name and set right at the next start:
 *
 *   .import-<pid>-<key>   being filled: goes away
 *   .ready-<pid>-<key>    whole, while a run of the same id is on its way to the trash: takes its place if that is
 *                         gone, goes away if it is still there
 *   .undone-<pid>-<key>   an import that is being taken back while the run it replaced returns: goes back to its
 *                         place if that has not returned, to the trash under a new id if it has
 *   .discard-<pid>-<key>  on its way to the trash under a new id: goes there
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { JournalEvent } from "../../shared/run/events";
import { replaceFile, syncFolder, writeSynced } from "../storage/durable";
import { IMAGES_FOLDER } from "../storage/images";
import { JOURNAL_FILE, readJournal } from "../storage/journal";
import { newRunId, type RunsFolder, runFolderName } from "../storage/runs-folder";
import { journalText, withRunId } from "./journal-check";
import { isRunning } from "./processes";

const leftover = /^\.(import|ready|undone|discard)-(\d+)-[0-9a-f]{12}$/;

export interface StagedImage {
  readonly file: string;
  readonly bytes: Uint8Array;
}

function hidden(root: string, kind: "import" | "ready" | "undone" | "discard"): string {
  return path.join(root, `.${kind}-${process.pid}-${randomBytes(6).toString("hex")}`);
}

/**
 * Makes a run ready in a hidden folder; everything in it is on disk when this returns.
 * @param images one at a time, so that a long run is never in memory whole
 * @returns the folder
 */
export async function stage(
  root: string,
  events: readonly JournalEvent[],
  images: AsyncIterable<StagedImage>,
): Promise<string> {
  const folder = hidden(root, "import");
  try {
    await mkdir(path.join(folder, IMAGES_FOLDER), { recursive: true });
    for await (const { file, bytes } of images) {
      await writeSynced(path.join(folder, IMAGES_FOLDER, file), bytes);
    }
    await writeSynced(path.join(folder, JOURNAL_FILE), journalText(events));
    await syncFolder(path.join(folder, IMAGES_FOLDER));
    await syncFolder(folder);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Gives a staged run its place. @returns the place. */
export async function settle(root: string, staged: string, events: readonly JournalEvent[]): Promise<string> {
  const place = path.join(root, folderNameOf(events));
  await rename(staged, place);
  await syncFolder(root);
  return place;
}

/**
 * Gives a staged run the place of one that is there, which `trash` takes away.
 * @returns the place
 */
export async function settleInstead(
  root: string,
  staged: string,
  events: readonly JournalEvent[],
  trash: () => Promise<void>,
): Promise<string> {
  const ready = hidden(root, "ready");
  await rename(staged, ready);
  await syncFolder(root);
  try {
    await trash();
  } catch (error) {
    await rm(ready, { recursive: true, force: true });
    throw error;
  }
  return settle(root, ready, events);
}

/**
 * Takes an import back and returns what it replaced to its place. What was imported goes to the trash under a new id:
 * two runs of one id could not both be brought back.
 * @param replaced where the old run lies in the trash
 */
export async function swapBack(runs: RunsFolder, imported: string, replaced: string): Promise<string> {
  const undone = hidden(runs.root, "undone");
  await rename(imported, undone);
  const place = path.join(runs.root, path.basename(replaced));
  try {
    await rename(replaced, place);
  } catch (error) {
    await rename(undone, imported);
    throw error;
  }
  await syncFolder(runs.root);
  await discard(runs, undone);
  return place;
}

/** Sets right what a crash left. */
export async function sweepStaging(runs: RunsFolder): Promise<void> {
  for (const name of await readdir(runs.root)) {
    const [, kind, pid] = leftover.exec(name) ?? [];
    if (kind === undefined || isRunning(Number(pid))) continue;
    const folder = path.join(runs.root, name);
    if (kind === "import") await rm(folder, { recursive: true, force: true });
    else await recover(runs, kind, folder);
  }
}

async function recover(runs: RunsFolder, kind: string, folder: string): Promise<void> {
  if (kind === "discard") return discard(runs, folder);
  const { events } = await readJournal(folder);
  const id = idOf(events);
  const isThere = id !== null && (await runs.find(id)) !== null;
  if (id !== null && !isThere) await settle(runs.root, folder, events);
  else if (kind === "undone" && id !== null) await discard(runs, folder);
  else await rm(folder, { recursive: true, force: true });
}

/** Runs of this id in the trash get another: what takes the id now may itself be thrown away and brought back. */
export async function yieldId(runs: RunsFolder, id: string): Promise<void> {
  for (const place of await runs.listTrash()) if (place.id === id) await discard(runs, place.folder);
}

async function discard({ root, trashRoot }: RunsFolder, folder: string): Promise<void> {
  const leaving = hidden(root, "discard");
  await rename(folder, leaving);
  const { events } = await readJournal(leaving);
  const renamed = withRunId(events, newRunId());
  await replaceFile(path.join(leaving, JOURNAL_FILE), journalText(renamed));
  await rename(leaving, path.join(trashRoot, folderNameOf(renamed)));
  await syncFolder(trashRoot);
}

function folderNameOf(events: readonly JournalEvent[]): string {
  const [first] = events;
  if (first?.type !== "run-created")
    throw new Error("a journal that does not begin a run has no folder name");
  return runFolderName({ id: first.run.id, title: first.run.title, at: first.at });
}

function idOf(events: readonly JournalEvent[]): string | null {
  const [first] = events;
  return first?.type === "run-created" ? first.run.id : null;
}
