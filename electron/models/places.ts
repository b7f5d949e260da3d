/**
 * Where models of the studio's own lie. Each has a box named by its id, and in it one folder with the model's name,
 * which is what people read:
 *
 *   models/<id>/<name>            on the shelf
 *   models/.arriving-<id>/<name>  being copied or downloaded
 *   trash/models/<id>/<name>      deleted
 *   trash/models/.purging-<id>    being deleted for good
 *
 * A model moves from box to box by one rename. The list of models is written before a copy or a download takes its
 * place and before a deleted one leaves it, so that a crash in between is known by what is listed; see `settle`.
 */
import { randomBytes } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { safeName } from "../exchange/filename";
import { makeFolder, syncFolder } from "../storage/durable";
import type { ModelRecord } from "./records";

const ARRIVING = ".arriving-";
const PURGING = ".purging-";

export interface ModelPlaces {
  /** Boxes of models on the shelf. */
  readonly shelf: string;
  readonly trash: string;
}

export function placesIn(dataFolder: string): ModelPlaces {
  return { shelf: path.join(dataFolder, "models"), trash: path.join(dataFolder, "trash", "models") };
}

export function newModelId(): string {
  return randomBytes(6).toString("hex");
}

/** A folder's name for a model called so. */
export function folderNameFor(name: string): string {
  return safeName(name.replaceAll(/[\\/]+/g, " "));
}

export const arrivingBox = ({ shelf }: ModelPlaces, id: string): string =>
  path.join(shelf, `${ARRIVING}${id}`);

/** Where a model is used: its own folder, or the one it is linked to. */
export function folderOf(places: ModelPlaces, { id, place }: Pick<ModelRecord, "id" | "place">): string {
  return place.kind === "linked" ? place.folder : path.join(places.shelf, id, place.folder);
}

/** What came takes its place on the shelf. */
export async function putOnShelf(places: ModelPlaces, id: string): Promise<void> {
  await rename(arrivingBox(places, id), path.join(places.shelf, id));
  await syncFolder(places.shelf);
}

export async function moveToTrash({ shelf, trash }: ModelPlaces, id: string): Promise<void> {
  await makeFolder(trash);
  await rename(path.join(shelf, id), path.join(trash, id));
  await syncFolder(trash);
  await syncFolder(shelf);
}

export async function moveToShelf({ shelf, trash }: ModelPlaces, id: string): Promise<void> {
  await rename(path.join(trash, id), path.join(shelf, id));
  await syncFolder(shelf);
  await syncFolder(trash);
}

/** From here on it is gone, whatever happens while its files are deleted. */
export async function moveOutOfTrash({ trash }: ModelPlaces, id: string): Promise<void> {
  await rename(path.join(trash, id), path.join(trash, `${PURGING}${id}`));
  await syncFolder(trash);
}

/** Deletes what has left the trash. */
export async function sweepPurged({ trash }: ModelPlaces): Promise<void> {
  for (const name of await namesIn(trash)) {
    if (name.startsWith(PURGING)) await removeTree(path.join(trash, name));
  }
}

/** Deletes what was arriving and that nobody waits for any more. */
export async function sweepArriving({ shelf }: ModelPlaces, awaited: ReadonlySet<string>): Promise<void> {
  for (const name of await namesIn(shelf)) {
    if (name.startsWith(ARRIVING) && !awaited.has(name.slice(ARRIVING.length))) {
      await removeTree(path.join(shelf, name));
    }
  }
}

/** Ends for the listed models what a crash cut off: an arrival, a deletion. */
export async function settle(places: ModelPlaces, records: readonly ModelRecord[]): Promise<void> {
  for (const { id, place, deletedAt } of records) {
    if (place.kind === "linked") continue;
    const onShelf = await isFolder(path.join(places.shelf, id));
    if (deletedAt !== null) {
      if (onShelf && !(await isFolder(path.join(places.trash, id)))) await moveToTrash(places, id);
    } else if (!onShelf && (await isFolder(arrivingBox(places, id)))) await putOnShelf(places, id);
  }
}

/** Deleted models that cannot be brought back: links, which nobody looks for in a trash, and what was being purged. */
export async function nowhere(
  { trash }: ModelPlaces,
  records: readonly ModelRecord[],
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (const { id, place, deletedAt } of records) {
    if (deletedAt === null) continue;
    if (place.kind === "linked" || !(await isFolder(path.join(trash, id)))) gone.add(id);
  }
  return gone;
}

export function removeTree(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

export async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
