/** The folder that exports go to when they do not ask: the one chosen last, kept between starts. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { isMissing, replaceFile } from "../storage/durable";

const fileSchema = z.object({ folder: z.string().min(1) });

export interface ExportFolder {
  get(): Promise<string>;
  /** Only with a folder that the designer chose in a dialog. */
  set(folder: string): Promise<void>;
}

/**
 * @param data the studio's data folder
 * @param fallback where to export to before anything was chosen, or when the chosen folder is gone
 */
export function openExportFolder(data: string, fallback: string): ExportFolder {
  const file = path.join(data, "export-folder.json");
  return {
    async get() {
      const chosen = await remembered(file);
      return chosen !== null && (await isFolder(chosen)) ? chosen : fallback;
    },
    set: (folder) => replaceFile(file, `${JSON.stringify({ folder })}\n`),
  };
}

async function remembered(file: string): Promise<string | null> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.data.folder : null;
  } catch (error) {
    // A note that is damaged is as good as none.
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    // Gone, or on a disk that is not there: either way nothing can be written into it.
    return false;
  }
}
