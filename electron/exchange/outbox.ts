/**
 * Files on their way to folders of the designer's choice. A file appears under its name whole or not at all; what a
 * crash left half written is known from a note in the data folder, and taken away at the next start.
 */
import { randomBytes } from "node:crypto";
import { constants, copyFile, link, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { errnoOf, isMissing, makeFolder, storageError, syncFolder, writeSynced } from "../storage/durable";
import { numbered } from "./filename";
import { isRunning } from "./processes";

const temporaryPattern = /^\.gems-[0-9a-f]{12}\.tmp$/;
const notePattern = /^(\d+)-[0-9a-f]{12}\.note$/;

/** Fills the temporary file it is given; it must not exist before. */
export type Writer = (temporary: string) => Promise<void>;

export interface Outbox {
  /** Writes a file in the place of whatever has the name: the designer has been asked. */
  replace(target: string, content: Uint8Array | Writer): Promise<string>;
  /** Writes a file under the name or, where that is taken, the next free one: "name (2).png". @returns its path. */
  add(target: string, content: Uint8Array | Writer): Promise<string>;
}

/**
 * @param data the studio's data folder
 * @throws StudioError "storage"
 */
export async function openOutbox(data: string): Promise<Outbox> {
  const notes = path.join(data, "exports");
  try {
    await makeFolder(notes);
    await sweep(notes);
  } catch (error) {
    throw storageError(`open ${notes}`, error);
  }
  return {
    replace: (target, content) => through(notes, target, content, moveOver),
    add: (target, content) => through(notes, target, content, moveBeside),
  };
}

type Move = (temporary: string, target: string) => Promise<string>;

async function through(
  notes: string,
  target: string,
  content: Uint8Array | Writer,
  move: Move,
): Promise<string> {
  const key = randomBytes(6).toString("hex");
  const folder = path.dirname(target);
  const temporary = path.join(folder, `.gems-${key}.tmp`);
  const note = path.join(notes, `${process.pid}-${key}.note`);
  try {
    await writeSynced(note, temporary);
    await (content instanceof Uint8Array ? writeSynced(temporary, content) : content(temporary));
    const written = await move(temporary, target);
    await syncIfPossible(folder);
    return written;
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw new StudioError("storage", `The file could not be written: ${target}`, {
      remedy: "Choose a folder you may write to, with enough space, and save again.",
      retryable: true,
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  } finally {
    await rm(temporary, { force: true });
    await rm(note, { force: true });
  }
}

/** Network and foreign file systems may refuse to force a folder to disk; the file itself is there. */
async function syncIfPossible(folder: string): Promise<void> {
  try {
    await syncFolder(folder);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EPERM", "EACCES", "EISDIR"].includes(errnoOf(error) ?? "")) throw error;
  }
}

async function moveOver(temporary: string, target: string): Promise<string> {
  await rename(temporary, target);
  return target;
}

/** More files of one name in one folder are a mistake. */
const MOST_OF_A_NAME = 9_999;

async function moveBeside(temporary: string, target: string): Promise<string> {
  const name = path.basename(target);
  for (let n = 1; n <= MOST_OF_A_NAME; n += 1) {
    const place = path.join(path.dirname(target), n === 1 ? name : numbered(name, n));
    if (await claim(temporary, place)) return place;
  }
  throw new StudioError("storage", `There are too many files called ${name} already.`, {
    remedy: "Choose another folder, or another template for the names.",
  });
}

/** Gives the file its name unless another has it; where the disk knows no links, by copying. */
async function claim(temporary: string, place: string): Promise<boolean> {
  try {
    await link(temporary, place);
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
  }
  try {
    await copyFile(temporary, place, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Takes away what processes that are gone have left half written. Only names of our own making are touched. */
async function sweep(notes: string): Promise<void> {
  for (const name of await readdir(notes)) {
    const pid = notePattern.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const note = path.join(notes, name);
    const temporary = await readFile(note, "utf8");
    if (path.isAbsolute(temporary) && temporaryPattern.test(path.basename(temporary))) {
      await rm(temporary, { force: true }).catch((error: unknown) => {
        // A disk that is not there any more keeps its leftovers; nothing else is affected.
        if (!isMissing(error)) throw error;
      });
    }
    await rm(note, { force: true });
  }
}
