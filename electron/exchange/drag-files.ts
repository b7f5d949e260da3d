/** Files for dragging out of the window: they lie under their own names until the studio is closed. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing, storageError } from "../storage/durable";
import { isRunning } from "./processes";

const folderPattern = /^(\d+)-[0-9a-f]{12}$/;

export interface DragFiles {
  /** Writes a file that another program may take. @returns its path. @throws StudioError "storage" */
  put(name: string, bytes: Uint8Array): Promise<string>;
  /** Takes this session's files away. */
  clear(): Promise<void>;
}

/** @param data the studio's data folder; what earlier sessions left in it goes away */
export async function openDragFiles(data: string): Promise<DragFiles> {
  const root = path.join(data, "drag");
  await removeWhere(root, (pid) => !isRunning(pid));
  return {
    async put(name, bytes) {
      const folder = path.join(root, `${process.pid}-${randomBytes(6).toString("hex")}`);
      try {
        await mkdir(folder, { recursive: true });
        const file = path.join(folder, name);
        await writeFile(file, bytes);
        return file;
      } catch (error) {
        throw storageError("write the file to be dragged out", error);
      }
    },
    clear: () => removeWhere(root, (pid) => pid === process.pid),
  };
}

async function removeWhere(root: string, wanted: (pid: number) => boolean): Promise<void> {
  try {
    for (const name of await readdir(root)) {
      const pid = folderPattern.exec(name)?.[1];
      if (pid !== undefined && wanted(Number(pid))) {
        await rm(path.join(root, name), { recursive: true, force: true });
      }
    }
  } catch (error) {
    if (!isMissing(error)) throw storageError(`clear ${root}`, error);
  }
}
