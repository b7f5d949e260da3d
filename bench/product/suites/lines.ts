/** Files of other suites, read to the line. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";

/** @throws Error naming the option when no file was given, or it is not there */
export function fileOf(file: string | undefined, suite: string, wanted: string): string {
  const how = `Give it with --file: the studio does not bring other people's prompts along. Wanted: ${wanted}.`;
  if (file === undefined) throw new Error(`The suite ${suite} needs its file. ${how}`);
  if (!existsSync(file)) throw new Error(`There is no ${file}. ${how}`);
  return file;
}

/** The text of a file, or of a folder's files in the order of their names. */
export function textsOf(place: string, extension: string): readonly { name: string; text: string }[] {
  const files = statSync(place).isDirectory()
    ? readdirSync(place)
        .filter((name) => name.endsWith(extension))
        .sort(new Intl.Collator("en", { numeric: true }).compare)
        .map((name) => path.join(place, name))
    : [place];
  return files.map((file) => ({
    name: path.basename(file, extension),
    text: readFileSync(file, "utf8").replace(/^\uFEFF/, ""),
  }));
}

/** JSON lines, each held to the schema. @throws Error with the place of the first that is not */
export function jsonLines<S extends z.ZodType>(text: string, schema: S, place: string): z.output<S>[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new Error(`${place}:${index + 1} is no JSON: ${error instanceof Error ? error.message : error}`);
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const issue = parsed.error.issues[0];
    throw new Error(
      `${place}:${index + 1}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`,
    );
  });
}
