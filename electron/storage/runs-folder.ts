/**
 * Where runs live: `<data>/runs/<YYYY-MM-DD>-<slug>-<id>/`, and `<data>/trash/` for those thrown away. The folder's
 * name is for people; its last part is the run's id.
 */
import { randomInt } from "node:crypto";
import { mkdir, readdir, rename, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { isMissing, makeFolder, storageError, syncFolder } from "./durable";
import { IMAGES_FOLDER } from "./images";

const ID_LENGTH = 10;
const ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const SLUG_LENGTH = 40;
const idPattern = /^[0-9a-z]{6,32}$/;
const folderPattern = /^\d{4}-\d{2}-\d{2}-(?:[a-z0-9-]+-)?([0-9a-z]{6,32})$/;

/** The id of the run whose folder has this name, or null. */
export function idOfFolder(name: string): string | null {
  return folderPattern.exec(name)?.[1] ?? null;
}

export interface RunPlace {
  readonly id: string;
  /** Absolute path. */
  readonly folder: string;
}

export interface RunsFolder {
  readonly root: string;
  readonly trashRoot: string;
  /** Makes a run's folder with its images folder. @throws StudioError "storage". */
  create(run: { readonly id: string; readonly title: string; readonly at: number }): Promise<string>;
  /** The run's folder, or null. */
  find(id: string): Promise<string | null>;
  /** The run's folder. @throws StudioError "not-found". */
  locate(id: string): Promise<string>;
  /** Every run, newest folder name first. */
  list(): Promise<readonly RunPlace[]>;
  listTrash(): Promise<readonly RunPlace[]>;
  /** Moves a run to the trash. Its journal must be closed. @param at when, for the folder to remember @returns the new place. */
  trash(id: string, at?: number): Promise<string>;
  /** Brings a run back from the trash. @returns its folder. */
  restore(id: string): Promise<string>;
}

/** A new id: 10 characters of [0-9a-z], 51 bits, drawn by the system's cryptographic source. */
export function newRunId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_ALPHABET.charAt(randomInt(ID_ALPHABET.length))).join("");
}

/** A title as a part of a folder name: plain ASCII words joined by hyphens; empty when none is left. */
export function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, "");
}

/** The folder name of a run begun at `at` (local date, as the designer's calendar has it). */
export function runFolderName(run: {
  readonly id: string;
  readonly title: string;
  readonly at: number;
}): string {
  const day = new Date(run.at);
  const two = (n: number) => String(n).padStart(2, "0");
  const date = `${String(day.getFullYear()).padStart(4, "0")}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return [date, slugOf(run.title), run.id].filter((part) => part !== "").join("-");
}

/**
 * Opens (and where missing makes) the runs folder below the studio's data folder.
 * @throws StudioError "storage".
 */
export async function openRunsFolder(data: string): Promise<RunsFolder> {
  const root = path.join(path.resolve(data), "runs");
  const trashRoot = path.join(path.resolve(data), "trash");
  try {
    await makeFolder(root);
    await makeFolder(trashRoot);
  } catch (error) {
    throw storageError(`make the data folder ${data}`, error);
  }
  return new FolderOfRuns(root, trashRoot);
}

class FolderOfRuns implements RunsFolder {
  /** Places met so far; checked before they are trusted, since people move folders by hand. */
  private readonly known = new Map<string, string>();

  constructor(
    readonly root: string,
    readonly trashRoot: string,
  ) {}

  async create(run: { readonly id: string; readonly title: string; readonly at: number }): Promise<string> {
    checkId(run.id);
    const folder = path.join(this.root, runFolderName(run));
    try {
      await mkdir(folder);
      await mkdir(path.join(folder, IMAGES_FOLDER));
      await syncFolder(folder);
      await syncFolder(this.root);
    } catch (error) {
      throw storageError(`make the run folder ${folder}`, error);
    }
    this.known.set(run.id, folder);
    return folder;
  }

  async find(id: string): Promise<string | null> {
    if (!idPattern.test(id)) return null;
    const remembered = this.known.get(id);
    if (remembered !== undefined && (await isFolder(remembered))) return remembered;
    this.known.clear();
    for (const place of await this.list()) this.known.set(place.id, place.folder);
    return this.known.get(id) ?? null;
  }

  async locate(id: string): Promise<string> {
    const folder = await this.find(id);
    if (folder !== null) return folder;
    throw notFound(id, "It may have been moved to the trash, or its folder taken away by hand.");
  }

  list(): Promise<readonly RunPlace[]> {
    return placesIn(this.root);
  }

  listTrash(): Promise<readonly RunPlace[]> {
    return placesIn(this.trashRoot);
  }

  async trash(id: string, at: number = Date.now()): Promise<string> {
    const folder = await this.locate(id);
    await remember(folder, at);
    const moved = await move(folder, this.trashRoot);
    this.known.delete(id);
    return moved;
  }

  async restore(id: string): Promise<string> {
    const place = (await this.listTrash()).find((one) => one.id === id);
    if (place === undefined) throw notFound(id, "It is not in the trash.");
    const folder = await move(place.folder, this.root);
    this.known.set(id, folder);
    return folder;
  }
}

async function placesIn(root: string): Promise<readonly RunPlace[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({ id: idOfFolder(entry.name), folder: path.join(root, entry.name) }))
      .filter((place): place is RunPlace => place.id !== null)
      .sort((a, b) => (a.folder < b.folder ? 1 : -1));
  } catch (error) {
    throw storageError(`list the runs in ${root}`, error);
  }
}

/** The folder's own time says when it was thrown away; nothing is written into it any more there. */
async function remember(folder: string, at: number): Promise<void> {
  try {
    await utimes(folder, at / 1000, at / 1000);
  } catch (error) {
    throw storageError(`move ${folder} to the trash`, error);
  }
}

async function move(folder: string, into: string): Promise<string> {
  const target = path.join(into, path.basename(folder));
  try {
    await rename(folder, target);
    await syncFolder(into);
    await syncFolder(path.dirname(folder));
  } catch (error) {
    throw storageError(`move ${folder} to ${into}`, error);
  }
  return target;
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw storageError(`look at ${folder}`, error);
  }
}

function checkId(id: string): void {
  if (idPattern.test(id)) return;
  throw new StudioError("bad-input", "Not a run id.", {
    remedy: "Ids are 6 to 32 characters of 0-9 and a-z.",
  });
}

function notFound(id: string, remedy: string): StudioError {
  return new StudioError("not-found", `There is no run ${idPattern.test(id) ? id : "with this id"}.`, {
    remedy,
  });
}
