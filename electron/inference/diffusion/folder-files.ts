/** The files of a model's folder. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import { StudioError } from "../../../shared/errors";

/** The same, or what the schema makes of nothing where there is no such file. */
export async function readOptional<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  return (await exists(file)) ? readJson(file, schema) : schema.parse({});
}

/** @throws StudioError "model-missing" where there is none, "model-invalid" for one that cannot be read. */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw missing(path.dirname(file), [path.basename(file)], cause);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("model-invalid", `The file ${file} of the model cannot be read.`, {
      remedy: "Download or export the model again.",
      detail: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

/** @throws StudioError "model-missing" with all the files that are not there. */
export async function requireFiles(folder: string, files: readonly string[]): Promise<void> {
  const there = await Promise.all(files.map(exists));
  const absent = files.filter((_, i) => there[i] !== true).map((file) => path.relative(folder, file));
  if (absent.length > 0) throw missing(folder, absent);
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

function missing(folder: string, files: readonly string[], cause?: unknown): StudioError {
  return new StudioError("model-missing", `The model in ${folder} lacks ${files.join(", ")}.`, {
    remedy:
      "Add the missing files. Models for PyTorch only must be exported first: optimum-cli export onnx --model NAME FOLDER.",
    cause,
  });
}
