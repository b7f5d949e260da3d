/** A file of JSON lines that is only ever added to, and replaced as a whole to make it shorter. */
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import type { z } from "zod";
import { isMissing, replaceFile, storageError } from "../storage/durable";

export interface LineFile<T> {
  /** Adds lines in one write. With `forced`, they are on disk when it returns. @throws StudioError "storage" */
  append(lines: readonly T[], options?: { readonly forced?: boolean }): Promise<void>;
  /** Replaces everything; after a crash the file holds either the old lines or the new. */
  replace(lines: readonly T[]): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedLines<T> {
  readonly file: LineFile<T>;
  readonly lines: readonly T[];
  /** Whole lines that could not be read. A torn last line is cut and not counted. */
  readonly damaged: number;
  /** False when there was no file. */
  readonly existed: boolean;
}

/** Opens a file for adding, makes it where missing, and reads what it holds. @throws StudioError "storage" */
export async function openLines<T>(file: string, schema: z.ZodType<T>): Promise<OpenedLines<T>> {
  try {
    const { text, existed } = await readText(file);
    const end = text.lastIndexOf("\n") + 1;
    const whole = text.slice(0, end);
    if (end < text.length) await truncate(file, Buffer.byteLength(whole));
    const lines: T[] = [];
    let damaged = 0;
    for (const line of whole.split("\n")) {
      if (line === "") continue;
      const read = parsed(line, schema);
      if (read === null) damaged += 1;
      else lines.push(read);
    }
    return { file: new AppendedFile<T>(file, await open(file, "a")), lines, damaged, existed };
  } catch (error) {
    throw storageError(`open ${file}`, error);
  }
}

async function readText(file: string): Promise<{ text: string; existed: boolean }> {
  try {
    return { text: await readFile(file, "utf8"), existed: true };
  } catch (error) {
    if (isMissing(error)) return { text: "", existed: false };
    throw error;
  }
}

function parsed<T>(line: string, schema: z.ZodType<T>): T | null {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return null;
  }
  const result = schema.safeParse(raw);
  return result.success ? result.data : null;
}

class AppendedFile<T> implements LineFile<T> {
  readonly #path: string;
  #handle: FileHandle;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  append(lines: readonly T[], { forced = false } = {}): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return this.#inTurn(async () => {
      await this.#handle.appendFile(textOf(lines));
      if (forced) await this.#handle.sync();
    });
  }

  replace(lines: readonly T[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#handle.close();
      try {
        await replaceFile(this.#path, textOf(lines));
      } finally {
        this.#handle = await open(this.#path, "a");
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#handle.close());
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(task).catch((error: unknown) => {
      throw storageError(`write ${this.#path}`, error);
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function textOf(lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
