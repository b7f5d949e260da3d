/**
 * Reads a folder of a diffusion model in the layout that Hugging Face's optimum exports: `model_index.json` and one
 * folder a part (docs/local-models.md). Says what is missing before anything is loaded.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import { type Family, familyOfClass, type TextPart, type TokenizerKind, traitsOf, wantOf } from "./families";
import { exists, readJson, readOptional, requireFiles } from "./folder-files";
import { type Geometry, readGeometry, readVae, type VaeConfig } from "./model-config";
import type { ClipTokenizerFiles } from "./text/clip-tokenizer";

export type { Family } from "./families";

/** A tokeniser's files as read; what is in them is judged when it is made. */
export type TokenizerFiles =
  | ({ readonly kind: "clip" } & ClipTokenizerFiles)
  | { readonly kind: Exclude<TokenizerKind, "clip">; readonly definition: unknown };

export interface TextFiles {
  /** Path of the ONNX file. */
  readonly encoder: string;
  readonly tokenizer: TokenizerFiles;
}

export interface ModelFolder {
  readonly folder: string;
  readonly family: Family;
  /** In the family's order; null for an optional one that is not there. */
  readonly texts: readonly (TextFiles | null)[];
  /** Paths of the ONNX files. */
  readonly denoiser: string;
  readonly vaeDecoder: string;
  /** Needed only to begin from a picture. */
  readonly vaeEncoder: string | null;
  readonly scheduler: unknown;
  readonly vae: VaeConfig;
  readonly geometry: Geometry;
  /** SDXL: an empty negative prompt counts as nothing at all instead of as an empty text. */
  readonly zerosForEmptyPrompt: boolean;
  /** For people: guesses made where the folder says nothing. */
  readonly notes: readonly string[];
}

const indexSchema = z.object({
  _class_name: z.string(),
  force_zeros_for_empty_prompt: z.boolean().nullish(),
});

/** @throws StudioError "model-missing" for parts that are not there, "model-invalid" for what cannot be run. */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const index = await readJson(path.join(folder, "model_index.json"), indexSchema);
  const family = familyOfClass(index._class_name);
  if (family === undefined) throw unknownKind(folder, index._class_name);
  const traits = traitsOf[family];
  const notes: string[] = [];
  const part = (name: string) => path.join(folder, name, "model.onnx");
  const present = await Promise.all(traits.texts.map((text) => isThere(folder, text, notes)));
  const texts = traits.texts.map((text, i) => (present[i] === true ? text : null));
  const used = texts.filter((text): text is TextPart => text !== null);
  await requireFiles(folder, [
    ...[...used.map(({ encoder }) => encoder), traits.denoiser, "vae_decoder"].map(part),
    ...used.flatMap((text) => tokenizerFiles(folder, text)),
    path.join(folder, "scheduler", "scheduler_config.json"),
  ]);
  const encoder = part("vae_encoder");
  return {
    folder,
    family,
    texts: await Promise.all(texts.map((text) => (text === null ? null : readText(folder, text)))),
    denoiser: part(traits.denoiser),
    vaeDecoder: part("vae_decoder"),
    vaeEncoder: (await exists(encoder)) ? encoder : null,
    scheduler: await readJson(path.join(folder, "scheduler", "scheduler_config.json"), z.unknown()),
    vae: await readVae(folder, family, notes),
    geometry: await readGeometry(folder, family, notes),
    zerosForEmptyPrompt: index.force_zeros_for_empty_prompt ?? traits.zerosForEmptyPrompt,
    notes,
  };
}

/** Optional encoders are there with their tokeniser or not at all. */
async function isThere(folder: string, text: TextPart, notes: string[]): Promise<boolean> {
  if (text.optional !== true) return true;
  if (!(await exists(path.join(folder, text.encoder, "model.onnx")))) return false;
  const files = tokenizerFiles(folder, text);
  const there = (await Promise.all(files.map(exists))).every((found) => found);
  const names = files.map((file) => path.relative(folder, file)).join(", ");
  if (!there) notes.push(`${text.encoder} is not used: ${names} is missing.`);
  return there;
}

const tokenizerNames: Readonly<Record<TokenizerKind, readonly string[]>> = {
  clip: ["vocab.json", "merges.txt"],
  unigram: ["tokenizer.json"],
  words: ["vocab.json"],
};

function tokenizerFiles(folder: string, { tokenizer, kind }: TextPart): readonly string[] {
  return tokenizerNames[kind].map((file) => path.join(folder, tokenizer, file));
}

async function readText(folder: string, { encoder, tokenizer, kind }: TextPart): Promise<TextFiles> {
  const file = path.join(folder, encoder, "model.onnx");
  if (kind === "clip") return { encoder: file, tokenizer: { kind, ...(await readClip(folder, tokenizer)) } };
  const [name = ""] = tokenizerNames[kind];
  const definition = await readJson(path.join(folder, tokenizer, name), z.unknown());
  return { encoder: file, tokenizer: { kind, definition } };
}

const tokenSchema = z.union([
  z.string(),
  z.object({ content: z.string() }).transform(({ content }) => content),
]);
const tokenizerConfigSchema = z.object({ pad_token: tokenSchema.nullish() });

async function readClip(folder: string, name: string): Promise<ClipTokenizerFiles> {
  const file = (inner: string) => path.join(folder, name, inner);
  const vocabulary = await readJson(file("vocab.json"), z.unknown());
  const merges = await readFile(file("merges.txt"), "utf8");
  const special = await readOptional(file("special_tokens_map.json"), tokenizerConfigSchema);
  const config = await readOptional(file("tokenizer_config.json"), tokenizerConfigSchema);
  const padToken = special.pad_token ?? config.pad_token;
  return padToken == null ? { vocabulary, merges } : { vocabulary, merges, padToken };
}

function unknownKind(folder: string, name: string): StudioError {
  const want = wantOf(name);
  const needs = want === null ? "" : ` Such models need ${want}.`;
  return new StudioError(
    "model-invalid",
    `The model in ${folder} is a ${name}, which the studio cannot run.${needs}`,
    {
      remedy:
        "It runs Stable Diffusion 1 to 3, SDXL, latent consistency models and the studio's own flow models, exported to ONNX.",
    },
  );
}
