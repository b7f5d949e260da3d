/** The ONNX files of a folder: which are there, in which precision, with which weights beside them. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import { type LoadedFile, type Precision, precisions } from "../../../shared/inference/vision-language";

/** Of the names of files, as the library takes them: "vision_encoder_q4.onnx". */
const suffixes: Readonly<Record<Precision, string>> = {
  fp32: "",
  fp16: "_fp16",
  int8: "_int8",
  uint8: "_uint8",
  q8: "_quantized",
  q4: "_q4",
  q4f16: "_q4f16",
  bnb4: "_bnb4",
};

const externalSchema = z.union([
  z.boolean(),
  z.number(),
  z.record(z.string(), z.union([z.boolean(), z.number()])),
]);

/** Of config.json: which files keep their weights beside them. */
export const weightsSchema = z.object({
  "transformers.js_config": z.object({ use_external_data_format: externalSchema.nullish() }).nullish(),
});
type Weights = z.infer<typeof weightsSchema>;

/**
 * Chooses a file for each part.
 * @throws StudioError "model-missing" with the files that are not there
 */
export async function chooseFiles(
  folder: string,
  parts: readonly string[],
  config: Weights,
): Promise<readonly LoadedFile[]> {
  const inside = path.join(folder, "onnx");
  const names = new Set(await readdir(inside).catch((): string[] => []));
  const missing: string[] = [];
  const chosen: LoadedFile[] = [];
  for (const part of parts) {
    const precision = precisions.find((one) => names.has(`${part}${suffixes[one]}.onnx`));
    if (precision === undefined) {
      missing.push(`onnx/${part}.onnx`);
      continue;
    }
    const name = `${part}${suffixes[precision]}.onnx`;
    const beside = [...names].filter((one) => one.startsWith(`${name}_data`) || one === `${name}.data`);
    if (wantsWeights(config, part, name) && beside.length === 0) missing.push(`onnx/${name}_data`);
    const sizes = await Promise.all([name, ...beside].map((one) => sizeOf(path.join(inside, one))));
    chosen.push({
      part,
      file: `onnx/${name}`,
      precision,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
    });
  }
  if (missing.length > 0) throw missingFiles(folder, missing, [...names].sort());
  return chosen;
}

function wantsWeights(config: Weights, part: string, name: string): boolean {
  const said = config["transformers.js_config"]?.use_external_data_format ?? false;
  const own = typeof said === "object" ? (said[name] ?? said[part] ?? false) : said;
  return own !== false && own !== 0;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

/** @throws StudioError "model-missing" where it is not there, "model-invalid" where it cannot be read. */
export async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(path.join(folder, name), "utf8").catch((cause: unknown) => {
    throw missingFiles(folder, [name], [], cause);
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StudioError("model-invalid", `The file ${name} of the model in ${folder} cannot be read.`, {
      remedy: "Download or export the model again.",
      detail: cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause),
      cause,
    });
  }
}

/** As `readJson`, but null where the file is not there. */
export async function readOptional<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
  return (await isFile(folder, name)) ? readJson(folder, name, schema) : null;
}

/** The text of a file; null where it is not there. */
export async function readText(folder: string, name: string): Promise<string | null> {
  return (await isFile(folder, name)) ? readFile(path.join(folder, name), "utf8") : null;
}

/** @throws StudioError "model-missing" */
export async function requireFiles(folder: string, names: readonly string[]): Promise<void> {
  const there = await Promise.all(names.map((name) => isFile(folder, name)));
  const absent = names.filter((_, i) => there[i] !== true);
  if (absent.length > 0) throw missingFiles(folder, absent, []);
}

async function isFile(folder: string, name: string): Promise<boolean> {
  return stat(path.join(folder, name)).then(
    (found) => found.isFile(),
    () => false,
  );
}

function missingFiles(
  folder: string,
  files: readonly string[],
  there: readonly string[],
  cause?: unknown,
): StudioError {
  return new StudioError("model-missing", `The model in ${folder} lacks ${files.join(", ")}.`, {
    remedy:
      "Add the missing files. Exports in the layout of transformers.js have them: config.json, tokenizer.json, preprocessor_config.json and onnx/*.onnx, where the names may end in _q4, _quantized, _int8 or _fp16.",
    ...(there.length === 0 ? {} : { detail: `In onnx/ there are: ${there.join(", ")}` }),
    cause,
  });
}
