/** What there is to know of a model's folder before anything of it is loaded. */
import type { Dirent, Stats } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { freemem } from "node:os";
import path from "node:path";
import { nameOfFolder } from "../../shared/folders";
import type { Licence, ModelFacts } from "../../shared/inference/diffusion";
import type { Engine } from "../inference/client";

/** Parts that are loaded to draw. */
const parts = [
  "text_encoder",
  "text_encoder_2",
  "text_encoder_3",
  "unet",
  "transformer",
  "vae_decoder",
  "vae_encoder",
];
/** An ONNX file, or weights beside one: "model.onnx_data", "model.onnx.data", "weights.pb". */
const weights = /\.(onnx|onnx[._]data|data|pb)$/i;
/** Deeper than exports lie. */
const DEEPEST = 4;
const licenceFile = /^(licen[cs]e|copying)([.\-_].*)?$/i;
/** A README's front matter is at its beginning. */
const README_BYTES = 8_192;

export type FactsEngine = Pick<Engine, "inspectModel" | "status">;

/**
 * Looks into a folder; nothing is loaded.
 * @throws StudioError "model-missing" with the files that are not there, "model-invalid" for what cannot be run.
 */
export async function modelFacts(
  folder: string,
  engine: FactsEngine,
  signal: AbortSignal,
  free: () => number = freemem,
): Promise<ModelFacts> {
  const report = await engine.inspectModel(folder, signal);
  const files = await filesIn(folder, DEEPEST);
  const loadable = files.filter(
    ({ file }) => parts.includes(path.relative(folder, path.dirname(file))) && weights.test(file),
  );
  return {
    folder,
    name: nameOfFolder(folder),
    report,
    diskBytes: sum(files),
    modelBytes: sum(loadable),
    freeBytes: free(),
    loaded: engine.status().models.some((model) => model.folder === folder && model.loaded),
    licence: await licenceOf(folder),
  };
}

interface FileSize {
  readonly file: string;
  readonly bytes: number;
}

const sum = (files: readonly FileSize[]): number => files.reduce((total, { bytes }) => total + bytes, 0);

/** Files below a folder with their sizes. Links to files count as these, as caches of downloads are made of them. */
async function filesIn(folder: string, depth: number): Promise<readonly FileSize[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<readonly FileSize[]> => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return depth > 1 ? filesIn(file, depth - 1) : [];
      const facts = await stat(file).catch((): Stats | null => null);
      return facts?.isFile() === true ? [{ file, bytes: facts.size }] : [];
    }),
  );
  return found.flat();
}

/** Everything in a folder, in bytes. */
export async function diskBytesOf(folder: string): Promise<number> {
  return sum(await filesIn(folder, DEEPEST));
}

/** What the folder says of its licence; null where it says nothing. */
export async function licenceOf(folder: string): Promise<Licence | null> {
  const names = await readdir(folder).catch((): string[] => []);
  const file = names.find((name) => licenceFile.test(name)) ?? null;
  const readme = names.find((name) => /^readme\.md$/i.test(name));
  const name = readme === undefined ? null : licenceIn(await beginningOf(path.join(folder, readme)));
  return file === null && name === null ? null : { name, file };
}

/** The licence in the front matter of a model's card; the name of one that is not a common one. */
export function licenceIn(readme: string): string | null {
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(readme)?.[1];
  if (front === undefined) return null;
  const value = (key: string) => {
    const found = new RegExp(`^${key}:[ \\t]*["']?([^"'\\r\\n#]{1,200})`, "m").exec(front)?.[1]?.trim();
    return found === undefined || found === "" ? null : found;
  };
  const licence = value("license");
  return licence === null || licence === "other" ? (value("license_name") ?? licence) : licence;
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return "";
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(README_BYTES), 0, README_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await handle.close();
  }
}
